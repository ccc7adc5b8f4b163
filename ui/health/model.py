"""Is everything recording? Facts per camera, disk, clock and recorder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ui.model import CameraInfo, Finding


class Level(StrEnum):
    """How a fact stands."""

    GOOD = "good"
    LATE = "late"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CameraHealth:
    """``age_s``: seconds since the last durable fragment; None when there is none.

    ``cause``: a ``cameras.LossCause`` value when it is not recording.
    """

    camera: CameraInfo
    level: Level
    age_s: float | None
    kbps: int = 0
    cause: str = ""
    gaps_today: int = 0
    gap_today_s: float = 0.0
    oldest_us: int | None = None
    clock_offset_s: float | None = None


@dataclass(frozen=True, slots=True)
class DiskHealth:
    """``free_days``: how long the free space lasts at today's rate."""

    level: Level
    total_bytes: int
    free_bytes: int
    footage_bytes: int
    held_bytes: int
    free_days: float | None


@dataclass(frozen=True, slots=True)
class ClockHealth:
    """``jumped_s``: the last jump noticed since the recorder started; None when there was none."""

    level: Level
    jumped_s: float | None = None


@dataclass(frozen=True, slots=True)
class RecorderHealth:
    """``since_us``: when this recorder started; None when none runs."""

    level: Level
    since_us: int | None
    restarts_today: int = 0


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Everything at one moment."""

    at_us: int
    cameras: tuple[CameraHealth, ...]
    disk: DiskHealth
    clock: ClockHealth
    recorder: RecorderHealth
    alarms: tuple[Finding, ...] = ()


class HealthSource(Protocol):
    """Where reports come from. Slow: asks the recorder."""

    def report(self) -> HealthReport: ...

    def start_recorder(self) -> None:
        """Start it where none runs."""
        ...
