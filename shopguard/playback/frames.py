"""Recorded pictures of one camera at any moment of an open viewing.

Seeking decodes from the key frame before the moment; a little further on only decodes on. Going
back keeps the small pictures of the group just decoded, so that stepping back is as quick.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

import av

from shopguard.base.errors import Damaged
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan, FragmentRef
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment, us_of
from shopguard.footage.mp4.plain import TrackDescription, decoder_config, read_init
from shopguard.footage.store import FootageStore
from shopguard.playback.pictures import Picture, PictureDecoder, Scaler, Size

GROUP_BYTES = 64 << 20
_RUN_ON_US = 1_500_000  # decode on rather than seek when the moment is that close ahead
_STEP_BACK_US = 1_500_000  # that close behind, the pictures before it are wanted next
_AT_ONCE = threading.Semaphore(os.cpu_count() or 1)  # more would only hold each other up


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Nothing was recorded at that moment; ``span`` is the whole gap, ``cause`` its code."""

    at_us: int
    span: Span
    cause: str


@dataclass(frozen=True, slots=True)
class DamagedPicture:
    """What was recorded there does not match any more; never shown."""

    at_us: int
    damage: DamagedSpan


Shot = Picture | NoPicture | DamagedPicture


class Frames:
    """Pictures of one camera. Slow calls; one at a time (a lock keeps it so)."""

    def __init__(self, footage: OpenFootage, store: FootageStore, camera_id: str) -> None:
        self._footage = footage
        self._store = store
        self._camera_id = camera_id
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._scaler = Scaler()
        self._group = _Group((0, 0), self._scaler)
        self._key: tuple[FragmentRef, Size, Picture] | None = None
        self._gap: NoPicture | None = None

    def at(self, us: int, size: Size, *, quick: bool = False) -> Shot:
        """The picture shown at ``us``; ``quick``: the key frame before it is good enough."""
        with self._lock:
            with _AT_ONCE:
                shot = self._shot(us, size, quick=quick)
            if self._footage.ended is not None:  # it ended while this was decoded
                self._forget()
            self._footage.require_open()
            return shot

    def step(self, us: int, size: Size, *, forward: bool) -> Shot:
        """The picture after or before the one shown at ``us``; over gaps to the next footage."""
        with self._lock:
            target = self._beside(us, forward=forward)
        return self.at(us if target is None else target, size)

    def close(self) -> None:
        """Forget every picture."""
        with self._lock:
            self._forget()

    # --- pictures ---------------------------------------------------------------------------

    def _forget(self) -> None:
        self._run = self._key = None
        self._scaler = Scaler()
        self._group = _Group((0, 0), self._scaler)

    def _shot(self, us: int, size: Size, *, quick: bool) -> Shot:
        ref = self._footage.fragment_at(self._camera_id, us)
        if ref is None:
            return self._nothing(us)
        try:
            return self._key_picture(ref, size) if quick else self._exact(ref, us, size)
        except Damaged:
            damage = DamagedSpan(ref.span, ref.volume_id, ref.link.seq, ref.link.seq)
            return DamagedPicture(us, damage)

    def _exact(self, ref: FragmentRef, us: int, size: Size) -> Picture:
        kept = self._group.at(us, size)
        if kept is not None:
            return kept
        run, group = self._run, None
        if run is None or not run.at_us <= us < run.at_us + _RUN_ON_US:
            if run is not None and run.at_us - _STEP_BACK_US <= us < run.at_us:
                group = self._group = _Group(size, self._scaler)
            run = self._run = _Run(self._footage, self._start_of(ref))
        frame = run.show(us, group)
        return Picture(run.at_us, self._scaler.rgb(frame, size))

    def _key_picture(self, ref: FragmentRef, size: Size) -> Picture:
        start = self._start_of(ref)
        if self._key is None or self._key[:2] != (start, size):
            run = self._run = _Run(self._footage, start)
            frame = run.show(0)
            self._key = (start, size, Picture(run.at_us, self._scaler.rgb(frame, size)))
        return self._key[2]

    def _start_of(self, ref: FragmentRef) -> FragmentRef:
        """The fragment with the key frame that ``ref`` needs."""
        while not ref.link.key:
            before = self._footage.before(ref)
            if before is None:
                raise Damaged("footage.fragment", seq=ref.link.seq)
            ref = before
        return ref

    # --- moments ----------------------------------------------------------------------------

    def _beside(self, us: int, *, forward: bool) -> int | None:
        ref = self._footage.fragment_at(self._camera_id, us)
        times = self._times(ref) if ref else []
        shown = bisect_right(times, us) - 1
        index = shown + 1 if forward else shown - 1
        if ref is not None and 0 <= index < len(times):
            return times[index]
        if forward:
            after = self._footage.next_fragment(self._camera_id, us)
            return self._times(after)[0] if after else None
        start = ref.link.start_us if ref else us
        earlier = self._footage.previous_fragment(self._camera_id, start)
        return self._times(earlier)[-1] if earlier else None

    def _times(self, ref: FragmentRef) -> list[int]:
        """When each picture of the fragment is shown; its edges where it cannot be read."""
        try:
            fragment = self._footage.read(ref)
        except Damaged:
            return [ref.link.start_us]
        rate = _video(fragment.init).clock_rate
        views = read_fragment(fragment.data).get(VIDEO_TRACK, [])
        return sorted(max(us_of(v.decode + v.offset, rate), ref.link.start_us) for v in views)

    def _nothing(self, us: int) -> Shot:
        if self._gap is not None and self._gap.span.contains(us):
            return replace(self._gap, at_us=us)
        damage = self._footage.damage_at(self._camera_id, us)
        if damage is not None:
            return DamagedPicture(us, damage)
        granted = self._footage.request_span
        for gap in self._store.gaps(self._camera_id, Span(us, us + 1)):
            if gap.end_us is None:
                return NoPicture(us, Span(gap.start_us, max(granted.end, us + 1)), gap.cause)
            self._gap = NoPicture(us, Span(gap.start_us, gap.end_us), gap.cause)
            return self._gap
        earlier = self._footage.previous_fragment(self._camera_id, us)
        later = self._footage.next_fragment(self._camera_id, us)
        start = min(earlier.link.end_us, us) if earlier else granted.start
        end = later.link.start_us if later else granted.end
        return NoPicture(us, Span(min(start, us), max(end, us + 1)), "not_recorded")


