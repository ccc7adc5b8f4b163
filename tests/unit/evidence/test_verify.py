"""Checking a package: good only when every byte is the one given out, and what and where if not."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import InvalidInput
from shopguard.evidence.findings import Kind, Verdict
from shopguard.evidence.signing import fingerprint
from shopguard.evidence.verify import Report, verify
from tests.fakes.made_packages import (
    PASSWORD,
    START,
    Files,
    consents,
    key,
    made,
    public,
    sealed,
    write_folder,
    write_zip,
)

OURS = fingerprint(public(key("shop")))
Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def good() -> Files:
    return made()


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Files], Report]:
    return lambda files: verify(write_folder(files, tmp_path / "package"))


def kinds(report: Report) -> set[Kind]:
    return {finding.kind for finding in report.findings}


@pytest.mark.requirement("J-7", "T-4")
def test_a_package_as_given_out_is_good_in_the_zip_and_unpacked(
    good: Files, tmp_path: Path
) -> None:
    told: list[float] = []
    zipped, folder = write_zip(good, tmp_path / "p.zip"), write_folder(good, tmp_path / "out")
    for report in (
        verify(zipped, PASSWORD, fingerprint=OURS, progress=told.append),
        verify(folder, fingerprint=OURS.lower().replace("-", " ")),
        verify(write_folder(good, tmp_path / "above" / "it").parent, fingerprint=OURS),
    ):
        assert report.verdict is Verdict.GOOD
        assert not report.findings
        assert report.compared
        assert report.fingerprint == OURS
        assert report.files == len(good) - 3
        assert report.bytes == sum(map(len, good.values()))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_without_a_fingerprint_the_key_is_shown_and_not_compared(
    good: Files, check: Callable[[Files], Report]
) -> None:
    report = check(good)
    assert (report.verdict, report.compared) == (Verdict.GOOD, False)
    assert report.fingerprint == OURS


@pytest.mark.requirement("J-7", "T-4")
def test_any_changed_byte_is_found(
    good: Files, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    folder, dice = write_folder(good, tmp_path), random.Random(7)
    names = sorted(good)
    for turn in range(rounds(150, 5000)):
        name = names[turn % len(names)]
        at, data = dice.randrange(len(good[name])), bytearray(good[name])
        data[at] ^= 1 << dice.randrange(8)
        (folder / name).write_bytes(data)
        assert verify(folder).verdict is Verdict.CHANGED, f"{name} at {at}"
        (folder / name).write_bytes(good[name])


def test_changed_pictures_are_told_by_their_seconds(
    good: Files, check: Callable[[Files], Report]
) -> None:
    data = bytearray(good["media/c01-01.mp4"])
    data[len(data) // 2] ^= 1
    (found,) = check(good | {"media/c01-01.mp4": bytes(data)}).findings
    assert (found.kind, found.path) == (Kind.PICTURES, "media/c01-01.mp4")
    assert (found.start_us, found.end_us) == (START + SECOND, START + 2 * SECOND)


def test_seconds_that_follow_each_other_are_told_as_one(
    good: Files, check: Callable[[Files], Report]
) -> None:
    cut = good["media/c01-01.mp4"][:100]
    report = check(good | {"media/c01-01.mp4": cut})
    assert kinds(report) == {Kind.SHORTER, Kind.BYTES, Kind.PICTURES}
    (seconds,) = [each for each in report.findings if each.kind is Kind.PICTURES]
    assert (seconds.start_us, seconds.end_us) == (START, START + 3 * SECOND)


@pytest.mark.parametrize(
    ("name", "kind", "verdict"),
    [
        ("media/c02-01.mp4", Kind.MISSING, Verdict.INCOMPLETE),
        ("cover.pdf", Kind.MISSING, Verdict.INCOMPLETE),
        ("manifest.json", Kind.NO_MANIFEST, Verdict.INCOMPLETE),
        ("manifest.sig", Kind.NO_SIGNATURE, Verdict.INCOMPLETE),
        ("proof.json", Kind.NO_PROOF, Verdict.INCOMPLETE),
    ],
)
def test_what_is_missing_is_named(
    good: Files, check: Callable[[Files], Report], name: str, kind: Kind, verdict: Verdict
) -> None:
    report = check({path: data for path, data in good.items() if path != name})
    assert [(each.kind, each.path) for each in report.findings] == [(kind, name)]
    assert report.verdict is verdict


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("media/c03-01.mp4", Kind.ADDED),
        ("media/入口.mp4", Kind.NAME),
        (".DS_Store", Kind.JUNK),
        ("media/Thumbs.db", Kind.JUNK),
        ("deep/er/and/deeper/x", Kind.NAME),
    ],
)
def test_what_was_added_is_named(
    good: Files, check: Callable[[Files], Report], name: str, kind: Kind
) -> None:
    report = check(good | {name: b"more"})
    assert [(each.kind, each.path) for each in report.findings] == [(kind, name)]
    assert report.verdict is Verdict.CHANGED


def test_files_that_changed_places_are_found(good: Files, check: Callable[[Files], Report]) -> None:
    one, two = "media/c01-01.mp4", "media/c02-01.mp4"
    report = check(good | {one: good[two], two: good[one]})
    assert report.verdict is Verdict.CHANGED
    assert {each.path for each in report.findings} == {one, two}


@pytest.mark.requirement("T-4")
def test_a_package_of_another_key_is_not_the_one_expected(tmp_path: Path) -> None:
    folder = write_folder(made(by="forger"), tmp_path)
    assert verify(folder).verdict is Verdict.GOOD  # as good as nobody compares the key
    report = verify(folder, fingerprint=OURS)
    assert (report.verdict, kinds(report)) == (Verdict.CHANGED, {Kind.KEY})


@pytest.mark.parametrize("name", ["manifest.sig", "proof.json", "manifest.json"])
def test_seals_of_another_package_do_not_fit(
    good: Files, check: Callable[[Files], Report], name: str
) -> None:
    def other(told: Manifest) -> None:
        told["provision"]["reason"] = "something else"

    report = check(good | {name: made(other)[name]})
    assert report.verdict is Verdict.CHANGED
    assert kinds(report) & {Kind.SIGNATURE, Kind.PROOF}


def test_one_manager_is_not_two(check: Callable[[Files], Report], tmp_path: Path) -> None:
    def alone(told: Manifest) -> None:
        told["approvals"] = consents(("chief",))

    def twice(told: Manifest) -> None:
        told["approvals"]["people"][1] = dict(told["approvals"]["people"][0])

    def forged(told: Manifest) -> None:
        told["approvals"]["people"][1]["signature"] = "00" * 64

    for change, expected in ((alone, Kind.ONE_CONSENT), (twice, Kind.ONE_CONSENT)):
        report = check(made(change))
        assert (report.verdict, kinds(report)) == (Verdict.INCOMPLETE, {expected})
    report = check(made(forged))
    assert (report.verdict, kinds(report)) == (
        Verdict.CHANGED,
        {Kind.CONSENT, Kind.ONE_CONSENT},
    )


def test_a_fragment_left_out_must_be_told_as_damaged(check: Callable[[Files], Report]) -> None:
    def hushed_up(told: Manifest) -> None:
        told["cameras"][0]["damaged"] = []

    assert check(made(left_out=(1,))).verdict is Verdict.GOOD
    report = check(made(hushed_up, left_out=(1,)))
    assert (report.verdict, kinds(report)) == (Verdict.CHANGED, {Kind.CHAIN})
    (found,) = report.findings
    assert found.start_us == START + 2 * SECOND


@pytest.mark.parametrize("field", ["seq", "start_us", "frames", "previous", "hash", "volume"])
def test_a_chain_that_was_rewritten_is_found_though_well_signed(
    check: Callable[[Files], Report], field: str
) -> None:
    def change(told: Manifest) -> None:
        link = told["files"][0]["pieces"][2]["link"]
        link[field] = "0" * 64 if isinstance(link[field], str) else link[field] + 7

    report = check(made(change))
    assert (report.verdict, kinds(report)) == (Verdict.CHANGED, {Kind.CHAIN})


def test_a_check_that_was_stopped_says_so(good: Files, tmp_path: Path) -> None:
    report = verify(write_folder(good, tmp_path), cancelled=lambda: True)
    assert (report.verdict, kinds(report)) == (Verdict.INCOMPLETE, {Kind.STOPPED})


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", "x" * 5000])
def test_a_wrong_password_is_said_to_be_one(good: Files, tmp_path: Path, password: str) -> None:
    with pytest.raises(InvalidInput, match="password"):
        verify(write_zip(good, tmp_path / "p.zip"), password)


def test_what_was_typed_wrong_is_told(good: Files, tmp_path: Path) -> None:
    zipped = write_zip(good, tmp_path / "p.zip")
    with pytest.raises(InvalidInput, match="There is no package"):
        verify(tmp_path / "nothing")
    with pytest.raises(InvalidInput, match="No password"):
        verify(zipped)
    with pytest.raises(InvalidInput, match="no fingerprint"):
        verify(zipped, PASSWORD, fingerprint="12-34")


def test_a_resealed_manifest_needs_the_shops_key(good: Files, tmp_path: Path) -> None:
    """Signed by a stranger, the signer's row left as it was."""
    forged = sealed(good["manifest.json"], good, by="forger")
    report = verify(write_folder(forged, tmp_path))
    assert kinds(report) == {Kind.SIGNATURE, Kind.PROOF}
