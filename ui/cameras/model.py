"""Cameras as the register's page and the first run know them, and what they need of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from shopguard.base.span import Span
from ui.health.model import Level
from ui.model import CameraInfo, Finding, PersonInfo, Picture, SignedIn
from ui.tasks import Context

if TYPE_CHECKING:
    from ui.review.model import Pair

Point = tuple[float, float]
Polygon = tuple[Point, ...]
"""Corners in 0..1 of the picture."""


# --- adding one -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """A camera that answered on the network, or one plugged in (``url`` is known then).

    ``username``, ``password``: of the demo shop's spare camera, which has no paper in its box.
    """

    address: str
    model: str = ""
    handle: object = None
    url: str = ""
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CameraDraft:
    """A camera as typed or chosen. The address may carry user and password as typed.

    ``private``: whether a private place is visible; None as long as nobody has answered.
    """

    name: str = ""
    url: str = ""
    username: str = ""
    password: str = ""
    sub_url: str = ""
    found: FoundCamera | None = None
    place: str = ""
    reason: str = ""
    private: bool | None = None
    masks: tuple[Polygon, ...] = ()

    def __repr__(self) -> str:
        return f"CameraDraft({self.name!r})"


@dataclass(frozen=True, slots=True)
class CameraTest:
    """What a connection test saw. ``findings`` say what is wrong in plain words.

    ``photo``: the same picture, as it can be kept. ``url``, ``sub_url``: the addresses the camera
    named itself. ``fingerprint``: of a certificate that nobody has trusted yet.
    """

    ok: bool
    picture: Picture | None = field(default=None, compare=False)
    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    kbps: int = 0
    findings: tuple[Finding, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    url: str = field(default="", repr=False)
    sub_url: str = field(default="", repr=False)
    fingerprint: str = ""


class CameraSetUp(Protocol):
    """Finding, trying and adding cameras. All calls are slow, and end soon when cancelled."""

    def discover(self, context: Context) -> tuple[FoundCamera, ...]: ...

    def try_out(self, draft: CameraDraft, by: SignedIn, context: Context) -> CameraTest:
        """Logged before a picture comes."""
        ...

    def add(
        self, draft: CameraDraft, test: CameraTest | None, by: SignedIn, context: Context
    ) -> CameraInfo:
        """Logged; the recorder takes the camera up. With ``test``, its view is approved."""
        ...


# --- the register -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """What somebody approved that a camera sees."""

    photo: Picture | None = field(compare=False)
    private: bool
    by: str
    at_us: int


@dataclass(frozen=True, slots=True)
class CameraRow:
    """A camera of the register. Addresses never carry a password."""

    camera: CameraInfo
    url: str
    sub_url: str = ""
    username: str = ""
    reason: str = ""
    audio: bool = False
    enabled: bool = True
    masks: tuple[Polygon, ...] = ()
    view: ViewInfo | None = None
    level: Level = Level.UNKNOWN
    age_s: float | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class CameraChange:
    """What the form says. ``password`` None: the stored one stays."""

    name: str
    place: str
    url: str
    sub_url: str
    username: str
    password: str | None = field(repr=False)
    audio: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without recording, and why; ``running``: it has not ended yet."""

    span: Span
    cause: str
    running: bool = False


class CameraBook(Protocol):
    """The register and all that is done to a camera of it. Every call is slow."""

    def rows(self) -> tuple[CameraRow, ...]: ...

    def history(self, camera_id: str) -> tuple[Outage, ...]:
        """The last thirty days, newest first."""
        ...

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        """Who could agree to a mask beside ``by``."""
        ...

    def try_out(self, camera_id: str, by: SignedIn, context: Context) -> CameraTest:
        """Logged before a picture comes; masked places are black in it."""
        ...

    def change(self, camera_id: str, change: CameraChange, by: SignedIn) -> None: ...

    def approve_view(
        self, camera_id: str, reason: str, test: CameraTest, by: SignedIn, *, private: bool
    ) -> None: ...

    def set_masks(self, camera_id: str, masks: tuple[Polygon, ...], pair: Pair) -> None:
        """By both managers."""
        ...

    def remove(self, camera_id: str, by: SignedIn) -> None: ...
