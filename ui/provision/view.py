"""The room: every case in a list, the chosen one at the right with what comes next."""

from __future__ import annotations

from pathlib import Path

from shopguard.base.clock import Clock
from ui.printing import documents
from ui.prints.book import PrintsBookView
from ui.prints.presenter import PrintsPresenter, PrintsState
from ui.provision.books import Book, BookChoice
from ui.provision.card import CaseCard
from ui.provision.covering_dialog import CoveringDialog, FindPeopleDialog
from ui.provision.covering_state import CoveringState
from ui.provision.dialogs import PackageDialog, PasswordDialog, words_dialog
from ui.provision.model import CaseInfo, Draft, Marked, ProvisionAct
from ui.provision.presenter import ProvisionPresenter, ProvisionState
from ui.provision.request_dialog import RequestDialog
from ui.provision.table import CaseTable
from ui.provision.words import paper_words
from ui.rights.book import RightsBookView
from ui.rights.presenter import RightsPresenter, RightsState
from ui.translate import translate
from ui.widgets.basics import button, column, holder, row, title
from ui.widgets.book import BookFrame
from ui.widgets.page import Empty, Page


class ProvisionView(Page):
    """Thin: every act is a dialog, every paper is saved where the owner says."""

    def __init__(
        self,
        presenter: ProvisionPresenter,
        rights: RightsPresenter,
        prints: PrintsPresenter,
        clock: Clock,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._rights = rights
        self._prints = prints
        self._clock = clock
        self._table = CaseTable(presenter.choose)
        self._card = CaseCard(self._begin, self._paper)
        empty = Empty(
            "provision",
            translate("provision", "Nothing was asked for yet."),
            translate(
                "provision",
                "When the police or somebody else asks for footage, begin here: the request is"
                " noted first, and it becomes clear whether it may be handed over.",
            ),
        )
        self._package: PackageDialog | None = None
        self._folder: Path | None = None
        self._password: PasswordDialog | None = None
        self._books = BookChoice(self.open_book)
        self._requests = RightsBookView(rights, clock, self._pictures, self.show_case)
        self._note = button(
            translate("provision", "Note a request"), self.request, "primary", "add"
        )
        self._provided_acts = holder(
            row(
                button(
                    translate("provision", "The list on paper"), self._list_on_paper, icon="print"
                ),
                self._note,
                spacing=2,
            )
        )
        self._receive = button(
            translate("rights", "Note a request about one's own data"),
            self._requests.receive,
            "primary",
            "add",
        )
        self._stills = PrintsBookView(prints)
        self._stills_list = button(
            translate("provision", "The list on paper"), self._stills.list_on_paper, icon="print"
        )
        self._finding: FindPeopleDialog | None = None
        heading = title(
            translate("provision", "Handing footage over"),
            translate(
                "provision",
                "Footage leaves the shop here and nowhere else: with a ground, two managers and a"
                " record.",
            ),
            self._provided_acts,
            self._receive,
            self._stills_list,
        )
        self._provided = BookFrame(self._table, self._card, empty, presenter.search)
        books = (self._provided, self._requests, self._stills)
        body = column(heading, self._books, *books, spacing=2, margins=3)
        for place in range(len(books)):
            body.setStretch(2 + place, 1)
        self.setLayout(body)
        presenter.attach(self.show_state)
        rights.attach(self.show_requests)
        prints.attach(self.show_prints)
        self.open_book(Book.PROVIDED)

    def enter(self) -> None:
        self._presenter.enter()
        self._rights.enter()
        self._prints.enter()

    def leave(self) -> None:
        self._provided.forget()
        self._requests.leave()
        self._presenter.leave()
        self._rights.leave()
        self._stills.leave()
        self._prints.leave()

    def open_book(self, book: Book) -> None:
        """Show that book; it is read anew when the page is."""
        self._books.choose(book)
        parts = {
            Book.PROVIDED: (self._provided, self._provided_acts),
            Book.RIGHTS: (self._requests, self._receive),
            Book.PRINTS: (self._stills, self._stills_list),
        }
        for each, shown in parts.items():
            for part in shown:
                part.setVisible(each is book)

    def show_case(self, case_id: str) -> None:
        """The provision that answers a request."""
        self._provided.show_all()
        self._presenter.choose(case_id)
        self.open_book(Book.PROVIDED)

    def request(self, marked: Marked | None = None) -> None:
        """Somebody asks for footage. ``marked``: what was found in Recordings."""
        self.open_book(Book.PROVIDED)
        RequestDialog(self._presenter, self._clock, None, marked, self.window()).open_once()

    def show_requests(self, state: RightsState) -> None:
        self._books.show_open(state.open, state.late)
        self._requests.show_state(state)

    def show_prints(self, state: PrintsState) -> None:
        self._books.show_overdue(state.overdue)
        self._stills.show_state(state)

    def show_state(self, state: ProvisionState) -> None:
        self._note.setEnabled(state.known)  # before that there is no ground to choose
        self._provided.show_book(state)
        self._table.show_cases(state.cases, state.chosen)
        self._card.show_case(state.case)
        if self._package is not None and not self._package.gone:
            self._package.show_share(state.share)
        self._show_password(state)
        marked = self._presenter.take_marked()
        if marked is not None:
            self.request(marked)

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
        self._provided.forget()
        if act is ProvisionAct.COMPLETE:
            RequestDialog(self._presenter, self._clock, case, None, self.window()).open_once()
        elif act is ProvisionAct.COVER:
            self._cover(case)
        elif act is ProvisionAct.EXPORT:
            folder = self._folder or documents()
            self._package = PackageDialog(self._presenter, case, folder, self.window())
            self._package.accepted.connect(self._keep_folder)
            self._package.open_once()
        else:
            words_dialog(act, self._presenter, self.window()).open_once()

    def _keep_folder(self) -> None:
        """The next package probably goes to the same stick."""
        if self._package is not None:
            self._folder = self._package.folder

    def _pictures(self, begun: Draft) -> None:
        """Pictures were promised to the person: the same way out as for everybody."""
        dialog = RequestDialog(self._presenter, self._clock, parent=self.window(), begun=begun)
        dialog.accepted.connect(self._promised)
        dialog.open_once()

    def _promised(self) -> None:
        self._provided.show_all()
        self._rights.enter()
        self.open_book(Book.PROVIDED)

    def _cover(self, case: CaseInfo) -> None:
        """Both open it; once people were looked for, they go through it."""
        self._finding = FindPeopleDialog(self._presenter, case, self.window())
        self._presenter.covering.attach(self._show_finding)
        self._finding.open_once()

    def _show_finding(self, state: CoveringState) -> None:
        if self._finding is not None and not self._finding.gone:
            self._finding.show_share(state.share)
        if state.open:
            self._finding = None
            CoveringDialog(self._presenter.covering, self.window()).open_once()

    def _paper(self, name: str) -> None:
        case = self._presenter.state.case
        if case is not None:
            title = translate("provision", "{paper} No. {n}")
            called = title.format(paper=paper_words(name), n=case.number)
            self._presenter.paper(name, lambda pdf: self._provided.save(pdf, called))

    def _list_on_paper(self) -> None:
        name = translate("provision", "List of provisions")
        self._presenter.register(lambda pdf: self._provided.save(pdf, name))
