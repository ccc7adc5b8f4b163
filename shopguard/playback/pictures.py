"""Coded samples in, pictures out. The one place with a video decoder of footage."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from shopguard.base.errors import Damaged

Size = tuple[int, int]
Skip = Literal["DEFAULT", "NONREF", "NONKEY"]
_DECODERS = {b"avc1": "h264", b"hvc1": "hevc", b"mp4v": "mjpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture. ``rgb``: height × width × 3 bytes; ``at_us``: when the camera saw it."""

    at_us: int
    rgb: NDArray[np.uint8]


class PictureDecoder:
    """A decoder for one stream; give it samples in order, then take pictures in order.

    ``kind``: the sample entry's name; ``config``: its ``avcC``/``hvcC`` payload. Not thread-safe.
    """

    def __init__(self, kind: bytes, config: bytes, *, threads: int = 1) -> None:
        if kind not in _DECODERS:
            raise Damaged("stream.fragment")
        self._context: Any = av.CodecContext.create(_DECODERS[kind], "r")
        if config:
            self._context.extradata = config
        self._context.thread_count = threads
        self._context.thread_type = "SLICE"  # frame threads would hold pictures back

    def skip(self, which: Skip) -> None:
        """Leave these pictures undecoded from the next sample on."""
        if self._context.skip_frame != which:
            self._context.skip_frame = which

    def feed(self, data: bytes | memoryview, pts: int) -> Iterator[av.VideoFrame]:
        """Pictures that become ready; one that cannot be decoded is left out."""
        packet: Any = av.Packet(bytes(data))
        packet.pts = packet.dts = pts
        try:
            yield from self._context.decode(packet)
        except (av.error.InvalidDataError, av.error.PatchWelcomeError):
            return

    def flush(self) -> Iterator[av.VideoFrame]:
        """The pictures still held back; the decoder starts anew at the next key frame."""
        with contextlib.suppress(av.error.InvalidDataError, av.error.EOFError):
            yield from self._context.decode(None)
        self._context.flush_buffers()


class Scaler:
    """Makes small RGB pictures of decoded ones; for one thread at a time.

    It keeps what the size needs from picture to picture and works on the asking thread: made anew
    for each picture, with threads of its own, scaling costs twice as much and memory grows.
    """

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def rgb(self, frame: av.VideoFrame, size: Size) -> NDArray[np.uint8]:
        """The picture no larger than ``size``, its shape kept."""
        width, height = fitted((frame.width, frame.height), size)
        small = self._reformatter.reformat(
            frame, width, height, "rgb24", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        return np.ascontiguousarray(small.to_ndarray())


def fitted(picture: Size, into: Size) -> Size:
    """The largest size of that shape that fits, never larger than the picture itself; even."""
    scale = min(1.0, into[0] / picture[0], into[1] / picture[1])
    width, height = (max(2, round(side * scale) // 2 * 2) for side in picture)
    return width, height
