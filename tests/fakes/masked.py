"""A camera to mask, and a look at what came out: decoded, and compared with what went in."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import av
import numpy as np

from shopguard.base.clock import SystemClock
from shopguard.cameras.fields import Polygon
from shopguard.cameras.source import (
    LossCause,
    Packet,
    PacketSink,
    StreamInfo,
    VideoCodec,
)
from shopguard.recorder.masking.keeper import COMMAND
from shopguard.recorder.masks import MaskedSource
from tests.fakes.listener import WAIT_S, Listener

DECODERS: dict[object, str] = {
    VideoCodec.H264: "h264",
    VideoCodec.H265: "hevc",
    VideoCodec.MJPEG: "mjpeg",
}
TRIANGLE: tuple[Polygon, ...] = (((0.2, 0.2), (0.6, 0.25), (0.4, 0.7)),)
Planes = list[np.ndarray]  # luma and two of chroma


class Camera:
    """A ``CameraSource`` that says what a test makes it say."""

    def __init__(self, info: StreamInfo, packets: Sequence[Packet]) -> None:
        self.info = info
        self.packets = packets
        self.stopped = False
        self._sink: PacketSink | None = None
        self._film: Iterator[Packet] = iter(())

    def start(self, sink: PacketSink) -> None:
        self._sink = sink

    def stop(self) -> None:
        self.stopped = True

    @property
    def sink(self) -> PacketSink:
        assert self._sink is not None
        return self._sink

    def play(self) -> None:
        """The whole film, once."""
        self._film = iter(())
        self.sink.stream(self.info)
        for packet in self.packets:
            self.sink.packet(packet)

    def play_until(self, happened: Callable[[], object]) -> None:
        """The film over and over, with time stamps that go on, a picture every 5 ms."""
        until = time.monotonic() + WAIT_S
        for packet in self._endless():
            if happened():
                return
            assert time.monotonic() < until, "it never happened"
            self.sink.packet(packet)
            time.sleep(0.005)

    def _endless(self) -> Iterator[Packet]:
        if next(self._film, None) is None:
            self._film = self._laps()
            next(self._film)
        return self._film

    def _laps(self) -> Iterator[Packet]:
        step = self.packets[1].pts - self.packets[0].pts
        for lap in itertools.count():
            for packet in self.packets:
                yield replace(packet, pts=packet.pts + lap * step * len(self.packets))


@contextmanager
def masking(
    camera: Camera, polygons: Sequence[Polygon] = TRIANGLE, command: Sequence[str] = COMMAND
) -> Iterator[tuple[MaskedSource, Listener]]:
    """A masked camera, running; nothing of it is left afterwards."""
    heard = Listener()
    source = MaskedSource(camera, polygons, SystemClock(), command)
    source.start(heard)
    try:
        yield source, heard
    finally:
        source.stop()


def worker_pid(source: MaskedSource, *, but: int | None = None) -> int:
    """The process id of the worker, of another one than ``but``."""
    until = time.monotonic() + WAIT_S
    while source.worker_pid in (None, but):
        assert time.monotonic() < until, "no worker"
        time.sleep(0.01)
    assert source.worker_pid is not None
    return source.worker_pid


def lost(heard: Listener, cause: LossCause = LossCause.MASK_WORKER) -> Callable[[], bool]:
    """Whether that loss was told."""
    return lambda: any(found is cause for found, _ in heard.losses)


def planes(info: StreamInfo, packets: Sequence[Packet]) -> list[Planes]:
    """The decoded pictures of video packets, chroma as large as it is coded."""
    codec = info.video.codec
    start = b"" if codec is VideoCodec.MJPEG else b"\0\0\0\1"
    decoder = av.CodecContext.create(DECODERS[codec], "r")
    decoder.thread_count = 1
    decoder.extradata = b"".join(start + part for part in info.video.extradata) or None
    frames = []
    for packet in packets:
        frames += decoder.decode(av.Packet(b"".join(start + part for part in packet.parts)))
    frames += decoder.decode(None)
    return [_planes(frame) for frame in frames]


def _planes(frame: av.VideoFrame) -> Planes:
    found = []
    for plane in frame.planes:
        size = plane.line_size * plane.height
        rows = np.frombuffer(memoryview(plane), np.uint8, size).reshape(plane.height, -1)
        found.append(rows[:, : plane.width].astype(int))
    return found


def within(polygons: Sequence[Polygon], width: int, height: int) -> np.ndarray:
    """Pixels whose middle lies in a polygon, even-odd; worked out apart from the product."""
    y, x = np.mgrid[0:height, 0:width] + 0.5
    found = np.zeros((height, width), bool)
    for polygon in polygons:
        inside = np.zeros((height, width), bool)
        for (ax, ay), (bx, by) in itertools.pairwise((*polygon, polygon[0])):
            ax, bx, ay, by = ax * width, bx * width, ay * height, by * height
            if ay != by:
                inside ^= ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
        found |= inside
    return found


def assert_black(
    pictures: Sequence[Planes], polygons: Sequence[Polygon], *, black: int = 16
) -> None:
    """In every picture everything within the polygons is black."""
    assert pictures
    height, width = pictures[0][0].shape
    mask = within(polygons, width, height)
    assert mask.any()
    small = mask[::2, ::2]
    for luma, *chroma in pictures:
        assert np.abs(luma[mask] - black).max() <= 2
        assert all(np.abs(part[small] - 128).max() <= 2 for part in chroma)
