"""A viewing ends at once, whoever is still reading; a long one keeps only a few files open."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged, Refused
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.door import volumes
from shopguard.door.viewing import EndReason
from shopguard.door.volumes import DamagedSpan, FragmentRef, GrantedVolume
from shopguard.footage._opening import VolumeIndex, VolumeReader
from shopguard.footage.chain import genesis, link
from shopguard.footage.fragment import Fragment
from shopguard.footage.packed import PackedLinks
from shopguard.footage.store import FootageStore
from shopguard.footage.volume import PAGE_BYTES
from shopguard.playback.frames import Frames, Shot
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume

SIZE = (160, 90)


class Held:
    """A read that stands still until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        read = GrantedVolume.read

        def held(volume: GrantedVolume, ref: FragmentRef) -> Fragment:
            self.begun.set()
            self.go_on.wait(60)
            return read(volume, ref)

        monkeypatch.setattr(GrantedVolume, "read", held)


@pytest.mark.requirement("J-3")
def test_ending_never_waits_and_what_is_just_decoded_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    open_one = viewing(write_volume(tmp_path, "v", recorded(1)))
    frames = Frames(open_one, FootageStore.__new__(FootageStore), CAMERA)
    came: list[Shot | Refused] = []

    def look() -> None:
        try:
            came.append(frames.at(START, SIZE))
        except Refused as refused:
            came.append(refused)

    reading = threading.Thread(target=look)
    reading.start()
    assert held.begun.wait(60)
    open_one.end(EndReason.LOCKED)  # on the window's thread: returns though a read stands still
    with pytest.raises(Refused):
        open_one.fragment_at(CAMERA, START)
    held.go_on.set()
    reading.join(60)
    assert [type(each) for each in came] == [Refused]


def test_the_reason_given_first_is_the_one_logged_once(tmp_path: Path) -> None:
    ended: list[EndReason] = []
    volume = write_volume(tmp_path, "v", recorded(1))
    open_one = viewing(volume, ended=ended)
    open_one.fragments(CAMERA)
    open_one.end(EndReason.IDLE)
    assert ended == []
    for _ in range(2):
        open_one.close(EndReason.CLOSED)
    assert ended == [EndReason.IDLE]
    assert volume[2] == bytes(len(volume[2]))  # the key itself is wiped


def test_a_long_viewing_keeps_only_a_few_volumes_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOST_OPEN", 2)
    written = [
        write_volume(tmp_path, f"v{n}", recorded(1, start_us=START + n * SECOND)) for n in range(5)
    ]
    open_one = viewing(*written)
    assert len(open_one.fragments(CAMERA)) == 5
    for n in (4, 0, 3, 1, 2, 2, 0):
        ref = open_one.fragment_at(CAMERA, START + n * SECOND + SECOND // 2)
        assert ref is not None
        assert open_one.read(ref).start_us == written[n][0].span.start
        opened = [each for each in open_one._volumes.of(CAMERA) if each._reader is not None]
        assert len(opened) <= 2
    after = open_one.next_fragment(CAMERA, START + SECOND + 1)
    before = open_one.previous_fragment(CAMERA, START + SECOND)
    assert after is not None
    assert before is not None
    assert after.volume_id == "v2"
    assert before.volume_id == "v0"


def looks_counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each full verification of a volume's index from now on, by volume."""
    counted: list[str] = []
    look = VolumeReader.look

    def looking(self: VolumeReader) -> VolumeIndex:
        counted.append(self._identity.volume_id)
        return look(self)

    monkeypatch.setattr(VolumeReader, "look", looking)
    return counted


def test_an_index_once_verified_is_kept_when_its_file_is_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOST_OPEN", 1)
    looked = looks_counted(monkeypatch)
    written = [
        write_volume(tmp_path, f"v{n}", recorded(2, start_us=START + 2 * n * SECOND))
        for n in range(3)
    ]
    found: list[DamagedSpan] = []
    open_one = viewing(*written, damage=found)
    refs = open_one.fragments(CAMERA)
    for n in (0, 2, 1, 0):
        assert open_one.read(refs[2 * n]).start_us == refs[2 * n].link.start_us
    assert looked == ["v0", "v1", "v2"]
    open_one.read(refs[4])  # the file of v0 is closed, and now somebody changes it
    path = written[0][0].path
    data = bytearray(path.read_bytes())
    data[PAGE_BYTES:] = bytes(len(data) - PAGE_BYTES)
    path.write_bytes(data)
    with pytest.raises(Damaged):
        open_one.read(refs[1])
    assert [each.volume_id for each in found] == ["v0"]


def test_only_so_many_indexes_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "MOST_KNOWN", 2)
    looked = looks_counted(monkeypatch)
    written = [
        write_volume(tmp_path, f"v{n}", recorded(1, start_us=START + n * SECOND)) for n in range(3)
    ]
    open_one = viewing(*written)
    for n in (0, 1, 2, 1, 2, 0):
        assert open_one.fragment_at(CAMERA, START + n * SECOND + 1) is not None
    assert looked == ["v0", "v1", "v2", "v0"]


def test_a_stream_is_told_by_its_first_fragment_within_the_grant(tmp_path: Path) -> None:
    before = write_volume(tmp_path, "v0", recorded(3))
    other = recorded(2, start_us=START + 3 * SECOND, codec=VideoCodec.H265)
    both = write_volume(tmp_path, "v1", [*recorded(5)[3:4], *other[1:]])
    open_one = viewing(before, both, span=Span(START + SECOND, START + 5 * SECOND))
    told = [(ref.volume_id, ref.link.start_us - START) for ref in open_one.streams(CAMERA)]
    assert told == [("v0", SECOND), ("v1", 3 * SECOND), ("v1", 4 * SECOND)]


def test_a_packed_index_gives_back_every_row(tmp_path: Path) -> None:
    _, identity, _ = write_volume(tmp_path, "v", recorded(1))
    fragments = [*recorded(3), *recorded(2, start_us=START + 3 * SECOND, codec=VideoCodec.H265)]
    rows, previous = [], genesis(identity)
    for seq, fragment in enumerate(fragments):
        rows.append(link(genesis(identity), previous, seq, fragment))
        previous = rows[-1].hash
    packed = PackedLinks(rows)
    assert list(packed) == rows == [packed[at] for at in range(len(packed))]
    assert list(packed.starts) == [row.start_us for row in rows]
    assert all(row.is_true(genesis(identity)) for row in packed)
