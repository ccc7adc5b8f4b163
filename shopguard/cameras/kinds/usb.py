"""Cameras plugged in by USB (UVC), through libav's device inputs.

What the camera compresses itself (H.264, Motion JPEG) is passed on as it comes; raw pictures are
coded as H.264 here, because raw video could not be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.video.frame import PictureType

from shopguard.base.clock import Clock
from shopguard.cameras import media
from shopguard.cameras.devices import Backend, backend_for, libav_name
from shopguard.cameras.kinds.threaded import Feed, ThreadedSource
from shopguard.cameras.kinds.ticks import CLOCK_RATE, ArrivalTicks
from shopguard.cameras.loss import Lost
from shopguard.cameras.nal import split_bytestream
from shopguard.cameras.source import LossCause, Packet, StreamInfo, TrackInfo, VideoCodec
from shopguard.cameras.url import CameraUrl

KEY_EVERY_S = 2
USUAL_FPS = 15
_ENCODER = {
    "preset": "ultrafast",
    "tune": "zerolatency",
    "crf": "23",
    "maxrate": "4M",
    "bufsize": "4M",
}
_FINAL = {LossCause.NOT_FOUND, LossCause.REFUSED}  # other options would not help

Units = tuple[list[bytes], bool]  # parts of one access unit, and whether a decoder can start here


class UsbSource(ThreadedSource):
    """One plugged-in camera. A driver that hangs is reported; nothing can end its read."""

    def __init__(self, url: CameraUrl, clock: Clock, backend: Backend | None = None) -> None:
        super().__init__(url.public, clock)
        self._device = url.host
        self._backend = backend
        self._ticks = ArrivalTicks(clock)

    def connect(self, feed: Feed) -> None:
        """Open the device and pass its packets on until it is pulled out."""
        backend = self._backend or backend_for()
        name = libav_name(self._device, backend)
        with ExitStack() as stack:
            device = _open(stack, name, backend)
            if not device.streams.video:
                raise Lost(LossCause.UNSUPPORTED_CODEC, "no video")
            codec, units = _reading(device.streams.video[0])
            feed.stream(StreamInfo(TrackInfo(codec, CLOCK_RATE)))
            for packet in device.demux(device.streams.video[0]):
                if feed.ended.is_set():
                    return
                arrived_us, ticks = self._clock.utc_us(), self._ticks.next()
                for parts, key in units(packet, ticks):
                    feed.packet(Packet("video", parts, ticks, key, arrived_us))


def _open(stack: ExitStack, name: str, backend: Backend) -> InputContainer:
    """With the first options the camera takes."""
    failure = Lost(LossCause.NOT_FOUND, "no way to open it")
    for options in backend.attempts:
        try:
            return stack.enter_context(media.opened(name, backend.container_format, options))
        except Lost as error:
            if error.cause in _FINAL:
                raise
            failure = error
    raise failure


def _reading(stream: Any) -> tuple[VideoCodec, Callable[[Any, int], Iterator[Units]]]:
    match stream.codec_context.name:
        case "mjpeg":
            return VideoCodec.MJPEG, _pictures
        case "h264":
            return VideoCodec.H264, _coded_by_camera
    return VideoCodec.H264, _Encoder(stream).units


def _pictures(packet: Any, _ticks: int) -> Iterator[Units]:
    if packet.size:
        yield [bytes(packet)], True


def _coded_by_camera(packet: Any, _ticks: int) -> Iterator[Units]:
    yield from _units(bytes(packet))


def _units(data: bytes) -> Iterator[Units]:
    parts = split_bytestream(data)
    if parts:
        yield parts, any(part[0] & 31 == 5 for part in parts)  # an IDR slice


class _Encoder:
    """Raw pictures to H.264."""

    def __init__(self, stream: Any) -> None:
        self._fps = max(1, round(stream.average_rate or USUAL_FPS))
        self._context: av.VideoCodecContext | None = None

    def units(self, packet: Any, ticks: int) -> Iterator[Units]:
        """What the pictures of ``packet`` become."""
        for frame in packet.decode():
            width, height = frame.width & ~1, frame.height & ~1
            if self._context is None:
                self._context = _new_encoder(width, height, self._fps)
            picture = frame.reformat(width=width, height=height, format="yuv420p")
            picture.pts, picture.time_base = ticks, Fraction(1, CLOCK_RATE)
            picture.pict_type = PictureType.NONE  # raw frames say "I", which would force key frames
            for coded in self._context.encode(picture):
                yield from _units(bytes(coded))


def _new_encoder(width: int, height: int, fps: int) -> av.VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, CLOCK_RATE), Fraction(fps)
    context.gop_size, context.max_b_frames = fps * KEY_EVERY_S, 0
    context.thread_count = 1
    context.options = _ENCODER
    return context
