"""The book of printed stills: a list, and the chosen one with what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import ShopGuardError
from ui.printing import save_pdf
from ui.prints.card import PrintCard
from ui.prints.dialogs import PrintDialog
from ui.prints.model import PrintAct
from ui.prints.presenter import PrintsPresenter, PrintsState
from ui.prints.table import PrintsTable
from ui.translate import translate
from ui.widgets.basics import column, holder, scrolling
from ui.widgets.notice import Notice
from ui.widgets.page import Empty
from ui.widgets.saved import SavedFile
from ui.widgets.side_by_side import LIST_AND_CARD, SideBySide


class PrintsBookView(QWidget):
    """Thin: every act is a dialog."""

    def __init__(self, presenter: PrintsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        self._saved = SavedFile()
        self._table = PrintsTable(presenter.choose)
        self._card = PrintCard(self._begin)
        self._empty = Empty(
            "print",
            translate("prints", "No still was printed yet."),
            translate(
                "prints",
                "A picture printed from recordings gets a number and stands here until you say that"
                " it was shredded.",
            ),
        )
        shown = scrolling(holder(column(self._card, 1)))
        self._both = SideBySide(self._table, shown, LIST_AND_CARD, (6, 5))
        body = column(self._notice, self._saved, self._both, self._empty, spacing=2)
        body.setStretch(2, 1)
        body.setStretch(3, 1)
        self.setLayout(body)

    def leave(self) -> None:
        self._saved.hide()

    def show_state(self, state: PrintsState) -> None:
        nothing = state.known and not state.prints
        self._both.setVisible(not nothing)
        self._empty.setVisible(nothing)
        self._table.show_prints(state.prints, state.chosen)
        self._card.show_print(state.info)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        else:
            self._notice.hush()

    def list_on_paper(self) -> None:
        """The whole list as a PDF, where the owner says."""
        self._presenter.on_paper(self._save)

    def _begin(self, act: PrintAct) -> None:
        info = self._presenter.state.info
        if info is not None:
            PrintDialog(act, info, self._presenter, self.window()).open_once()

    def _save(self, pdf: bytes) -> None:
        try:
            path = save_pdf(pdf, f"{translate('prints', 'List of printed stills')}.pdf", self)
        except ShopGuardError as error:
            self._notice.say_error(error)
            return
        if path is not None:
            self._saved.say(path, translate("provision", "Print it from there."))
