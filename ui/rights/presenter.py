"""The list of requests, the one that is chosen, and one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui import words
from ui.model import CameraInfo, SignedIn
from ui.presenter import Presenter
from ui.provision.model import Draft
from ui.provision.presenter import Done, OnPaper
from ui.rights.model import Answer, FoundFootage, RightsBook, RightsDraft, RightsInfo
from ui.rights.words import found_words
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Runner

OnFound = Callable[[tuple[FoundFootage, ...]], None]


@dataclass(frozen=True, slots=True)
class RightsState:
    """``known``: the list was read."""

    requests: tuple[RightsInfo, ...] = ()
    known: bool = False
    chosen: str = ""
    cameras: tuple[CameraInfo, ...] = ()
    trouble: Exception | None = None

    @property
    def request(self) -> RightsInfo | None:
        return next((each for each in self.requests if each.id == self.chosen), None)

    @property
    def open(self) -> int:
        return sum(each.is_open for each in self.requests)

    @property
    def late(self) -> int:
        return sum(each.overdue for each in self.requests)


class RightsPresenter(Presenter[RightsState]):
    """Acts answer through ``done``, so that a dialog says in place what went wrong."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(RightsState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._language = language

    @property
    def _book(self) -> RightsBook:
        return self._shop.rights

    def enter(self) -> None:
        """Come into sight: everything is read anew."""
        if self._seat.who is None:
            return
        tongue = self._language()

        def load(_: Context) -> RightsState:
            return RightsState(self._book.listed(tongue), True, cameras=self._book.cameras())

        self._runner.run(load, self._told, self._failed)

    def leave(self) -> None:
        """Another page comes, or the seat empties."""
        self._become(replace(self.state, trouble=None))

    def choose(self, request: str) -> None:
        self._become(replace(self.state, chosen=request))

    # --- acts -------------------------------------------------------------------------------

    def receive(self, draft: RightsDraft, done: Done) -> None:
        """Somebody asks."""
        by, tongue = self._seat.who, self._language()
        if by is None:
            return

        def worked(request: str) -> None:
            self._become(replace(self.state, chosen=request, trouble=None))
            done(None)
            self.enter()

        self._runner.run(lambda _: self._book.receive(draft, by, tongue), worked, done)

    def identified(self, document: str, how: str, done: Done) -> None:
        """It is that person."""
        self._on_chosen(lambda one, by: self._book.identified(one.id, document, how, by), done)

    def note(self, said: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.note(one.id, said, by), done)

    def answer(self, given: Answer, reason: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.answer(one.id, given, reason, by), done)

    def withdraw(self, reason: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.withdraw(one.id, reason, by), done)

    def search(self, span: Span, place: str, on_found: OnFound, on_error: Done) -> None:
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
        one, by, tongue = self.state.request, self._seat.who, self._language()
        if one is not None and by is not None:
            self._runner.run(
                lambda _: self._book.letter(one.id, by, tongue), on_paper, self._failed
            )

    def begin_provision(self, on_draft: Callable[[Draft], None]) -> None:
        """The pictures promised: what the provision already knows."""
        one, tongue = self.state.request, self._language()
        if one is not None:
            self._runner.run(lambda _: self._book.begun(one.id, tongue), on_draft, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _on_chosen(self, act: Callable[[RightsInfo, SignedIn], None], done: Done) -> None:
        one, by = self.state.request, self._seat.who
        if one is None or by is None:
            return

        def worked(_: None) -> None:
            self._become(replace(self.state, trouble=None))
            done(None)
            self.enter()

        self._runner.run(lambda _: act(one, by), worked, done)

    def _told(self, found: RightsState) -> None:
        known = {one.id for one in found.requests}
        first = found.requests[0].id if found.requests else ""
        chosen = self.state.chosen if self.state.chosen in known else first
        self._become(replace(found, chosen=chosen, trouble=self.state.trouble))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
