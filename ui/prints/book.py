"""The book of printed stills: a list, and the chosen one with what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.prints.card import PrintCard
from ui.prints.dialogs import PrintDialog
from ui.prints.model import PrintAct
from ui.prints.presenter import PrintsPresenter, PrintsState
from ui.prints.table import PrintsTable
from ui.translate import translate
from ui.widgets.basics import column
from ui.widgets.book import BookFrame
from ui.widgets.page import Empty


class PrintsBookView(QWidget):
    """Thin: every act is a dialog."""

    def __init__(self, presenter: PrintsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._table = PrintsTable(presenter.choose)
        self._card = PrintCard(self._begin)
        empty = Empty(
            "print",
            translate("prints", "No still was printed yet."),
            translate(
                "prints",
                "A picture printed from recordings gets a number and stands here until you say that"
                " it was shredded.",
            ),
        )
        self._frame = BookFrame(self._table, self._card, empty, presenter.search, (6, 5))
        self.setLayout(column(self._frame))

    def leave(self) -> None:
        self._frame.forget()

    def show_state(self, state: PrintsState) -> None:
        self._frame.show_book(state)
        self._table.show_prints(state.prints, state.chosen)
        self._card.show_print(state.info)

    def list_on_paper(self) -> None:
        """The whole list as a PDF, where the owner says."""
        name = translate("prints", "List of printed stills")
        self._presenter.on_paper(lambda pdf: self._frame.save(pdf, name))

    def _begin(self, act: PrintAct) -> None:
        info = self._presenter.state.info
        if info is not None:
            PrintDialog(act, info, self._presenter, self.window()).open_once()
