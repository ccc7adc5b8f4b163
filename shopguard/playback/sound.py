"""Recorded sound of one camera of an open viewing, as samples for a loudspeaker.

Sound is footage: it comes from the same verified fragments as the pictures, for the granted span
only, and ends with the viewing. What was not recorded, or is damaged, is silence.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import FragmentRef
from shopguard.footage.mp4.boxes import AUDIO_TRACK
from shopguard.footage.mp4.fragments import SampleView, read_fragment, us_of
from shopguard.footage.mp4.plain import (
    TrackDescription,
    read_init,
    sound_channels,
    sound_config,
)

RATE, CHANNELS = 48_000, 2  # 16-bit samples
FRAME_BYTES = 2 * CHANNELS
_LEAD_US = 200_000  # a decoder needs what came before; sound lies that close to its pictures
_SEAM = RATE // 25  # samples: stamps that differ less go on without a seam
_DECODERS = {b"mp4a": "aac", b"ulaw": "pcm_mulaw", b"alaw": "pcm_alaw"}
_Piece = tuple[int, NDArray[np.int16]]  # number of its first sample since 1970, samples × channels


class Sound:
    """Samples of one camera. Slow calls; one at a time (a lock keeps it so)."""

    def __init__(self, footage: OpenFootage, camera_id: str) -> None:
        self._footage = footage
        self._camera_id = camera_id
        self._lock = threading.Lock()
        self._coming: Iterator[_Piece] = iter(())
        self._left: _Piece | None = None
        self._next: int | None = None

    def recorded(self) -> bool:
        """Whether there is sound anywhere in what was opened. May look into every volume."""
        looked: set[bytes] = set()
        for ref in self._footage.streams(self._camera_id):
            if ref.link.init_digest not in looked:
                looked.add(ref.link.init_digest)
                if self._described(ref) is not None:
                    return True
        return False

    def pcm(self, span: Span) -> bytearray:
        """The sound of ``span``, exactly as long; on from the span before it costs least."""
        first, end = _number(span.start), _number(span.end)
        with self._lock:
            self._footage.require_open()
            heard = bytearray((end - first) * FRAME_BYTES)
            granted = self._footage.request_span.clip(span)
            if granted is not None:
                self._fill(heard, first, _number(granted.start), _number(granted.end))
            if self._footage.ended is not None:  # it ended while this was decoded
                heard[:] = bytes(len(heard))
                self._forget()
            self._footage.require_open()
            return heard

    def close(self) -> None:
        """Forget every sample."""
        with self._lock:
            self._forget()

    # --- inner ------------------------------------------------------------------------------

    def _forget(self) -> None:
        if self._left is not None:
            self._left[1].fill(0)
        self._coming, self._left, self._next = iter(()), None, None

    def _fill(self, heard: bytearray, first: int, start: int, end: int) -> None:
        """Samples ``start`` to ``end`` into ``heard``, which begins with sample ``first``."""
        out = np.frombuffer(heard, np.int16).reshape(-1, CHANNELS)
        if self._next != start:
            self._forget()
            self._coming = self._pieces(start * SECOND // RATE)
        self._next = end
        while (piece := self._left or next(self._coming, None)) is not None:
            at, samples = piece
            self._left = None
            if at >= end:
                self._left = piece
                return
            used = samples[max(0, start - at) : end - at]
            place = max(at, start) - first
            out[place : place + len(used)] = used
            if at + len(samples) >= end:
                self._left = (end, samples[end - at :].copy())
                return
        self._next = None  # nothing further yet: a recording that still grows is asked anew

    def _pieces(self, from_us: int) -> Iterator[_Piece]:
        """Decoded sound from about ``from_us`` on, over gaps, in order."""
        ref = self._footage.fragment_at(self._camera_id, from_us - _LEAD_US)
        ref = ref or self._footage.fragment_at(self._camera_id, from_us)
        ref = ref or self._footage.next_fragment(self._camera_id, from_us)
        ear: _Ear | None = None
        while ref is not None:
            track, samples = self._read(ref)
            if track is None or ear is None or ear.track != track:
                ear = _Ear(track) if track is not None else None
            for view in samples:
                if ear is not None and us_of(view.decode, ear.track.clock_rate) >= (
                    from_us - _LEAD_US
                ):
                    yield from ear.hear(view)
            following = self._footage.after(ref)
            if following is None:
                ear = None
                following = self._footage.next_fragment(self._camera_id, ref.link.start_us)
            ref = following

    def _read(self, ref: FragmentRef) -> tuple[TrackDescription | None, list[SampleView]]:
        try:
            fragment = self._footage.read(ref)
            return _sound_of(fragment.init), read_fragment(fragment.data).get(AUDIO_TRACK, [])
        except Damaged:  # told by the door already
            return None, []

    def _described(self, ref: FragmentRef) -> TrackDescription | None:
        return self._read(ref)[0]


class _Ear:
    """One stream's decoder, and where its samples belong."""

    def __init__(self, track: TrackDescription) -> None:
        self.track = track
        context: Any = av.CodecContext.create(_DECODERS[track.kind], "r")
        if track.kind == b"mp4a":
            context.extradata = sound_config(track.entry)
        else:
            context.sample_rate = track.clock_rate
            context.layout = "stereo" if sound_channels(track.entry) > 1 else "mono"
        self._context = context
        self._resampler = _resampler()
        self._next: int | None = None

    def hear(self, view: SampleView) -> Iterator[_Piece]:
        """What becomes ready; what cannot be decoded is silence."""
        stamped = _number(us_of(view.decode, self.track.clock_rate))
        if self._next is None or abs(stamped - self._next) > _SEAM:
            self._resampler, self._next = _resampler(), stamped
        try:
            frames = self._context.decode(av.Packet(bytes(view.data)))
            ready = [each for frame in frames for each in self._resampled(frame)]
        except (av.error.InvalidDataError, av.error.PatchWelcomeError, ValueError):
            self._next = None
            return
        for samples in ready:
            at, self._next = self._next, self._next + len(samples)
            yield at, samples

    def _resampled(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        frame.pts = None
        for each in self._resampler.resample(frame):
            yield each.to_ndarray().reshape(-1, CHANNELS)


def _resampler() -> Any:
    return av.AudioResampler(format="s16", layout="stereo", rate=RATE)


def _sound_of(init: bytes) -> TrackDescription | None:
    tracks = (track for track in read_init(init) if track.track == AUDIO_TRACK)
    return next((track for track in tracks if track.kind in _DECODERS), None)


def _number(us: int) -> int:
    """Of the sample heard at ``us``."""
    return us * RATE // SECOND
