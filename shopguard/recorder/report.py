"""Recorder health as values: what the channel carries and screens and command line show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What a camera's newest durable fragment says of it."""

    STARTING = "starting"
    RECORDING = "recording"
    LATE = "late"  # packets may come; durable footage does not
    LOST = "lost"  # the camera gives nothing
    OFF = "off"


class AlarmKind(StrEnum):
    """What is wrong; words under ``alarm.<kind>``."""

    CAMERA_LATE = "camera_late"
    WRITE_FAILING = "write_failing"
    DISK_FULL = "disk_full"
    DISK_HELD = "disk_held"
    HOLD_QUOTA = "hold_quota"
    CLOCK_JUMPED = "clock_jumped"
    CLOCK_DOUBTFUL = "clock_doubtful"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something wrong since ``since_us``. ``params`` fill the words of ``alarm.<kind>``."""

    kind: AlarmKind
    since_us: int
    camera_id: str = ""
    camera: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CameraReport:
    """One camera. ``age_s``: of the newest durable fragment's end; None when there is none.

    ``cause``: a LossCause or GapCause while it is not recording. ``newest_us``: end of the newest
    durable fragment. ``dropped``: fragments that never reached the disk. ``ahead_s``: how far
    stored time runs ahead of the PC's clock, because that was set back over footage.
    """

    id: str
    name: str
    state: State
    cause: str = ""
    age_s: float | None = None
    newest_us: int | None = None
    bytes_per_s: int = 0
    frames_per_s: float = 0.0
    waiting_bytes: int = 0
    dropped: int = 0
    ahead_s: float = 0.0
    watchers: int = 0


@dataclass(frozen=True, slots=True)
class DiskReport:
    """The store's disk. ``short``: space is wanted and nothing may go."""

    total_bytes: int = 0
    free_bytes: int = 0
    footage_bytes: int = 0
    held_bytes: int = 0
    hold_quota_bytes: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class ClockReport:
    """``jumped_s``: the last jump since the recorder started; None when there was none."""

    jumped_s: float | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Everything at one moment. ``restarts``: since the supervisor started."""

    at_us: int
    since_us: int
    pid: int
    restarts: int
    cameras: tuple[CameraReport, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    disk: DiskReport = DiskReport()
    clock: ClockReport = ClockReport()

    @property
    def good(self) -> bool:
        """Whether every camera that should be recorded is."""
        return all(camera.state in (State.RECORDING, State.OFF) for camera in self.cameras)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> HealthReport:
        """Back from ``as_json``."""
        rows = {
            "cameras": tuple(
                CameraReport(**{**row, "state": State(row["state"])}) for row in value["cameras"]
            ),
            "alarms": tuple(alarm_from_json(row) for row in value["alarms"]),
            "disk": DiskReport(**value["disk"]),
            "clock": ClockReport(**value["clock"]),
        }
        return cls(**{**value, **rows})


def alarm_from_json(value: Mapping[str, Any]) -> Alarm:
    """Back from ``asdict(alarm)``."""
    return Alarm(**{**value, "kind": AlarmKind(value["kind"])})
