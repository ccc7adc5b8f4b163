"""Whatever goes wrong on the way to a package: nothing is left, and never anything in the clear."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from shopguard.base.errors import Damaged, InvalidInput, Refused, Unavailable
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.evidence import onvif, sealed_zip
from shopguard.evidence.facts import Seal
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from shopguard.footage.volume import PAGE_BYTES
from tests.fakes.packages import contents, packaged
from tests.fakes.viewings import START, recorded, viewing, write_volume

FRAGMENTS = recorded(2)
KEY = rsa.generate_private_key(65537, 2048)
OPENED: list[list[str]] = []  # while somebody watches: what Python opens for writing


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if OPENED and event == "open":
        path, mode, flags = arguments
        writes = (flags or 0) & 3 if mode is None else set("wax+") & set(mode or "")
        if writes:
            OPENED[-1].append(str(path))


sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[str]]:
    OPENED.append([])
    try:
        yield OPENED[-1]
    finally:
        OPENED.pop()


@pytest.fixture(autouse=True)
def _one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes a second to make on a small machine, and is not what is tested here."""
    monkeypatch.setattr(onvif.rsa, "generate_private_key", lambda *_: KEY)


@pytest.fixture
def footage(tmp_path: Path) -> OpenFootage:
    return viewing(write_volume(tmp_path, "v", FRAGMENTS))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The medium a package is written to."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def at_write(number: int, error: Exception, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let write ``number`` to the medium fail; how many there were, in the end."""
    counted = [0]
    write = sealed_zip._Medium.write

    def failing(medium: sealed_zip._Medium, data: bytes) -> int:
        if medium._file is not None:
            counted[0] += 1
            if counted[0] == number:
                raise error
        return write(medium, data)

    monkeypatch.setattr(sealed_zip._Medium, "write", failing)
    return counted


@pytest.mark.requirement("G-6.1", "J-7")
def test_nothing_is_written_in_the_clear(footage: OpenFootage, stick: Path) -> None:
    target = stick / "p.zip"
    with watching() as opened:
        package = packaged(footage, target)
    assert {Path(path).name for path in opened} == {"p.zip.unfinished"}
    assert list(stick.iterdir()) == [target]
    written = package.path.read_bytes()
    for fragment in FRAGMENTS:
        for view in read_fragment(fragment.data)[VIDEO_TRACK]:
            assert bytes(view.data[:48]) not in written
    assert "青空商店".encode() not in written


