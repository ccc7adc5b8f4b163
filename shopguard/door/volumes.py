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
from shopguard.footage.packed import PackedLinks
from shopguard.footage.store import Volume

MOST_OPEN = 40  # each open one costs a file and what SQLCipher keeps of it
MOST_KNOWN = 400  # each index costs a quarter of a megabyte; nine cameras have 216 a day
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What a look into a volume told: what can be vouched for, and what cannot."""

    links: PackedLinks
    damage: tuple[DamagedSpan, ...]
    looked: float

    def ref(self, volume_id: str, at: int) -> FragmentRef | None:
        return FragmentRef(volume_id, self.links[at]) if 0 <= at < len(self.links) else None


class GrantedVolume:
    """One volume: its reader, and its index looked at again while it is still written.

    The verified index outlives the open file: what is read later has to fit its digests.
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
        self._known: _Known | None = None

    @property
    def span(self) -> Span:
        return self._volume.span

    def close(self) -> None:
        """Forget the key; what another thread reads just now is finished first."""
        with self._lock:
            self._closed = True
            self._key[:] = bytes(len(self._key))
            self._forget(index=True)

    def rest(self, *, index: bool = False) -> bool:
        """Let go of the file, and of the ``index`` too, not of the key; False while it is read."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._forget(index=index)
            return True
        finally:
            self._lock.release()

    def may_hold(self, us: int) -> bool:
        """Whether ``us`` lies in its slice of time; needs no look inside."""
        return self.span.start <= us and (self._volume.growing or us < self.span.end)

    def refs(self, span: Span) -> list[FragmentRef]:
        with self._lock:
            inside = (row for row in self._look().links if row.start_us < span.end)
            return [FragmentRef(self.id, row) for row in inside if span.start < row.end_us]

    def streams(self, span: Span) -> list[FragmentRef]:
        """The first fragment of every stream in it, within ``span``."""
        if span.start <= self.span.start and self.span.end <= span.end and not self._volume.growing:
            with self._lock:
                links = self._look().links
                return [FragmentRef(self.id, links[at]) for at in links.streams]
        first = {ref.link.init_digest: ref for ref in reversed(self.refs(span))}
        return list(first.values())

    def ref_at(self, us: int) -> FragmentRef | None:
        if not self.may_hold(us):
            return None
        found = self._beside(us, -1)
        return found if found is not None and found.span.contains(us) else None

    def first_after(self, us: int) -> FragmentRef | None:
        """The first fragment that starts after ``us``."""
        return self._beside(us, 0)

    def last_before(self, us: int) -> FragmentRef | None:
        """The last fragment that starts before ``us``."""
        return self._beside(us - 1, -1)

    def damage(self) -> list[DamagedSpan]:
        with self._lock:
            return list(self._look().damage)

    def read(self, ref: FragmentRef) -> Fragment:
        with self._lock:
            return self._opened().read(ref.link)

    # --- inner ------------------------------------------------------------------------------

    def _forget(self, *, index: bool) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None
        if index:
            self._known = None

    def _beside(self, us: int, by: int) -> FragmentRef | None:
        """``by`` 0: the first fragment that starts after ``us``; -1: the one before that."""
        with self._lock:
            known = self._look()
            return known.ref(self.id, bisect_right(known.links.starts, us) + by)

    def _opened(self) -> VolumeReader:
        if self._closed:
            raise Refused("door.ended")
        if self._reader is None:
            self._reader = VolumeReader(
                self._volume.path,
                self._identity,
                self._key,
                self._volume.head,
                growing=self._volume.growing,
            )
        return self._reader

    def _look(self) -> _Known:
        if self._closed:
            raise Refused("door.ended")
        now, known = self._clock.monotonic(), self._known
        if known is None or (self._volume.growing and now - known.looked >= _REFRESH_S):
            index = self._opened().look()
            damage = (
                DamagedSpan(_where(index.links, bad.first, bad.last, self.span), self.id,
                            bad.first, bad.last)
                for bad in index.damaged
            )  # fmt: skip
            known = self._known = _Known(PackedLinks(index.links), tuple(damage), now)
        return known


class GrantedVolumes:
    """All volumes of a viewing, by camera and in order of time; the last used ones stay open."""

    def __init__(self, granted: Iterable[Granted], clock: Clock) -> None:
        self._by_id = {each[0].id: GrantedVolume(each, clock) for each in granted}
        self._by_camera: dict[str, list[GrantedVolume]] = {}
        for volume in sorted(self._by_id.values(), key=lambda each: each.span.start):
            self._by_camera.setdefault(volume.camera_id, []).append(volume)
        self._open: OrderedDict[str, GrantedVolume] = OrderedDict()
        self._known: OrderedDict[str, GrantedVolume] = OrderedDict()
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
            for each in _beyond(self._open, volume, MOST_OPEN):
                if each.rest():
                    del self._open[each.id]
            for each in _beyond(self._known, volume, MOST_KNOWN):
                if each.rest(index=True):
                    del self._known[each.id]
        return volume

    def close(self) -> None:
        """Every key is gone when it returns."""
        for volume in self._by_id.values():
            volume.close()


def _beyond(
    used: OrderedDict[str, GrantedVolume], volume: GrantedVolume, most: int
) -> list[GrantedVolume]:
    """``volume`` is used now; those used longest ago that are too many."""
    used[volume.id] = volume
    used.move_to_end(volume.id)
    return [each for each, _ in zip(used.values(), range(len(used) - most), strict=False)]


def _where(links: Sequence[Link], first: int, last: int, span: Span) -> Span:
    """The time a hole covers: from the neighbour before it to the one after it."""
    start = max((row.end_us for row in links if row.seq < first), default=span.start)
    end = min((row.start_us for row in links if row.seq > last), default=span.end)
    return Span(start, max(end, start + SECOND))
