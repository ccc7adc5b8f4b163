"""The list of printed stills, the one that is chosen, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopguard.base.texts import Language
from ui.books import BookPresenter, BookState, Done, OnPaper
from ui.model import SignedIn
from ui.prints.model import PrintBook, PrintInfo
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class PrintsState(BookState):
    """``overdue``: how many of all should have been shredded by now."""

    prints: tuple[PrintInfo, ...] = ()
    overdue: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.prints)

    @property
    def info(self) -> PrintInfo | None:
        return next((each for each in self.prints if each.id == self.chosen), None)


class PrintsPresenter(BookPresenter[PrintsState]):
    """Where each paper is."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(PrintsState(), shop, seat, runner, language)

    @property
    def _book(self) -> PrintBook:
        return self._shop.prints

    def _read(self, words: str, _who: SignedIn, language: Language) -> PrintsState:
        every = self._book.listed("", language)
        found = self._book.listed(words, language) if words else every
        return PrintsState(prints=found, overdue=sum(one.overdue for one in every))

    def shredded(self, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.shredded(one.number, note, by), done)

    def handed_over(self, case_id: str, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.handed_over(one.number, case_id, note, by), done)

    def back(self, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.back(one.number, note, by), done)

    def on_paper(self, on_paper: OnPaper) -> None:
        """The whole list as PDF."""
        self._on_paper(self._book.on_paper, on_paper)

    def _on_chosen(self, act: Callable[[PrintInfo, SignedIn], None], done: Done) -> None:
        one = self.state.info
        if one is not None:
            self._act(lambda by: act(one, by), done)
