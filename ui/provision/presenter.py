"""The room's list, the case that is chosen, and one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.provision.covering_presenter import CoveringPresenter
from ui.provision.model import CaseInfo, Draft, GroundInfo, Handed, Marked, ProvisionBook
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Job, Lane, Runner

Done = Callable[[Exception | None], None]
OnPaper = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class ProvisionState:
    """``handed``: a package that was just made, its password not put away yet. ``marked``: found
    in Recordings, and to be asked for."""

    cases: tuple[CaseInfo, ...] = ()
    known: bool = False
    search: str = ""
    chosen: str = ""
    grounds: tuple[GroundInfo, ...] = ()
    cameras: tuple[CameraInfo, ...] = ()
    seconds: tuple[PersonInfo, ...] = ()
    share: float | None = None
    handed: Handed | None = None
    marked: Marked | None = None
    trouble: Exception | None = None

    @property
    def case(self) -> CaseInfo | None:
        return next((each for each in self.cases if each.id == self.chosen), None)


class ProvisionPresenter(Presenter[ProvisionState]):
    """Acts answer through ``done``, so that a dialog says in place what went wrong."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, language: Callable[[], Language]
    ) -> None:
        super().__init__(ProvisionState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._language = language
        self._searching: Lane = runner.lane()
        self._export: Job | None = None
        self.covering = CoveringPresenter(shop, seat, runner, self.enter)

    @property
    def _book(self) -> ProvisionBook:
        return self._shop.provisions

    @property
    def who(self) -> SignedIn | None:
        return self._seat.who

    def enter(self) -> None:
        """Come into sight: everything is read anew."""
        who = self._seat.who
        if who is None:
            return
        tongue = self._language()

        def load(_: Context) -> ProvisionState:
            book = self._book
            return ProvisionState(
                book.listed(self.state.search),
                known=True,
                grounds=book.grounds(tongue),
                cameras=book.cameras(),
                seconds=book.seconds(who),
            )

        self._runner.run(load, self._told, self._failed)

    def leave(self) -> None:
        """The seat empties, or another page comes: no password stays, no export goes on."""
        self.stop()
        self.covering.leave()
        self._become(replace(self.state, handed=None, marked=None, trouble=None))

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

    def search(self, words: str) -> None:
        """Only cases that hold these words."""
        self._become(replace(self.state, search=words))
        self._searching.ask(
            lambda: self._book.listed(words),
            lambda cases: self._become(replace(self.state, cases=cases)),
            self._failed,
        )

    def choose(self, case_id: str) -> None:
        self._become(replace(self.state, chosen=case_id))

    # --- acts -------------------------------------------------------------------------------

    def judge(self, draft: Draft, on_done: Callable[[tuple[str, ...]], None]) -> None:
        """What speaks for giving less."""
        self._runner.run(lambda _: self._book.broader(draft), on_done, self._failed)

    def open(self, draft: Draft, done: Done) -> None:
        """Note a request."""
        self._act(lambda by: self._book.open(draft, by), done)

    def complete(self, case_id: str, draft: Draft, done: Done) -> None:
        """The paper came."""
        self._act(lambda by: self._book.complete(case_id, draft, by), done)

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
        case, by, tongue = self.state.case, self._seat.who, self._language()
        if case is not None and by is not None:
            self._runner.run(
                lambda _: self._book.paper(case.id, name, by, tongue), on_paper, self._failed
            )

    def register(self, on_paper: OnPaper) -> None:
        """The whole list as PDF."""
        by, tongue = self._seat.who, self._language()
        if by is not None:
            self._runner.run(lambda _: self._book.register(by, tongue), on_paper, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _on_chosen(self, act: Callable[[CaseInfo, SignedIn], CaseInfo], done: Done) -> None:
        case = self.state.case
        if case is not None:
            self._act(lambda by: act(case, by), done)

    def _act(self, act: Callable[[SignedIn], CaseInfo], done: Done) -> None:
        by = self._seat.who
        if by is None:
            return

        def worked(case: CaseInfo) -> None:
            self._become(replace(self.state, chosen=case.id, trouble=None))
            done(None)
            self.enter()

        self._runner.run(lambda _: act(by), worked, done)

    def _ended(self) -> None:
        self._export = None
        self._seat.working = False
        self._become(replace(self.state, share=None))

    def _told(self, found: ProvisionState) -> None:
        known = {case.id for case in found.cases}
        chosen = self.state.chosen if self.state.chosen in known else ""
        first = found.cases[0].id if found.cases else ""
        self._become(
            replace(
                found,
                search=self.state.search,
                chosen=chosen or first,
                share=self.state.share,
                handed=self.state.handed,
                marked=self.state.marked,
                trouble=self.state.trouble,
            )
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
