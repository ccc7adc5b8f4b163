"""What of the span is not in a package stands in its manifest, on its cover, in what checks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from shopguard.app.acts import papers
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import Provided, provide
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.base.texts import text
from shopguard.evidence.absent import Absent, absences, untold
from shopguard.evidence.findings import Verdict
from shopguard.evidence.verify import verify
from shopguard.footage.store import Gap
from tests.fakes.chromium import Chromium, program
from tests.fakes.full_shop import FullShop
from tests.fakes.made_packages import write_folder
from tests.fakes.requests import filled, scans_for
from tests.fakes.verify_page import Opened
from tests.journeys.command_line import QuickCommandLine
from tests.unit.evidence.test_papers import words_of

CAUSES = ["erased", "timeout", "damaged", "damaged", "unrecorded"]


class Counter:
    """Twelve seconds of one camera were asked for, and of each two something else became.

    0-2 erased, 2-4 recorded, 4-6 the camera did not answer, 6-8 a volume that is gone from the
    disk, 8-11 recorded with damage inside, 11-13 nothing.
    """

    def __init__(self, full: FullShop, folder: Path) -> None:
        self.full = full
        camera = full.camera("入口")
        self.start = start = full.clock.utc_us()
        shop = full.shop
        erased, _ = full.record(camera, 2, start_us=start)
        full.record(camera, 2, start_us=start + 2 * SECOND)
        gap = shop.store.begin_gap(camera.id, start + 4 * SECOND, "timeout")
        shop.store.end_gap(gap, start + 6 * SECOND)
        gone, _ = full.record(camera, 2, start_us=start + 6 * SECOND)
        hurt, _ = full.record(camera, 3, start_us=start + 8 * SECOND)
        full.clock.advance(20 * SECOND)
        known = {volume.id: volume for volume in shop.store.volumes()}
        shop.retention.erase([known[erased.id]], "age")
        known[gone.id].path.unlink()
        _damage(known[hurt.id].path)
        with full.proofs("sato") as proofs:
            acts.open_provision(
                shop, proofs, ground="police-inquiry", fields=filled("police-inquiry"),
                cameras=[camera.id], span=Span(start, start + 13 * SECOND),
                scans=scans_for("police-inquiry"),
            )  # fmt: skip
        with full.proofs("sato", "suzuki") as proofs:
            self.made: Provided = provide(shop, proofs, "1", folder)
        with pyzipper.AESZipFile(self.made.package.path) as zipped:
            zipped.setpassword(self.made.password.encode())
            names = zipped.namelist()
            self.files = {name.partition("/")[2]: zipped.read(name) for name in names}

    @property
    def told(self) -> list[tuple[str, int, int]]:
        """What the manifest says of the camera: cause, and from which second to which."""
        (camera,) = json.loads(self.files["manifest.json"])["cameras"]
        lost: list[dict[str, Any]] = [each | {"cause": "damaged"} for each in camera["damaged"]]
        rows = sorted(camera["gaps"] + lost, key=lambda each: int(each["start_us"]))
        return [
            (
                row["cause"],
                (row["start_us"] - self.start) // SECOND,
                (row["end_us"] - self.start) // SECOND,
            )
            for row in rows
        ]


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def counter(full: FullShop, tmp_path: Path) -> Counter:
    (tmp_path / "stick").mkdir()
    return Counter(full, tmp_path / "stick")


@pytest.mark.requirement("G-7.2", "J-7")
def test_everything_that_is_absent_is_told_everywhere(
    counter: Counter, tmp_path: Path, full: FullShop
) -> None:
    told = counter.told
    assert [cause for cause, _, _ in told] == CAUSES
    assert told[0] == ("erased", 0, 2)
    assert told[1] == ("timeout", 4, 6)
    assert told[2] == ("damaged", 6, 8)
    assert told[-1] == ("unrecorded", 11, 13)
    shown = _seconds_shown(counter)
    missing = {second for _, start, end in told for second in range(start, end)}
    assert shown | missing == set(range(13))
    report = verify(counter.made.package.path, counter.made.password)
    assert report.verdict is Verdict.GOOD
    assert [each.cause for each in sorted_told(report.cameras[0].absent)] == CAUSES
    kept = counter.made.provision.absent
    assert kept is not None
    assert [each.cause for each in kept] == CAUSES
    full.clock.advance(SECOND)
    again = papers.paper(full.shop, [full.proof("sato")], counter.made.provision, "cover", "ja")
    for cover in (counter.files["cover.pdf"], again):
        said = "".join(words_of(cover).split())
        for cause in set(CAUSES):
            assert text(f"gap.{cause}", "ja") in said
    command = QuickCommandLine(tmp_path)
    answer = command.run("verify", str(write_folder(counter.files, tmp_path / "unpacked")))
    assert (answer.code, answer.data["verdict"]) == (0, "GOOD")
    assert sorted(each["cause"] for each in answer.data["absent"]) == sorted(CAUSES)
    words = command.run("verify", str(tmp_path / "unpacked"), json_out=False).out
    assert "入口: " in words
    for cause in set(CAUSES):
        assert text(f"gap.{cause}", "en") in words


def _seconds_shown(counter: Counter) -> set[int]:
    rows = json.loads(counter.files["manifest.json"])["files"]
    return {
        (piece["start_us"] - counter.start) // SECOND
        for row in rows
        if row["kind"] == "recorded"
        for piece in row["pieces"]
        if piece["what"] == "gop"
    }


def sorted_told(absent: Any) -> list[Any]:
    return sorted(absent, key=lambda each: each.start_us)


@pytest.mark.requirement("G-7.2")
@pytest.mark.skipif(program() is None, reason="Chromium is not installed (apt install chromium)")
def test_the_page_says_so_too(counter: Counter, tmp_path: Path) -> None:
    folder = write_folder(counter.files, tmp_path / "provision-000001")
    with Chromium() as browser:
        page = Opened(browser).at(folder)
        assert page.check(folder) == "GOOD"
        browser.run("the('ja').click()")
        words = page.words()
    assert "傷んでいて入っていない時間" in words
    for cause in ("erased", "timeout", "unrecorded"):
        assert text(f"gap.{cause}", "ja") in words


@pytest.mark.requirement("G-7.2")
def test_where_all_of_it_is_there_the_cover_says_so(full: FullShop, tmp_path: Path) -> None:
    from tests.fakes.requests import opened

    opened(full, seconds=3)
    with full.proofs("sato", "suzuki") as proofs:
        made = provide(full.shop, proofs, "1", tmp_path)
    assert made.provision.absent == ()
    said = words_of(papers.paper(full.shop, [full.proof("sato")], made.provision, "cover", "ja"))
    assert text("paper.absent.nothing", "ja") in "".join(said.split())


def test_a_hole_is_told_by_what_became_of_it() -> None:
    within, noted = Span(0, 100 * SECOND), [Gap("", "c", 40 * SECOND, None, "off")]
    known = [Span(10 * SECOND, 30 * SECOND), Span(40 * SECOND, 100 * SECOND)]
    erased = [Span(-5 * SECOND, 4 * SECOND), Span(8 * SECOND, 20 * SECOND)]
    found = [(gap.start_us // SECOND, gap.end_us, gap.cause)
             for gap in untold("c", within, known, erased)]  # fmt: skip
    assert found == [
        (0, 4 * SECOND, "erased"),
        (8, 10 * SECOND, "erased"),
        (4, 8 * SECOND, "unrecorded"),
        (30, 40 * SECOND, "unrecorded"),
    ]
    assert absences(2, within, noted, [Span(1, 2)]) == [
        Absent(2, Span(1, 2), "damaged"),
        Absent(2, Span(40 * SECOND, 100 * SECOND), "off"),
    ]
    assert list(untold("c", within, [Span(-1, 101 * SECOND)], [])) == []
