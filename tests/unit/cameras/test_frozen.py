"""A camera that repeats one picture does not record; one that is merely quiet does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
import pytest

from shopguard.cameras.frozen import FrozenWatch
from shopguard.cameras.source import LossCause, Packet, StreamInfo, TrackInfo, VideoCodec
from tests.fakes.rtp_packets import Collected
from tests.fakes.rtsp_camera import ManualClock
from tests.fakes.streams import split_annexb

CODERS = {VideoCodec.H264: "libx264", VideoCodec.H265: "libx265"}
OPTIONS = {
    VideoCodec.H264: {
        "preset": "veryfast",
        "tune": "zerolatency",
        "qp": "23",
        "sc_threshold": "0",
    },
    VideoCodec.H265: {
        "preset": "ultrafast",
        "x265-params": "log-level=none:pools=1:bframes=0:scenecut=0",
    },
}
FPS, GOP = 5, 10
SIZE = (160, 96)
INFO = {codec: StreamInfo(TrackInfo(codec, 90_000)) for codec in VideoCodec}


def still(count: int) -> Iterator[np.ndarray]:
    picture = next(noisy(1))
    for _ in range(count):
        yield picture


def noisy(count: int) -> Iterator[np.ndarray]:
    """A quiet room as a live sensor sees it."""
    chance = np.random.default_rng(count)
    room = np.tile(np.arange(SIZE[0], dtype=np.uint8), (SIZE[1], 1))
    for _ in range(count):
        grain = chance.integers(0, 12, (SIZE[1], SIZE[0]), dtype=np.uint8)
        yield np.stack([room + grain] * 3, axis=-1)


def coded(codec: VideoCodec, pictures: Iterator[np.ndarray]) -> list[Packet]:
    """One unit a picture."""
    coder = av.CodecContext.create(CODERS[codec], "w")
    coder.width, coder.height = SIZE
    coder.pix_fmt, coder.time_base, coder.framerate = "yuv420p", Fraction(1, FPS), Fraction(FPS)
    coder.gop_size, coder.max_b_frames, coder.thread_count = GOP, 0, 1
    coder.options = OPTIONS[codec]
    out: list[av.Packet] = []
    for number, picture in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format="yuv420p")
        frame.pts = number
        out += coder.encode(frame)
    out += coder.encode(None)
    return [
        Packet("video", split_annexb(bytes(one)), n, bool(one.is_keyframe), n)
        for n, one in enumerate(out)
    ]


class Watched:
    """A watch, its clock and what comes out."""

    def __init__(self, codec: VideoCodec) -> None:
        self.clock = ManualClock()
        self.sink = Collected()
        self.watch = FrozenWatch(self.sink, self.clock)
        self.watch.stream(INFO[codec])

    def feed(self, packets: list[Packet]) -> Collected:
        for packet in packets:
            self.clock.now += 1 / FPS
            self.watch.packet(packet)
        return self.sink


def shown(sink: Collected) -> list[int]:
    return [packet.pts for packet in sink.video]


@pytest.mark.parametrize("codec", list(CODERS))
def test_a_picture_coded_again_and_again_is_frozen(codec: VideoCodec) -> None:
    sink = Watched(codec).feed(coded(codec, still(60 * FPS)))
    assert [cause for cause, _ in sink.losses] == [LossCause.FROZEN]
    assert 20 * FPS <= len(sink.video) <= 45 * FPS


@pytest.mark.parametrize("codec", list(CODERS))
def test_a_quiet_room_is_not_frozen(codec: VideoCodec) -> None:
    packets = coded(codec, noisy(40 * FPS))
    sink = Watched(codec).feed(packets)
    assert not sink.losses
    assert sink.video == packets


@pytest.mark.parametrize("codec", list(CODERS))
def test_when_it_moves_again_nothing_that_happens_is_missing(codec: VideoCodec) -> None:
    quiet, half = 60 * FPS, GOP // 2
    packets = coded(codec, (p for part in (still(quiet + half), noisy(3 * GOP)) for p in part))
    watched = Watched(codec)
    sink = watched.feed(packets[: quiet + half])
    assert sink.losses
    before = len(sink.video)
    watched.feed(packets[quiet + half :])
    after = sink.video[before:]
    assert after[0].key
    assert after == packets[after[0].pts :]
    assert after[0].pts <= quiet + half
    assert sink.streams == [INFO[codec], INFO[codec]]


def test_equal_jpegs_are_frozen_and_others_not() -> None:
    frozen = [Packet("video", [b"jpeg"], n, True, n) for n in range(30 * FPS)]
    sink = Watched(VideoCodec.MJPEG).feed(frozen)
    assert sink.losses
    assert len(sink.video) == 20 * FPS + 2
    moving = [Packet("video", [b"jpeg%d" % n], n, True, n) for n in range(30 * FPS)]
    assert Watched(VideoCodec.MJPEG).feed(moving).video == moving


@pytest.mark.parametrize("codec", list(CODERS))
def test_a_film_played_over_and_over_is_frozen_only_where_it_is_one_scene(
    codec: VideoCodec,
) -> None:
    short, long = coded(codec, noisy(GOP)), coded(codec, noisy(6 * GOP))
    assert Watched(codec).feed(short * 25).losses
    assert Watched(codec).feed(long * 10).video == long * 10


def test_sound_and_losses_pass_and_a_loss_ends_the_freeze() -> None:
    watched = Watched(VideoCodec.MJPEG)
    watched.feed([Packet("video", [b"jpeg"], n, True, n) for n in range(30 * FPS)])
    watched.watch.lost(LossCause.CLOSED, "gone")
    watched.watch.stream(INFO[VideoCodec.MJPEG])
    sound = Packet("audio", [b"tone"], 0, True, 0)
    watched.feed([Packet("video", [b"jpeg"], 0, True, 0), sound])
    assert watched.sink.told[-1] == sound
    assert [cause for cause, _ in watched.sink.losses] == [LossCause.FROZEN, LossCause.CLOSED]


def test_what_is_held_back_is_bounded() -> None:
    watched = Watched(VideoCodec.H264)
    for _ in range(40):
        watched.clock.now += 1
        watched.watch.packet(Packet("video", [b"\x65" + bytes(200)], 0, True, 0))
    assert watched.sink.losses
    sound = Packet("audio", [bytes(100_000)], 0, True, 0)
    for _ in range(200):
        watched.watch.packet(sound)
    assert watched.sink.audio[-1] is sound
