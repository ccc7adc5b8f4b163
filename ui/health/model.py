"""Is everything recording? Facts per camera, disk, clock and recorder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shopguard.base.span import Span
from ui.model import CameraInfo, Finding, SignedIn
from ui.retention.model import Keeping


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
    """``keeping``: what is to be kept against what fits, as the page of retention has it."""

    level: Level
    total_bytes: int
    free_bytes: int
    footage_bytes: int
    held_bytes: int
    keeping: Keeping | None = None


@dataclass(frozen=True, slots=True)
class ClockHealth:
    """``jumped_s``: the last jump noticed since the recorder started; None when there was none.

    ``in_doubt``: nothing is erased by age until a manager says that the date is right.
    """

    level: Level
    jumped_s: float | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class RecorderHealth:
    """``since_us``: when this recorder started; None when none answers: LOST where it stopped,
    LATE while it is starting, UNKNOWN while it is being found."""

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


@dataclass(frozen=True, slots=True)
class GapPart:
    """A gap, or the part of it within a day. ``going_on``: it has not ended yet.

    ``cause``: a ``cameras.LossCause`` or ``recorder.GapCause`` value.
    """

    camera: str
    span: Span
    cause: str
    approximate: bool = False
    going_on: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """A camera's very first recording."""

    camera: str
    at_us: int


@dataclass(frozen=True, slots=True)
class GapDay:
    """One local day. ``known`` False: ``to_come``, or before the shop first recorded.

    ``missing_s``: seconds without footage, those of all cameras added up. ``begins``: cameras
    that were not yet recording when the day began.
    """

    day: Span
    parts: tuple[GapPart, ...] = ()
    missing_s: float = 0.0
    known: bool = True
    begins: tuple[Begin, ...] = ()
    to_come: bool = False


@dataclass(frozen=True, slots=True)
class GapMonth:
    """``newest``: the month of today; there is nothing after it."""

    span: Span
    days: tuple[GapDay, ...]
    newest: bool


class HealthSource(Protocol):
    """Where reports come from. Slow: asks the recorder and the catalogue."""

    def report(self) -> HealthReport: ...

    def gaps(self, months_ago: int) -> GapMonth:
        """The gaps of a local month, day by day; 0: this month."""
        ...

    def confirm_date(self, by: SignedIn) -> None:
        """A manager says that today's date is right; erasure by age goes on. Logged."""
        ...

    def start_recorder(self) -> None:
        """Start it where none runs."""
        ...
