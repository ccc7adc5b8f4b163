"""The log page: rows by filter, page by page; verifying; the head; a copy to take out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput
from ui.audit.model import PAGE, AuditFilter, AuditRow, CopyWords, Head, Verified
from ui.model import CameraInfo, PersonInfo
from ui.presenter import Presenter
from ui.review.typed_time import parse_moment
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Job, Runner
from ui.words import local_day

T = TypeVar("T")
EVERYTHING = AuditFilter()
_TELLS_FROM = 0.05  # share done before the rest can be guessed


@dataclass(frozen=True, slots=True)
class Working:
    """Long work under way. ``share``: 0 to 1; ``left_s``: None until it can be guessed."""

    kind: Literal["verify", "copy"]
    share: float = 0.0
    left_s: float | None = None


@dataclass(frozen=True, slots=True)
class AuditState:
    """``written``: rows in the last copy. ``head``: the log in one line, while it is shown.

    ``chosen``: the row whose details are shown. ``known``: the rows are those of ``wanted``.
    """

    wanted: AuditFilter = EVERYTHING
    rows: tuple[AuditRow, ...] = ()
    more: bool = False
    known: bool = False
    people: tuple[PersonInfo, ...] = ()
    cameras: tuple[CameraInfo, ...] = ()
    actions: tuple[str, ...] = ()
    head: Head | None = None
    working: Working | None = None
    chosen: AuditRow | None = None
    verified: Verified | None = None
    written: int | None = None
    trouble: Exception | None = None


class AuditPresenter(Presenter[AuditState]):
    """Asks anew whenever the filter changes; an older answer is dropped."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock) -> None:
        super().__init__(AuditState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._asked: Job | None = None
        self._long: Job | None = None

    def enter(self) -> None:
        """Load what the page offers, and the newest rows."""
        if self._seat.who is None:
            return
        shop = self._shop

        def load(_: object) -> Callable[[AuditState], AuditState]:
            people, cameras = shop.audit.people(), shop.cameras()
            actions = shop.audit.actions()
            return lambda state: replace(state, people=people, cameras=cameras, actions=actions)

        self._runner.run(load, lambda change: self._become(change(self.state)), self._failed)
        self._ask(self.state.wanted)

    def leave(self) -> None:
        """Stop what nobody waits for."""
        if self._asked is not None:
            self._asked.cancel()
        self.stop()

    def stop(self) -> None:
        """Give up what is under way."""
        if self._long is not None:
            self._long.cancel()
        self._long = None
        self._become(replace(self.state, working=None))

    def choose_row(self, row: AuditRow | None) -> None:
        self._become(replace(self.state, chosen=row))

    def choose_everything(self) -> None:
        """No filter any more."""
        self._ask(EVERYTHING)

    def choose_person(self, person_id: str) -> None:
        """Empty: everybody."""
        self._ask(replace(self.state.wanted, person_id=person_id))

    def choose_camera(self, camera_id: str) -> None:
        self._ask(replace(self.state.wanted, camera_id=camera_id))

    def choose_action(self, action: str) -> None:
        self._ask(replace(self.state.wanted, action=action))

    def choose_day(self, words: str) -> None:
        """A day as typed; empty for all."""
        try:
            day = local_day(parse_moment(words, self._clock.utc_us())) if words.strip() else None
        except InvalidInput:
            error = InvalidInput("ui.no_near_day", given=words.strip()[:40])
            self._become(replace(self.state, trouble=error))
            return
        self._ask(replace(self.state.wanted, day=day))

    def load_more(self) -> None:
        """Older rows below the ones there are."""
        if self.state.rows and self.state.more:
            self._ask(self.state.wanted, self.state.rows[-1].seq)

    def verify(self, against: str) -> None:
        """Prove the whole log, and compare it with a head from outside if one is given."""
        by = self._seat.who
        if by is not None:
            self._work(
                "verify",
                lambda context: self._shop.audit.verify(against.strip(), by, context),
                lambda found: self._become(replace(self.state, working=None, verified=found)),
            )

    def tell_work(self, share: float, left_s: float | None) -> None:
        """How far the long work is."""
        if self.state.working is not None:
            kind = self.state.working.kind
            self._become(replace(self.state, working=Working(kind, share, left_s)))

    def ask_head(self) -> None:
        """The log in one line; that it was asked for is logged."""
        by = self._seat.who
        if by is not None:
            self._runner.run(
                lambda _: self._shop.audit.head(by),
                lambda head: self._become(replace(self.state, head=head)),
                self._failed,
            )

    def put_head_away(self) -> None:
        self._become(replace(self.state, head=None))

    def export(self, path: Path, copy: CopyWords) -> None:
        """What the filter shows, as a file."""
        by, wanted = self._seat.who, self.state.wanted
        if by is not None:
            self._work(
                "copy",
                lambda context: self._shop.audit.export(path, wanted, copy, by, context),
                lambda count: self._become(replace(self.state, working=None, written=count)),
            )

    # --- inner ------------------------------------------------------------------------------

    def _work(
        self,
        kind: Literal["verify", "copy"],
        task: Callable[[Context], T],
        on_done: Callable[[T], None],
    ) -> None:
        """One long thing at a time."""
        if self.state.working is not None:
            return
        begun = self._clock.monotonic()

        def told(share: float) -> None:
            taken = self._clock.monotonic() - begun
            left = taken * (1 - share) / share if share >= _TELLS_FROM else None
            self.tell_work(share, left)

        now = replace(self.state, working=Working(kind), verified=None, written=None, trouble=None)
        self._become(now)
        self._long = self._runner.run(task, on_done, self._failed, told)

    def _ask(self, wanted: AuditFilter, before: int | None = None) -> None:
        by = self._seat.who
        if by is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        fresh = replace(self.state, wanted=wanted, trouble=None, written=None, known=False)
        self._become(fresh if before is not None else replace(fresh, chosen=None))
        kept = self.state.rows if before is not None else ()

        def told(rows: list[AuditRow]) -> None:
            more = len(rows) == PAGE
            self._become(replace(self.state, rows=(*kept, *rows), more=more, known=True))

        self._asked = self._runner.run(
            lambda _: self._shop.audit.rows(wanted, before, PAGE, by), told, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, working=None, trouble=error))
