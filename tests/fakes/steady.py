"""Steady streams of numbered pictures for the segmenter, and what must hold of its pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from shopguard.base.clock import HOUR, SECOND
from shopguard.cameras.source import Packet, StreamInfo
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment, us_of
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.segmenter import Piece, Segmenter
from tests.fakes.streams import coded

RATE = 90_000
YEAR = 365 * 24 * HOUR
T0 = 1_760_000_000_000_000


@cache
def h264(width: int = 320) -> StreamInfo:
    return coded(frames=1, size=(width, 192))[0]


def key_parts(info: StreamInfo, number: int) -> list[bytes]:
    return [*info.video.extradata, b"\x65" + number.to_bytes(4, "big")]


def packet(info: StreamInfo, number: int, pts: int, arrived_us: int, *, key: bool) -> Packet:
    parts = key_parts(info, number) if key else [b"\x41" + number.to_bytes(4, "big")]
    return Packet("video", parts, pts, key, arrived_us)


def steady(
    count: int, *, fps: int = 10, gop: int = 20, first: int = 0, at_us: int = T0
) -> Iterator[Packet]:
    for number in range(count):
        pts = (first + number) * RATE // fps
        arrived = at_us + number * SECOND // fps
        yield packet(h264(), number, pts, arrived, key=number % gop == 0)


def run(segmenter: Segmenter, packets: Sequence[Packet] | Iterator[Packet]) -> list[Piece]:
    return [piece for each in packets for piece in segmenter.push(each)]


def started(occupied: Occupied | None = None) -> Segmenter:
    segmenter = Segmenter(occupied)
    assert segmenter.stream(h264()) == []
    return segmenter


def numbers(pieces: Sequence[Piece]) -> list[int]:
    """Numbers of the pictures in the fragments, in order."""
    found = []
    for piece in pieces:
        for sample in read_fragment(piece.fragment.data)[VIDEO_TRACK]:
            found.append(int.from_bytes(bytes(sample.data[-4:]), "big"))
    return found


def assert_never_overlapping(pieces: Sequence[Piece]) -> None:
    spans = sorted(piece.fragment.span for piece in pieces)
    assert all(span.duration > 0 for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def assert_boxes_agree(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        samples = read_fragment(piece.fragment.data)[VIDEO_TRACK]
        assert us_of(samples[0].decode, RATE) == piece.fragment.start_us
        assert us_of(samples[-1].decode + samples[-1].duration, RATE) == piece.fragment.span.end
        assert len(samples) == piece.fragment.frames
        assert all(a.decode < b.decode for a, b in pairwise(samples))
