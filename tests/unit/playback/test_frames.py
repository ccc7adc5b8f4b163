"""The picture of any moment, stepping both ways, gaps as facts and damage never shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from shopguard.base.clock import SECOND
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.footage.store import FootageStore, Gap
from shopguard.footage.volume import PAGE_BYTES
from shopguard.playback.frames import DamagedPicture, Frames, NoPicture, Shot
from shopguard.playback.pictures import Picture, PictureDecoder, Scaler
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume

SIZE = (320, 192)
STEP = 40_000


class Gaps(FootageStore):
    """A store that knows only gaps."""

    def __init__(self, *gaps: Gap) -> None:
        self._known = list(gaps)

    def gaps(self, camera_id: str | None = None, span: Span | None = None) -> list[Gap]:
        return [
            g
            for g in self._known
            if span is None or Span(g.start_us, g.end_us or 2**62).overlaps(span)
        ]


def number(shot: Shot) -> int:
    """Which picture this is, read from the brightness of its corner."""
    assert isinstance(shot, Picture)
    corner = float(np.mean(shot.rgb[4:12, 4:12]))
    return min(range(28), key=lambda n: abs(16 + (n * 8) % 224 - corner))


@pytest.fixture
def two_volumes(tmp_path: Path) -> OpenFootage:
    fragments = recorded(4)
    return viewing(
        write_volume(tmp_path, "one", fragments[:2]), write_volume(tmp_path, "two", fragments[2:])
    )


@pytest.mark.parametrize("codec", list(VideoCodec))
def test_each_moment_shows_its_own_picture(tmp_path: Path, codec: VideoCodec) -> None:
    frames = Frames(viewing(write_volume(tmp_path, "v", recorded(2, codec=codec))), Gaps(), CAMERA)
    for index in (0, 1, 24, 25, 26, 49, 13, 12, 40, 3):
        shot = frames.at(START + index * STEP + 5_000, SIZE)
        assert abs(shot.at_us - (START + index * STEP)) < 50
        assert number(shot) == index % 28


def test_playing_runs_over_a_volume_boundary(two_volumes: OpenFootage) -> None:
    frames = Frames(two_volumes, Gaps(), CAMERA)
    seen = [number(frames.at(START + index * STEP + 1_000, SIZE)) for index in range(100)]
    assert seen == [index % 28 for index in range(100)]


def test_stepping_visits_every_picture_both_ways(two_volumes: OpenFootage) -> None:
    frames = Frames(two_volumes, Gaps(), CAMERA)
    at, forward = START + 100, []
    for _ in range(60):
        shot = frames.step(at, SIZE, forward=True)
        at = shot.at_us
        forward.append(at)
    assert np.diff(forward) == pytest.approx(STEP, abs=50)
    backward = []
    for _ in range(59):
        shot = frames.step(at, SIZE, forward=False)
        at = shot.at_us
        backward.append(at)
    assert backward == forward[-2::-1]


def test_a_far_jump_back_makes_only_the_picture_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    rgb = Scaler.rgb

    def counted(self: Scaler, frame: av.VideoFrame, size: tuple[int, int]) -> NDArray[np.uint8]:
        made.append(int(frame.pts or 0))
        return rgb(self, frame, size)

    monkeypatch.setattr(Scaler, "rgb", counted)
    frames = Frames(viewing(write_volume(tmp_path, "v", recorded(6))), Gaps(), CAMERA)
    frames.at(START + 5 * SECOND, SIZE)
    made.clear()
    assert number(frames.at(START + 20 * STEP, SIZE)) == 20
    assert len(made) == 1
    frames.step(START + 20 * STEP, SIZE, forward=False)  # a step back keeps what lies before
    made.clear()
    for index in range(18, 0, -1):
        assert number(frames.at(START + index * STEP, SIZE)) == index
    assert not made


def test_quick_gives_the_key_picture(two_volumes: OpenFootage) -> None:
    frames = Frames(two_volumes, Gaps(), CAMERA)
    shot = frames.at(START + 30 * STEP, SIZE, quick=True)
    assert abs(shot.at_us - (START + 25 * STEP)) < 50


def test_a_pointer_that_stays_within_a_group_decodes_it_once(
    two_volumes: OpenFootage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[int] = []
    feed = PictureDecoder.feed

    def counted(self: PictureDecoder, data: bytes, pts: int) -> Iterator[av.VideoFrame]:
        fed.append(pts)
        return feed(self, data, pts)

    monkeypatch.setattr(PictureDecoder, "feed", counted)
    frames = Frames(two_volumes, Gaps(), CAMERA)
    shown = [frames.at(START + index * STEP, SIZE, quick=True) for index in (1, 7, 24, 30)]
    assert [number(shot) for shot in shown] == [0, 0, 0, 25]
    assert len(fed) == 2
    assert number(frames.at(START + 32 * STEP, SIZE)) == 32 % 28  # and goes on from there


def test_a_smaller_size_keeps_the_shape(two_volumes: OpenFootage) -> None:
    shot = Frames(two_volumes, Gaps(), CAMERA).at(START, (100, 100))
    assert isinstance(shot, Picture)
    assert shot.rgb.shape == (60, 100, 3)


def test_a_gap_is_a_fact_with_its_cause(tmp_path: Path) -> None:
    early = write_volume(tmp_path, "early", recorded(1))
    late = write_volume(tmp_path, "late", recorded(1, start_us=START + 60 * SECOND))
    gap = Gap("g", CAMERA, START + SECOND, START + 60 * SECOND, "stalled")
    frames = Frames(viewing(early, late), Gaps(gap), CAMERA)
    shot = frames.at(START + 10 * SECOND, SIZE)
    assert shot == NoPicture(START + 10 * SECOND, Span(gap.start_us, gap.end_us or 0), "stalled")
    assert frames.step(START + 24 * STEP, SIZE, forward=True).at_us == pytest.approx(
        late[0].span.start, abs=50
    )
    assert frames.step(late[0].span.start, SIZE, forward=False).at_us == pytest.approx(
        START + 24 * STEP, abs=50
    )


@pytest.mark.requirement("G-6.2")
def test_a_damaged_fragment_is_named_and_never_shown(tmp_path: Path) -> None:
    volume = write_volume(tmp_path, "v", recorded(4))
    content = bytearray(volume[0].path.read_bytes())
    middle = len(content) // PAGE_BYTES // 2
    content[middle * PAGE_BYTES + 100] ^= 1
    volume[0].path.write_bytes(content)
    told: list[DamagedSpan] = []
    frames = Frames(viewing(volume, damage=told), Gaps(), CAMERA)
    shots = [frames.at(START + n * SECOND + 20 * STEP, SIZE) for n in range(4)]
    assert any(isinstance(shot, DamagedPicture) for shot in shots)
    for index, shot in enumerate(shots):
        if isinstance(shot, Picture):
            assert number(shot) == (index * 25 + 20) % 28
    assert told


def test_nothing_outside_the_grant_is_shown(tmp_path: Path) -> None:
    span = Span(START + SECOND, START + 2 * SECOND)
    frames = Frames(viewing(write_volume(tmp_path, "v", recorded(4)), span=span), Gaps(), CAMERA)
    assert isinstance(frames.at(START + SECOND + STEP, SIZE), Picture)
    assert isinstance(frames.at(START + STEP, SIZE), NoPicture)
    assert isinstance(frames.at(START + 3 * SECOND, SIZE), NoPicture)


@pytest.mark.requirement("J-3")
def test_an_ended_viewing_shows_nothing(two_volumes: OpenFootage) -> None:
    frames = Frames(two_volumes, Gaps(), CAMERA)
    frames.at(START, SIZE)
    two_volumes.close(EndReason.LOCKED)
    with pytest.raises(Refused, match="ended"):
        frames.at(START + STEP, SIZE)
    assert two_volumes.remaining_s() == 0


def test_a_viewing_ends_by_itself(tmp_path: Path) -> None:
    ended: list[EndReason] = []
    open_one = viewing(write_volume(tmp_path, "v", recorded(1)), ended=ended, seconds=0)
    with pytest.raises(Refused):
        open_one.fragments(CAMERA)
    assert ended == [EndReason.TIME]
