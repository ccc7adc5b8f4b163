"""Opening recordings and looking at them: what the rooms need of the engine (J-1, J-3, J-12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import Credentials, PersonInfo, Picture, SignedIn

MAX_TILES = 9


# --- what is known without a key: the index ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """No recording, and why; ``cause`` has words under ``gap.<cause>``."""

    span: Span
    cause: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A part that retention leaves alone."""

    span: Span
    ground: str
    until_us: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Fragments ``first`` to ``last`` of a volume do not match what was recorded."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Happening:
    """A moment worth a mark on the timeline; ``code`` has words in ``resources/texts``."""

    at_us: int
    camera_id: str
    code: str


@dataclass(frozen=True, slots=True)
class Track:
    """One camera's line on the timeline."""

    camera_id: str
    covered: tuple[Span, ...]
    gaps: tuple[Gap, ...] = ()
    held: tuple[Held, ...] = ()
    damaged: tuple[Damage, ...] = ()
    happenings: tuple[Happening, ...] = ()


class Recordings(Protocol):
    """The index: what there is, never what it shows. Needs no second person."""

    def tracks(self, camera_ids: Sequence[str], span: Span) -> tuple[Track, ...]: ...

    def kept(self) -> Span | None:
        """From the oldest to the newest that is kept; None when there is nothing."""
        ...


# --- the door ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookRequest:
    """What two people ask to see, and what for. ``purpose``: an ``access.policy.Purpose`` value.

    ``begin_us``: the moment somebody typed, where the pictures begin; None: where there are any.
    """

    purpose: str
    camera_ids: tuple[str, ...]
    span: Span
    note: str = ""
    begin_us: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Who asks: the person at the seat, and the second one with what they typed just now.

    ``again``: the first person's passphrase, where the proof of signing in is too old.
    ``second`` is None only where the shop's rule lets one manager look alone.
    """

    first: SignedIn
    second: Credentials | None
    again: str = ""

    def __repr__(self) -> str:
        return f"Pair({self.first.person.login!r}, {self.second!r})"


class DoorAct(StrEnum):
    """What somebody's consent is asked for. ``BOTH``: what no rule of a shop leaves to one."""

    REVIEW = "review"
    BOTH = "both"


class Door(Protocol):
    """The way to recordings. Every call here writes to the audit log, refusals too."""

    def purposes(self) -> tuple[str, ...]: ...

    def minutes(self) -> int:
        """How long a viewing lasts, and how much an extension adds."""
        ...

    def seconds(self, first: SignedIn, act: DoorAct) -> tuple[PersonInfo, ...]:
        """Who could confirm beside ``first``; empty when the rule lets ``first`` act alone."""
        ...

    def still_proven(self, first: SignedIn) -> bool:
        """False: ``first`` must type the passphrase again."""
        ...

    def open(self, request: LookRequest, pair: Pair) -> Footage:
        """Slow (key derivation). Refused with a code when the rule says no."""
        ...


class EndReason(StrEnum):
    """Why a viewing ended."""

    CLOSED = "closed"
    TIME = "time"
    IDLE = "idle"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Nothing was recorded at the moment asked for; ``span`` is the whole gap."""

    at_us: int
    span: Span
    cause: str


@dataclass(frozen=True, slots=True)
class DamagedPicture:
    """What was recorded there does not match any more; never shown."""

    at_us: int
    damage: Damage


Shot = Picture | NoPicture | DamagedPicture
Size = tuple[int, int]


class Closes(Protocol):
    """Something that keeps pictures or sound until it is closed. Slow."""

    def close(self) -> None: ...


class Frames(Protocol):
    """One camera's recorded pictures. Slow; called from one background lane at a time.

    Raises Refused once the viewing has ended.
    """

    def at(self, us: int, size: Size, *, quick: bool) -> Shot:
        """The picture shown at ``us``, no larger than ``size``; small steps ahead are cheap.

        ``quick``: the nearest picture that costs little (scrubbing, fast play) is good enough.
        """
        ...

    def step(self, us: int, size: Size, *, forward: bool) -> Shot:
        """The next or the previous picture beside the one shown at ``us``."""
        ...

    def close(self) -> None: ...


class Sound(Protocol):
    """One camera's recorded sound: 48,000 samples a second, 16 bits, left and right. Slow.

    Called from one background lane at a time. Raises Refused once the viewing has ended.
    """

    def recorded(self) -> bool:
        """Whether there is any in what was opened."""
        ...

    def pcm(self, span: Span) -> bytearray:
        """Exactly as long as ``span``; silence where nothing was recorded."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class StillPage:
    """A numbered page for the printer; in the log already. ``made`` is the engine's own value."""

    number: int
    pdf: bytes = field(repr=False)
    made: object = field(repr=False)


class Footage(Protocol):
    """A viewing that two people opened."""

    @property
    def request(self) -> LookRequest: ...

    @property
    def viewers(self) -> tuple[PersonInfo, ...]: ...

    def remaining_s(self) -> float:
        """Seconds until it ends by itself; 0 or less once it has ended. Never waits."""
        ...

    def frames(self, camera_id: str) -> Frames: ...

    def sound(self, camera_id: str) -> Sound: ...

    def damage(self, camera_id: str) -> tuple[Damage, ...]:
        """What was recorded and cannot be vouched for: known only once the door is open. Slow."""
        ...

    def extend(self, pair: Pair) -> None:
        """A further period, by both again. Slow."""
        ...

    def hold(
        self, camera_ids: Sequence[str], span: Span, ground: str, until_us: int, by: SignedIn
    ) -> None:
        """Keep a part from being erased until ``until_us``."""
        ...

    def still(self, camera_id: str, us: int, language: Language) -> StillPage:
        """The picture shown at ``us`` on a page that is numbered and logged first (J-15). Slow."""
        ...

    def not_printed(self, page: StillPage) -> None:
        """The printer failed: that stands in the log beside the page's number. Slow."""
        ...

    def end(self, reason: EndReason) -> None:
        """From now on no picture is given any more. Never waits; ``close`` has to follow."""
        ...

    def close(self, reason: EndReason) -> None:
        """Ends it, forgets the keys, writes the closing entry. Slow; repeatable."""
        ...
