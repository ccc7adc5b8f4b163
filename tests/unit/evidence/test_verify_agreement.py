"""The program and the page, each written from the same description, find the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shopguard.evidence.verify import verify
from tests.fakes.chromium import Chromium, program
from tests.fakes.made_packages import Files, consents, made, sealed, write_folder
from tests.fakes.verify_page import Opened

Change = Callable[[Files], Files]

needs_chromium = pytest.mark.skipif(
    program() is None, reason="Chromium is not installed (apt install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as started:
        yield started


@pytest.fixture(scope="module")
def good() -> Files:
    return made(left_out=(1,))


@pytest.fixture
def page(browser: Chromium, good: Files, tmp_path: Path) -> Opened:
    """The page of the good package, which lies in ``tmp_path / "good"``."""
    return Opened(browser).at(write_folder(good, tmp_path / "good"))


def swapped(files: Files) -> Files:
    one, two = "media/c01-01.mp4", "media/c02-01.mp4"
    return files | {one: files[two], two: files[one]}


def without(name: str) -> Change:
    return lambda files: {path: data for path, data in files.items() if path != name}


def added(name: str) -> Change:
    return lambda files: files | {name: b"more"}


def resigned(change: Callable[[dict[str, Any]], None]) -> Change:
    """A change that the shop itself signed."""

    def apply(files: Files) -> Files:
        told = json.loads(files["manifest.json"])
        change(told)
        return sealed(told, files)

    return apply


SCENES: dict[str, tuple[str, Change]] = {
    "a swap": ("CHANGED", swapped),
    "a clip missing": ("INCOMPLETE", without("media/c02-01.mp4")),
    "no manifest": ("INCOMPLETE", without("manifest.json")),
    "no signature": ("INCOMPLETE", without("manifest.sig")),
    "no proof": ("INCOMPLETE", without("proof.json")),
    "a file added": ("CHANGED", added("media/c09-01.mp4")),
    "an odd name added": ("CHANGED", added("media/入口.mp4")),
    "what computers leave": ("CHANGED", added("Thumbs.db")),
    "cut short": ("CHANGED", lambda f: f | {"media/c01-01.mp4": f["media/c01-01.mp4"][:9000]}),
    "emptied": ("CHANGED", lambda f: f | {"media/c01-01.mp4": b""}),
    "grown": ("CHANGED", lambda f: f | {"cover.pdf": f["cover.pdf"] + b"\0"}),
    "manifest no JSON": ("CHANGED", lambda f: sealed(b"{", f)),
    "manifest of a stranger": ("CHANGED", lambda f: sealed(f["manifest.json"], f, by="forger")),
    "proof of another log": ("CHANGED", lambda f: f | {"proof.json": made(by="b")["proof.json"]}),
    "one manager": ("INCOMPLETE", resigned(lambda t: t.update(approvals=consents(("chief",))))),
    "a consent without a key": (
        "INCOMPLETE", resigned(lambda t: t["approvals"]["people"][1].update(public="")),
    ),
    "a consent forged": (
        "CHANGED", resigned(lambda t: t["approvals"]["people"][1].update(signature="00" * 64)),
    ),
    "damage hushed up": ("CHANGED", resigned(lambda t: t["cameras"][0].update(damaged=[]))),
    "a link rewritten": (
        "CHANGED", resigned(lambda t: t["files"][0]["pieces"][1]["link"].update(frames=1)),
    ),
    "a clip's whole digest rewritten": (
        "CHANGED", resigned(lambda t: t["files"][0].update(sha256="0" * 64)),
    ),
    "a way out": ("CHANGED", resigned(lambda t: t["files"][0].update(path="../x.mp4"))),
    "numbers out of bounds": ("CHANGED", resigned(lambda t: t["files"][0].update(bytes=-1))),
    "a hole between pieces": ("CHANGED", resigned(lambda t: t["files"][0]["pieces"].pop(1))),
    "tables for lists": ("CHANGED", resigned(lambda t: t.update(files={}))),
}  # fmt: skip


@needs_chromium
@pytest.mark.requirement("J-7", "T-4")
def test_the_page_finds_what_the_program_finds(page: Opened, good: Files, tmp_path: Path) -> None:
    for number, (scene, (expected, change)) in enumerate(SCENES.items()):
        folder = write_folder(change(good), tmp_path / f"scene-{number}")
        report = verify(folder)
        assert (page.check(folder), report.verdict) == (expected, expected), scene
        ours = {(each.kind, each.path, each.start_us, each.end_us) for each in report.findings}
        theirs = {row for row in page.found() if row[0] != "key"}  # the page carries the key
        assert theirs == ours, scene
    assert not page.browser.complaints()


ODD: tuple[Any, ...] = (
    None, True, 0, 1, -1, 1.5, 2**53, 10**20, "", "x", "0" * 64, "A" * 64, "\u2028", "../x", [], {},
    [1], {"a": 1}, "media/c01-01.mp4", "recorded", "gop", {"__proto__": 1},
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every member of every table and list, and where it stands."""
    for name, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, name
        if isinstance(inner, dict | list):
            yield from places(inner)


@needs_chromium
def test_both_say_the_same_of_any_manifest_that_is_signed(
    page: Opened, good: Files, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    dice, folder = random.Random(5), tmp_path / "good"
    for _ in range(rounds(25, 2000)):
        told = json.loads(good["manifest.json"])
        table, name = dice.choice(list(places(told)))
        table[name] = dice.choice(ODD)
        write_folder(sealed(told, {}), folder)
        page.check(folder)
        ours = {
            (each.kind, each.path, each.start_us, each.end_us) for each in verify(folder).findings
        }
        assert {row for row in page.found() if row[0] != "key"} == ours, name
    assert not page.browser.complaints()
