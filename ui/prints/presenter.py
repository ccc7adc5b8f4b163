"""The list of printed stills, the one that is chosen, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.texts import Language
from ui.model import SignedIn
from ui.presenter import Presenter
from ui.prints.model import PrintBook, PrintInfo
from ui.provision.presenter import Done, OnPaper
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class PrintsState:
    """``known``: the list was read. ``chosen``: a number; 0: none."""

    prints: tuple[PrintInfo, ...] = ()
    known: bool = False
    chosen: int = 0
    trouble: Exception | None = None

    @property
    def info(self) -> PrintInfo | None:
        return next((each for each in self.prints if each.number == self.chosen), None)

    @property
    def overdue(self) -> int:
        return sum(each.overdue for each in self.prints)


class PrintsPresenter(Presenter[PrintsState]):
    """Acts answer through ``done``, so that a dialog says in place what went wrong."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(PrintsState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._language = language

    @property
    def _book(self) -> PrintBook:
        return self._shop.prints

    def enter(self) -> None:
        """Come into sight: the list is read anew."""
        if self._seat.who is None:
            return
        tongue = self._language()
        self._runner.run(lambda _: self._book.listed(tongue), self._told, self._failed)

    def leave(self) -> None:
        """Another page comes, or the seat empties."""
        self._become(replace(self.state, trouble=None))

    def choose(self, number: int) -> None:
        self._become(replace(self.state, chosen=number))

    def shredded(self, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.shredded(one.number, note, by), done)

    def handed_over(self, case_id: str, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.handed_over(one.number, case_id, note, by), done)

    def back(self, note: str, done: Done) -> None:
        self._on_chosen(lambda one, by: self._book.back(one.number, note, by), done)

    def on_paper(self, on_paper: OnPaper) -> None:
        """The whole list as PDF."""
        by, tongue = self._seat.who, self._language()
        if by is not None:
            self._runner.run(lambda _: self._book.on_paper(by, tongue), on_paper, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _on_chosen(self, act: Callable[[PrintInfo, SignedIn], None], done: Done) -> None:
        one, by = self.state.info, self._seat.who
        if one is None or by is None:
            return

        def worked(_: None) -> None:
            self._become(replace(self.state, trouble=None))
            done(None)
            self.enter()

        self._runner.run(lambda _: act(one, by), worked, done)

    def _told(self, prints: tuple[PrintInfo, ...]) -> None:
        numbers = {one.number for one in prints}
        first = prints[0].number if prints else 0
        chosen = self.state.chosen if self.state.chosen in numbers else first
        self._become(replace(self.state, prints=prints, known=True, chosen=chosen))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
