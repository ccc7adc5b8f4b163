"""The cards of the first run: progress at the top, one question, back and next at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from shopguard.base.texts import Language
from ui.cameras.add_form import CameraForm
from ui.cameras.adding import CamerasPresenter
from ui.cameras.model import CameraTest
from ui.design import current
from ui.first_run.manager_card import ManagerCard
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
    icon_label,
    label,
    row,
    rule,
    scrolling,
    set_tone,
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
        self._said: CameraTest | None = None
        self._card: QWidget | None = None
        self._marks = _Marks()
        self._question = label("", "heading", wrap=True)
        self._why = label("", "muted", wrap=True)
        self._place = QVBoxLayout()
        self._notice = Notice()
        self._back = button(translate("first run", "Back"), self._go_back, icon="previous")
        self._next = button(translate("first run", "Next"), self._go_on, "primary")
        self._next.setMinimumWidth(20 * current().unit)
        top = row(self._marks, 1, *language_buttons(on_language))
        inner = column(self._question, self._why, self._place, spacing=2, margins=4)
        inner.setStretch(2, 1)
        below = column(self._notice, row(self._back, 1, self._next), spacing=2, margins=2)
        rows = column(scrolling(holder(inner)), rule(), below, spacing=0)
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
        self._notice.say_error(state.trouble)
        if state.busy and state.step is Step.DEPUTY:
            self._notice.say(translate("first run", "Making the shop’s keys. A few seconds…"))
        first = Step.CAMERAS if state.created is not None else Step.SHOP
        self._back.setVisible(state.step > first or state.step is Step.SHOP)
        self._next.setEnabled(not state.busy and (state.step is not Step.SHEET or state.taken))
        self._next.setVisible(not state.again)

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
        self._marks.show_step(state.step)
        done = state.step is Step.DONE
        self._next.setText(
            translate("first run", "To the live pictures")
            if done
            else translate("first run", "Next")
        )
        self._card = self._make(state.step)
        self._place.addWidget(self._card)
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
            Step.DONE: lambda: _Done(self._cameras, presenter.state.starts),
        }
        return makers[step]()

    def _go_on(self) -> None:
        if isinstance(self._card, SheetCard):
            self._card.submit()
        elif isinstance(self._card, CameraForm) and self._forgotten():
            self._notice.say(
                translate("first run", "The camera on this card is not added yet."),
                translate(
                    "first run", "Press “Add this camera”, or “Next” once more to go on without it."
                ),
            )
        else:
            self._presenter.forward()

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
            translate(
                "first run", "The name stands on the screen, on the signs and on every paper."
            ),
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


class _Marks(QWidget):
    """Seven names in a row; the one in turn is bold, those behind carry a tick."""

    def __init__(self) -> None:
        super().__init__()
        self._names = (
            translate("first run", "Shop"),
            translate("first run", "Two managers"),
            translate("first run", "Recovery sheet"),
            translate("first run", "Cameras"),
            translate("first run", "Retention"),
            translate("first run", "Start"),
            translate("first run", "Ready"),
        )
        self._labels = [label(name, "muted") for name in self._names]
        self.setLayout(row(*self._labels, spacing=2))

    def show_step(self, step: Step) -> None:
        now = {Step.SHOP: 0, Step.CHIEF: 1, Step.DEPUTY: 1}.get(step, int(step) - 1)
        for index, (name, shown) in enumerate(zip(self._names, self._labels, strict=True)):
            sign = "✓" if index < now else str(index + 1)
            shown.setText(f"{sign} {name}")
            shown.setProperty("kind", "strong" if index == now else "muted")
            set_tone(shown, "good" if index < now else "")
            shown.style().unpolish(shown)
            shown.style().polish(shown)
        said = translate("first run", "Step {n} of {m}: {name}")
        self.setAccessibleName(said.format(n=now + 1, m=len(self._names), name=self._names[now]))


class _Done(QWidget):
    """What stands now, and what to do next."""

    def __init__(self, cameras: CamerasPresenter, starts: str) -> None:
        super().__init__()
        count = len(cameras.state.added)
        cameras_line = (
            translate("first run", "Cameras that record from now on: {n}").format(n=count)
            if count
            else translate("first run", "No camera yet. Add one on the page “Cameras”.")
        )
        # A tick only for what is so; what is still to do carries another sign.
        lines = (
            ("good" if count else "info", cameras_line),
            (
                "good",
                translate(
                    "first run", "Two managers are named, and the recovery sheet is in the safe."
                ),
            ),
            _start_line(starts),
            (
                "info",
                translate("first run", "Hang the signs where people come in, before you open."),
            ),
        )
        rows = column(*(_fact(sign, words) for sign, words in lines), 1, spacing=2)
        self.setLayout(rows)


def _start_line(starts: str) -> tuple[str, str]:
    """From when on recording starts by itself."""
    if starts == "boot":
        return "good", translate("first run", "Recording starts when this PC is switched on.")
    if starts == "login":
        return "good", translate(
            "first run", "Recording starts once this account has logged in to the PC."
        )
    return "info", translate(
        "first run", "After this PC was off, somebody has to open ShopGuard to record again."
    )


def _fact(sign: str, words: str) -> QLayout:
    line = row(icon_label(sign, {"good": "good", "info": "event"}[sign], 20))
    line.addWidget(label(words, wrap=True), 1)
    return line
