"""Whatever happens to a volume's files: what is shown is what was recorded, the rest is told.

Random page, log, header and file damage, last overflow pages included; pages and whole files put
back from earlier; volumes swapped. 10,000 rounds with ``make soak``.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shopguard.base.errors import Damaged
from shopguard.footage._opening import VolumeReader
from shopguard.footage.fragment import Fragment, VolumeHead, VolumeIdentity
from shopguard.footage.volume import PAGE_BYTES, VolumeWriter, new_volume_key
from tests.fakes.fragments import some_fragments

FRAME_HEADER, WAL_HEADER = 24, 32
CAMERA = VolumeIdentity("site", "camera", "volume")


@dataclass(frozen=True)
class Recorded:
    """A volume as it should be, and what an attacker may have kept of it."""

    folder: Path
    fragments: list[Fragment]
    key: bytes
    head: VolumeHead
    earlier: dict[str, bytes]  # the same files, some fragments before
    other: bytes  # another volume of the same camera

    @property
    def files(self) -> list[Path]:
        return [path for path in sorted(self.folder.iterdir()) if not path.name.endswith("-shm")]


@pytest.fixture(scope="module")
def fragments() -> list[Fragment]:
    made = some_fragments(24)
    return [
        Fragment(f.start_us, f.duration_us, f.key, f.frames, f.init, f.data * (1 + n % 4))
        for n, f in enumerate(made)
    ]


def record(folder: Path, fragments: list[Fragment], *, closed: bool) -> Recorded:
    """Write a volume in the way the recorder does, keeping a copy from half way."""
    live, kept = folder / "live", folder / "kept"
    live.mkdir()
    kept.mkdir()
    key = new_volume_key()
    writer = VolumeWriter(live / "v.sgv", CAMERA, key)
    for fragment in fragments[:14]:
        writer.append([fragment])
    earlier = {
        path.name: path.read_bytes() for path in live.iterdir() if not path.name.endswith("-shm")
    }
    for fragment in fragments[14:]:
        writer.append([fragment])
    head = writer.close() if closed else writer.head
    for path in live.iterdir():
        if not path.name.endswith("-shm"):
            shutil.copy(path, kept / path.name)
    if not closed:
        writer.abandon()
    stranger = VolumeWriter(
        folder / "o.sgv", VolumeIdentity("site", "camera", "other"), new_volume_key()
    )
    stranger.append(fragments)
    stranger.close()
    return Recorded(kept, fragments, key, head, earlier, (folder / "o.sgv").read_bytes())


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, fragments: list[Fragment]) -> Recorded:
    return record(tmp_path_factory.mktemp("closed"), fragments, closed=True)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory, fragments: list[Fragment]) -> Recorded:
    return record(tmp_path_factory.mktemp("interrupted"), fragments, closed=False)


def _flip(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    content = files[dice.choice(sorted(files))]
    for _n in range(dice.choice([1, 1, 1, 5, 40])):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def _last_overflow_page(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    """SQLCipher alone gives a zeroed tail there, and no error."""
    content = files[sorted(files)[-1]]
    page = len(content) // PAGE_BYTES - 1 - dice.randrange(4)
    content[max(0, page) * PAGE_BYTES + dice.randrange(PAGE_BYTES) - 1] ^= 1 << dice.randrange(8)


def _zero_page(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    content = files[dice.choice(sorted(files))]
    at = dice.randrange(max(1, len(content) // PAGE_BYTES)) * PAGE_BYTES
    content[at : at + PAGE_BYTES] = bytes(min(PAGE_BYTES, len(content) - at))


def _swap_pages(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    content = files["v.sgv"]
    pages = len(content) // PAGE_BYTES
    first, second = (dice.randrange(pages) * PAGE_BYTES for _n in range(2))
    one, two = content[first : first + PAGE_BYTES], content[second : second + PAGE_BYTES]
    content[first : first + PAGE_BYTES], content[second : second + PAGE_BYTES] = two, one


def _old_page(dice: random.Random, files: dict[str, bytearray], recorded: Recorded) -> None:
    """A page of the same volume, from earlier, with its own good HMAC."""
    name = dice.choice(sorted(set(files) & set(recorded.earlier)))
    old = recorded.earlier[name]
    step = PAGE_BYTES if name == "v.sgv" else PAGE_BYTES + FRAME_HEADER
    skip = 0 if name == "v.sgv" else WAL_HEADER
    count = (min(len(old), len(files[name])) - skip) // step
    if count > 0:
        at = skip + dice.randrange(count) * step
        files[name][at : at + step] = old[at : at + step]


def _roll_back(_dice: random.Random, files: dict[str, bytearray], recorded: Recorded) -> None:
    files.clear()
    files.update({name: bytearray(content) for name, content in recorded.earlier.items()})


def _cut(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    content = files[dice.choice(sorted(files))]
    del content[dice.randrange(len(content)) :]


def _grow(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    files[dice.choice(sorted(files))] += dice.randbytes(dice.randrange(1, 3 * PAGE_BYTES))


def _lose(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    del files[dice.choice(sorted(files))]


def _header(dice: random.Random, files: dict[str, bytearray], _: Recorded) -> None:
    content = files[dice.choice(sorted(files))]
    content[: dice.randrange(1, 101)] = dice.randbytes(100)[: dice.randrange(1, 101)]


def _other_volume(_dice: random.Random, files: dict[str, bytearray], recorded: Recorded) -> None:
    files.clear()
    files["v.sgv"] = bytearray(recorded.other)


DAMAGES: list[Callable[[random.Random, dict[str, bytearray], Recorded], None]] = [
    _flip, _last_overflow_page, _zero_page, _swap_pages, _old_page, _roll_back, _cut, _grow, _lose,
    _header, _other_volume,
]  # fmt: skip


def read_all(
    folder: Path, recorded: Recorded, *, growing: bool
) -> tuple[dict[int, Fragment], set[int]]:
    """What a reader shows, by sequence number, and what it says is damaged."""
    reader = VolumeReader(folder / "v.sgv", CAMERA, recorded.key, recorded.head, growing=growing)
    index = reader.look()
    shown, damaged = {}, {seq for bad in index.damaged for seq in range(bad.first, bad.last + 1)}
    for row in index.links:
        try:
            shown[row.seq] = reader.read(row)
        except Damaged:
            damaged.add(row.seq)
    reader.close()
    return shown, damaged


@pytest.mark.requirement("G-6.2", "M-28")
@pytest.mark.parametrize("state", ["closed", "interrupted"])
def test_damage_is_told_and_never_shown(
    state: str, request: pytest.FixtureRequest, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    recorded: Recorded = request.getfixturevalue(state)
    changed = 0
    for seed in range(rounds(220, 5_000)):
        dice = random.Random(seed)
        files = {path.name: bytearray(path.read_bytes()) for path in recorded.files}
        damage = DAMAGES[seed % len(DAMAGES)]
        damage(dice, files, recorded)
        folder = tmp_path / str(seed)
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        shown, damaged = read_all(folder, recorded, growing=state == "interrupted")
        expected = set(range(len(recorded.fragments)))
        assert all(shown[seq] == recorded.fragments[seq] for seq in shown), (seed, damage.__name__)
        assert shown.keys() | damaged == expected, (seed, damage.__name__)
        assert not shown.keys() & damaged
        changed += bool(damaged)
        shutil.rmtree(folder)
    assert changed > 100
