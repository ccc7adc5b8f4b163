"""Values that every room speaks of: no Qt, and nothing of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a quarter of a second to load, of use only once there are pictures
    import numpy as np
    from numpy.typing import NDArray

MANAGERS = ("chief", "deputy")  # roles; nobody else touches recordings


class Room(StrEnum):
    """A page of the desktop. Which of them a person sees is the policy table's answer."""

    LIVE = "live"
    REVIEW = "review"
    ALERTS = "alerts"
    INCIDENTS = "incidents"
    PROVISION = "provision"
    PAPERS = "papers"
    CAMERAS = "cameras"
    RETENTION = "retention"
    AUDIT = "audit"
    HEALTH = "health"
    PEOPLE = "people"
    SETTINGS = "settings"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera as people know it."""

    id: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """Somebody who works here. ``role`` is an ``access.people.Role`` value.

    ``unfit`` is the code of what keeps a manager from opening footage (lapsed training, no
    pledge), with words under ``error.<code>``; empty when nothing does. ``sample`` is a passphrase
    anybody may know: only people of a demo shop have one.
    """

    id: str
    login: str
    name: str
    role: str
    unfit: str = ""
    sample: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits at this seat. ``proof`` is the engine's own value, carried back and never read.

    ``idle_s``: after so long without use the shop locks the seat; None: the desktop's default.
    """

    person: PersonInfo
    rooms: frozenset[Room]
    proof: object = field(repr=False)
    idle_s: float | None = None
    left: str = ""  # of setting up the shop: ``sheet``, ``rest``, or nothing


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person typed to prove who they are; kept only as long as the call lasts."""

    login: str
    passphrase: str

    def __repr__(self) -> str:
        return f"Credentials({self.login!r})"


@dataclass(frozen=True, slots=True)
class Picture:
    """One decoded picture. ``rgb``: height x width x 3, bytes, rows one after another.

    ``at_us``: when the camera saw it, UTC microseconds.
    """

    at_us: int
    rgb: NDArray[np.uint8]

    @property
    def width(self) -> int:
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        return int(self.rgb.shape[0])


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the engine noticed, with words under ``code`` in ``resources/texts``."""

    code: str
    serious: bool
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fits:
    """How many days of all cameras the disk holds, and whether that is as long as it should be."""

    days: float
    enough: bool = True


class Recorder(StrEnum):
    """``UNKNOWN``: nobody has asked long enough. ``STARTING``: it has its time before it fails."""

    UNKNOWN = "unknown"
    STARTING = "starting"
    RUNNING = "running"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Status:
    """The line at the top of the window: true at ``at_us``, or it says that it does not know.

    ``relaxed``: one manager alone may look at recordings. ``beginning``: cameras that are still to
    give their first picture. ``demo``: gone with its window, recordings and all.
    """

    at_us: int
    shop: str
    recording: int
    cameras: int
    fits: Fits | None
    recorder: Recorder
    alarms: tuple[Finding, ...] = ()
    relaxed: bool = False
    beginning: int = 0
    demo: bool = False
