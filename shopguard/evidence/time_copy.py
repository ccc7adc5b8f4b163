"""A copy of a clip with the time beneath each picture: coded anew, and marked as edited.

For whoever prints pictures or has a player without subtitles. Streamed as fragmented MP4, without
sound; the recorded file beside it is the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from hashlib import sha256
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.evidence.time_strip import Grey, TimeStrip
from shopguard.playback.shots import Shot

EDITED = "time-shown"
RATE_SHARE = 1.5  # the copy's bits a second, at most, of the recorded ones
LEAST_RATE = 600_000
_RATE = 90_000
_KEY_EVERY_S = 2
_GREY = 128  # a colour plane without colour
_FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
_WORDS = "時刻を入れた写し（加工あり・音声なし） Copy with time, edited, without sound"


class Digested:
    """A sink that keeps size and digest of what went through. It cannot be asked to go back."""

    def __init__(self, put: Callable[[bytes], None]) -> None:
        self._put = put
        self._digest = sha256()
        self.size = 0
        self.stopped = False  # what a failed film writes in closing goes nowhere

    def write(self, data: bytes) -> int:
        whole = bytes(data)
        if not self.stopped:
            self._put(whole)
            self._digest.update(whole)
            self.size += len(whole)
        return len(whole)

    def digest(self) -> bytes:
        return self._digest.digest()


def put_time_copy(
    shots: Iterable[Shot], span: Span, camera: str, size: int, sink: Digested
) -> bool:
    """Code ``shots`` of a recorded file of that span and size into ``sink``.

    False when no picture could be decoded; nothing was written then.
    """
    film: _Film | None = None
    try:
        for shot in shots:
            film = film or _Film(sink, shot, span, camera, size)
            film.add(shot)
        if film is not None:
            film.finish()
    except BaseException:
        sink.stopped = True
        raise
    finally:
        if film is not None:
            film.close()
    return film is not None


def most_bytes(size: int, span: Span) -> int:
    """How large a copy of a recorded file of that size and span can get."""
    return round(_bits_a_second(size, span) * span.duration / SECOND / 8 * 1.1)


def _bits_a_second(size: int, span: Span) -> int:
    return max(round(size * 8 * SECOND / max(span.duration, SECOND) * RATE_SHARE), LEAST_RATE)


class _Film:
    """Pictures in, a fragmented MP4 out, as wide as the first."""

    def __init__(self, sink: Digested, first: Shot, span: Span, camera: str, size: int) -> None:
        self._start_us = span.start
        self._width, self._height = first.frame.width & ~1, first.frame.height & ~1
        self._strip = TimeStrip(camera, self._width)
        self._key_at, self._pts = -_KEY_EVERY_S * _RATE, -1
        self._container: Any = av.open(sink, "w", format="mp4", options=_FRAGMENTED)
        self._container.metadata.update(title=_WORDS, comment=f"edited: {EDITED}")
        stream = self._container.add_stream("libx264", rate=25)
        stream.width, stream.height = self._width, self._height + self._strip.height
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, _RATE)
        stream.codec_context.gop_size = 100_000  # key frames are asked for, below
        rate = _bits_a_second(size, span) // 1000
        stream.options = {
            "preset": "superfast", "crf": "22", "bf": "0",
            "x264-params": f"vbv-maxrate={rate}:vbv-bufsize={rate}",
        }  # fmt: skip
        self._stream = stream

    def add(self, shot: Shot) -> None:
        frame = av.VideoFrame.from_ndarray(self._with_strip(shot), "yuv420p")
        pts = max((shot.at_us - self._start_us) * _RATE // SECOND, self._pts + 1)
        frame.pts, frame.time_base, self._pts = pts, Fraction(1, _RATE), pts
        if pts - self._key_at >= _KEY_EVERY_S * _RATE:
            frame.pict_type, self._key_at = PictureType.I, pts
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> None:
        self._container.mux(self._stream.encode(None))

    def close(self) -> None:
        self._container.close()

    def _with_strip(self, shot: Shot) -> Grey:
        """The planes of the picture, each with its part of the strip beneath."""
        picture = shot.frame.reformat(self._width, self._height, "yuv420p").to_ndarray()
        height, low = self._height, self._strip.height
        whole = np.full(((height + low) * 3 // 2, self._width), _GREY, np.uint8)
        whole[:height] = picture[:height]
        whole[height : height + low] = self._strip.at(shot.at_us)
        colours = whole[height + low :].reshape(2, -1)
        colours[:, : height * self._width // 4] = picture[height:].reshape(2, -1)
        return whole