class _Group:
    """Small pictures from a key frame up to some moment, for stepping back."""

    def __init__(self, size: Size, scaler: Scaler) -> None:
        self._size = size
        self._scaler = scaler
        self._pictures: list[Picture] = []
        self._bytes = 0

    def keep(self, at_us: int, frame: av.VideoFrame) -> None:
        picture = Picture(at_us, self._scaler.rgb(frame, self._size))
        self._pictures.append(picture)
        self._bytes += picture.rgb.nbytes
        while self._bytes > GROUP_BYTES:
            self._bytes -= self._pictures.pop(0).rgb.nbytes

    def at(self, us: int, size: Size) -> Picture | None:
        if size != self._size or not self._pictures or us > self._pictures[-1].at_us:
            return None
        index = bisect_right(self._pictures, us, key=lambda picture: picture.at_us) - 1
        return self._pictures[index] if index >= 0 else None


class _Run:
    """One decoder moving forward from a key frame through neighbouring fragments."""

    def __init__(self, footage: OpenFootage, start: FragmentRef) -> None:
        self._footage = footage
        self._coming = self._pictures(start)
        self._ahead: tuple[int, av.VideoFrame] | None = None
        self._shown: tuple[int, av.VideoFrame] | None = None
        self.at_us = start.link.start_us

    def show(self, us: int, group: _Group | None = None) -> av.VideoFrame:
        """Decode up to the picture shown at ``us`` (at least the first)."""
        while self._shown is None or self._shown[0] < us:
            self._ahead = self._ahead or next(self._coming, None)
            if self._ahead is None or (self._shown is not None and self._ahead[0] > us):
                break
            self._shown, self._ahead = self._ahead, None
            if group is not None:
                group.keep(*self._shown)
        if self._shown is None:
            raise Damaged("stream.fragment")
        self.at_us = self._shown[0]
        return self._shown[1]

    def _pictures(self, start: FragmentRef) -> Iterator[tuple[int, av.VideoFrame]]:
        ref: FragmentRef | None = start
        init, decoder, rate = b"", None, 1
        while ref is not None:
            try:
                fragment = self._footage.read(ref)
            except Damaged:
                if ref is start:
                    raise
                return
            if decoder is None or fragment.init != init:
                init, video = fragment.init, _video(fragment.init)
                rate = video.clock_rate
                decoder = PictureDecoder(video.kind, decoder_config(video.entry))
            for view in read_fragment(fragment.data).get(VIDEO_TRACK, []):
                for frame in decoder.feed(view.data, view.decode + view.offset):
                    yield us_of(int(frame.pts or 0), rate), frame
            ref = self._footage.after(ref)
            if ref is None or ref.link.key:
                for frame in decoder.flush():
                    yield us_of(int(frame.pts or 0), rate), frame


def _video(init: bytes) -> TrackDescription:
    return next(track for track in read_init(init) if track.track == VIDEO_TRACK)
