"""The health page: a report every few seconds while somebody looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopguard.base.clock import Clock
from ui.health.model import HealthReport
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Job, Runner

EVERY_S = 3.0


@dataclass(frozen=True, slots=True)
class HealthState:
    """``report`` None: nothing heard yet. ``starting``: the recorder is being started."""

    report: HealthReport | None = None
    starting: bool = False
    trouble: Exception | None = None


class HealthPresenter(Presenter[HealthState]):
    """Call ``tick`` about once a second while the page is in sight."""

    def __init__(self, shop: OpenShop, runner: Runner, clock: Clock) -> None:
        super().__init__(HealthState())
        self._shop = shop
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

    def leave(self) -> None:
        """Nobody looks: the next look asks at once."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._asked, self._waiting = None, None, False

    def start_recorder(self) -> None:
        self._become(replace(self.state, starting=True, trouble=None))
        self._runner.run(
            lambda _: self._shop.health.start_recorder(),
            lambda _: self._started(),
            self._not_started,
        )

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
