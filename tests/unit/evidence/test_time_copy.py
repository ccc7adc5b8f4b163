"""The copy with the time beneath the picture: what was seen, when, and that it is edited."""

from __future__ import annotations

import io
import json
from pathlib import Path

import av
import numpy as np
import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.evidence.package import needed_bytes
from shopguard.evidence.time_strip import TimeStrip
from shopguard.footage.volume import PAGE_BYTES
from tests.fakes.packages import contents, facts, packaged
from tests.fakes.viewings import START, recorded, viewing, write_volume

COPY = "media/c01-01-time.mp4"


def pictures(video: bytes) -> list[tuple[float, np.ndarray]]:
    with av.open(io.BytesIO(video)) as container:
        return [(frame.time or 0.0, frame.to_ndarray(format="gray"))
                for frame in container.decode(video=0)]  # fmt: skip


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("codec", list(VideoCodec))
def test_every_picture_is_there_with_its_time_beneath_it(tmp_path: Path, codec: VideoCodec) -> None:
    open_one = viewing(write_volume(tmp_path, "v", recorded(3, codec=codec)))
    package = packaged(open_one, tmp_path / "p.zip", facts(time_copy=True))
    found = contents(package.path)
    original, copy = pictures(found["media/c01-01.mp4"]), pictures(found[COPY])
    assert len(copy) == len(original) == 75
    strip = TimeStrip("入口", 320)
    for (at, seen), (copied_at, copied) in list(zip(original, copy, strict=True))[::12]:
        assert copied_at == pytest.approx(at, abs=0.002)
        assert copied.shape == (seen.shape[0] + strip.height, seen.shape[1])
        height = seen.shape[0]
        assert np.abs(copied[:height].astype(int) - seen).mean() < 8
        drawn = strip.at(START + round(at * SECOND))
        assert np.corrcoef(copied[height:].ravel(), drawn.ravel())[0, 1] > 0.9
    assert package.bytes <= needed_bytes(open_one, facts(time_copy=True))


@pytest.mark.requirement("G-6.2")
def test_the_manifest_says_what_it_is_made_from_and_that_it_is_edited(tmp_path: Path) -> None:
    open_one = viewing(write_volume(tmp_path, "v", recorded(1)))
    found = contents(packaged(open_one, tmp_path / "p.zip", facts(time_copy=True)).path)
    (listed,) = (
        file for file in json.loads(found["manifest.json"])["files"] if file["path"] == COPY
    )
    assert (listed["kind"], listed["edited"]) == ("time-copy", "time-shown")
    assert listed["made_from"] == "media/c01-01.mp4"
    with av.open(io.BytesIO(found[COPY])) as container:
        assert "edited" in container.metadata["title"]


def test_behind_damage_it_goes_on_in_step(tmp_path: Path) -> None:
    volume = write_volume(tmp_path, "v", recorded(6))
    content = bytearray(volume[0].path.read_bytes())
    content[len(content) // PAGE_BYTES // 2 * PAGE_BYTES + 100] ^= 1
    volume[0].path.write_bytes(content)
    found = contents(packaged(viewing(volume), tmp_path / "p.zip", facts(time_copy=True)).path)
    original, copy = pictures(found["media/c01-01.mp4"]), pictures(found[COPY])
    assert [round(at, 2) for at, _ in copy] == [round(at, 2) for at, _ in original]


def test_it_ends_with_the_span(tmp_path: Path) -> None:
    span = Span(START, START + SECOND * 3 // 2)
    open_one = viewing(write_volume(tmp_path, "v", recorded(3)), span=span)
    found = contents(packaged(open_one, tmp_path / "p.zip", facts(time_copy=True)).path)
    assert len(pictures(found[COPY])) == 38


def test_giving_up_in_the_middle_of_it_leaves_nothing(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    told: list[float] = []
    with pytest.raises(Unavailable, match="given up"):
        packaged(
            viewing(write_volume(tmp_path, "v", recorded(4))), stick / "p.zip",
            facts(time_copy=True), progress=told.append, cancelled=lambda: len(told) > 6,
        )  # fmt: skip
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("width", [160, 320, 640, 1920, 3840])
def test_the_strip_holds_its_words_at_any_width(width: int) -> None:
    strip = TimeStrip("とても長い名前の、倉庫の裏口の外側のカメラ", width)
    drawn = strip.at(START)
    assert drawn.shape == (strip.height, width)
    assert strip.height <= max(width // 6, 32)
    assert (drawn[: strip.height // 2] > 128).any()
    assert (drawn[strip.height // 2 :] > 128).any()
    assert not (drawn[:, -max(width // 80, 2) :] > 128).any()
