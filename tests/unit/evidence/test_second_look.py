"""What a second reader found: odd input at the register's door, each told and none of it kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import papers
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import provide
from shopguard.app.acts.register import forget_old
from shopguard.base.clock import MINUTE, SECOND
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.base.span import Span
from shopguard.evidence import package, scans
from shopguard.evidence.cases import YEAR
from shopguard.evidence.grounds import GROUNDS, LONGEST, Kind, cleaned
from shopguard.evidence.provisions import State
from shopguard.evidence.redaction import keeping
from shopguard.evidence.scans import LARGEST, read_scan
from shopguard.evidence.verify import verify
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled, opened
from tests.unit.evidence.test_redacted_package import looked_through, settled
from ui.engine.people import signed_in
from ui.engine.provisions import EngineProvisions
from ui.provision.model import Draft

CONSOLE = Console("x")


@pytest.mark.requirement("J-7")
def test_fields_filled_to_the_last_letter_do_not_stop_an_export(
    full: FullShop, tmp_path: Path
) -> None:
    long = {
        field.name: "あ" * LONGEST
        for field in GROUNDS["danger"].fields
        if field.kind in (Kind.WORDS, Kind.LONG)
    }
    provision = opened(full, "danger", fields=filled("danger") | long)
    with full.proofs("sato", "suzuki") as proofs:
        made = provide(full.shop, proofs, "1", tmp_path)
    assert verify(made.package.path, made.password).verdict == "GOOD"
    for name in papers.PAPERS:
        assert papers.paper(full.shop, CONSOLE, provision, name, "ja").startswith(b"%PDF")
    assert papers.register(full.shop, CONSOLE, "ja").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["9" * 9, "9" * 10, "9" * 19, "9" * 31, "９９", "-1", "", "%"])
def test_a_number_there_is_not_is_told(full: FullShop, name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        acts.find(full.shop, name)
    assert caught.value.code == "case.unknown"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("電話で\u202e断った\x1b[2J", "電話で断った[2J"),
        ("a\u200bb\ufeff \x00c", "ab c"),
        ("か\u3099", "が"),
        ("\udce9 x", "x"),
    ],
)
def test_what_cannot_be_seen_does_not_get_into_the_register(
    full: FullShop, words: str, kept: str
) -> None:
    opened(full, "danger")
    assert acts.refuse(full.shop, CONSOLE, "1", words).case.entries[-1].data["reason"] == kept


@pytest.mark.parametrize("words", ["", " \n", "\u200b\x00", "あ" * 501])
def test_no_words_or_too_many_are_told(words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        acts.said(words)
    assert caught.value.code == "provision.words"


@pytest.mark.requirement("J-7")
def test_a_camera_is_given_once_and_only_one_there_is(full: FullShop) -> None:
    camera = full.camera("入口").id
    called = acts.open_provision(
        full.shop, CONSOLE, ground="danger", fields=filled("danger"), call=True,
        cameras=[camera, camera], span=Span(0, MINUTE),
    )  # fmt: skip
    assert called.cameras == (camera,)
    with pytest.raises(InvalidInput) as caught:
        acts.complete(full.shop, CONSOLE, "1", fields={}, cameras=["nowhere"])
    assert caught.value.code == "camera.unknown"
    ripe = acts.complete(full.shop, CONSOLE, "1", fields={}, cameras=[camera, camera])
    assert (ripe.state, ripe.cameras) == (State.OPEN, (camera,))


@pytest.mark.parametrize("day", ["20261120", "2026-W47-5", "2026-325", "2026-11-31"])
def test_days_are_written_in_one_way(day: str) -> None:
    with pytest.raises(InvalidInput):
        cleaned(GROUNDS["danger"], {"return_by": day})
    assert cleaned(GROUNDS["danger"], {"return_by": "2026-11-20"})


def test_of_a_file_to_attach_no_more_is_read_than_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole: nothing of it is on the disk
    monkeypatch.setattr(scans, "LARGEST", 1000)
    assert len(read_scan(path)) == 1001
    monkeypatch.undo()
    with pytest.raises(InvalidInput) as caught:
        scans.Scan.of(b"%PDF-" + bytes(LARGEST))
    assert caught.value.code == "provision.scan"
    with pytest.raises(InvalidInput) as caught:
        read_scan(tmp_path)
    assert caught.value.code == "provision.scan_unread"


def test_a_paper_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(path: Path) -> None:
        assert path.exists()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(papers.host), "private_file", lambda _, path: full_disk(path))
    with pytest.raises(Unavailable):
        papers.save(b"%PDF", tmp_path / "record.pdf")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert papers.save(b"%PDF", tmp_path / "record.pdf").read_bytes() == b"%PDF"


@pytest.mark.requirement("G-6.2")
def test_edits_too_long_to_be_read_again_are_not_settled(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(full, "self")
    plans = looked_through(full)
    monkeypatch.setattr(keeping, "LARGEST", 1000)
    with pytest.raises(InvalidInput) as caught:
        settled(full, plans)
    assert caught.value.code == "redaction.too_long"
    monkeypatch.undo()
    settled(full, plans)


@pytest.mark.requirement("J-7", "G-7.2")
def test_who_called_cannot_be_corrected_away(full: FullShop) -> None:
    opened(full, fields=filled("police-inquiry"), scans=[], call=True)
    with pytest.raises(Refused) as caught:
        acts.correct(full.shop, CONSOLE, "1", fields={"recipient": ""}, reason="消す")
    assert caught.value.code == "provision.no_caller"


@pytest.mark.requirement("T-4", "J-7")
def test_a_hold_there_is_no_room_for_is_said_before_anything_is_noted(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever tries again without the hold has the same request twice."""
    camera, start = full.camera("入口"), full.clock.utc_us()
    full.record(camera, 2)
    full.clock.advance(MINUTE)
    book, by = EngineProvisions(full.shop, {}), signed_in(full.shop, full.proof("sato"))
    span = Span(start, start + SECOND)
    draft = Draft("danger", filled("danger"), (camera.id,), span, hold=True)
    monkeypatch.setattr(type(full.shop), "hold_quota_bytes", lambda _: 0)
    with pytest.raises(Refused) as caught:
        book.open(draft, by)
    assert caught.value.code == "hold.quota"
    assert acts.listed(full.shop) == []
    assert book.open(replace(draft, hold=False), by).number == 1


