"""The frame of a book: a list that can be searched, the chosen card, and what is said above."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from shopguard.base.errors import ShopGuardError
from ui.books import BookState
from ui.design import current
from ui.printing import save_pdf
from ui.translate import translate
from ui.widgets.basics import column, holder, label, scrolling
from ui.widgets.fields import Line
from ui.widgets.list_table import ListTable
from ui.widgets.notice import Notice
from ui.widgets.page import Empty
from ui.widgets.saved import SavedFile
from ui.widgets.side_by_side import LIST_AND_CARD, SideBySide

T = TypeVar("T")


class BookFrame(QWidget):
    """``empty`` stands there instead of list and card while the book has nothing in it."""

    def __init__(
        self,
        table: ListTable,
        card: QFrame,
        empty: Empty,
        on_search: Callable[[str], None],
        shares: tuple[int, int] = (2, 3),
    ) -> None:
        super().__init__()
        self._notice = Notice()
        self._saved = SavedFile()
        self._search = Line(
            translate("provision", "Search"), translate("provision", "Search: name, number, word")
        )
        self._search.textChanged.connect(on_search)
        listed = column(self._search, table)
        listed.setStretch(1, 1)
        shown = scrolling(holder(column(card, 1)))
        self._both = SideBySide(holder(listed), shown, LIST_AND_CARD, shares)
        self._empty = empty
        self._chosen = ""
        # What was saved is said at the bottom, where it moves no button away.
        body = column(self._notice, self._both, self._empty, self._saved, spacing=2)
        body.setStretch(1, 1)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_book(self, state: BookState) -> None:
        if state.chosen != self._chosen:
            self._chosen = state.chosen
            self.forget()
        self._both.setVisible(not state.nothing)
        self._empty.setVisible(state.nothing)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        else:
            self._notice.hush()

    def show_all(self) -> None:
        """Nothing is searched for."""
        self._search.clear()

    def forget(self) -> None:
        """What was saved belonged to the step before, or to another one."""
        self._saved.hide()

    def save(self, pdf: bytes, name: str) -> None:
        """A paper, where the owner says."""
        try:
            path = save_pdf(pdf, f"{name}.pdf", self)
        except ShopGuardError as error:
            self._notice.say_error(error)
            return
        if path is not None:
            self._saved.say(path, translate("provision", "Print it from there."))


class ChosenCard(QFrame):
    """What there is to say of the chosen one, made anew for each."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._shown: object = None
        self._column: QVBoxLayout = column(spacing=2, margins=2)
        self.setLayout(self._column)

    def show_one(self, one: T | None, parts: Callable[[T], list[QWidget]]) -> None:
        if one == self._shown:
            return
        self._shown = one
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(one is not None)
        if one is not None:
            for part in parts(one):
                self._column.addWidget(part)


def facts_grid(rows: list[tuple[str, str]]) -> QWidget:
    """Names, and what there is to say beside each."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * current().unit)
    grid.setVerticalSpacing(current().unit // 2)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for line, (name, said) in enumerate(rows):
        grid.addWidget(label(name, "muted", wrap=True), line, 0)
        grid.addWidget(label(said, wrap=True), line, 1)
    return holder(grid)
