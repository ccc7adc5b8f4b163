"""The room's list, the case that is chosen, and one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.books import BookPresenter, BookState, Done, OnPaper
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.provision.covering_presenter import CoveringPresenter
from ui.provision.model import CaseInfo, Draft, GroundInfo, Handed, Marked, ProvisionBook
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Job, Runner


@dataclass(frozen=True, slots=True)
class ProvisionState(BookState):
    """``handed``: a package that was just made, its password not put away yet. ``marked``: found
    in Recordings, and to be asked for."""

    cases: tuple[CaseInfo, ...] = ()
    grounds: tuple[GroundInfo, ...] = ()
    cameras: tuple[CameraInfo, ...] = ()
    seconds: tuple[PersonInfo, ...] = ()
    share: float | None = None
    handed: Handed | None = None
    marked: Marked | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(case.id for case in self.cases)

    @property
    def case(self) -> CaseInfo | None:
        return next((each for each in self.cases if each.id == self.chosen), None)


class ProvisionPresenter(BookPresenter[ProvisionState]):
    """From the request to the receipt."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(ProvisionState(), shop, seat, runner, language)
        self._export: Job | None = None
        self.covering = CoveringPresenter(shop, seat, runner, self.enter)

    @property
    def _book(self) -> ProvisionBook:
        return self._shop.provisions

    def _read(self, words: str, who: SignedIn, language: Language) -> ProvisionState:
        book = self._book
        return ProvisionState(
            cases=book.listed(words),
            grounds=book.grounds(language),
            cameras=book.cameras(),
            seconds=book.seconds(who),
        )

    def leave(self) -> None:
        """The seat empties, or another page comes: no password stays, no export goes on."""
        self.stop()
        self.covering.leave()
        self._become(replace(self.state, handed=None, marked=None))
        super().leave()

    def ask_for(self, cameras: tuple[str, ...], span: Span) -> None:
        """Somebody comes from Recordings with what is to be handed over."""
        self._become(replace(self.state, marked=(cameras, span)))

    def take_marked(self) -> Marked | None:
        """What is to be asked for, once the grounds are known; nobody is asked twice."""
        marked = self.state.marked
        if marked is None or not self.state.grounds:
            return None
        self._become(replace(self.state, marked=None))
        return marked

    # --- acts -------------------------------------------------------------------------------

    def judge(self, draft: Draft, on_done: Callable[[tuple[str, ...]], None]) -> None:
        """What speaks for giving less."""
        self._runner.run(lambda _: self._book.broader(draft), on_done, self._failed)

    def open(self, draft: Draft, done: Done) -> None:
        """Note a request."""
        self._act(lambda by: self._book.open(draft, by), done, self._chose)

    def complete(self, case_id: str, draft: Draft, done: Done) -> None:
        """The paper came."""
        self._act(lambda by: self._book.complete(case_id, draft, by), done, self._chose)

    def refuse(self, reason: str, done: Done) -> None:
        self._on_chosen(lambda case, by: self._book.refuse(case.id, reason, by), done)

    def hand_over(self, medium: str, way: str, received_by: str, done: Done) -> None:
        self._on_chosen(
            lambda case, by: self._book.hand_over(case.id, medium, way, received_by, by), done
        )

    def returned(self, how: str, done: Done) -> None:
        self._on_chosen(lambda case, by: self._book.returned(case.id, how, by), done)

    def export(self, folder: Path, pair: Pair, done: Done, *, time_copy: bool) -> None:
        """Both agree. While it is written the seat does not lock itself."""
        case = self.state.case
        if case is None or self.state.share is not None:
            return

        def finished(handed: Handed) -> None:
            self._export = None
            self._seat.working = False
            self._seat.touch()  # whoever comes back finds the password, and has time to write
            self._become(replace(self.state, share=None, handed=handed))
            done(None)
            self.enter()

        def failed(error: Exception) -> None:
            self._ended()
            done(error)
            self.enter()

        self._seat.working = True
        self._become(replace(self.state, share=0.0, handed=None, trouble=None))
        self._export = self._runner.run(
            lambda context: self._book.export(
                case.id, folder, pair, time_copy=time_copy, context=context
            ),
            finished,
            failed,
            lambda share: self._become(replace(self.state, share=share)),
            on_lost=lambda handed: self._book.unread(case.id, handed),
        )

    def stop(self) -> None:
        """Think better of an export under way: nothing of it stays."""
        if self._export is not None:
            self._export.cancel()
            self._ended()
            self.enter()

    def put_away(self) -> None:
        """The password was written down; it is shown no more."""
        self._become(replace(self.state, handed=None))

    def paper(self, name: str, on_paper: OnPaper) -> None:
        """A paper of the chosen case as PDF."""
        case = self.state.case
        if case is not None:
            self._on_paper(lambda by, tongue: self._book.paper(case.id, name, by, tongue), on_paper)

    def register(self, on_paper: OnPaper) -> None:
        """The whole list as PDF."""
        self._on_paper(self._book.register, on_paper)

    # --- inner ------------------------------------------------------------------------------

    def _on_chosen(self, act: Callable[[CaseInfo, SignedIn], CaseInfo], done: Done) -> None:
        case = self.state.case
        if case is not None:
            self._act(lambda by: act(case, by), done, self._chose)

    def _chose(self, case: CaseInfo) -> None:
        self.choose(case.id)

    def _ended(self) -> None:
        self._export = None
        self._seat.working = False
        self._become(replace(self.state, share=None))

    def _told(self, found: ProvisionState) -> None:
        """What is under way stays as it is."""
        state = self.state
        super()._told(replace(found, share=state.share, handed=state.handed, marked=state.marked))
