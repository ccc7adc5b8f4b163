"""The room: every case in a list, the chosen one at the right with what comes next."""

from __future__ import annotations

from shopguard.base.clock import Clock
from shopguard.base.errors import ShopGuardError
from ui.printing import documents, save_pdf
from ui.provision.card import CaseCard
from ui.provision.dialogs import PackageDialog, PasswordDialog, words_dialog
from ui.provision.model import Marked, ProvisionAct
from ui.provision.presenter import ProvisionPresenter, ProvisionState
from ui.provision.request_dialog import RequestDialog
from ui.provision.table import CaseTable
from ui.provision.words import paper_words
from ui.translate import translate
from ui.widgets.basics import button, column, holder, row, scrolling, title
from ui.widgets.fields import Line
from ui.widgets.notice import Notice
from ui.widgets.page import Empty, Page
from ui.widgets.saved import SavedFile


class ProvisionView(Page):
    """Thin: every act is a dialog, every paper is saved where the owner says."""

    def __init__(self, presenter: ProvisionPresenter, clock: Clock) -> None:
        super().__init__()
        self._presenter = presenter
        self._clock = clock
        self._notice = Notice()
        self._saved = SavedFile()
        self._search = Line(
            translate("provision", "Search"), translate("provision", "Search: name, number, word")
        )
        self._search.textChanged.connect(presenter.search)
        self._table = CaseTable(presenter.choose)
        self._card = CaseCard(self._begin, self._paper)
        self._empty = Empty(
            "provision",
            translate("provision", "Nothing was asked for yet."),
            translate(
                "provision",
                "When the police or somebody else asks for footage, begin here: the request is"
                " noted first, and it becomes clear whether it may be handed over.",
            ),
        )
        self._package: PackageDialog | None = None
        self._password: PasswordDialog | None = None
        heading = title(
            translate("provision", "Handing footage over"),
            translate(
                "provision",
                "Footage leaves the shop here and nowhere else: with a ground, two managers and a"
                " record.",
            ),
            button(translate("provision", "The list on paper"), self._list_on_paper, icon="print"),
            button(translate("provision", "Note a request"), self.request, "primary", "add"),
        )
        listed = column(self._search, self._table)
        listed.setStretch(1, 1)
        both = row(holder(listed), scrolling(holder(column(self._card, 1))), spacing=2)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self._both = holder(both)
        body = column(
            heading, self._notice, self._saved, self._both, self._empty, spacing=2, margins=3
        )
        body.setStretch(3, 1)
        body.setStretch(4, 1)
        self.setLayout(body)
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.enter()

    def leave(self) -> None:
        self._saved.hide()
        self._presenter.leave()

    def request(self, marked: Marked | None = None) -> None:
        """Somebody asks for footage. ``marked``: what was found in Recordings."""
        RequestDialog(self._presenter, self._clock, None, marked, self.window()).open_once()

    def show_state(self, state: ProvisionState) -> None:
        nothing = state.known and not state.cases and not state.search
        self._both.setVisible(not nothing)
        self._empty.setVisible(nothing)
        self._table.show_cases(state.cases, state.chosen)
        self._card.show_case(state.case)
        if self._package is not None and not self._package.gone:
            self._package.show_share(state.share)
        self._show_password(state)
        marked = self._presenter.take_marked()
        if marked is not None:
            self.request(marked)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        else:
            self._notice.hush()

    def _show_password(self, state: ProvisionState) -> None:
        if state.handed is None:
            shown, self._password = self._password, None
            if shown is not None and not shown.gone:
                shown.done(0)
            return
        if self._password is None:
            self._password = PasswordDialog(state.handed, self._presenter.put_away, self.window())
            self._password.open_once()

    def _begin(self, act: ProvisionAct) -> None:
        case = self._presenter.state.case
        if case is None:
            return
        if act is ProvisionAct.COMPLETE:
            RequestDialog(self._presenter, self._clock, case, None, self.window()).open_once()
        elif act is ProvisionAct.EXPORT:
            self._package = PackageDialog(self._presenter, case, documents(), self.window())
            self._package.open_once()
        else:
            words_dialog(act, self._presenter, self.window()).open_once()

    def _paper(self, name: str) -> None:
        self._presenter.paper(name, lambda pdf: self._save(pdf, paper_words(name)))

    def _list_on_paper(self) -> None:
        name = translate("provision", "List of provisions")
        self._presenter.register(lambda pdf: self._save(pdf, name))

    def _save(self, pdf: bytes, name: str) -> None:
        try:
            path = save_pdf(pdf, f"{name}.pdf", self)
        except ShopGuardError as error:
            self._notice.say_error(error)
            return
        if path is not None:
            self._saved.say(path, translate("provision", "Print it from there."))
