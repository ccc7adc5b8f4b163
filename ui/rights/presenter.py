"""The list of requests, the one that is chosen, and one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui import words
from ui.books import BookPresenter, BookState, Done, OnPaper
from ui.model import CameraInfo, SignedIn
from ui.provision.model import Draft
from ui.rights.model import Answer, FoundFootage, RightsBook, RightsDraft, RightsInfo
from ui.rights.words import found_words
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Runner

OnFound = Callable[[tuple[FoundFootage, ...]], None]


@dataclass(frozen=True, slots=True)
class RightsState(BookState):
    """``open``, ``late``: how many of all are to be answered, and are over their day."""

    requests: tuple[RightsInfo, ...] = ()
    cameras: tuple[CameraInfo, ...] = ()
    open: int = 0
    late: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.requests)

    @property
    def request(self) -> RightsInfo | None:
        return next((each for each in self.requests if each.id == self.chosen), None)


class RightsPresenter(BookPresenter[RightsState]):
    """Requests about one's own data, and the answer in time."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(RightsState(), shop, seat, runner, language)

    @property
    def _book(self) -> RightsBook:
        return self._shop.rights

    def _read(self, words: str, _who: SignedIn, language: Language) -> RightsState:
        every = self._book.listed("", language)
        return RightsState(
            requests=self._book.listed(words, language) if words else every,
            cameras=self._book.cameras(),
            open=sum(one.is_open for one in every),
            late=sum(one.overdue for one in every),
        )

    # --- acts -------------------------------------------------------------------------------

    def receive(self, draft: RightsDraft, done: Done) -> None:
        """Somebody asks."""
        tongue = self._language()
        self._act(lambda by: self._book.receive(draft, by, tongue), done, self.choose)

    def identified(self, document: str, how: str, done: Done) -> None:
        """It is that person."""
        self._on_chosen(lambda one, by: self._book.identified(one.id, document, how, by), done)

    def note(self, said: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.note(one.id, said, by), done)

    def answer(self, given: Answer, reason: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.answer(one.id, given, reason, by), done)

    def withdraw(self, reason: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.withdraw(one.id, reason, by), done)

    def search_footage(self, span: Span, place: str, on_found: OnFound, on_error: Done) -> None:
        """Which cameras recorded there and then."""
        self._runner.run(lambda _: self._book.search(span, place), on_found, on_error)

    def keep_found(
        self, span: Span, place: str, found: tuple[FoundFootage, ...], done: Done, *, hold: bool
    ) -> None:
        """Note what the search came to; with ``hold`` it is kept from being erased."""
        tongue = self._language()
        said = found_words(words.span_and_length(span, tongue), place, found)
        ids = tuple(each.camera.id for each in found)

        def act(one: RightsInfo, by: SignedIn) -> None:
            if not ids:
                self._book.note(one.id, said, by)
                return
            self._book.found(one.id, said, ids, span, by)
            if hold:
                self._book.hold(one.id, by, tongue)

        self._on_chosen(act, done)

    def letter(self, on_paper: OnPaper) -> None:
        """The answer to the chosen request as PDF."""
        one = self.state.request
        if one is not None:
            self._on_paper(lambda by, tongue: self._book.letter(one.id, by, tongue), on_paper)

    def begin_provision(self, on_draft: Callable[[Draft], None]) -> None:
        """The pictures promised: what the provision already knows."""
        one, tongue = self.state.request, self._language()
        if one is not None:
            self._runner.run(lambda _: self._book.begun(one.id, tongue), on_draft, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _on_chosen(self, act: Callable[[RightsInfo, SignedIn], None], done: Done) -> None:
        one = self.state.request
        if one is not None:
            self._act(lambda by: act(one, by), done)