@pytest.mark.requirement("G-6.1")
def test_a_full_medium_leaves_nothing_wherever_it_fills_up(
    footage: OpenFootage, stick: Path, rounds: Callable[[int, int], int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        counted = at_write(0, OSError(), patch)
        packaged(footage, stick / "whole.zip").path.unlink()
    assert counted[0] > 30
    for number in range(1, counted[0] + 1, rounds(4, 1)):
        with pytest.MonkeyPatch.context() as patch, watching() as opened:
            at_write(number, OSError(errno.ENOSPC, "No space left on device"), patch)
            with pytest.raises(Unavailable, match="could not be written"):
                packaged(footage, stick / "p.zip")
        assert list(stick.iterdir()) == []
        assert {Path(path).name for path in opened} == {"p.zip.unfinished"}


def test_a_medium_pulled_out_is_said(
    footage: OpenFootage, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing more can be done there, not even removing what was begun."""

    gone = OSError(errno.EIO, "Input/output error")

    def failing(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            raise gone

    at_write(12, gone, monkeypatch)
    monkeypatch.setattr(Path, "unlink", failing)
    with pytest.raises(Unavailable, match="could not be written"):
        packaged(footage, stick / "p.zip")
    assert not (stick / "p.zip").exists()


@pytest.mark.parametrize(("where", "what"), [(os, "fsync"), (Path, "replace")])
def test_a_medium_that_fails_at_the_very_end_leaves_nothing(
    footage: OpenFootage, stick: Path, monkeypatch: pytest.MonkeyPatch, where: Any, what: str
) -> None:
    def failing(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(where, what, failing)
    with pytest.raises(Unavailable, match="could not be written"):
        packaged(footage, stick / "p.zip")
    assert list(stick.iterdir()) == []


def test_a_medium_with_a_limit_for_files_is_said(
    footage: OpenFootage, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_write(20, OSError(errno.EFBIG, "File too large"), monkeypatch)
    with pytest.raises(Unavailable, match="4 GB"):
        packaged(footage, stick / "p.zip")
    assert list(stick.iterdir()) == []


@pytest.mark.requirement("J-7")
def test_without_the_entry_in_the_log_there_is_no_package(
    footage: OpenFootage, stick: Path
) -> None:
    def refuse(_: bytes) -> Seal:
        raise Unavailable("database.locked")

    with pytest.raises(Unavailable):
        packaged(footage, stick / "p.zip", sealing=refuse)
    assert list(stick.iterdir()) == []


def test_giving_up_leaves_nothing_at_any_time(footage: OpenFootage, stick: Path) -> None:
    for patience in range(8):
        asked = chain(repeat(False, patience), repeat(True))
        with pytest.raises(Unavailable, match="given up"):
            packaged(footage, stick / "p.zip", cancelled=partial(next, asked))
        assert list(stick.iterdir()) == []


@pytest.mark.parametrize("broken", ["flipped", "cut", "gone", "exchanged"])
def test_what_the_medium_gives_back_differently_does_not_count(
    footage: OpenFootage, stick: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    finish = sealed_zip.SealedZip.finish

    def failing(out: sealed_zip.SealedZip) -> Path:
        path = finish(out)
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 1
        said: dict[str, Callable[[], Any]] = {
            "flipped": lambda: path.write_bytes(data),
            "cut": lambda: path.write_bytes(data[: len(data) // 2]),
            "gone": path.unlink,
            "exchanged": lambda: path.write_bytes(bytes(len(data))),
        }
        said[broken]()
        return path

    monkeypatch.setattr(sealed_zip.SealedZip, "finish", failing)
    with pytest.raises(Damaged, match="came back different"):
        packaged(footage, stick / "p.zip")
    assert list(stick.iterdir()) == []


def test_a_viewing_that_ends_ends_the_export(tmp_path: Path, stick: Path) -> None:
    footage = viewing(write_volume(tmp_path, "v", recorded(6)))  # more than are read ahead
    with pytest.raises(Refused):
        packaged(footage, stick / "p.zip", progress=lambda _: footage.close())
    assert list(stick.iterdir()) == []


@pytest.mark.requirement("G-6.2")
def test_footage_that_is_all_damaged_makes_no_package(tmp_path: Path, stick: Path) -> None:
    volume = write_volume(tmp_path, "v", recorded(1))
    content = bytearray(volume[0].path.read_bytes())
    for at in range(3 * PAGE_BYTES + 100, len(content), PAGE_BYTES):
        content[at] ^= 1
    volume[0].path.write_bytes(content)
    with pytest.raises((Damaged, InvalidInput)):
        packaged(viewing(volume), stick / "p.zip")
    assert list(stick.iterdir()) == []


def test_wrong_places_are_refused_before_anything_is_written(
    footage: OpenFootage, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput, match="does not exist"):
        packaged(footage, stick / "missing" / "p.zip")
    there = stick / "p.zip"
    there.write_bytes(b"another")
    with pytest.raises(InvalidInput, match="there already"):
        packaged(footage, there)
    assert there.read_bytes() == b"another"
    monkeypatch.setattr(type(host), "free_bytes", lambda *_: 10)
    with pytest.raises(Unavailable, match="not enough room"):
        packaged(footage, stick / "q.zip")


def test_nothing_recorded_is_said(tmp_path: Path, stick: Path) -> None:
    volume = write_volume(tmp_path, "v", FRAGMENTS)
    with pytest.raises(InvalidInput, match="Nothing was recorded"):
        packaged(viewing(volume, span=Span(START - 10, START - 5)), stick / "p.zip")


def test_what_a_power_cut_left_goes_with_the_next_export(footage: OpenFootage, stick: Path) -> None:
    (stick / "p.zip.unfinished").write_bytes(b"half")
    assert contents(packaged(footage, stick / "p.zip").path)
    assert [path.name for path in stick.iterdir()] == ["p.zip"]
