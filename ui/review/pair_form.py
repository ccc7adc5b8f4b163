"""Two people at one seat: the one who is signed in, and the one who confirms beside them.

What was said of an attempt stands beside the person it is about, until they type again or choose
another way.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from shopguard.base.errors import ShopGuardError
from ui.design import current
from ui.model import Credentials, PersonInfo, SignedIn
from ui.people.names import SHEET, called
from ui.review.model import Pair
from ui.translate import engine_text, language, translate
from ui.widgets.basics import Choice, focus_soon, icon_label, label, row, set_tone
from ui.widgets.fields import SecretLine

NAMES = 10  # units: the column of names, the same in every dialog
_FIRST = ("pair.first_failed", "pair.first_wait", "login.ended")
_SECOND = ("pair.second_failed", "pair.second_wait")


class PairForm(QWidget):
    """``pair()`` takes what was typed out of the fields. ``changed``: something was chosen.

    ``amended``: what was said of the last attempt is over, somebody types or chooses anew.
    """

    changed = Signal()
    amended = Signal()
    confirmed = Signal()

    def __init__(self, first: SignedIn) -> None:
        super().__init__()
        self._first = first
        self._seconds: tuple[PersonInfo, ...] = ()
        self._again = SecretLine(translate("door", "Passphrase of the first person"))
        self._name = Choice(translate("door", "Second person"))
        self._secret = SecretLine(translate("door", "Passphrase of the second person"))
        self._proven = row(
            icon_label("good", "good", 20), label(translate("door", "confirmed"), "", "good"), 1
        )
        self._proven_box = QWidget()
        self._proven_box.setLayout(self._proven)
        self._why = label("", "muted", wrap=True)
        self._why.hide()
        self._second_label = label(translate("door", "Second"), "strong")
        self._alone = label(translate("door", "The shop’s rule lets one manager look."), "muted")
        self._alone.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * current().unit)
        grid.setVerticalSpacing(current().unit)
        grid.addWidget(label(translate("door", "First"), "strong"), 0, 0)
        grid.addWidget(label(called(first.person)), 0, 1)
        grid.addWidget(self._proven_box, 0, 2)
        grid.addWidget(self._again, 0, 2)
        grid.addWidget(self._second_label, 1, 0)
        grid.addWidget(self._name, 1, 1)
        grid.addWidget(self._secret, 1, 2)
        grid.addWidget(self._alone, 1, 1, 1, 2)
        grid.addWidget(self._why, 2, 1, 1, 2)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, current().wide(NAMES))
        grid.setColumnMinimumWidth(1, current().wide(26))
        self._again.setPlaceholderText(translate("door", "Passphrase"))
        self._secret.setPlaceholderText(translate("door", "Passphrase"))
        self.ask_again(wanted=False)
        self._name.currentIndexChanged.connect(self._chose)
        self._secret.returnPressed.connect(self.confirmed)
        self._again.returnPressed.connect(self.confirmed)
        for secret in (self._again, self._secret):
            secret.textEdited.connect(self._amend)

    def offer(self, seconds: Sequence[PersonInfo], chosen: str) -> None:
        """Who may confirm; nobody where the rule lets one manager look alone."""
        if tuple(seconds) != self._seconds:
            self._seconds = tuple(seconds)
            self._name.fill([(called(person), person.login) for person in seconds], chosen)
            self._fill_sample()
        alone = not seconds
        for part in (self._name, self._secret, self._second_label):
            part.setVisible(not alone)
        self._alone.setVisible(alone)
        self._say_why()

    def ask_again(self, *, wanted: bool) -> None:
        """The first person's passphrase too."""
        self._again.setVisible(wanted)
        self._proven_box.setVisible(not wanted)

    @property
    def second(self) -> str:
        return str(self._name.currentData() or "")

    def pair(self) -> Pair:
        """Both, with what was typed; the fields are empty afterwards."""
        return Pair(self._first, self._second_credentials(), self._again.take())

    def complete(self) -> bool:
        """Both have typed; else the keyboard goes to who has not, and nothing counts as a try."""
        empty = [each for each in (self._again, self._secret) if self._wants(each)]
        if empty:
            empty[0].setFocus()
        return not empty

    def refused(self, error: Exception | None = None) -> None:
        """The attempt failed: who it is about types again, and their field says so."""
        if not isinstance(error, ShopGuardError):
            self.focus()
            return
        about = None
        if error.code in _FIRST:
            self.ask_again(wanted=True)
            about = self._again
        elif error.code in _SECOND or error.code.startswith("sheet."):
            about = self._secret
        self._mark(about, error.words(language()).what)
        if about is None:
            self.focus()
        else:
            focus_soon(about)

    def focus(self) -> None:
        """To the first who has something to type."""
        focus_soon(self._secret if self._again.isHidden() else self._again)

    def _second_credentials(self) -> Credentials | None:
        if not self._seconds:
            return None
        return Credentials(self.second, self._secret.take())

    def _wants(self, secret: SecretLine) -> bool:
        return not secret.isHidden() and not secret.text()

    def _amend(self) -> None:
        self._mark(None, "")
        self.amended.emit()

    def _mark(self, about: SecretLine | None, said: str) -> None:
        for secret in (self._again, self._secret):
            mine = secret is about
            set_tone(secret, "lost" if mine else "")
            secret.setAccessibleDescription(said if mine else "")

    def _fill_sample(self) -> None:
        """In a demo shop nobody has to know the second person's passphrase."""
        wanted = translate("door", "Passphrase")
        if self.second == SHEET:
            wanted = translate("door", "Its twelve words, in order")
        self._secret.setPlaceholderText(wanted)
        person = next((each for each in self._seconds if each.login == self.second), None)
        self._secret.setText(person.sample if person is not None else "")

    def _chose(self) -> None:
        self._fill_sample()
        self._say_why()
        self._amend()
        self.changed.emit()

    def _say_why(self) -> None:
        """What keeps the chosen person from confirming, said before they type."""
        person = next((each for each in self._seconds if each.login == self.second), None)
        unfit = person.unfit if person is not None else ""
        self._why.setVisible(bool(unfit))
        if unfit:
            self._why.setText(engine_text(f"error.{unfit}"))
