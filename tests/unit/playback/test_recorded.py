"""Recorded video as files: bit for bit what was recorded, ends with the span, damage left out."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import av
import pytest

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.door.viewing import OpenFootage
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from shopguard.footage.store import Volume
from shopguard.footage.volume import PAGE_BYTES
from shopguard.playback.recorded import RecordedFile, put_recorded, runs_of
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume

Put = tuple[RecordedFile | None, bytes]


def samples(fragments: list[Fragment]) -> list[bytes]:
    return [bytes(v.data) for f in fragments for v in read_fragment(f.data)[VIDEO_TRACK]]


def packets(film: bytes) -> list[bytes]:
    with av.open(io.BytesIO(film), "r") as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def put(footage: OpenFootage, told: list[int] | None = None) -> list[Put]:
    """Every file of the camera."""
    files: list[Put] = []
    for run in runs_of(footage, CAMERA):
        into = bytearray()
        made = put_recorded(
            footage, run, into.extend, told=(told if told is not None else []).append
        )
        files.append((made, bytes(into)))
    return files


def break_pages(volume: Volume, *pages: int) -> None:
    content = bytearray(volume.path.read_bytes())
    for page in pages:
        content[page * PAGE_BYTES + 100] ^= 1
    volume.path.write_bytes(content)


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("codec", list(VideoCodec))
def test_packets_are_those_recorded_across_a_volume_boundary(
    tmp_path: Path, codec: VideoCodec
) -> None:
    fragments = recorded(4, codec=codec)
    open_one = viewing(
        write_volume(tmp_path, "one", fragments[:2]), write_volume(tmp_path, "two", fragments[2:])
    )
    told: list[int] = []
    ((made, film),) = put(open_one, told)
    assert made is not None
    assert packets(film) == samples(fragments)
    assert (made.size, made.sha256) == (len(film), hashlib.sha256(film).digest())
    assert [piece.at for piece in made.pieces] == sorted(piece.at for piece in made.pieces)
    for piece in made.pieces:
        part = film[piece.at : piece.at + piece.size]
        assert hashlib.sha256(part).digest() == piece.sha256
    assert sum(told) == runs_of(open_one, CAMERA)[0].size
    with av.open(io.BytesIO(film), "r") as container:
        assert len(list(container.decode(video=0))) == 100


@pytest.mark.requirement("G-6.2")
def test_pictures_behind_the_span_are_not_in_the_file(tmp_path: Path) -> None:
    fragments = recorded(3)
    span = Span(START + SECOND // 2, START + SECOND * 3 // 2)
    ((made, film),) = put(viewing(write_volume(tmp_path, "v", fragments), span=span))
    assert made is not None
    assert made.span.end == span.end
    assert packets(film) == samples(fragments)[:38]
    assert samples(fragments)[40] not in film


def test_a_gap_begins_a_new_file(tmp_path: Path) -> None:
    early, late = recorded(1), recorded(1, start_us=START + 60 * SECOND)
    open_one = viewing(write_volume(tmp_path, "e", early), write_volume(tmp_path, "l", late))
    assert [packets(film) for _, film in put(open_one)] == [samples(early), samples(late)]


def test_what_is_damaged_is_left_out_and_told(tmp_path: Path) -> None:
    fragments = recorded(4)
    volume = write_volume(tmp_path, "v", fragments)
    break_pages(volume[0], volume[0].path.stat().st_size // PAGE_BYTES // 2)
    ((made, film),) = put(viewing(volume))
    assert made is not None
    left_out = {damage.first for damage in made.damaged}
    assert left_out
    assert packets(film) == samples([f for seq, f in enumerate(fragments) if seq not in left_out])


def test_where_nothing_was_recorded_there_is_no_file(tmp_path: Path) -> None:
    span = Span(START + 100 * SECOND, START + 200 * SECOND)
    assert put(viewing(write_volume(tmp_path, "v", recorded(1)), span=span)) == []
