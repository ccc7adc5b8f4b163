"""Recording is a fact, not a socket state: what is durable, how old it is, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from shopguard.base.clock import SECOND, Clock
from shopguard.recorder.alarms import Alarms
from shopguard.recorder.camera_recorder import CameraRecorder
from shopguard.recorder.causes import GapCause
from shopguard.recorder.clock_watch import ClockWatch
from shopguard.recorder.report import (
    AlarmKind,
    CameraReport,
    ClockReport,
    DiskReport,
    HealthReport,
    State,
)

_ALARM_AFTER_S = 10.0  # not recording for this long; told within 15 s
_CLOCK_ALARM_S = 600.0
_DISK_FULL_S = 30.0
_TELL_EVERY = 2  # turns
_ASLEEP_S = 15.0  # nobody keeps a thread waiting for that long but a machine that stands still


class Health:
    """Looks once a second; touches no disk, so that nothing keeps it from telling.

    ``cameras``: those being recorded. ``off``: (id, name) of those switched off.
    ``tell``: posts an event on the channel.
    """

    def __init__(
        self,
        clock: Clock,
        cameras: Callable[[], Iterable[CameraRecorder]],
        off: Callable[[], Iterable[tuple[str, str]]],
        watchers: Callable[[str], int],
        tell: Callable[[str, Any], None],
        *,
        pid: int,
        restarts: int,
    ) -> None:
        self.alarms = Alarms(clock, tell)
        self.disk = DiskReport()  # set by whoever looks at the disk
        self.clock_in_doubt = False
        self._clock = clock
        self._cameras = cameras
        self._off = off
        self._watchers = watchers
        self._tell = tell
        self._since_us = clock.utc_us()
        self._pid = pid
        self._restarts = restarts
        self._watch = ClockWatch(clock)
        self._stepped_at: float | None = None
        self._full_at: float | None = None
        self._bad_since: dict[str, float] = {}
        self._turns = 0
        self._turned: float | None = None

    def turn(self) -> None:
        """Look at everything; raise and clear alarms."""
        self._look_at_clock()
        slept = self._has_slept()
        for camera in self._cameras():
            if slept:
                camera.missing(GapCause.ASLEEP, "")
            camera.tick()
            self._look_at(camera)
        self._look_at_disk()
        self._turns += 1
        if self._turns % _TELL_EVERY == 0:
            self._tell("health", self.report().as_json())

    def report(self) -> HealthReport:
        """Everything, this moment."""
        recorded = [camera.report(self._watchers(camera.camera.id)) for camera in self._cameras()]
        off = [CameraReport(camera_id, name, State.OFF) for camera_id, name in self._off()]
        step = self._watch.last_step_us
        return HealthReport(
            at_us=self._clock.utc_us(),
            since_us=self._since_us,
            pid=self._pid,
            restarts=self._restarts,
            cameras=(*recorded, *off),
            alarms=self.alarms.active(),
            disk=self.disk,
            clock=ClockReport(None if step is None else step / SECOND, self.clock_in_doubt),
        )

    def disk_was_full(self) -> None:
        """A write found no room."""
        self._full_at = self._clock.monotonic()

    def forget(self, camera_id: str) -> None:
        """The camera is not recorded any more, on purpose."""
        self._bad_since.pop(camera_id, None)
        for kind in (AlarmKind.CAMERA_LATE, AlarmKind.WRITE_FAILING):
            self.alarms.set(kind, on=False, camera=(camera_id, ""))

    # --- what is looked at ------------------------------------------------------------------

    def _has_slept(self) -> bool:
        before, self._turned = self._turned, self._clock.monotonic()
        return before is not None and self._turned - before > _ASLEEP_S

    def _look_at_clock(self) -> None:
        step, now = self._watch.check(), self._clock.monotonic()
        if step:
            self._stepped_at = now
            self.alarms.set(AlarmKind.CLOCK_JUMPED, on=False)
            seconds = f"{step / SECOND:+.1f}"
            self.alarms.set(AlarmKind.CLOCK_JUMPED, on=True, params={"seconds": seconds})
            for camera in self._cameras():
                camera.clock_stepped()
        elif self._stepped_at is not None and now - self._stepped_at > _CLOCK_ALARM_S:
            self.alarms.set(AlarmKind.CLOCK_JUMPED, on=False)
        self.alarms.set(AlarmKind.CLOCK_DOUBTFUL, on=self.clock_in_doubt)

    def _look_at(self, camera: CameraRecorder) -> None:
        report, now = camera.report(0), self._clock.monotonic()
        name = (report.id, report.name)
        if report.state is State.RECORDING:
            self._bad_since.pop(report.id, None)
            late = False
        else:
            since = self._bad_since.setdefault(report.id, now)
            # Durable footage already this old counts: the camera did not fail just now.
            late = max(now - since, report.age_s or 0) >= _ALARM_AFTER_S
        params = {"cause": report.cause or GapCause.STARTING}
        self.alarms.set(AlarmKind.CAMERA_LATE, on=late, camera=name, params=params)
        trouble = camera.write_trouble
        code = {"code": trouble[1]} if trouble else {}
        failing = trouble is not None and trouble[0] is not GapCause.DISK_FULL
        self.alarms.set(AlarmKind.WRITE_FAILING, on=failing, camera=name, params=code)

    def _look_at_disk(self) -> None:
        now, disk = self._clock.monotonic(), self.disk
        full = self._full_at is not None and now - self._full_at < _DISK_FULL_S
        free = {"free_mb": str(disk.free_bytes >> 20)}
        self.alarms.set(AlarmKind.DISK_FULL, on=full, params=free)
        held = {"held_gb": f"{disk.held_bytes / (1 << 30):.1f}"}
        self.alarms.set(AlarmKind.DISK_HELD, on=disk.short, params=held)
        over = 0 < disk.hold_quota_bytes < disk.held_bytes
        self.alarms.set(AlarmKind.HOLD_QUOTA, on=over, params=held)
