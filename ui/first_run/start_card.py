"""Whether recording starts by itself when the PC is switched on."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import FirstRunState
from ui.translate import translate
from ui.widgets.basics import card, column, label


class StartCard(QWidget):
    """One switch, on unless somebody switches it off."""

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__()
        self._switch = QCheckBox(translate("first run", "Start recording by itself"))
        self._switch.setChecked(presenter.state.start)
        self._switch.toggled.connect(lambda on: presenter.want_start(wanted=on))
        facts = translate(
            "first run",
            "After a power cut nobody has to think of it. Where this account of the PC keeps the"
            " shop’s key, recording starts once the account has logged in.",
        )
        rows = column(self._switch, label(facts, "muted", wrap=True), margins=2)
        self.setLayout(column(card(rows), 1))

    def show_state(self, state: FirstRunState) -> None:
        if self._switch.isChecked() != state.start:
            self._switch.setChecked(state.start)

    def focus(self) -> None:
        self._switch.setFocus()
