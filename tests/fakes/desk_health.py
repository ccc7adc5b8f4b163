"""The health of the pictured shop, without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND, from_us
from shopguard.base.span import Span
from shopguard.footage.gap_days import days_of, month_of
from ui.health.model import (
    Begin,
    CameraHealth,
    ClockHealth,
    DiskHealth,
    GapDay,
    GapMonth,
    GapPart,
    HealthReport,
    Level,
    RecorderHealth,
)
from ui.model import CameraInfo, Finding, SignedIn
from ui.words import local_day

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


_GAPS = (
    (3, 3 * HOUR, 3 * HOUR + 40 * MINUTE, "interrupted"),
    (3, 3 * HOUR, 3 * HOUR + 40 * MINUTE, "interrupted"),
    (9, 14 * HOUR, 4 * MINUTE, "no_route"),
    (17, 10 * HOUR, 45 * SECOND, "changed"),
    (17, 11 * HOUR, 25 * MINUTE, "wrong_password"),
    (20, 9 * HOUR, 184 * SECOND, "stalled"),
)


class FakeHealth:
    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.clock = shop.clock
        self.alarms: tuple[Finding, ...] = ()
        self.lost: dict[str, tuple[float, str]] = {}
        self.running = True
        self.starting = False
        self.started = 0
        self.confirmed: list[str] = []

    def report(self) -> HealthReport:
        now = self.clock.utc_us()
        cameras = tuple(self._camera(camera, now) for camera in self.shop.camera_list)
        keeping = self.shop.retention_book.now
        level = Level.GOOD if keeping.enough else Level.LATE
        sizes = (2_000 * 10**9, 1_130 * 10**9, 812 * 10**9, 4_600 * 10**6)
        disk = DiskHealth(level, *sizes, keeping)
        recorder = (
            RecorderHealth(Level.GOOD, now - 3 * DAY - 5 * HOUR, 0)
            if self.running
            else RecorderHealth(self._silent(), None)
        )
        doubt = any(alarm.code == "alarm.clock_doubtful" for alarm in self.alarms)
        clock = ClockHealth(Level.LATE if doubt else Level.GOOD, None, doubt)
        return HealthReport(now, cameras, disk, clock, recorder, self.alarms)

    def gaps(self, months_ago: int) -> GapMonth:
        """A camera that was off for minutes, one that came and went, a power cut of hours."""
        now = self.clock.utc_us()
        span = month_of(now, -months_ago)
        return GapMonth(span, tuple(self._day(day, now) for day in days_of(span)), months_ago == 0)

    def confirm_date(self, by: SignedIn) -> None:
        self.confirmed.append(by.person.login)
        self.alarms = ()

    def start_recorder(self) -> None:
        self.running = True
        self.starting = False
        self.started += 1

    def _day(self, day: Span, now: int) -> GapDay:
        if day.start > now:
            return GapDay(day, known=False, to_come=True)
        begins = self._begins(day, now)
        if len(begins) == len(self.shop.camera_list):
            return GapDay(day, known=False, begins=begins)
        number = from_us(day.start).day
        names = [camera.name for camera in self.shop.camera_list]
        parts = [
            GapPart(names[index % len(names)], Span(day.start + at, day.start + at + length), cause)
            for index, (on, at, length, cause) in enumerate(_GAPS)
            if on == number
        ]
        return GapDay(
            day, tuple(parts), sum(part.span.duration for part in parts) / SECOND, begins=begins
        )

    def _begins(self, day: Span, now: int) -> tuple[Begin, ...]:
        """The last camera came weeks after the others."""
        first = local_day(now - 60 * DAY).start
        ago = [(camera.name, first) for camera in self.shop.camera_list]
        if len(ago) > 1:
            ago[-1] = (ago[-1][0], local_day(now - 15 * DAY).start + 15 * HOUR)
        return tuple(Begin(name, at) for name, at in ago if at > day.start)

    def _silent(self) -> Level:
        return Level.LATE if self.starting else Level.LOST

    def _camera(self, camera: CameraInfo, now: int) -> CameraHealth:
        if not self.running:  # as the engine says it: without a recorder nothing is known
            return CameraHealth(camera, self._silent(), None, oldest_us=now - 13 * DAY)
        age, cause = self.lost.get(camera.id, (1.2, ""))
        level = Level.LOST if cause else Level.GOOD
        gaps = (1, 184.0) if camera.id == "cam-4" else (0, 0.0)
        kbps = 0 if cause else 3100 + 40 * int(camera.id[-1])
        return CameraHealth(camera, level, age, kbps, cause, *gaps, oldest_us=now - 13 * DAY)
