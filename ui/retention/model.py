"""What the retention page shows and asks for (J-4, T-4, G-6.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from shopguard.base.span import Span
from shopguard.footage.estimate import Estimate, estimate
from ui.model import CameraInfo, PersonInfo, SignedIn

if TYPE_CHECKING:
    from ui.review.model import Pair

REASON_BEYOND_DAYS = 14
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Kept:
    """One camera. ``own``: it has days of its own. ``rate``: bytes a second, 0 where not known."""

    camera: CameraInfo
    days: int
    own: bool = False
    rate: int = 0
    oldest_us: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Keeping:
    """The rule in force, and the room there is. ``reason``: why longer than 14 days."""

    days: int
    cameras: tuple[Kept, ...]
    room: int
    reason: str = ""

    @property
    def _estimate(self) -> Estimate:
        """The engine's judgement, also of days that are only being considered."""
        rates = {kept.camera.id: kept.rate for kept in self.cameras}
        return estimate(self.room, rates, {kept.camera.id: kept.days for kept in self.cameras})

    @property
    def fits_days(self) -> float | None:
        """If every camera is kept alike; None while no rate is known."""
        return self._estimate.fits_days

    @property
    def needed(self) -> int:
        """Bytes that the days come to, as far as the rates are known."""
        return self._estimate.needed_bytes

    @property
    def enough(self) -> bool:
        """Whether everything is kept as long as it should be, as far as is known."""
        return self._estimate.enough

    @property
    def unknown(self) -> tuple[Kept, ...]:
        """Cameras that nobody can count with yet."""
        return tuple(kept for kept in self.cameras if not kept.rate)

    def with_days(self, days: int, camera_id: str = "") -> Keeping:
        """As it would be: for one camera, or for all that have no days of their own."""
        cameras = tuple(
            replace(kept, days=days)
            if kept.camera.id == camera_id or (not camera_id and not kept.own)
            else kept
            for kept in self.cameras
        )
        return replace(self, cameras=cameras, days=self.days if camera_id else days)


@dataclass(frozen=True, slots=True)
class Erased:
    """One entry of the log. ``reason`` has words under ``audit.reason.<reason>``."""

    at_us: int
    cameras: tuple[str, ...]
    span: Span | None
    reason: str
    pieces: int
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """``camera_id`` empty: the whole shop; ``days`` 0: a camera goes by the shop again."""

    days: int
    camera_id: str = ""
    reason: str = ""


class Register(StrEnum):
    """Whose case it is; its words stand with the page's."""

    PROVISION = "provision"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class HeldPart:
    """Kept in one go beyond its time: one span, of one camera or several.

    ``ids``: the engine's holds. ``cameras``: names. ``due_us``: when the first of it would be
    erased, were it not kept; None where that time is over. ``asked``: cases that are not finished
    and ask for some of it, with their numbers.
    """

    ids: tuple[str, ...]
    cameras: tuple[str, ...]
    span: Span
    ground: str
    owner: str
    until_us: int
    due_us: int | None
    asked: tuple[tuple[Register, int], ...] = ()


class RetentionBook(Protocol):
    """Where the page gets all that from. Every call is slow."""

    def keeping(self) -> Keeping: ...

    def erased(self) -> tuple[Erased, ...]:
        """The last thirty days, newest first, as the log has it."""
        ...

    def held(self) -> tuple[HeldPart, ...]:
        """Everything that is kept beyond its time, the soonest end first."""
        ...

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        """Who could agree to a change beside ``by``; empty where ``by`` may not ask for one."""
        ...

    def change(self, change: Change, pair: Pair) -> None:
        """By both managers; more than 14 days with a reason."""
        ...

    def end_hold(self, part: HeldPart, reason: str, pair: Pair) -> None:
        """Before its day, by both managers: all of it or nothing."""
        ...
