"""The cards of the first run: progress at the top, one question, back and next at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopguard.base.texts import Language
from ui.cameras.add_form import CameraForm
from ui.cameras.adding import CamerasPresenter
from ui.cameras.model import CameraTest
from ui.design import current
from ui.first_run.done_card import DoneCard
from ui.first_run.manager_card import ManagerCard
from ui.first_run.marks import Marks
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.first_run.retention_card import RetentionCard
from ui.first_run.sheet_card import SheetCard
from ui.first_run.shop_card import ShopCard
from ui.first_run.start_card import StartCard
from ui.first_run.state import FirstRunState, Step
from ui.settings.seat_card import language_buttons
from ui.translate import translate
from ui.widgets.basics import (
    button,
    card,
    column,
    focus_soon,
    holder,
    label,
    row,
    rule,
    scrolling,
)
from ui.widgets.notice import Notice

WIDTH = 136  # units


@runtime_checkable
class Card(Protocol):
    """A card of the first run."""

    def focus(self) -> None: ...


class FirstRunView(QWidget):
    """Makes each card anew when its turn comes; what was typed lives in the presenters."""

    def __init__(
        self,
        presenter: FirstRunPresenter,
        cameras: CamerasPresenter,
        retention: RetentionPresenter,
        on_language: Callable[[Language], None],
        on_leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        self._cameras = cameras
        self._retention = retention
        self._on_leave = on_leave
        self._step: Step | None = None
        self._said: CameraTest | int | None = None
        self._told: Exception | None = None
        self._reminds: Callable[[], bool] | None = None  # whether what was said of it is still so
        self._card: QWidget | None = None
        self._marks = Marks()
        self._question = label("", "heading", wrap=True)
        self._why = label("", "muted", wrap=True)
        self._place = QVBoxLayout()
        self._notice = Notice()
        self._back = button(translate("first run", "Back"), self._go_back, icon="previous")
        self._next = button(translate("first run", "Next"), self._go_on, "primary")
        self._next.setMinimumWidth(20 * current().unit)
        top = row(self._marks, *language_buttons(on_language))
        top.setStretch(0, 1)
        top.setAlignment(self._marks, Qt.AlignmentFlag.AlignVCenter)
        inner = column(self._question, self._why, self._place, spacing=2, margins=4)
        inner.setStretch(2, 1)
        below = column(self._notice, row(self._back, 1, self._next), spacing=2, margins=2)
        self._scroll = scrolling(holder(inner))
        rows = column(self._scroll, rule(), below, spacing=0)
        rows.setStretch(0, 1)
        body = card(rows)
        body.setMaximumWidth(WIDTH * current().unit)
        body.setMinimumWidth(min(WIDTH, 90) * current().unit)
        middle = row(1, body, 1)
        middle.setStretch(1, 100)
        page = column(top, holder(middle), spacing=2, margins=3)
        page.setStretch(1, 1)
        self.setLayout(page)
        presenter.attach(self.show_state)

    def show_state(self, state: FirstRunState) -> None:
        if state.step is not self._step:
            self._turn(state)
        if isinstance(self._card, ShopCard | ManagerCard | SheetCard | StartCard):
            self._card.show_state(state)
        self._tell(state.trouble)
        if state.busy and state.step is Step.DEPUTY:
            self._notice.say(translate("first run", "Making the shop’s keys. A few seconds…"))
        first = Step.CAMERAS if state.created is not None else Step.SHOP
        back = state.step > first or state.step is Step.SHOP or state.revisiting
        self._back.setVisible(back)
        self._next.setEnabled(not state.busy and (state.step is not Step.SHEET or state.taken))
        self._next.setVisible(not state.again)

    def _tell(self, trouble: Exception | None) -> None:
        """Beside what is wrong where the card knows it, with the keyboard there; else below."""
        if trouble is self._told and trouble is not None:
            return
        self._told = trouble
        shown, wrong = self._card, None
        if trouble is not None and isinstance(shown, ShopCard | ManagerCard | SheetCard):
            wrong = shown.show_trouble(trouble)
        self._notice.say_error(trouble if wrong is None else None)
        if wrong is not None:
            QTimer.singleShot(0, wrong, lambda: self._point_at(wrong))

    def _point_at(self, wrong: QWidget) -> None:
        """It may be below the fold, with its words under it."""
        wrong.setFocus()
        whole = wrong.parentWidget() or wrong
        self._scroll.ensureWidgetVisible(whole, 0, 2 * current().unit)

    def _turn(self, state: FirstRunState) -> None:
        """Another card."""
        self._step = state.step
        if self._card is not None:
            self._place.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        question, why = _words(state.step)
        self._question.setText(question)
        self._why.setText(why)
        self._marks.show_step(state.step, state.later)
        done = state.step is Step.DONE
        self._next.setText(
            translate("first run", "To the live pictures")
            if done
            else translate("first run", "Next")
        )
        self._card = self._make(state.step)
        self._place.addWidget(self._card)
        self._reminds = None
        if isinstance(self._card, CameraForm | RetentionCard):
            self._card.changed.connect(self._take_back)
        if isinstance(self._card, Card):
            QTimer.singleShot(0, self._card, self._card.focus)
        else:
            focus_soon(self._next)

    def _make(self, step: Step) -> QWidget:
        presenter = self._presenter
        makers: dict[Step, Callable[[], QWidget]] = {
            Step.SHOP: lambda: ShopCard(presenter),
            Step.CHIEF: lambda: ManagerCard(presenter, "chief"),
            Step.DEPUTY: lambda: ManagerCard(presenter, "deputy"),
            Step.SHEET: lambda: SheetCard(presenter),
            Step.CAMERAS: lambda: CameraForm(self._cameras),
            Step.RETENTION: lambda: RetentionCard(self._retention),
            Step.START: lambda: StartCard(presenter),
            Step.DONE: lambda: DoneCard(presenter, self._retention),
        }
        return makers[step]()

    def _go_on(self) -> None:
        if isinstance(self._card, SheetCard):
            self._card.submit()
        elif isinstance(self._card, CameraForm) and self._forgotten():
            self._reminds = lambda: self._cameras.state.test is not None
            self._notice.say(
                translate("first run", "The camera on this card is not added yet."),
                translate(
                    "first run", "Press “Add this camera”, or “Next” once more to go on without it."
                ),
            )
        elif isinstance(self._card, RetentionCard) and self._unagreed():
            state = self._retention.state
            self._reminds = lambda: (
                self._retention.state.wanted == state.wanted != (self._retention.state.days)
            )
            self._notice.say(
                translate("first run", "{n} days are not agreed to yet.").format(n=state.wanted),
                translate(
                    "first run",
                    "Press “Both agree”, or “Next” once more to leave it at {n} days for now.",
                ).format(n=state.days),
            )
        else:
            days = self._retention.state
            self._presenter.forward(put_off=days.wanted != days.days)

    def _take_back(self) -> None:
        """A reminder goes with its reason."""
        if self._reminds is not None and not self._reminds():
            self._reminds = None
            self._notice.hush()

    def _unagreed(self) -> bool:
        """Other days were chosen and not agreed to; said once for each."""
        state = self._retention.state
        said, self._said = self._said, state.wanted
        return state.wanted not in (state.days, said)

    def _forgotten(self) -> bool:
        """A camera was tried out and not added; said once for each."""
        test = self._cameras.state.test
        said, self._said = self._said, test
        return test is not None and test is not said

    def _go_back(self) -> None:
        if self._presenter.state.step is Step.SHOP:
            self._on_leave()
        else:
            self._presenter.back()


def _words(step: Step) -> tuple[str, str]:
    """The question of a card, and why it is asked."""
    return {
        Step.SHOP: (
            translate("first run", "What is the shop called?"),
            translate("first run", "The name stands on the screen and on every paper."),
        ),
        Step.CHIEF: (
            translate("first run", "Who is the chief manager?"),
            translate(
                "first run",
                "Two named managers open recordings together. Nobody can open them alone.",
            ),
        ),
        Step.DEPUTY: (
            translate("first run", "Who is the deputy manager?"),
            translate(
                "first run", "The deputy sits down here now, and types out of the chief’s sight."
            ),
        ),
        Step.SHEET: (
            translate("first run", "Put the recovery sheet into the safe"),
            translate(
                "first run",
                "It stands in for a manager who is gone or has forgotten the passphrase.",
            ),
        ),
        Step.CAMERAS: (
            translate("first run", "Which cameras are there?"),
            translate("first run", "Each is tried out before it records. More can be added later."),
        ),
        Step.RETENTION: (
            translate("first run", "How long are recordings kept?"),
            translate(
                "first run", "As short as the purpose allows; after that they are destroyed."
            ),
        ),
        Step.START: (
            translate("first run", "Should recording start with this PC?"),
            translate("first run", "A camera only helps if it records, after a power cut too."),
        ),
        Step.DONE: (
            translate("first run", "The shop is ready"),
            translate("first run", "What is set up here goes on when this window is closed."),
        ),
    }[step]
