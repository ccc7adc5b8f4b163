"""Privacy masks: black in every picture, everything else as it came (G-2)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from shopguard.base.clock import SystemClock
from shopguard.base.errors import InvalidInput
from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.recorder.masking.blocks import covered
from shopguard.recorder.masks import MaskedSource
from tests.fakes.listener import Listener
from tests.fakes.masked import (
    TRIANGLE,
    Camera,
    Planes,
    assert_black,
    masking,
    planes,
    within,
)
from tests.fakes.streams import coded, pictures, split_annexb, tone

EVERYTHING = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),)
TINY = (((0.5, 0.5), (0.5005, 0.5), (0.5, 0.5005)),)
BLACK = {VideoCodec.MJPEG: 0}  # JPEG uses all 256 values


def masked(
    info: StreamInfo, packets: list[Packet], polygons: tuple = TRIANGLE
) -> tuple[Listener, list[Planes]]:
    """What comes out of a whole film, and its pictures."""
    camera = Camera(info, packets)
    with masking(camera, polygons) as (_, heard):
        camera.play()
        heard.wait_packets(len(packets))
    assert not heard.losses
    video = [packet for packet in heard.packets if packet.track == "video"]
    return heard, planes(heard.streams[-1], video)


def visible(polygons: tuple, width: int, height: int) -> np.ndarray:
    """Pixels that no box covers."""
    seen = np.ones((height, width), bool)
    for box in covered(polygons, width, height):
        seen[box.top : box.bottom, box.left : box.right] = False
    return seen


@pytest.mark.requirement("G-2")
@pytest.mark.parametrize("codec", VideoCodec)
def test_the_mask_is_black_in_every_picture_and_the_rest_is_as_it_was(codec: VideoCodec) -> None:
    info, packets = coded(codec, frames=40, gop=20)
    _, shown = masked(info, packets)
    before = planes(info, packets)
    assert len(shown) == len(before) == 40
    assert_black(shown, TRIANGLE, black=BLACK.get(codec, 16))
    mask = within(TRIANGLE, 320, 192)
    assert all(np.ptp(picture[0][mask]) > 50 for picture in before)  # there was something to hide
    seen = visible(TRIANGLE, 320, 192)
    assert seen.mean() > 0.5
    for old, new in zip(before, shown, strict=True):
        assert np.abs(old[0][seen] - new[0][seen]).mean() < 4
        assert np.abs(old[1] - new[1])[seen[::2, ::2]].mean() < 4


@pytest.mark.parametrize("codec", VideoCodec)
def test_times_stay_and_key_frames_come_where_a_decoder_may_start(codec: VideoCodec) -> None:
    info, packets = coded(codec, frames=130, gop=60)
    heard, _ = masked(info, packets)
    video = heard.packets
    assert [(p.pts, p.arrived_us) for p in video] == [(p.pts, p.arrived_us) for p in packets]
    keys = {number for number, packet in enumerate(video) if packet.key}
    assert max(np.diff([*sorted(keys), 130])) <= 50  # 2 s
    if codec is not VideoCodec.MJPEG:
        assert keys >= {number for number, packet in enumerate(packets) if packet.key}
    told = heard.streams[-1].video
    assert (told.codec, told.clock_rate) == (VideoCodec.H264, 90_000)
    assert [part[0] & 31 for part in told.extradata] == [7, 8]
    for number in keys:
        assert set(told.extradata) <= set(video[number].parts)
        assert any(part[0] & 31 == 5 for part in video[number].parts)
    assert len(planes(StreamInfo(told), video[max(keys) :])) == 130 - max(keys)


@pytest.mark.parametrize("codec", VideoCodec)
def test_nothing_at_all_is_seen_through_a_mask_over_everything(codec: VideoCodec) -> None:
    _, shown = masked(*coded(codec, frames=5), EVERYTHING)
    assert_black(shown, EVERYTHING, black=BLACK.get(codec, 16))


def test_even_the_smallest_mask_covers_a_block() -> None:
    _, shown = masked(*coded(frames=5), TINY)
    for luma, *_ in shown:
        assert np.abs(luma[88:104, 152:168] - 16).max() <= 2
        assert np.ptp(luma[:64]) > 50


@pytest.mark.parametrize(
    ("codec", "size"),
    [
        (VideoCodec.MJPEG, (321, 193)),
        (VideoCodec.MJPEG, (47, 33)),
        (VideoCodec.H264, (322, 190)),
        (VideoCodec.H265, (34, 18)),
    ],
)
def test_a_size_that_is_no_multiple_of_a_block(codec: VideoCodec, size: tuple[int, int]) -> None:
    polygons = (((0.6, 0.6), (1.0, 0.6), (1.0, 1.0), (0.6, 1.0)),)
    _, shown = masked(*coded(codec, frames=5, size=size), polygons)
    assert shown[0][0].shape == (size[1] & ~1, size[0] & ~1)
    assert_black(shown, polygons, black=BLACK.get(codec, 16))


def jpegs(pixels: str) -> list[bytes]:
    """Five JPEG pictures with that sampling."""
    if pixels == "gray":
        return [cv2.imencode(".jpg", p[..., 0])[1].tobytes() for p in pictures(5, 320, 192)]
    coder = av.CodecContext.create("mjpeg", "w")
    coder.width, coder.height, coder.pix_fmt = 320, 192, pixels
    coder.time_base = Fraction(1, 25)
    found = []
    for number, picture in enumerate(pictures(5, 320, 192)):
        frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format=pixels)
        frame.pts = number
        found += [bytes(packet) for packet in coder.encode(frame)]
    return found + [bytes(packet) for packet in coder.encode(None)]


@pytest.mark.parametrize(("pixels", "black"), [("yuvj422p", 0), ("yuvj444p", 0), ("gray", 16)])
def test_every_kind_of_jpeg(pixels: str, black: int) -> None:
    sent = enumerate(jpegs(pixels))
    packets = [Packet("video", [data], n * 3600, True, n) for n, data in sent]
    info, _ = coded(VideoCodec.MJPEG, frames=1)
    _, shown = masked(info, packets)
    assert len(shown) == 5
    assert_black(shown, TRIANGLE, black=black)
    assert all(np.ptp(luma[visible(TRIANGLE, 320, 192)]) > 50 for luma, *_ in shown)


def test_pictures_that_came_out_of_order_are_shown_at_their_own_times() -> None:
    coder = av.CodecContext.create("libx264", "w")
    coder.width, coder.height, coder.pix_fmt = 320, 192, "yuv420p"
    coder.time_base, coder.framerate = Fraction(1, 90_000), Fraction(25)
    coder.max_b_frames, coder.gop_size = 2, 25
    coder.options = {"preset": "veryfast", "x264-params": "b-adapt=0"}
    packets: list[Packet] = []
    for number, picture in enumerate([*pictures(50, 320, 192), None]):
        frame = None
        if picture is not None:
            frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format="yuv420p")
            frame.pts = number * 3600
        for p in coder.encode(frame):
            at = int(p.pts or 0)
            parts = split_annexb(bytes(p))
            packets.append(Packet("video", parts, at, p.is_keyframe, at * 100 // 9))
    assert [p.pts for p in packets] != sorted(p.pts for p in packets)
    camera = Camera(StreamInfo(coded(frames=1)[0].video), packets)
    camera.info = replace(camera.info, video=replace(camera.info.video, extradata=()))
    with masking(camera) as (_, heard):
        camera.play()
        camera.sink.lost(LossCause.CLOSED, "the end")  # what is held back comes first
        heard.wait_loss(LossCause.CLOSED)
    assert heard.order[-1] == "lost"
    assert sorted(p.pts for p in heard.packets) == sorted(p.pts for p in packets)
    late = [packet.pts for packet in heard.packets[10:]]
    assert late == sorted(late)
    assert all(p.arrived_us == p.pts * 100 // 9 for p in heard.packets)
    assert_black(planes(heard.streams[-1], heard.packets), TRIANGLE)


def test_audio_and_losses_keep_their_place() -> None:
    info, video = coded(frames=50)
    track, audio = tone()
    both = sorted([*video, *audio], key=lambda packet: packet.arrived_us)
    camera = Camera(replace(info, audio=track), both)
    with masking(camera) as (_, heard):
        camera.play()
        camera.sink.lost(LossCause.STALLED, "first")
        camera.play()
        camera.sink.lost(LossCause.CLOSED, "second")
        heard.wait_loss(LossCause.CLOSED)
    assert heard.losses == [(LossCause.STALLED, "first"), (LossCause.CLOSED, "second")]
    assert heard.streams[0].audio == track
    first = heard.packets[: len(both) - 1]
    sound = [packet for packet in first if packet.track == "audio"]
    assert len([packet for packet in first if packet.track == "video"]) == 50
    assert len(sound) >= len(audio) - 3  # what came before the first picture is left out
    assert all(any(packet is sent for sent in audio) for packet in sound)
    times = [packet.arrived_us for packet in first]
    assert max(np.maximum.accumulate(times) - times) <= 40_000  # a picture's length


def test_a_camera_that_changes_its_stream_is_masked_in_its_new_size() -> None:
    camera = Camera(*coded(frames=10))
    with masking(camera) as (_, heard):
        camera.play()
        heard.wait_packets(10)
        camera.info, camera.packets = coded(VideoCodec.H265, frames=10, size=(640, 384))
        camera.play()
        heard.wait_packets(20)
    assert len(heard.streams) == 2
    assert_black(planes(heard.streams[0], heard.packets[:10]), TRIANGLE)
    assert_black(planes(heard.streams[1], heard.packets[10:]), TRIANGLE)


def test_a_camera_may_change_its_size_without_saying_so() -> None:
    info, small = coded(VideoCodec.MJPEG, frames=5)
    _, large = coded(VideoCodec.MJPEG, frames=5, size=(640, 384))
    heard, _ = masked(info, [*small, *large])
    assert len(heard.streams) == 2
    assert_black(planes(heard.streams[0], heard.packets[:5]), TRIANGLE, black=0)
    assert_black(planes(heard.streams[1], heard.packets[5:]), TRIANGLE, black=0)


def test_a_camera_that_cannot_be_reached_says_so_through_the_mask() -> None:
    camera = Camera(*coded(frames=1))
    with masking(camera) as (_, heard):
        camera.sink.lost(LossCause.NO_ROUTE, "host unreachable")
        heard.wait_loss(LossCause.NO_ROUTE)
    assert heard.losses == [(LossCause.NO_ROUTE, "host unreachable")]
    assert camera.stopped


@pytest.mark.parametrize("polygon", [((0, 0), (1, 1)), ((0, 0), (2, 0), (0, 1)), ((0, 0),) * 99])
def test_a_mask_that_is_none_is_refused(polygon: tuple) -> None:
    with pytest.raises(InvalidInput):
        masking(Camera(*coded(frames=1)), [polygon]).__enter__()


def test_no_mask_at_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without masks"):
        MaskedSource(Camera(*coded(frames=1)), [], SystemClock())
