"""The volumes a viewing was granted: opened when they are looked at, a few of them at a time."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopguard.base.clock import SECOND, Clock
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.footage._opening import VolumeReader
from shopguard.footage.chain import Link
from shopguard.footage.fragment import Fragment, VolumeIdentity
from shopguard.footage.store import Volume

MOST_OPEN = 40  # each open one costs a file and a megabyte of index
_REFRESH_S = 1.0  # how often a volume still written is looked at again
Granted = tuple[Volume, VolumeIdentity, bytearray]


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


class GrantedVolume:
    """One volume: its reader, and its index looked at again while it is still written.

    Safe to use from several threads; each volume has a lock of its own, so that cameras do not
    wait for each other. Everything raises Refused ``door.ended`` once it is closed.
    """

    def __init__(self, granted: Granted, clock: Clock) -> None:
        self._volume, self._identity, self._key = granted
        self.id = self._volume.id
        self.camera_id = self._volume.camera_id
        self._clock = clock
        self._lock = threading.RLock()
        self._closed = False
        self._reader: VolumeReader | None = None
        self._looked = 0.0
        self._links: tuple[Link, ...] = ()
        self._starts: list[int] = []
        self._damage: list[DamagedSpan] = []

    @property
    def span(self) -> Span:
        return self._volume.span

    def close(self) -> None:
        """Forget the key; what another thread reads just now is finished first."""
        with self._lock:
            self._closed = True
            self._key[:] = bytes(len(self._key))
            self._forget()

    def rest(self) -> bool:
        """Let go of the file and the index, not of the key; False while somebody reads."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._forget()
            return True
        finally:
            self._lock.release()

    def may_hold(self, us: int) -> bool:
        """Whether ``us`` lies in its slice of time; needs no look inside."""
        return self.span.start <= us and (self._volume.growing or us < self.span.end)

    def refs(self, span: Span) -> list[FragmentRef]:
        with self._lock:
            self._look()
            inside = (row for row in self._links if row.start_us < span.end)
            return [FragmentRef(self.id, row) for row in inside if span.start < row.end_us]

    def ref_at(self, us: int) -> FragmentRef | None:
        if not self.may_hold(us):
            return None
        with self._lock:
            self._look()
            found = self._ref(bisect_right(self._starts, us) - 1)
            return found if found is not None and found.span.contains(us) else None

    def first_after(self, us: int) -> FragmentRef | None:
        """The first fragment that starts after ``us``."""
        with self._lock:
            self._look()
            return self._ref(bisect_right(self._starts, us))

    def last_before(self, us: int) -> FragmentRef | None:
        """The last fragment that starts before ``us``."""
        with self._lock:
            self._look()
            return self._ref(bisect_right(self._starts, us - 1) - 1)

    def damage(self) -> list[DamagedSpan]:
        with self._lock:
            self._look()
            return list(self._damage)

    def read(self, ref: FragmentRef) -> Fragment:
        with self._lock:
            return self._look().read(ref.link)

    # --- inner ------------------------------------------------------------------------------

    def _forget(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader, self._links, self._starts, self._damage = None, (), [], []

    def _ref(self, at: int) -> FragmentRef | None:
        return FragmentRef(self.id, self._links[at]) if 0 <= at < len(self._links) else None

    def _look(self) -> VolumeReader:
        if self._closed:
            raise Refused("door.ended")
        now = self._clock.monotonic()
        reader = self._reader
        if reader is not None and (not self._volume.growing or now - self._looked < _REFRESH_S):
            return reader
        if reader is None:
            reader = self._reader = VolumeReader(
                self._volume.path,
                self._identity,
                self._key,
                self._volume.head,
                growing=self._volume.growing,
            )
        self._looked = now
        index = reader.look()
        self._links = index.links
        self._starts = [row.start_us for row in index.links]
        self._damage = [
            DamagedSpan(_where(index.links, bad.first, bad.last, self.span), self.id, bad.first,
                        bad.last)
            for bad in index.damaged
        ]  # fmt: skip
        return reader


class GrantedVolumes:
    """All volumes of a viewing, by camera and in order of time; the last used ones stay open."""

    def __init__(self, granted: Iterable[Granted], clock: Clock) -> None:
        self._by_id = {each[0].id: GrantedVolume(each, clock) for each in granted}
        self._by_camera: dict[str, list[GrantedVolume]] = {}
        for volume in sorted(self._by_id.values(), key=lambda each: each.span.start):
            self._by_camera.setdefault(volume.camera_id, []).append(volume)
        self._used: OrderedDict[str, GrantedVolume] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, camera_id: str) -> list[GrantedVolume]:
        """Of one camera, in order of time."""
        return self._by_camera.get(camera_id, [])

    def around(self, camera_id: str, us: int) -> list[GrantedVolume]:
        """Those whose slice of time holds ``us``."""
        return [self.use(each) for each in self.of(camera_id) if each.may_hold(us)]

    def get(self, volume_id: str) -> GrantedVolume:
        try:
            return self.use(self._by_id[volume_id])
        except KeyError:
            raise Refused("door.ended") from None

    def use(self, volume: GrantedVolume) -> GrantedVolume:
        """``volume``, about to be looked into; what was not used for long is let go of."""
        with self._lock:
            self._used[volume.id] = volume
            self._used.move_to_end(volume.id)
            spare = len(self._used) - MOST_OPEN
            oldest = [each for each, _ in zip(self._used.values(), range(spare), strict=False)]
            for each in oldest:
                if each.rest():
                    del self._used[each.id]
        return volume

    def close(self) -> None:
        """Every key is gone when it returns."""
        for volume in self._by_id.values():
            volume.close()


def _where(links: Sequence[Link], first: int, last: int, span: Span) -> Span:
    """The time a hole covers: from the neighbour before it to the one after it."""
    start = max((row.end_us for row in links if row.seq < first), default=span.start)
    end = min((row.start_us for row in links if row.seq > last), default=span.end)
    return Span(start, max(end, start + SECOND))
