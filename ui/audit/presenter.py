"""The log page: rows by filter, page by page; verifying; the head; a copy as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput
from ui.audit.model import PAGE, AuditFilter, AuditRow, Head, Verified
from ui.model import CameraInfo, PersonInfo
from ui.presenter import Presenter
from ui.review.typed_time import parse_moment
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Job, Runner
from ui.words import local_day

EVERYTHING = AuditFilter()


@dataclass(frozen=True, slots=True)
class AuditState:
    """``progress``: of a verification under way, 0 to 1. ``written``: rows in the last copy.

    ``head``: the log in one line, while it is shown.
    """

    wanted: AuditFilter = EVERYTHING
    rows: tuple[AuditRow, ...] = ()
    more: bool = False
    people: tuple[PersonInfo, ...] = ()
    cameras: tuple[CameraInfo, ...] = ()
    actions: tuple[str, ...] = ()
    head: Head | None = None
    progress: float | None = None
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
        self._verifying: Job | None = None

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
        for job in (self._asked, self._verifying):
            if job is not None:
                job.cancel()
        self._become(replace(self.state, progress=None))

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
        except InvalidInput as error:
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
        if by is None or self.state.progress is not None:
            return
        self._become(replace(self.state, progress=0.0, verified=None, trouble=None))
        self._verifying = self._runner.run(
            lambda context: self._shop.audit.verify(against.strip(), by, context.progress),
            lambda found: self._become(replace(self.state, progress=None, verified=found)),
            self._failed,
            lambda share: self._become(replace(self.state, progress=share)),
        )

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

    def export(self, path: Path) -> None:
        by = self._seat.who
        if by is not None:
            self._runner.run(
                lambda _: self._shop.audit.export_csv(path, by),
                lambda count: self._become(replace(self.state, written=count, trouble=None)),
                self._failed,
            )

    # --- inner ------------------------------------------------------------------------------

    def _ask(self, wanted: AuditFilter, before: int | None = None) -> None:
        by = self._seat.who
        if by is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        self._become(replace(self.state, wanted=wanted, trouble=None, written=None))
        kept = self.state.rows if before is not None else ()

        def told(rows: list[AuditRow]) -> None:
            more = len(rows) == PAGE
            self._become(replace(self.state, rows=(*kept, *rows), more=more))

        self._asked = self._runner.run(
            lambda _: self._shop.audit.rows(wanted, before, PAGE, by), told, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, progress=None, trouble=error))
