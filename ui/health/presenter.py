"""The health page: a report every few seconds while somebody looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopguard.base.clock import Clock
from ui.health.model import GapMonth, HealthReport
from ui.model import MANAGERS
from ui.presenter import Presenter
from ui.rights.model import Reminders
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Job, Runner

EVERY_S = 3.0
GAPS_EVERY_S = 60.0


NOTHING_DUE = Reminders()


@dataclass(frozen=True, slots=True)
class HealthState:
    """``report`` None: nothing heard yet. ``starting``: the recorder is being started.

    ``chosen``: start of the day whose gaps are shown. ``may_confirm``: this person may say that
    the date is right. ``due``: what a manager should see to in the room Hand over.
    """

    report: HealthReport | None = None
    starting: bool = False
    month: GapMonth | None = None
    chosen: int | None = None
    may_confirm: bool = False
    due: Reminders = NOTHING_DUE
    trouble: Exception | None = None


class HealthPresenter(Presenter[HealthState]):
    """Call ``tick`` about once a second while the page is in sight."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock) -> None:
        who = seat.who
        manager = who is not None and who.person.role in MANAGERS
        super().__init__(HealthState(may_confirm=manager))
        self._shop = shop
        self._seat = seat
        self._months_ago = 0
        self._looked: float | None = None
        self._runner = runner
        self._clock = clock
        self._asked: float | None = None
        self._job: Job | None = None
        self._waiting = False

    def tick(self) -> None:
        now = self._clock.monotonic()
        if not self._waiting and (self._asked is None or now - self._asked >= EVERY_S):
            self._asked, self._waiting = now, True
            self._job = self._runner.run(
                lambda _: self._shop.health.report(), self._told, self._failed
            )
        if self._looked is None or now - self._looked >= GAPS_EVERY_S:
            self._look_at_gaps()
            self._look_at_due()

    def leave(self) -> None:
        """Nobody looks: the next look asks at once."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._asked, self._waiting = None, None, False
        self._looked = None

    def turn_month(self, months: int) -> None:
        """Back (-1) or forward (1) in the calendar; never beyond this month."""
        self._months_ago = max(0, self._months_ago - months)
        self._become(replace(self.state, chosen=None))
        self._look_at_gaps()

    def choose_day(self, start_us: int) -> None:
        """Show the gaps of that day."""
        self._become(replace(self.state, chosen=start_us))

    def confirm_date(self) -> None:
        """Today's date is right: erasure by age goes on."""
        by = self._seat.who
        if by is not None:
            self._runner.run(
                lambda _: self._shop.health.confirm_date(by),
                lambda _: self._ask_again(),
                self._not_started,
            )

    def start_recorder(self) -> None:
        self._become(replace(self.state, starting=True, trouble=None))
        self._runner.run(
            lambda _: self._shop.health.start_recorder(),
            lambda _: self._started(),
            self._not_started,
        )

    def _look_at_gaps(self) -> None:
        self._looked, ago = self._clock.monotonic(), self._months_ago

        def told(month: GapMonth) -> None:
            if ago == self._months_ago:
                self._become(replace(self.state, month=month))

        self._runner.run(lambda _: self._shop.health.gaps(ago), told, self._not_started)

    def _look_at_due(self) -> None:
        if self.state.may_confirm:
            self._runner.run(
                lambda _: self._shop.rights.reminders(),
                lambda found: self._become(replace(self.state, due=found)),
                self._not_started,
            )

    def _ask_again(self) -> None:
        self._asked = None
        self.tick()

    def _started(self) -> None:
        self._asked = None
        self._become(replace(self.state, starting=False))

    def _not_started(self, error: Exception) -> None:
        self._become(replace(self.state, starting=False, trouble=error))

    def _told(self, report: HealthReport) -> None:
        self._waiting = False
        self._become(replace(self.state, report=report, trouble=None))

    def _failed(self, error: Exception) -> None:
        self._waiting = False
        self._become(replace(self.state, report=None, trouble=error))
