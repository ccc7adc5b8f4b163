"""What an open door gives: verified fragments of the granted cameras and span, until it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from types import TracebackType

from shopguard.access.approval import Request
from shopguard.base.clock import Clock
from shopguard.base.errors import Damaged, Refused
from shopguard.base.span import Span
from shopguard.door.volumes import (
    DamagedSpan,
    FragmentRef,
    Granted,
    GrantedVolume,
    GrantedVolumes,
)
from shopguard.footage.fragment import Fragment

SEAM_US = 20_000  # fragments that follow each other meet within this


class EndReason(StrEnum):
    """Why a viewing ended."""

    CLOSED = "closed"
    TIME = "time"
    IDLE = "idle"
    LOCKED = "locked"
    FAILED = "failed"
    EXPORTED = "exported"  # it was opened for a package alone, which is complete


class OpenFootage:
    """A viewing two people opened; a context manager. Safe to use from several threads.

    Everything raises Refused ``door.ended`` once it has ended: by time, lock, idleness or closing.
    """

    def __init__(
        self,
        request: Request,
        people: tuple[str, ...],
        volumes: Iterable[Granted],
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
        self._forgotten = False
        self._lock = threading.Lock()  # held for a moment only, never while anything is read
        self._volumes = GrantedVolumes(volumes, clock)
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
        found: list[FragmentRef] = []
        for volume in self._of(camera_id):
            found = _joined(found, self._volumes.use(volume).refs(self.request_span))
        return found

    def streams(self, camera_id: str) -> Iterator[FragmentRef]:
        """A fragment of every stream within the granted span; far cheaper than all of them."""
        for volume in self._of(camera_id):
            yield from self._volumes.use(volume).streams(self.request_span)

    def fragment_at(self, camera_id: str, us: int) -> FragmentRef | None:
        """The fragment that covers ``us``; None in a gap, in damage and outside the grant."""
        self._of(camera_id)
        if not self.request_span.contains(us):
            return None
        found = (volume.ref_at(us) for volume in self._volumes.around(camera_id, us))
        return next((ref for ref in found if ref is not None), None)

    def next_fragment(self, camera_id: str, us: int) -> FragmentRef | None:
        """The first granted fragment that starts after ``us``."""
        for volume in self._of(camera_id):
            if volume.may_hold(us) or volume.span.start > us:
                found = self._volumes.use(volume).first_after(us)
                if found is not None:
                    return found if found.span.overlaps(self.request_span) else None
        return None

    def previous_fragment(self, camera_id: str, us: int) -> FragmentRef | None:
        """The last granted fragment that starts before ``us``."""
        for volume in reversed(self._of(camera_id)):
            if volume.span.start < us:
                found = self._volumes.use(volume).last_before(us)
                if found is not None:
                    return found if found.span.overlaps(self.request_span) else None
        return None

    def before(self, ref: FragmentRef) -> FragmentRef | None:
        """The fragment right before ``ref`` in its volume, where a decoder must start earlier."""
        self.require_open()
        found = self._volumes.get(ref.volume_id).last_before(ref.link.start_us)
        return found if found and found.link.seq == ref.link.seq - 1 else None

    def after(self, ref: FragmentRef) -> FragmentRef | None:
        """The fragment that goes on where ``ref`` ends, in its volume or the next; else None."""
        self.require_open()
        camera_id = self._volumes.get(ref.volume_id).camera_id
        end_us = ref.link.end_us + SEAM_US
        found = (volume.ref_at(end_us) for volume in self._volumes.around(camera_id, end_us))
        return next((each for each in found if each is not None and each != ref), None)

    def damage(self, camera_id: str) -> list[DamagedSpan]:
        """What was recorded within the grant and cannot be shown. Looks into every volume."""
        return self._told_of(camera_id, self._of(camera_id))

    def damage_at(self, camera_id: str, us: int) -> DamagedSpan | None:
        """What cannot be shown at ``us``, if anything."""
        self._of(camera_id)
        found = self._told_of(camera_id, self._volumes.around(camera_id, us))
        return next((each for each in found if each.span.contains(us)), None)

    def read(self, ref: FragmentRef) -> Fragment:
        """The fragment's bytes, verified; Damaged when they are not what was recorded."""
        self.require_open()
        volume = self._volumes.get(ref.volume_id)
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
        """Seconds until it ends by itself; 0 once it has ended. Never waits."""
        return 0.0 if self._ended else max(0.0, self._ends_at - self._clock.monotonic())

    def prolong(self, seconds: float) -> None:
        """A further period; the door has asked both again."""
        self.require_open()
        self._ends_at = self._clock.monotonic() + seconds

    @property
    def ended(self) -> EndReason | None:
        """Why it ended; None while it is open. Notices expiry by itself."""
        if self._ended is None and self.remaining_s() <= 0:
            self.close(EndReason.TIME)
        return self._ended

    def require_open(self) -> None:
        """Refused once it has ended."""
        if self.ended is not None:
            raise Refused("door.ended")

    def end(self, reason: EndReason) -> None:
        """From now on nothing is given any more. Never waits; ``close`` does the rest."""
        with self._lock:
            self._ended = self._ended or reason

    def close(self, reason: EndReason = EndReason.CLOSED) -> None:
        """Forget every key, and say so in the log; repeatable. Waits for what is just read."""
        self.end(reason)
        with self._lock:
            first, self._forgotten = not self._forgotten, True
            why = self._ended or reason
        if first:
            self._volumes.close()
            self._on_end(why, self)

    # --- inner ------------------------------------------------------------------------------

    def _of(self, camera_id: str) -> list[GrantedVolume]:
        self.require_open()
        if camera_id not in self.request.cameras:
            raise Refused("door.not_granted")
        return self._volumes.of(camera_id)

    def _told_of(self, camera_id: str, volumes: Iterable[GrantedVolume]) -> list[DamagedSpan]:
        found = [
            damaged
            for volume in volumes
            for damaged in self._volumes.use(volume).damage()
            if damaged.span.overlaps(self.request_span)
        ]
        for damaged in found:
            self._tell(camera_id, damaged)
        return found

    def _tell(self, camera_id: str, damaged: DamagedSpan) -> None:
        name = (damaged.volume_id, damaged.first)
        with self._lock:
            told = name in self._told
            self._told.add(name)
        if not told:
            self._on_damage(camera_id, damaged)


def _joined(before: list[FragmentRef], following: list[FragmentRef]) -> list[FragmentRef]:
    """Without what stands in both.

    A commit that reached the disk and failed all the same was written again, into a new volume.
    """
    if not before or not following or before[-1].link.end_us <= following[0].link.start_us:
        return before + following
    again = {ref.link.start_us for ref in following}
    once = [ref for ref in before if ref.link.start_us not in again]
    return sorted(once + following, key=lambda ref: ref.link.start_us)
