"""One stream decoded, blackened and coded again. Runs in the worker process only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from numpy.typing import NDArray

from shopguard.cameras.nal import split_bytestream
from shopguard.cameras.source import VideoCodec
from shopguard.recorder.masking.blocks import Box, covered
from shopguard.recorder.masking.wire import Job

KEY_EVERY_S = 2
MAX_PIXELS = 36_000_000  # 8K; what claims more is hostile
_SMALL_PIXELS = 2_500_000  # up to 1080p one thread is enough
_REMEMBERED = 32  # packets a decoder may hold back to put B-frames in order
_START = b"\0\0\0\1"
_DECODERS = {VideoCodec.H264: "h264", VideoCodec.H265: "hevc", VideoCodec.MJPEG: "mjpeg"}
# A picture with an error in it is left out: what lies under a mask could stand elsewhere in it.
_STRICT = {"err_detect": "explode", "max_pixels": str(MAX_PIXELS)}
_FULL_RANGE = 2
_COLOURS = ("color_range", "color_primaries", "color_trc", "colorspace")

Masked = tuple[int, list[bytes]]  # the number of the packet it came in, and its NAL units


class Masker:
    """Packets in, masked H.264 out; not a picture comes out otherwise than through ``_cover``."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._decoder: VideoCodecContext | None = None  # none: the next packet must be a key frame
        self._stamps: dict[int, tuple[int, bool]] = {}
        self._coder: _Coder | None = None
        self._boxes: tuple[Box, ...] = ()

    def feed(self, number: int, pts: int, key: bool, parts: list[bytes]) -> Iterator[Masked]:
        """The pictures that become ready with this packet; a broken one is left out."""
        begins = self._decoder is None
        if begins and not key:
            return
        if self._decoder is None:
            self._decoder = _new_decoder(self._job)
        # Every MJPEG picture stands alone; as H.264 that would be several times as large.
        self._stamps[number] = pts, begins or (key and self._job.codec is not VideoCodec.MJPEG)
        if len(self._stamps) > _REMEMBERED:
            del self._stamps[next(iter(self._stamps))]
        start = b"" if self._job.codec is VideoCodec.MJPEG else _START
        packet = av.Packet(b"".join(start + part for part in parts if part))
        packet.pts = packet.dts = number
        try:
            frames = self._decoder.decode(packet)
        except av.error.FFmpegError:
            self._decoder = None
            return
        yield from self._through(frames, number)

    def flush(self, number: int) -> Iterator[Masked]:
        """The pictures still held back; what follows begins with a key frame."""
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            frames: list[VideoFrame] = []
            with contextlib.suppress(av.error.FFmpegError):
                frames = decoder.decode(None)
            yield from self._through(frames, number)
        self._decoder = None

    def _through(self, frames: list[VideoFrame], number: int) -> Iterator[Masked]:
        for frame in frames:
            if frame.is_corrupt:
                self._decoder = None
                return
            origin = number if frame.pts not in self._stamps else int(frame.pts or 0)
            pts, key = self._stamps.pop(origin, (None, False))
            if pts is not None and min(frame.width, frame.height) > 1:
                yield origin, self._recoded(frame, pts, key)

    def _recoded(self, frame: VideoFrame, pts: int, key: bool) -> list[bytes]:
        if self._coder is None or not self._coder.fits(frame):
            self._coder = _Coder(frame, self._job.clock_rate)
            self._boxes = covered(self._job.polygons, frame.width, frame.height)
        picture = self._coder.blank()
        _copy(_as_420(frame), picture)
        self._cover(picture)
        return self._coder.coded(picture, pts, key)

    def _cover(self, picture: VideoFrame) -> None:
        """Black in all three planes."""
        full = picture.format.name == "yuvj420p"
        for index, black in enumerate((0 if full else 16, 128, 128)):
            pixels, step = _pixels(picture, index), 2 if index else 1
            for box in self._boxes:
                rows = slice(box.top // step, box.bottom // step)
                pixels[rows, box.left // step : box.right // step] = black


class _Coder:
    """H.264 for pictures of one kind and size; one picture in, one out."""

    def __init__(self, frame: VideoFrame, clock_rate: int) -> None:
        self._kind = _kind(frame)
        self.size = frame.width & ~1, frame.height & ~1  # 4:2:0 has even sides
        self._rate = clock_rate
        self._clock = _Rising(clock_rate)
        self._key_at: int | None = None
        pixels = self.size[0] * self.size[1]
        context = av.CodecContext.create("libx264", "w")
        context.width, context.height = self.size
        context.pix_fmt = _format_420(frame)
        context.time_base, context.framerate = Fraction(1, clock_rate), Fraction(25)
        context.gop_size, context.max_b_frames = 1000, 0  # key frames are asked for, below
        context.thread_count = 1 if pixels <= _SMALL_PIXELS else 4
        for name in _COLOURS:
            setattr(context, name, getattr(frame, name))
        most = str(max(2_000_000, 3 * pixels))  # bits a second
        context.options = {
            "preset": "veryfast", "tune": "zerolatency", "crf": "23", "forced-idr": "1",
            "maxrate": most, "bufsize": most,
        }  # fmt: skip
        self._context = context

    def fits(self, frame: VideoFrame) -> bool:
        """Whether ``frame`` is of the kind that this was made for."""
        return self._kind == _kind(frame)

    def blank(self) -> VideoFrame:
        """A picture of our own to fill: the decoder still needs its one unmasked."""
        return VideoFrame(*self.size, self._context.pix_fmt or "yuv420p")

    def coded(self, picture: VideoFrame, pts: int, key: bool) -> list[bytes]:
        """NAL units; parameter sets in front of a key frame."""
        at = self._clock.at(pts)
        if key or self._key_at is None or at - self._key_at >= KEY_EVERY_S * self._rate:
            picture.pict_type, self._key_at = PictureType.I, at
        picture.pts, picture.time_base = at, Fraction(1, self._rate)
        return [
            unit
            for packet in self._context.encode(picture)
            for unit in split_bytestream(bytes(packet))
        ]


class _Rising:
    """Time stamps as an encoder wants them: rising, whatever the camera's do."""

    def __init__(self, clock_rate: int) -> None:
        self._longest = 60 * clock_rate
        self._step = max(1, clock_rate // 25)
        self._last: int | None = None
        self._at = 0

    def at(self, pts: int) -> int:
        """The time of the picture stamped ``pts``, from 0."""
        if self._last is not None:
            passed = pts - self._last
            if 0 < passed < self._longest:
                self._step = passed
            self._at += self._step
        self._last = pts
        return self._at


def _new_decoder(job: Job) -> VideoCodecContext:
    context = av.CodecContext.create(_DECODERS[job.codec], "r")
    assert isinstance(context, VideoCodecContext)
    if job.sets:
        context.extradata = b"".join(_START + part for part in job.sets)
    context.thread_count = 1
    context.options = dict(_STRICT)
    return context


def _kind(frame: VideoFrame) -> tuple[object, ...]:
    return frame.width, frame.height, frame.format.name, *(getattr(frame, n) for n in _COLOURS)


def _format_420(frame: VideoFrame) -> str:
    full = frame.format.name.startswith("yuvj") or frame.color_range == _FULL_RANGE
    return "yuvj420p" if full else "yuv420p"


def _as_420(frame: VideoFrame) -> VideoFrame:
    if frame.format.name in ("yuv420p", "yuvj420p"):
        return frame
    return frame.reformat(format=_format_420(frame))


def _copy(source: VideoFrame, target: VideoFrame) -> None:
    for index in range(3):
        pixels = _pixels(target, index)
        height, width = pixels.shape
        pixels[:] = _pixels(source, index)[:height, :width]


def _pixels(frame: VideoFrame, index: int) -> NDArray[np.uint8]:
    """A plane's own memory, padding left out."""
    plane = frame.planes[index]
    size = plane.line_size * plane.height
    rows = np.frombuffer(memoryview(plane), np.uint8, size).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]
