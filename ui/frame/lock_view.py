"""The locked screen: whose shop, that it records, and two fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopguard.base.texts import Language
from ui.design import current
from ui.frame.leaving import Loss, QuitDialog
from ui.frame.lock import LockPresenter, LockState
from ui.frame.status import StatusState
from ui.frame.status_line import say_recording
from ui.model import PersonInfo
from ui.people.names import called
from ui.session import Away
from ui.settings.seat_card import language_buttons
from ui.translate import translate
from ui.widgets.basics import button, card, column, focus_soon, holder, icon_label, label, row
from ui.widgets.fields import Field, Line, SecretLine
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice


class LockView(QWidget):
    """Nothing of the shop is shown but that it records."""

    def __init__(
        self,
        presenter: LockPresenter,
        on_language: Callable[[Language], None],
        on_leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        login, secret = translate("lock", "Login"), translate("lock", "Passphrase")
        self._login = Line(login, "", 64)
        self._secret = SecretLine(secret)
        self._notice = Notice()
        self._go = button(translate("lock", "Sign in"), self._submit, "primary")
        self._recording = button("", None, "quiet")
        self._recording.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shop = label("", "heading", wrap=True)
        self._why = label("", "muted", wrap=True)
        self._samples = QVBoxLayout()
        form = column(
            row(icon_label("lock", "accent", 32), self._shop, 1, spacing=2),
            self._why,
            Field(login, self._login),
            Field(secret, self._secret),
            self._notice,
            self._go,
            self._samples,
            spacing=2,
            margins=4,
        )
        box = card(form)
        box.setFixedWidth(current().wide(56))
        rows = column(
            row(self._recording, 1, *language_buttons(on_language)),
            1,
            row(1, box, 1),
            2,
            margins=3,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder(rows))
        self._login.setText(presenter.state.login)
        self._login.returnPressed.connect(self._secret.setFocus)
        self._secret.returnPressed.connect(self._submit)
        presenter.attach(self.show_state)
        if presenter.state.samples:
            self._show_samples(presenter.state.samples, on_leave)
        else:
            focus_soon(self._secret if presenter.state.login else self._login)

    def show_state(self, state: LockState) -> None:
        self._shop.setText(state.shop)
        self._why.setText(_why_words(state.why))
        self._why.setVisible(bool(self._why.text()))
        self._go.setEnabled(not state.busy)
        said = translate("lock", "Checking…") if state.busy else translate("lock", "Sign in")
        self._go.setText(said)
        self._notice.say_error(state.trouble)
        if state.trouble is not None and not state.busy:
            self._secret.setFocus()

    def show_status(self, state: StatusState) -> None:
        say_recording(self._recording, state.known)

    def _submit(self) -> None:
        if not self._secret.text():
            self._secret.setFocus()
            return
        self._presenter.sign_in(self._login.text(), self._secret.take())

    def _show_samples(self, samples: tuple[PersonInfo, ...], on_leave: Callable[[], None]) -> None:
        said = translate("lock", "This is the demo shop. A name fills in both lines:")
        self._samples.addWidget(label(said, "muted", wrap=True))
        people = [button(called(each), partial(self._fill, each)) for each in samples]
        self._samples.addLayout(Flow(*people))

        def ask() -> None:
            QuitDialog(Loss.DEMO, on_leave, self.window()).open_once()

        leave = button(translate("lock", "Leave the demo"), ask, "quiet", "sign-out")
        self._samples.addLayout(row(1, leave))
        focus_soon(people[0])

    def _fill(self, sample: PersonInfo) -> None:
        self._login.setText(sample.login)
        self._secret.setText(sample.sample)
        self._go.setFocus()


def _why_words(why: Away | None) -> str:
    """Why somebody has to sign in again."""
    if why is None:
        return ""
    return {
        Away.LOCKED: translate("lock", "The seat is locked. Recording goes on."),
        Away.IDLE: translate("lock", "Nobody was here for a while, so the seat is locked."),
        Away.SLEEP: translate("lock", "The PC was asleep, so the seat is locked."),
        Away.COMPUTER_LOCKED: translate("lock", "The PC was locked, so the seat is locked, too."),
        Away.SIGNED_OUT: translate("lock", "Signed out. Recording goes on."),
        Away.CLOSED: "",
    }[why]
