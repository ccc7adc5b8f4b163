"""What an open door gives: verified fragments of the granted cameras and span, until it ends."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

from shopguard.access.approval import Request
from shopguard.base.clock import SECOND, Clock
from shopguard.base.errors import Damaged, Refused
from shopguard.base.span import Span
from shopguard.footage._opening import VolumeReader
from shopguard.footage.chain import Link
from shopguard.footage.fragment import Fragment, VolumeIdentity
from shopguard.footage.store import Volume

SEAM_US = 20_000  # fragments that follow each other meet within this
_REFRESH_S = 1.0  # how often a volume still written is looked at again


class EndReason(StrEnum):
    """Why a viewing ended."""

    CLOSED = "closed"
    TIME = "time"
    IDLE = "idle"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FragmentRef:
    """A fragment that can be vouched for; its bytes are checked when read."""

    volume_id: str
    link: Link

    @property
    def span(self) -> Span:
        return Span(self.link.start_us, self.link.end_us)


@dataclass(frozen=True, slots=True)
class DamagedSpan:
    """Fragments ``first``..``last`` of a volume are not what was recorded, or are gone."""

    span: Span
    volume_id: str
    first: int
    last: int


class OpenFootage:
    """A viewing two people opened; a context manager. Safe to use from several threads.

    Everything raises Refused ``door.ended`` once it has ended: by time, lock, idleness or closing.
    """

    def __init__(
        self,
        request: Request,
        people: tuple[str, ...],
        volumes: Iterable[tuple[Volume, VolumeIdentity, bytearray]],
        *,
        seconds: float,
        clock: Clock,
        on_end: Callable[[EndReason, OpenFootage], None],
        on_damage: Callable[[str, DamagedSpan], None],
    ) -> None:
        self.request = request
        self.people = people
        self._clock = clock
        self._ends_at = clock.monotonic() + seconds
        self._on_end = on_end
        self._on_damage = on_damage
        self._ended: EndReason | None = None
        self._lock = threading.RLock()
        self._volumes: dict[str, _OpenVolume] = {}
        for volume, identity, key in volumes:
            self._volumes[volume.id] = _OpenVolume(volume, identity, key, clock)
        self._told: set[tuple[str, int]] = set()

    def __enter__(self) -> OpenFootage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(EndReason.FAILED if kind else EndReason.CLOSED)

    # --- reading ----------------------------------------------------------------------------

    def fragments(self, camera_id: str) -> list[FragmentRef]:
        """Everything of the camera that can be vouched for within the granted span, in order."""
        with self._lock:
            self._still_open()
            found: list[FragmentRef] = []
            for volume in self._of(camera_id):
                found += volume.refs(self.request_span)
            return found

    def fragment_at(self, camera_id: str, us: int) -> FragmentRef | None:
        """The fragment that covers ``us``; None in a gap, in damage and outside the grant."""
        with self._lock:
            self._still_open()
            if not self.request_span.contains(us):
                return None
            for volume in self._of(camera_id):
                found = volume.ref_at(us)
                if found is not None:
                    return found
            return None

    def before(self, ref: FragmentRef) -> FragmentRef | None:
        """The fragment right before ``ref`` in its volume, where a decoder must start earlier."""
        with self._lock:
            self._still_open()
            return self._volumes[ref.volume_id].before(ref)

    def after(self, ref: FragmentRef) -> FragmentRef | None:
        """The fragment that goes on where ``ref`` ends, in its volume or the next; else None."""
        with self._lock:
            self._still_open()
            camera_id = self._volumes[ref.volume_id].camera_id
            for volume in self._of(camera_id):
                found = volume.ref_at(ref.link.end_us + SEAM_US)
                if found is not None and found != ref:
                    return found
            return None

    def damage(self, camera_id: str) -> list[DamagedSpan]:
        """What was recorded within the grant and cannot be shown."""
        with self._lock:
            self._still_open()
            found = [
                damaged
                for volume in self._of(camera_id)
                for damaged in volume.damage()
                if damaged.span.overlaps(self.request_span)
            ]
        for damaged in found:
            self._tell(camera_id, damaged)
        return found

    def read(self, ref: FragmentRef) -> Fragment:
        """The fragment's bytes, verified; Damaged when they are not what was recorded."""
        with self._lock:
            self._still_open()
            volume = self._volumes[ref.volume_id]
            try:
                return volume.read(ref)
            except Damaged:
                damaged = DamagedSpan(ref.span, ref.volume_id, ref.link.seq, ref.link.seq)
        self._tell(volume.camera_id, damaged)
        raise Damaged("footage.fragment", seq=ref.link.seq)

    # --- the viewing itself -----------------------------------------------------------------

    @property
    def request_span(self) -> Span:
        if self.request.span is None:
            raise Refused("door.no_span")
        return self.request.span

    def remaining_s(self) -> float:
        """Seconds until it ends by itself; 0 once it has ended."""
        return 0.0 if self._ended else max(0.0, self._ends_at - self._clock.monotonic())

    def prolong(self, seconds: float) -> None:
        """A further period; the door has asked both again."""
        with self._lock:
            self._still_open()
            self._ends_at = self._clock.monotonic() + seconds

    @property
    def ended(self) -> EndReason | None:
        """Why it ended; None while it is open. Notices expiry by itself."""
        if self._ended is None and self.remaining_s() <= 0:
            self.close(EndReason.TIME)
        return self._ended

    def close(self, reason: EndReason = EndReason.CLOSED) -> None:
        """Forget every key at once; repeatable."""
        with self._lock:
            if self._ended is not None:
                return
            self._ended = reason
            for volume in self._volumes.values():
                volume.close()
            self._volumes.clear()
        self._on_end(reason, self)

    # --- inner ------------------------------------------------------------------------------

    def _still_open(self) -> None:
        if self.ended is not None:
            raise Refused("door.ended")

    def _of(self, camera_id: str) -> list[_OpenVolume]:
        if camera_id not in self.request.cameras:
            raise Refused("door.not_granted")
        return [volume for volume in self._volumes.values() if volume.camera_id == camera_id]

    def _tell(self, camera_id: str, damaged: DamagedSpan) -> None:
        name = (damaged.volume_id, damaged.first)
        if name not in self._told:
            self._told.add(name)
            self._on_damage(camera_id, damaged)


