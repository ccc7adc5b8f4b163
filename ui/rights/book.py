"""The book of requests about one's own data: a list, the chosen one with what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import Clock
from ui.provision.model import Draft
from ui.rights.card import RightsCard
from ui.rights.dialogs import AnswerDialog, SearchDialog, words_dialog
from ui.rights.model import RightsAct
from ui.rights.presenter import RightsPresenter, RightsState
from ui.rights.receive_dialog import ReceiveDialog
from ui.rights.table import RightsTable
from ui.translate import translate
from ui.widgets.basics import column
from ui.widgets.book import BookFrame
from ui.widgets.page import Empty


class RightsBookView(QWidget):
    """``on_pictures`` is given what a provision to the person already knows; ``on_provision``
    the id of the one there is."""

    def __init__(
        self,
        presenter: RightsPresenter,
        clock: Clock,
        on_pictures: Callable[[Draft], None],
        on_provision: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._clock = clock
        self._on_pictures = on_pictures
        self._on_provision = on_provision
        self._table = RightsTable(presenter.choose)
        self._card = RightsCard(self._begin, self._letter)
        empty = Empty(
            "person",
            translate("rights", "Nobody asked about their own data yet."),
            translate(
                "rights",
                "When somebody wants to see the pictures of themself, or to have them corrected,"
                " stopped or erased, note it here: the day for the answer is watched for you.",
            ),
        )
        self._frame = BookFrame(self._table, self._card, empty, presenter.search)
        self.setLayout(column(self._frame))

    def receive(self) -> None:
        """Somebody asks."""
        ReceiveDialog(self._presenter, self._clock, self.window()).open_once()

    def leave(self) -> None:
        self._frame.forget()

    def show_state(self, state: RightsState) -> None:
        self._frame.show_book(state)
        self._table.show_requests(state.requests, state.chosen)
        self._card.show_request(state.request)

    def _begin(self, act: RightsAct) -> None:
        request = self._presenter.state.request
        if request is None:
            return
        if act is RightsAct.SEARCH:
            SearchDialog(self._presenter, self._clock, request, self.window()).open_once()
        elif act is RightsAct.ANSWER:
            AnswerDialog(self._presenter, self.window()).open_once()
        elif act is RightsAct.PROVIDE:
            self._presenter.begin_provision(self._on_pictures)
        elif act is RightsAct.SHOW:
            self._on_provision(request.provision)
        else:
            words_dialog(act, self._presenter, self.window()).open_once()

    def _letter(self) -> None:
        name = translate("rights", "Letter of answer")
        self._presenter.letter(lambda pdf: self._frame.save(pdf, name))
