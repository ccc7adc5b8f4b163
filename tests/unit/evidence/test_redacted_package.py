"""A person's own request: only copies leave in which nobody else can be recognised (G-6.2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import Provided, provide
from shopguard.app.acts.redaction import find_people, open_footage, settle
from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged, Refused, ShopGuardError
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.evidence.findings import Kind, Verdict
from shopguard.evidence.provisions import State, Step
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.values import Box
from shopguard.evidence.verify import verify
from tests.fakes.chromium import Chromium, program
from tests.fakes.full_shop import FullShop
from tests.fakes.made_packages import Files, listed, made, write_folder
from tests.fakes.requests import filled, opened

BOTH = ("sato", "suzuki")
PERSON = Box(40, 20, 120, 150)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def looked_through(full: FullShop, name: str = "1") -> list[Plan]:
    """Who is where, with the person drawn by hand in every picture."""
    with full.proofs(*BOTH) as proofs, open_footage(full.shop, proofs, name) as footage:
        plans = find_people(footage)
    return [plan.show([(0, PERSON), (len(plan.at_us) - 1, PERSON)]) for plan in plans]


def settled(full: FullShop, plans: list[Plan], *logins: str) -> None:
    with full.proofs(*(logins or BOTH)) as proofs, open_footage(full.shop, proofs, "1") as seen:
        settle(full.shop, proofs[0], seen, "1", plans, [0] * len(plans))


def given(full: FullShop, out: Path, **more: Any) -> Provided:
    with full.proofs(*BOTH) as proofs:
        return provide(full.shop, proofs, "1", out, **more)


def inside(provided: Provided) -> dict[str, bytes]:
    with pyzipper.AESZipFile(provided.package.path) as zipped:
        zipped.setpassword(provided.password.encode())
        return {name.partition("/")[2]: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.requirement("G-6.2", "J-15")
def test_the_copy_leaves_and_the_recorded_video_stays(full: FullShop, out: Path) -> None:
    opened(full, "self")
    settled(full, looked_through(full))
    provided = given(full, out, time_copy=True)
    files = inside(provided)
    assert {name for name in files if name.startswith("media/")} == {
        "media/c01-01-redacted.mp4",
        "media/c01-01-redacted.srt",
    }
    (copy,) = (
        f for f in json.loads(files["manifest.json"])["files"] if f["kind"] == "redacted-copy"
    )
    fragments = [bytes.fromhex(each["sha256"]) for each in copy["original"]["fragments"]]
    assert copy["edited"] == "privacy"
    assert copy["made_from"] == f"sha256:{sha256(b''.join(fragments)).hexdigest()}"
    assert copy["original"]["handed_out"] is False
    report = verify(provided.package.path, provided.password)
    assert (report.verdict, report.originals_stay) == (Verdict.GOOD, True)
    assert provided.provision.state is State.EXPORTED
    assert full.shop.cases.check() == []


@pytest.mark.requirement("G-6.2")
def test_the_fragments_told_are_those_recorded(full: FullShop, out: Path) -> None:
    opened(full, "self", seconds=3)
    plans = looked_through(full)
    settled(full, plans)
    told = json.loads(inside(given(full, out))["manifest.json"])["files"]
    (original,) = (each["original"] for each in told if "original" in each)
    with full.proofs(*BOTH) as proofs, open_footage(full.shop, proofs, "1") as footage:
        refs = footage.fragments(plans[0].camera_id)
    assert [(each["volume"], each["seq"], each["sha256"]) for each in original["fragments"]] == [
        (ref.volume_id, ref.link.seq, ref.link.digest.hex()) for ref in refs
    ]


@pytest.mark.requirement("G-6.2", "J-6")
@pytest.mark.parametrize(
    "settling",
    [
        lambda full, plans: None,
        lambda full, plans: settled(full, [replace(plans[0], span=_half(plans[0].span))]),
    ],
    ids=["nothing was looked through", "only half was"],
)
def test_without_a_plan_for_all_of_it_nothing_leaves(
    full: FullShop, out: Path, settling: Callable[[FullShop, list[Plan]], None]
) -> None:
    opened(full, "self")
    settling(full, looked_through(full))
    with pytest.raises(Refused) as refused:
        given(full, out)
    assert refused.value.code == "redaction.missing"
    assert list(out.iterdir()) == []
    assert acts.find(full.shop, "1").state is State.OPEN


def _half(span: Span) -> Span:
    return Span(span.start, span.start + span.duration // 2)


@pytest.mark.requirement("J-3", "G-6.2")
@pytest.mark.parametrize("logins", [("sato",), ("sato", "sato")])
def test_nobody_alone_looks_through_it_or_settles_it(
    full: FullShop, logins: tuple[str, ...]
) -> None:
    opened(full, "self")
    plans = looked_through(full)
    with pytest.raises(ShopGuardError), full.proofs(*logins) as proofs:
        open_footage(full.shop, proofs, "1")
    with pytest.raises(ShopGuardError):
        settled(full, plans, *logins)
    assert acts.find(full.shop, "1").last(Step.REDACTED) is None


def test_what_was_settled_last_counts_and_a_plan_exchanged_is_noticed(
    full: FullShop, out: Path
) -> None:
    opened(full, "self")
    plans = looked_through(full)
    settled(full, plans)
    full.clock.advance(SECOND)
    settled(full, [plan.cover([(0, Box(0, 0, 9, 9))]) for plan in plans])
    with full.shop.catalogue.write() as db:
        paper = schema.evidence_paper
        rows = db.execute(paper.select().order_by(paper.c.added_us)).all()
        db.execute(
            paper.update().where(paper.c.digest == rows[1].digest).values(content=rows[0].content)
        )
    with pytest.raises(Damaged):
        given(full, out)
    assert list(out.iterdir()) == []


@pytest.mark.requirement("G-6.2")
def test_on_other_grounds_the_copy_goes_beside_the_recorded_video(
    full: FullShop, out: Path
) -> None:
    opened(full, fields=filled("police-inquiry"))
    settled(full, looked_through(full))
    provided = given(full, out, redacted=True)
    files = {each["path"]: each for each in json.loads(inside(provided)["manifest.json"])["files"]}
    copy = files["media/c01-01-redacted.mp4"]
    assert files[copy["made_from"]]["kind"] == "recorded"
    report = verify(provided.package.path, provided.password)
    assert (report.verdict, report.originals_stay) == (Verdict.GOOD, False)


# --- what verifiers make of it --------------------------------------------------------------------


def edited_alone(change: Callable[[dict[str, Any]], None] = lambda _: None) -> Files:
    """A package whose only video is a redacted copy."""
    whole = made()
    told = json.loads(whole["manifest.json"])
    fragments: list[dict[str, Any]] = [
        {"volume": "v", "seq": n, "sha256": sha256(bytes([n])).hexdigest()} for n in range(3)
    ]
    digest = sha256(b"".join(bytes.fromhex(each["sha256"]) for each in fragments)).hexdigest()
    film = whole["media/c01-01.mp4"]
    row = listed(
        "media/c01-01-redacted.mp4", film, "redacted-copy", camera=1,
        start_us=told["files"][0]["start_us"], end_us=told["files"][0]["end_us"],
        made_from=f"sha256:{digest}", edited="privacy", plan=digest,
        original={"sha256": digest, "handed_out": False, "fragments": fragments},
    )  # fmt: skip
    change(row)

    def only_copy(manifest: dict[str, Any]) -> None:
        kept = [each for each in manifest["files"] if not each["path"].startswith("media/")]
        manifest["files"] = [*kept, row]
        for camera in manifest["cameras"]:
            camera["damaged"] = []

    files = made(only_copy)
    kept = {path: data for path, data in files.items() if not path.startswith("media/")}
    return kept | {"media/c01-01-redacted.mp4": film}


WRONG: dict[str, Callable[[dict[str, Any]], None]] = {
    "not said to be edited": lambda row: row.update(edited="no"),
    "a digest that is not the fragments'": lambda row: row["original"].update(sha256="0" * 64),
    "a fragment left out": lambda row: row["original"]["fragments"].pop(),
    "made from something else": lambda row: row.update(made_from="sha256:" + "0" * 64),
    "made from a file that is not here": lambda row: row["original"].update(handed_out=True),
    "no original": lambda row: row.pop("original"),
    "no time": lambda row: row.update(end_us=row["start_us"]),
}


def test_a_copy_alone_is_good_and_said_to_be_edited(tmp_path: Path) -> None:
    report = verify(write_folder(edited_alone(), tmp_path / "it"))
    assert (report.verdict, report.findings) == (Verdict.GOOD, ())
    assert report.originals_stay


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_copy_says_of_its_original_must_fit(tmp_path: Path, wrong: str) -> None:
    report = verify(write_folder(edited_alone(WRONG[wrong]), tmp_path / "it"))
    assert {each.kind for each in report.findings} >= {Kind.MANIFEST}


@pytest.mark.skipif(program() is None, reason="Chromium is not installed (apt install chromium)")
def test_the_page_says_the_same(tmp_path: Path) -> None:
    good = write_folder(edited_alone(), tmp_path / "good")
    with Chromium() as browser:
        browser.open((good / "verify.html").as_uri())

        def verdict(folder: Path) -> str:
            browser.run("delete document.documentElement.dataset.verdict")
            browser.choose("#folder", folder)
            return str(
                browser.run(
                    "new Promise((done) => { const look = () => { const it = document"
                    ".documentElement.dataset.verdict; it ? done(it) : setTimeout(look, 2); };"
                    " look(); })"
                )
            )

        assert verdict(good) == "GOOD"
        browser.run("the('en').click()")
        assert "edited for privacy" in browser.run("the('edited').textContent")
        for name, change in WRONG.items():
            bad = write_folder(edited_alone(change), tmp_path / name)
            assert verdict(bad) == "CHANGED", name
