"""Which of the room's books is open: footage asked for, requests about one's own data, stills."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.translate import translate
from ui.widgets.basics import button, set_icon
from ui.widgets.flow import Flow


class Book(StrEnum):
    """A book of the room."""

    PROVIDED = "provided"
    RIGHTS = "rights"
    PRINTS = "prints"


class BookChoice(QWidget):
    """A button for each; it says what is open in the book, and by a sign that some are late."""

    def __init__(self, on_book: Callable[[Book], None]) -> None:
        super().__init__()
        names = {
            Book.PROVIDED: translate("provision", "Footage asked for and handed over"),
            Book.RIGHTS: translate("rights", "Requests about one's own data"),
            Book.PRINTS: translate("prints", "Printed stills"),
        }
        group = QButtonGroup(self)
        self._buttons: dict[Book, QPushButton] = {}
        for book, name in names.items():
            made = button(name, kind="quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked, book=book: on_book(book))
            group.addButton(made)
            self._buttons[book] = made
        self.setLayout(Flow(*self._buttons.values()))

    def choose(self, book: Book) -> None:
        self._buttons[book].setChecked(True)

    def show_open(self, count: int, late: int) -> None:
        """How many requests are open; ``late`` of them are over their day."""
        name = translate("rights", "Requests about one's own data")
        if late:
            said = translate("rights", "{name}: {n} late").format(name=name, n=late)
        elif count:
            said = translate("rights", "{name}: {n} open").format(name=name, n=count)
        else:
            said = name
        self._say(Book.RIGHTS, said, "clock-late" if late else "person", late)

    def show_overdue(self, count: int) -> None:
        """How many stills should have been shredded by now."""
        said = translate("prints", "Printed stills")
        if count:
            said = translate("prints", "{name}: {n} to shred").format(name=said, n=count)
        self._say(Book.PRINTS, said, "clock-late" if count else "print", count)

    def _say(self, book: Book, said: str, icon: str, late: int) -> None:
        shown = self._buttons[book]
        shown.setText(said)
        shown.setAccessibleName(said)
        set_icon(shown, icon, "late" if late else "text")
        for each in self._buttons.values():
            _make_room(each)


def _make_room(shown: QPushButton) -> None:
    """The chosen one is set in bold, which takes more than the layout knows of."""
    bold = QFont(shown.font())
    bold.setBold(True)
    more = QFontMetrics(bold).horizontalAdvance(shown.text())
    shown.setMinimumWidth(
        shown.sizeHint().width() + more - shown.fontMetrics().horizontalAdvance(shown.text())
    )