class _OpenVolume:
    """One granted volume: its reader, and its index looked at again while it is still written."""

    def __init__(
        self, volume: Volume, identity: VolumeIdentity, key: bytearray, clock: Clock
    ) -> None:
        self.camera_id = volume.camera_id
        self._volume = volume
        self._identity = identity
        self._key = key
        self._clock = clock
        self._reader: VolumeReader | None = None
        self._looked = 0.0
        self._refs: list[FragmentRef] = []
        self._starts: list[int] = []
        self._damage: list[DamagedSpan] = []

    def close(self) -> None:
        self._key[:] = bytes(len(self._key))
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def refs(self, span: Span) -> list[FragmentRef]:
        self._look()
        return [ref for ref in self._refs if ref.span.overlaps(span)]

    def ref_at(self, us: int) -> FragmentRef | None:
        start = self._volume.span.start
        if us < start or (not self._volume.growing and us >= self._volume.span.end):
            return None
        self._look()
        at = bisect_right(self._starts, us) - 1
        return self._refs[at] if at >= 0 and self._refs[at].span.contains(us) else None

    def before(self, ref: FragmentRef) -> FragmentRef | None:
        self._look()
        at = bisect_right(self._starts, ref.link.start_us - 1) - 1
        found = self._refs[at] if at >= 0 else None
        return found if found and found.link.seq == ref.link.seq - 1 else None

    def damage(self) -> list[DamagedSpan]:
        self._look()
        return self._damage

    def read(self, ref: FragmentRef) -> Fragment:
        self._look()
        if self._reader is None:
            raise Refused("door.ended")
        return self._reader.read(ref.link)

    def _look(self) -> None:
        now = self._clock.monotonic()
        fresh = self._reader is not None and (
            not self._volume.growing or now - self._looked < _REFRESH_S
        )
        if fresh:
            return
        if self._reader is None:
            self._reader = VolumeReader(
                self._volume.path,
                self._identity,
                self._key,
                self._volume.head,
                growing=self._volume.growing,
            )
        self._looked = now
        index = self._reader.look()
        self._refs = [FragmentRef(self._volume.id, row) for row in index.links]
        self._starts = [ref.link.start_us for ref in self._refs]
        self._damage = [
            DamagedSpan(
                self._where(index.links, bad.first, bad.last), self._volume.id, bad.first, bad.last
            )
            for bad in index.damaged
        ]

    def _where(self, links: Sequence[Link], first: int, last: int) -> Span:
        """The time a hole covers: from the neighbour before it to the one after it."""
        start = max(
            (row.end_us for row in links if row.seq < first), default=self._volume.span.start
        )
        end = min((row.start_us for row in links if row.seq > last), default=self._volume.span.end)
        return Span(start, max(end, start + SECOND))
