"""Which of the room's two books is open: footage handed over, or requests about one's own data."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.translate import translate
from ui.widgets.basics import button, row, set_icon


class Book(StrEnum):
    """A book of the room."""

    PROVIDED = "provided"
    RIGHTS = "rights"


class BookChoice(QWidget):
    """A button for each; the second says how many are open, and by a sign that some are late."""

    def __init__(self, on_book: Callable[[Book], None]) -> None:
        super().__init__()
        names = {
            Book.PROVIDED: translate("provision", "Footage handed over"),
            Book.RIGHTS: translate("rights", "Requests about one's own data"),
        }
        group = QButtonGroup(self)
        self._buttons: dict[Book, QPushButton] = {}
        for book, name in names.items():
            made = button(name, kind="quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked, book=book: on_book(book))
            group.addButton(made)
            self._buttons[book] = made
        self.setLayout(row(*self._buttons.values(), 1))

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
        shown = self._buttons[Book.RIGHTS]
        shown.setText(said)
        shown.setAccessibleName(said)
        set_icon(shown, "clock-late" if late else "person", "late" if late else "text")
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
