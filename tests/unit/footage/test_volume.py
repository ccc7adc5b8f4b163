"""A volume gives back exactly what was acknowledged, or says which part is damaged."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from shopguard.base.errors import Damaged
from shopguard.footage._opening import VolumeReader
from shopguard.footage.fragment import Fragment, VolumeHead, VolumeIdentity
from shopguard.footage.volume import PAGE_BYTES, VolumeWriter, new_volume_key
from tests.fakes.fragments import some_fragments

IDENTITY = VolumeIdentity("site", "camera", "volume")
KEY = new_volume_key()


@pytest.fixture(scope="module")
def fragments() -> list[Fragment]:
    return [
        Fragment(f.start_us, f.duration_us, f.key, f.frames, f.init, f.data * 3)  # beyond one page
        for f in some_fragments(12)
    ]


@pytest.fixture(scope="module")
def closed(
    tmp_path_factory: pytest.TempPathFactory, fragments: list[Fragment]
) -> tuple[Path, VolumeHead]:
    path = tmp_path_factory.mktemp("volume") / "v.sgv"
    writer = VolumeWriter(path, IDENTITY, KEY)
    for fragment in fragments:
        writer.append([fragment])
    return path, writer.close()


def reader(
    path: Path, head: VolumeHead, *, growing: bool = False, key: bytes = KEY
) -> VolumeReader:
    return VolumeReader(path, IDENTITY, key, head, growing=growing)


def shown(found: VolumeReader) -> list[Fragment]:
    pieces = []
    for row in found.look().links:
        try:
            pieces.append(found.read(row))
        except Damaged:
            continue
    found.close()
    return pieces


def test_what_was_appended_comes_back(
    closed: tuple[Path, VolumeHead], fragments: list[Fragment]
) -> None:
    assert shown(reader(*closed)) == fragments


def test_a_closed_volume_is_one_encrypted_file(
    closed: tuple[Path, VolumeHead], fragments: list[Fragment]
) -> None:
    path, head = closed
    assert [file.name for file in path.parent.iterdir()] == ["v.sgv"]
    assert fragments[0].data[200:260] not in path.read_bytes()
    assert head.fragments == len(fragments)


@pytest.mark.requirement("G-6.1")
def test_another_key_shows_nothing(
    closed: tuple[Path, VolumeHead], fragments: list[Fragment]
) -> None:
    found = reader(*closed, key=new_volume_key()).look()
    assert found.links == ()
    assert found.damaged[0].last == len(fragments) - 1


def test_a_reader_follows_a_volume_that_is_still_written(
    tmp_path: Path, fragments: list[Fragment]
) -> None:
    writer = VolumeWriter(tmp_path / "v.sgv", IDENTITY, KEY)
    early = writer.append(fragments[:2])
    writer.append(fragments[2:5])
    assert shown(reader(tmp_path / "v.sgv", early, growing=True)) == fragments[:5]
    writer.close()


def test_a_volume_left_by_a_crash_is_read_and_left_as_it_is(
    tmp_path: Path, fragments: list[Fragment]
) -> None:
    writer = VolumeWriter(tmp_path / "v.sgv", IDENTITY, KEY)
    head = writer.append(fragments[:7])
    left = tmp_path / "left"
    left.mkdir()
    for file in tmp_path.glob("v.sgv*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, left / file.name)
    before = {file.name: file.read_bytes() for file in left.iterdir()}
    assert shown(reader(left / "v.sgv", head, growing=True)) == fragments[:7]
    assert {name: (left / name).read_bytes() for name in before} == before
    writer.close()


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_page_is_told_and_never_shown(
    tmp_path: Path, closed: tuple[Path, VolumeHead], fragments: list[Fragment], seed: int
) -> None:
    path, head = closed
    content = bytearray(path.read_bytes())
    dice = random.Random(seed)
    page = dice.randrange(len(content) // PAGE_BYTES)
    at = page * PAGE_BYTES + dice.randrange(PAGE_BYTES)
    content[at] ^= 1 << dice.randrange(8)
    (tmp_path / "v.sgv").write_bytes(content)
    found = reader(tmp_path / "v.sgv", head)
    told = sum((damage.last or 0) - damage.first + 1 for damage in found.look().damaged)
    assert told + len(found.look().links) == head.fragments  # nothing is silently left out
    assert all(piece in fragments for piece in shown(found))


def test_a_rolled_back_volume_misses_its_tail(tmp_path: Path, fragments: list[Fragment]) -> None:
    writer = VolumeWriter(tmp_path / "v.sgv", IDENTITY, KEY)
    writer.append(fragments[:4])
    old = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    writer.append(fragments[4:])
    head = writer.close()
    for name, content in old.items():
        if not name.endswith("-shm"):
            (tmp_path / name).write_bytes(content)
    found = reader(tmp_path / "v.sgv", head)
    assert [(damage.first, damage.last) for damage in found.look().damaged] == [(4, 11)]
    assert shown(found) == fragments[:4]


def test_another_volume_under_the_same_key_is_not_taken_for_it(
    tmp_path: Path, fragments: list[Fragment]
) -> None:
    other = VolumeIdentity("site", "camera", "other")
    writer = VolumeWriter(tmp_path / "v.sgv", other, KEY)
    head = writer.append(fragments)
    writer.close()
    assert reader(tmp_path / "v.sgv", head).look().links == ()
