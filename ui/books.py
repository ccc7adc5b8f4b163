"""What the books of a room share: a list that is searched, the chosen one, acts, papers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from shopguard.base.texts import Language
from ui.model import SignedIn
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Lane, Runner

T = TypeVar("T")
Done = Callable[[Exception | None], None]
OnPaper = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class BookState:
    """``known``: the list was read. ``search``: only what holds these words is in it."""

    known: bool = False
    search: str = ""
    chosen: str = ""
    trouble: Exception | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Of what is in the list, in order."""
        return ()

    @property
    def nothing(self) -> bool:
        """There is nothing in the book at all."""
        return self.known and not self.ids and not self.search


B = TypeVar("B", bound=BookState)


class BookPresenter(Presenter[B], ABC):
    """Acts answer through ``done``, so that a dialog says in place what went wrong."""

    def __init__(
        self, state: B, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(state)
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._language = language
        self._searching: Lane = runner.lane()

    @property
    def who(self) -> SignedIn | None:
        return self._seat.who

    @abstractmethod
    def _read(self, words: str, who: SignedIn, language: Language) -> B:
        """The book, with what holds ``words`` anywhere. Slow."""

    def enter(self) -> None:
        """Come into sight: everything is read anew."""
        ask = self._asking(self.state.search)
        if ask is not None:
            self._runner.run(lambda _: ask(), self._told, self._failed)

    def leave(self) -> None:
        """Another page comes, or the seat empties."""
        self._become(replace(self.state, trouble=None))

    def search(self, words: str) -> None:
        """Only what holds these words."""
        self._become(replace(self.state, search=words))
        ask = self._asking(words)
        if ask is not None:
            self._searching.ask(ask, self._told, self._failed)

    def choose(self, chosen: str) -> None:
        self._become(replace(self.state, chosen=chosen))

    # --- for the books ----------------------------------------------------------------------

    def _act(
        self,
        act: Callable[[SignedIn], T],
        done: Done,
        then: Callable[[T], None] = lambda _: None,
    ) -> None:
        """One act of whoever sits here; ``then`` sees what came of it before the list is read."""
        by = self._seat.who
        if by is None:
            return

        def worked(made: T) -> None:
            self._become(replace(self.state, trouble=None))
            then(made)
            done(None)
            self.enter()

        self._runner.run(lambda _: act(by), worked, done)

    def _on_paper(self, make: Callable[[SignedIn, Language], bytes], on_paper: OnPaper) -> None:
        """A paper as PDF, in the language of the screen."""
        by, tongue = self._seat.who, self._language()
        if by is not None:
            self._runner.run(lambda _: make(by, tongue), on_paper, self._failed)

    def _told(self, found: B) -> None:
        """What was read; who is chosen and what is searched for stay as they are."""
        state = self.state
        if found.search != state.search:
            return  # something else was typed meanwhile: its answer comes
        chosen = state.chosen if state.chosen in found.ids else next(iter(found.ids), "")
        self._become(replace(found, known=True, chosen=chosen, trouble=state.trouble))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))

    def _asking(self, words: str) -> Callable[[], B] | None:
        """The question, as things stand now; None where nobody sits here."""
        who, tongue = self._seat.who, self._language()
        if who is None:
            return None
        return lambda: replace(self._read(words, who, tongue), search=words)