@pytest.mark.requirement("J-7", "G-7.2")
def test_a_number_is_not_given_out_again_when_its_case_was_erased(full: FullShop) -> None:
    opened(full, "danger")
    with full.shop.catalogue.write() as db:  # as if it were as old as it will be
        db.exec_driver_sql("DROP TRIGGER evidence_entry_fixed")
        db.exec_driver_sql("UPDATE evidence_entry SET at_us = 0")
    full.clock.advance(6 * YEAR)
    assert len(forget_old(full.shop)) == 1
    assert acts.listed(full.shop) == []
    asked = acts.open_provision(
        full.shop, CONSOLE, ground="none", fields={"recipient": "x"}, cameras=[], span=None
    )
    assert asked.number == 2


@pytest.mark.requirement("G-6.2")
def test_a_recording_interrupted_without_end_is_told_before_anything_is_written(
    full: FullShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera, start = full.camera("入口"), full.clock.utc_us()
    for part in range(3):
        full.record(camera, 1, start_us=start + part * 10 * SECOND)
    full.clock.advance(MINUTE)
    acts.open_provision(
        full.shop, CONSOLE, ground="danger", fields=filled("danger"), cameras=[camera.id],
        span=Span(start, start + 30 * SECOND),
    )  # fmt: skip
    monkeypatch.setattr(package, "_MOST_PARTS", 2)
    with full.proofs("sato", "suzuki") as proofs, pytest.raises(InvalidInput) as caught:
        provide(full.shop, proofs, "1", tmp_path / "shop")
    assert caught.value.code == "export.too_many_parts"
    monkeypatch.undo()
    with full.proofs("sato", "suzuki") as proofs:
        made = provide(full.shop, proofs, "1", tmp_path)
    assert len(made.provision.absent or ()) == 3
