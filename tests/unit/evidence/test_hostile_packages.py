"""Packages of an enemy: nothing is written, limits hold, the answer is a verdict and never GOOD."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopguard.base.errors import InvalidInput
from shopguard.evidence import manifest_reader
from shopguard.evidence import verify as module
from shopguard.evidence.findings import Kind, Verdict
from shopguard.evidence.manifest_reader import Unfit, read_manifest
from shopguard.evidence.verify import Report, verify
from tests.fakes.made_packages import PASSWORD, Files, made, sealed, write_folder, write_zip

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@pytest.fixture(scope="module")
def good() -> Files:
    return made()


@pytest.fixture(scope="module")
def zipped(good: Files, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_zip(good, tmp_path_factory.mktemp("zip") / "p.zip").read_bytes()


def kinds(report: Report) -> set[Kind]:
    return {finding.kind for finding in report.findings}


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.requirement("T-4")
@pytest.mark.parametrize(
    "name", ["../escaped", "/escaped", "media/../../escaped", "C:/escaped", "a\\..\\b"]
)
def test_names_that_lead_elsewhere_lead_nowhere(good: Files, tmp_path: Path, name: str) -> None:
    path = write_zip(good | {name: b"gotcha"}, tmp_path / "p.zip")
    before = below(tmp_path)
    report = verify(path, PASSWORD)
    assert report.verdict is Verdict.CHANGED
    assert kinds(report) <= {Kind.NAME, Kind.ZIP, Kind.ADDED}
    assert below(tmp_path) == before


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a//b", "", ".", "media/..", "manifest.sig"]
)
def test_a_signed_manifest_names_nothing_outside(tmp_path: Path, path: str) -> None:
    def change(told: dict[str, Any]) -> None:
        told["files"][0]["path"] = path

    report = verify(write_folder(made(change), tmp_path))
    assert (report.verdict, kinds(report)) == (Verdict.CHANGED, {Kind.MANIFEST})


def test_links_and_pipes_are_not_opened(good: Files, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(good["cover.pdf"])
    folder = write_folder(good, tmp_path / "package")
    (folder / "cover.pdf").unlink()
    (folder / "cover.pdf").symlink_to(outside)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "media" / "pipe")
    report = verify(folder)
    assert report.verdict is Verdict.CHANGED
    found = {(each.kind, each.path) for each in report.findings}
    links = {(Kind.NO_FILE, name) for name in ("cover.pdf", "loop", "media/pipe")}
    assert found == links | {(Kind.MISSING, "cover.pdf")}


def test_too_many_or_too_deep_is_told_and_left(
    good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(good, tmp_path / "package")
    monkeypatch.setattr(module, "MOST_FILES", 5)
    assert kinds(verify(folder)) == {Kind.TOO_MANY}
    monkeypatch.undo()
    (folder / "/".join("abcdefghijkl")).mkdir(parents=True)
    (folder / "/".join("abcdefghijkl") / "x").write_bytes(b"x")
    assert Kind.TOO_MANY in kinds(verify(folder))


def damaged_zips(zipped: bytes) -> dict[str, bytes]:
    end = zipped.rindex(b"PK\5\6")
    first = zipped.index(b"PK\1\2")
    second = zipped.index(b"PK\1\2", first + 4)
    count = struct.unpack_from("<H", zipped, end + 10)[0]
    more = struct.pack("<HH", count + 1, count + 1)
    inside = zipped[first:end]
    grown = struct.pack("<LL", len(inside) * 2, first)
    huge = bytearray(zipped)
    struct.pack_into("<L", huge, first + 24, 0xFFFFFFF0)
    doubled = struct.pack("<HHLL", count * 2, count * 2, len(inside) * 2, first)
    place = struct.pack("<L", struct.unpack_from("<L", zipped, end + 16)[0] + 1)
    overlapping = bytearray(zipped)
    overlapping[second + 42 : second + 46] = zipped[first + 42 : first + 46]
    return {
        "empty": b"",
        "something else": b"MZ" * 1000,
        "cut": zipped[:-1],
        "cut in the middle": zipped[: len(zipped) // 2],
        "something before": b"#!/bin/sh\n" + zipped,
        "something behind": zipped + b"\0",
        "a comment": zipped[:-2] + b"\5\0hello",
        "one entry more": zipped[: end + 8] + more + zipped[end + 12 :],
        "a longer list": zipped[: end + 12] + grown + zipped[end + 20 :],
        "everything twice": zipped[:end] + inside + zipped[end : end + 8] + doubled + b"\0\0",
        "moved": zipped[: end + 16] + place + zipped[end + 20 :],
        "a huge size": bytes(huge),
        "entries over each other": bytes(overlapping),
        "only an end": zipped[end:],
    }


@pytest.mark.parametrize(
    "which", list(damaged_zips(b"PK\1\2PK\1\2" + b"\0" * 60 + b"PK\5\6" + b"\0" * 18))
)
def test_a_zip_that_was_built_to_mislead_is_refused(
    zipped: bytes, tmp_path: Path, which: str
) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(damaged_zips(zipped)[which])
    report = verify(path, PASSWORD)
    assert (report.verdict, kinds(report)) == (Verdict.CHANGED, {Kind.ZIP})


def test_a_bomb_is_never_lit(tmp_path: Path) -> None:
    """Deflated entries, which alone could grow, are refused by their header."""
    import zipfile

    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("provision-000012/manifest.json", bytes(50_000_000))
    assert kinds(verify(path, PASSWORD)) == {Kind.ZIP}


def test_a_changed_byte_of_the_zip_is_never_good_where_it_matters(
    good: Files, zipped: bytes, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    """Some bytes of a zip are its own (a version, say): what they hide must be the same files."""
    dice, path = random.Random(3), tmp_path / "p.zip"
    for _ in range(rounds(25, 1000)):
        data = bytearray(zipped)
        at = dice.randrange(len(data))
        data[at] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        report = verify(path, PASSWORD)
        if report.verdict is Verdict.GOOD:
            assert zipped.rfind(b"PK", 0, at + 1) > at - 8, "no more than a header's own version"


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_upset_the_zip_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.zip"
    path.write_bytes(data)
    assert verify(path, "x").verdict is Verdict.CHANGED


@settings(max_examples=60)
@given(st.data())
def test_no_value_anywhere_in_a_manifest_upsets_the_check(good: Files, data: st.DataObject) -> None:
    """Any member replaced by anything, signed by the shop: told as unfit, or still true."""
    import json

    told = json.loads(good["manifest.json"])
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in list(pairs):
            places.append((value, name))
            if isinstance(inner, dict | list):
                walk(inner)

    walk(told)
    where, name = data.draw(st.sampled_from(places))
    where[name] = data.draw(JSON)
    files = sealed(told, good)
    package = module._Package(
        {name: _InMemory(name, len(inside)) for name, inside in files.items()},
        lambda name: iter([files[name]]),
    )
    check = module._Check(lambda _: None, lambda: False)
    check.run(package)


class _InMemory:
    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size


HOSTILE = {
    "not text": b"\xff\xfe{}",
    "no JSON": b"{",
    "NaN": b'{"format": NaN}',
    "infinite": b'{"format": 1e999}',
    "a huge number": b'{"format": ' + b"9" * 5000 + b"}",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "deep tables": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a name twice": b'{"format": "shopguard-provision-1", "format": "shopguard-provision-1"}',
    "half a letter": b'{"format": "\\ud800"}',
    "a list": b"[]",
    "a word": b'"shopguard-provision-1"',
    "nothing": b"null",
    "empty": b"",
    "too many values": b"[" + b"0," * 12_000_001 + b"0]",
}  # fmt: skip


@pytest.mark.parametrize("which", list(HOSTILE))
def test_a_hostile_manifest_is_unfit_and_nothing_more(which: str) -> None:
    with pytest.raises(Unfit):
        read_manifest(HOSTILE[which])


def test_a_manifest_too_large_is_not_read(
    good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_reader, "MOST_MANIFEST_BYTES", 1000)
    monkeypatch.setitem(module._MOST_SEAL_BYTES, "manifest.json", 1000)
    report = verify(write_folder(good, tmp_path))
    assert report.verdict is Verdict.CHANGED
    assert Kind.LONGER in kinds(report)


def test_a_folder_in_the_place_of_a_package_without_password(tmp_path: Path) -> None:
    assert kinds(verify(tmp_path)) == {Kind.NO_MANIFEST}
    with pytest.raises(InvalidInput):
        verify(tmp_path / "none.zip", PASSWORD)
