"""The health of the pictured shop, without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR
from ui.health.model import (
    CameraHealth,
    ClockHealth,
    DiskHealth,
    HealthReport,
    Level,
    RecorderHealth,
)
from ui.model import CameraInfo, Finding

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeHealth:
    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.clock = shop.clock
        self.alarms: tuple[Finding, ...] = ()
        self.lost: dict[str, tuple[float, str]] = {}
        self.running = True
        self.started = 0

    def report(self) -> HealthReport:
        now = self.clock.utc_us()
        cameras = tuple(self._camera(camera, now) for camera in self.shop.camera_list)
        disk = DiskHealth(
            Level.GOOD, 2_000 * 10**9, 1_130 * 10**9, 812 * 10**9, 4_600 * 10**6, 11.4
        )
        recorder = (
            RecorderHealth(Level.GOOD, now - 3 * DAY - 5 * HOUR, 0)
            if self.running
            else RecorderHealth(Level.LOST, None)
        )
        return HealthReport(now, cameras, disk, ClockHealth(Level.GOOD), recorder, self.alarms)

    def start_recorder(self) -> None:
        self.running = True
        self.started += 1

    def _camera(self, camera: CameraInfo, now: int) -> CameraHealth:
        if not self.running:  # as the engine says it: without a recorder nothing is known
            return CameraHealth(camera, Level.LOST, None, oldest_us=now - 13 * DAY)
        age, cause = self.lost.get(camera.id, (1.2, ""))
        level = Level.LOST if cause else Level.GOOD
        gaps = (1, 184.0) if camera.id == "cam-4" else (0, 0.0)
        kbps = 0 if cause else 3100 + 40 * int(camera.id[-1])
        return CameraHealth(camera, level, age, kbps, cause, *gaps, oldest_us=now - 13 * DAY)
