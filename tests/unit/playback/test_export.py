"""Plain export: bit for bit what was recorded, ends with the span, nothing left after a failure."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av
import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from shopguard.footage.volume import PAGE_BYTES
from shopguard.playback.export import ExportedFile, export_plain
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume


def samples(fragments: list[Fragment]) -> list[bytes]:
    return [bytes(v.data) for f in fragments for v in read_fragment(f.data)[VIDEO_TRACK]]


def packets(file: ExportedFile) -> list[bytes]:
    with av.open(str(file.path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("codec", list(VideoCodec))
def test_packets_are_those_recorded_across_a_volume_boundary(
    tmp_path: Path, codec: VideoCodec
) -> None:
    fragments = recorded(4, codec=codec)
    open_one = viewing(
        write_volume(tmp_path, "one", fragments[:2]), write_volume(tmp_path, "two", fragments[2:])
    )
    told: list[float] = []
    (file,) = export_plain(open_one, CAMERA, "入口/A:1", tmp_path, progress=told.append)
    assert packets(file) == samples(fragments)
    assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert file.size == file.path.stat().st_size
    assert told[-1] == pytest.approx(1.0)
    assert file.path.name.startswith("入口_A_1_")
    with av.open(str(file.path)) as container:
        assert len(list(container.decode(video=0))) == 100


def test_pictures_behind_the_span_are_not_in_the_file(tmp_path: Path) -> None:
    fragments = recorded(3)
    span = Span(START + SECOND // 2, START + SECOND * 3 // 2)
    open_one = viewing(write_volume(tmp_path, "v", fragments), span=span)
    (file,) = export_plain(open_one, CAMERA, "c", tmp_path)
    kept = samples(fragments)[:38]
    assert packets(file) == kept
    assert samples(fragments)[40] not in file.path.read_bytes()


def test_a_gap_begins_a_new_file(tmp_path: Path) -> None:
    early, late = recorded(1), recorded(1, start_us=START + 60 * SECOND)
    open_one = viewing(write_volume(tmp_path, "e", early), write_volume(tmp_path, "l", late))
    files = export_plain(open_one, CAMERA, "c", tmp_path)
    assert [packets(file) for file in files] == [samples(early), samples(late)]
    assert len({file.path for file in files}) == 2


def test_what_is_damaged_is_left_out_and_told(tmp_path: Path) -> None:
    fragments = recorded(4)
    volume = write_volume(tmp_path, "v", fragments)
    content = bytearray(volume[0].path.read_bytes())
    content[len(content) // PAGE_BYTES // 2 * PAGE_BYTES + 100] ^= 1
    volume[0].path.write_bytes(content)
    (file,) = export_plain(viewing(volume), CAMERA, "c", tmp_path)
    left_out = {damage.first for damage in file.damaged}
    assert left_out
    assert packets(file) == samples([f for seq, f in enumerate(fragments) if seq not in left_out])


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    def cancel(_: float) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(KeyboardInterrupt):
        export_plain(
            viewing(write_volume(tmp_path, "v", recorded(2))), CAMERA, "c", out, progress=cancel
        )
    assert list(out.iterdir()) == []


def test_wrong_places_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one = viewing(write_volume(tmp_path, "v", recorded(1)))
    with pytest.raises(InvalidInput, match="does not exist"):
        export_plain(open_one, CAMERA, "c", tmp_path / "missing")
    monkeypatch.setattr(type(host), "free_bytes", lambda *_: 10)
    with pytest.raises(Unavailable, match="not enough room"):
        export_plain(open_one, CAMERA, "c", tmp_path)


def test_nothing_recorded_is_said(tmp_path: Path) -> None:
    span = Span(START + 100 * SECOND, START + 200 * SECOND)
    with pytest.raises(InvalidInput, match="Nothing was recorded"):
        export_plain(
            viewing(write_volume(tmp_path, "v", recorded(1)), span=span), CAMERA, "c", tmp_path
        )
