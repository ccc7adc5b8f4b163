"""Alarms: what is wrong now, told at once, and written into the audit log in measure (J-14)."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.clock import Clock
from shopguard.cameras.source import LossCause
from shopguard.recorder.report import Alarm, AlarmKind

SEAT = "recorder"
WHO = ("recorder",)
_REPEAT_S = 600.0  # the same alarm stands in the log at most this often
_MOST_ENTRIES = 500
_ACTS = {
    AlarmKind.CAMERA_LATE: Act.RECORDER_LATE,
    AlarmKind.WRITE_FAILING: Act.WRITE_FAILED,
    AlarmKind.DISK_FULL: Act.DISK_FULL,
    AlarmKind.DISK_HELD: Act.DISK_ALARM,
    AlarmKind.HOLD_QUOTA: Act.DISK_ALARM,
    AlarmKind.CLOCK_JUMPED: Act.CLOCK_JUMPED,
    AlarmKind.CLOCK_DOUBTFUL: Act.ERASURE_POSTPONED,
}


@dataclass(slots=True)
class _Logged:
    at: float
    left_out: int = 0


class Alarms:
    """All alarms of a recorder. ``tell``: called with (raised or cleared, the alarm)."""

    def __init__(self, clock: Clock, tell: Callable[[str, dict[str, Any]], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._active: dict[tuple[AlarmKind, str], Alarm] = {}
        self._logged: dict[tuple[AlarmKind, str], _Logged] = {}
        self._entries: deque[Entry] = deque(maxlen=_MOST_ENTRIES)

    def active(self) -> tuple[Alarm, ...]:
        """The alarms now, oldest first."""
        with self._lock:
            return tuple(sorted(self._active.values(), key=lambda alarm: alarm.since_us))

    def set(
        self,
        kind: AlarmKind,
        *,
        on: bool,
        camera: tuple[str, str] = ("", ""),
        params: Mapping[str, str] | None = None,
    ) -> None:
        """Raise or clear an alarm; ``camera`` is (id, name).

        One that stands already is not told again, but its figures are those of now.
        """
        key = (kind, camera[0])
        with self._lock:
            known = self._active.get(key)
            if known is not None and on:
                self._active[key] = replace(known, params=params or {})
                return
            if on == (known is not None):
                return
            if on:
                alarm = Alarm(kind, self._clock.utc_us(), *camera, params or {})
                self._active[key] = alarm
                self._log(key, alarm)
            else:
                alarm = self._active.pop(key)
                self._log_end(key, alarm)
        self._tell("alarm", {"on": on, "alarm": asdict(alarm)})

    def log(self, entry: Entry) -> None:
        """An entry for the audit log, written by the book-keeping thread."""
        self._entries.append(entry)

    def write(self, append: Callable[[Entry], object]) -> None:
        """Write what waits; what fails stays."""
        while self._entries:
            append(self._entries[0])
            self._entries.popleft()

    def _log(self, key: tuple[AlarmKind, str], alarm: Alarm) -> None:
        now = self._clock.monotonic()
        logged = self._logged.get(key)
        if logged is not None and now - logged.at < _REPEAT_S:
            logged.left_out += 1
            return
        left_out = {"left_out": logged.left_out} if logged and logged.left_out else {}
        self._logged[key] = _Logged(now)
        detail: dict[str, JsonValue] = {"alarm": str(alarm.kind), **alarm.params, **left_out}
        cameras = (alarm.camera_id,) if alarm.camera_id else ()
        lost = alarm.params.get("cause") in set(LossCause)
        act = Act.CAMERA_LOST if lost else _ACTS[alarm.kind]
        entry = Entry(act, WHO, "failed", SEAT, cameras=cameras, detail=detail)
        self._entries.append(entry)

    def _log_end(self, key: tuple[AlarmKind, str], alarm: Alarm) -> None:
        logged = self._logged.get(key)
        if alarm.kind is not AlarmKind.CAMERA_LATE or logged is None or logged.left_out:
            return
        detail = {"cause": alarm.params.get("cause", "")}
        self._entries.append(
            Entry(Act.CAMERA_BACK, WHO, "done", SEAT, cameras=(alarm.camera_id,), detail=detail)
        )
