"""The demo's clips are what shop cameras send: steady key frames, no B-frames, known frames."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from shopguard.app.demo.clips import DEMO_CLIPS, SPARE_CLIP, ClipSpec, make_clip, make_clips
from shopguard.app.demo.painter import Painter, read_number, write_number
from shopguard.app.demo.scenes import SCENES
from tests.conftest import SMALL_CLIPS


def test_every_decoded_frame_still_carries_its_number(clips: dict[str, Path]) -> None:
    for spec in SMALL_CLIPS:
        with av.open(str(clips[spec.name])) as container:
            frames = container.decode(video=0)
            numbers = [
                read_number(frame.to_ndarray(format="rgb24").astype(np.uint8)) for frame in frames
            ]
        assert numbers == list(range(spec.fps * spec.seconds)), spec.name


@pytest.mark.parametrize("spec", SMALL_CLIPS, ids=lambda spec: spec.name)
def test_packets_come_in_order_with_a_key_frame_at_each_gop(
    clips: dict[str, Path], spec: ClipSpec
) -> None:
    with av.open(str(clips[spec.name])) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        codecs = {stream.codec_context.name for stream in container.streams}
    assert [p.is_keyframe for p in packets] == [n % spec.gop == 0 for n in range(len(packets))]
    assert all(packet.pts == packet.dts for packet in packets)
    names = {"h264": "h264", "h265": "hevc"}
    assert codecs == {names[spec.codec]} | ({"aac"} if spec.audio else set())


def test_walkers_move_and_the_room_stands_still() -> None:
    painter = Painter(SCENES["entrance"], 640, 360)
    first, second = (painter.picture(0, seconds, 20) for seconds in (3.0, 4.0))
    moved = (first != second).any(axis=2)
    assert 0.005 < moved.mean() < 0.5
    assert np.array_equal(first, painter.picture(0, 3.0, 20))


@pytest.mark.parametrize("size", [(192, 320), (720, 1280), (1080, 1920)])
def test_a_number_is_read_back(size: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 90, np.uint8)
    for number in (0, 1, 0b1010101010101010, 2**16 - 1):
        write_number(picture, number)
        assert read_number(picture) == number


def test_clips_are_made_once_and_only_whole_ones_are_kept(tmp_path: Path) -> None:
    spec = SMALL_CLIPS[0]
    made = make_clips(tmp_path, [spec])[spec.name]
    before = made.stat()
    (tmp_path / f"{made.stem}.1.part").write_bytes(b"left by a crash")
    again = make_clips(tmp_path, [spec])[spec.name]
    assert again == made
    assert again.stat().st_mtime_ns == before.st_mtime_ns


def test_a_failed_clip_leaves_no_file_behind_its_name(tmp_path: Path) -> None:
    spec = ClipSpec("odd", "no such scene", seconds=1)
    with pytest.raises(KeyError):
        make_clip(spec, tmp_path / spec.file_name)
    assert not (tmp_path / spec.file_name).exists()


def test_the_demo_shows_four_scenes_and_both_codecs() -> None:
    assert {spec.scene for spec in (*DEMO_CLIPS, SPARE_CLIP)} == set(SCENES)
    assert {spec.codec for spec in DEMO_CLIPS} == {"h264", "h265"}
    assert sum(spec.audio for spec in DEMO_CLIPS) == 1
