"""A request is noted with its ground, or refused; what is written stays (J-6, J-7, G-7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from shopguard.access.policy import Console, Purpose
from shopguard.app.acts import provision as acts
from shopguard.app.acts.register import forget_old
from shopguard.base.clock import DAY, HOUR, MINUTE, iso
from shopguard.base.errors import InvalidInput, Refused, ShopGuardError
from shopguard.base.span import Span
from shopguard.base.texts import Language, Named, all_codes, text
from shopguard.database import schema
from shopguard.evidence.cases import Register
from shopguard.evidence.grounds import GROUNDS, cleaned, require_complete, statutes
from shopguard.evidence.proportion import Broader, broader
from shopguard.evidence.provisions import Provision, State, Step, provision_of
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import SCAN, filled, opened, scans_for

CONSOLE = Console("test")
GIVING = [key for key, ground in GROUNDS.items() if ground.allows]


@contextmanager
def told(code: str) -> Iterator[None]:
    """An error with that code is raised."""
    with pytest.raises(ShopGuardError) as caught:
        yield
    assert caught.value.code == code


def kinds(provision: Provision) -> list[str]:
    return [entry.kind for entry in provision.case.entries]


@pytest.mark.requirement("J-7", "G-7.1", "T-5")
@pytest.mark.parametrize("ground", GIVING)
def test_every_ground_opens_when_all_it_asks_for_is_there(full: FullShop, ground: str) -> None:
    provision = opened(full, ground)
    assert (provision.state, provision.ground.key) == (State.OPEN, ground)
    assert provision.number == 1


@pytest.mark.requirement("J-7", "G-7.2")
@pytest.mark.parametrize("ground", GIVING)
def test_no_ground_opens_while_a_required_field_is_empty(full: FullShop, ground: str) -> None:
    whole = filled(ground) | ({"scan": "0" * 64} if GROUNDS[ground].needs_scan else {})
    for name in whole:
        with pytest.raises(Refused) as caught:
            require_complete(GROUNDS[ground], {k: v for k, v in whole.items() if k != name})
        assert caught.value.code == "provision.incomplete"
    require_complete(GROUNDS[ground], whole)


@pytest.mark.requirement("T-5")
def test_a_police_inquiry_without_its_scan_is_not_opened(full: FullShop) -> None:
    with told("provision.incomplete"):
        acts.open_provision(
            full.shop, CONSOLE, ground="police-inquiry", fields=filled("police-inquiry"),
            cameras=[full.camera().id], span=Span(0, MINUTE),
        )  # fmt: skip
    assert acts.listed(full.shop) == []


@pytest.mark.requirement("J-6")
def test_without_a_ground_it_can_only_be_refused(full: FullShop) -> None:
    asked = acts.open_provision(
        full.shop, CONSOLE, ground="none", fields={"recipient": "近所の方"}, cameras=[], span=None
    )
    with told("provision.no_ground"):
        acts.complete(full.shop, CONSOLE, asked.id, fields={})
    refused = acts.refuse(full.shop, CONSOLE, asked.id, "法律の根拠がありません")
    assert refused.state is State.REFUSED
    last = refused.last(Step.REFUSED)
    assert last is not None
    assert last.data["reason"] == "法律の根拠がありません"
    with told("provision.state"):
        acts.refuse(full.shop, CONSOLE, asked.id, "もう一度")


@pytest.mark.requirement("J-7")
def test_a_telephone_call_ripens_when_the_paper_comes(full: FullShop) -> None:
    called = opened(full, fields={"recipient": "山田", "agency": "試験警察署"}, call=True)
    assert called.state is State.ANNOUNCED
    with told("provision.incomplete"):
        acts.complete(full.shop, CONSOLE, called.id, fields={})
    ripe = acts.complete(
        full.shop, CONSOLE, str(called.number), fields=filled("police-inquiry"), scans=[SCAN]
    )
    assert ripe.state is State.OPEN
    assert ripe.cameras == called.cameras
    assert kinds(ripe) == [Step.ANNOUNCED, Step.OPENED]


@pytest.mark.requirement("J-7", "G-7.2")
@pytest.mark.parametrize("left_out", ["recipient", "agency"])
def test_a_call_of_nobody_knows_whom_is_not_noted(full: FullShop, left_out: str) -> None:
    known = {"recipient": "山田", "agency": "試験警察署"}
    del known[left_out]
    with told("provision.no_caller"):
        opened(full, fields=known, call=True)
    assert acts.listed(full.shop) == []


@pytest.mark.requirement("T-4", "J-7")
def test_a_hold_can_be_set_from_the_call_on(full: FullShop) -> None:
    called = opened(full, fields={"recipient": "山田", "agency": "試験警察署"}, call=True)
    with full.proofs("sato") as proofs:
        acts.hold_for(full.shop, proofs, called, acts.CALL_HOLD_DAYS, "ja")
    (held,) = full.shop.holds.active()
    assert (held.span, held.ground) == (called.span, "提供 第1号のため")
    assert held.expires_us == full.clock.utc_us() + 14 * DAY


@pytest.mark.requirement("T-5", "J-7")
def test_a_scan_comes_as_a_file_and_cannot_be_written_in(full: FullShop) -> None:
    called = opened(full, fields=filled("police-inquiry"), scans=[], call=True)
    invented = {"scan": "0" * 64}
    after = acts.correct(full.shop, CONSOLE, called.id, fields=invented, reason="届いたことにする")
    assert "scan" not in after.fields
    with told("provision.incomplete"):
        acts.complete(full.shop, CONSOLE, called.id, fields=invented)
    assert acts.find(full.shop, called.id).state is State.ANNOUNCED


@pytest.mark.parametrize(
    ("language", "called"),
    [
        ("ja", "階級・役職、書面の写し（スキャン・写真）"),
        ("en", "Rank, Scan or photo of the paper"),
    ],
)
def test_what_is_missing_is_named_as_it_is_printed(
    full: FullShop, language: Language, called: str
) -> None:
    fields = filled("police-inquiry")
    del fields["rank"]
    with pytest.raises(Refused) as caught:
        opened(full, fields=fields, scans=[])
    assert called in caught.value.words(language).means
    with pytest.raises(InvalidInput) as wrong:
        cleaned(GROUNDS["police-inquiry"], {"callback": "後で"})
    named = text("provision.field.callback", language)
    assert named in wrong.value.words(language).what


@pytest.mark.requirement("J-7")
def test_a_correction_is_a_further_entry(full: FullShop) -> None:
    provision = opened(full, "danger")
    after = acts.correct(
        full.shop, CONSOLE, provision.id, fields={"recipient": "山田花子"}, reason="書き間違い"
    )
    assert after.fields["recipient"] == "山田花子"
    first = replace(after.case, entries=after.case.entries[:1])
    assert provision_of(first).fields["recipient"] == "試験"
    assert (after.state, kinds(after)) == (State.OPEN, [Step.OPENED, Step.CORRECTED])
    with told("provision.incomplete"):
        acts.correct(full.shop, CONSOLE, provision.id, fields={"recipient": ""}, reason="x")


@pytest.mark.requirement("J-7", "G-7.2")
def test_entries_can_neither_be_changed_nor_taken_out(full: FullShop) -> None:
    opened(full, "danger")
    entry = schema.evidence_entry
    for change in (update(entry).values(body=b"{}"), delete(entry), delete(schema.evidence_case)):
        with pytest.raises(IntegrityError), full.shop.catalogue.write() as db:
            db.execute(change)
    assert full.shop.cases.check() == []


@pytest.mark.requirement("J-7")
@pytest.mark.parametrize("sql", [
    "UPDATE evidence_entry SET body = CAST(replace(CAST(body AS TEXT), '試験', '別人') AS BLOB)",
    "DELETE FROM evidence_entry WHERE place = 2",
    "DELETE FROM evidence_entry",
])  # fmt: skip
def test_an_intruder_with_the_shop_key_is_found_out(full: FullShop, sql: str) -> None:
    provision = opened(full, "danger")
    acts.correct(full.shop, CONSOLE, provision.id, fields={}, reason="確認")
    with full.shop.catalogue.write() as db:
        for trigger in schema.EVIDENCE_TRIGGERS:
            db.exec_driver_sql(f"DROP TRIGGER {trigger}")
        db.exec_driver_sql(sql)
    assert full.shop.cases.check() == [provision.id]


@pytest.mark.requirement("G-7.2")
def test_cases_are_kept_for_three_years(full: FullShop) -> None:
    opened(full, "danger")
    # The fake clock lies in the past; what counts is when the machine says it was written.
    with full.shop.catalogue.write() as db:
        db.exec_driver_sql("DROP TRIGGER evidence_entry_fixed")
        db.exec_driver_sql("UPDATE evidence_entry SET at_us = unixepoch('now') * 1000000")
    with pytest.raises(IntegrityError), full.shop.catalogue.write() as db:
        full.shop.cases.forget(Register.PROVISION, 2**62, db)
    assert len(acts.listed(full.shop)) == 1


@pytest.mark.requirement("G-7.2")
def test_what_is_past_its_years_goes_and_the_log_says_so(full: FullShop) -> None:
    """The fake clock began in the past: the database itself sees these entries as old enough."""
    old = opened(full, "danger")
    with full.shop.catalogue.write() as db:
        db.exec_driver_sql("DROP TRIGGER evidence_entry_fixed")
        db.exec_driver_sql("UPDATE evidence_entry SET at_us = 0")
    full.clock.advance(3 * 366 * DAY + DAY)
    assert forget_old(full.shop) == [old.id]
    assert acts.listed(full.shop) == []
    assert forget_old(full.shop) == []
    with full.shop.catalogue.read() as db:
        actions = [row.action for row in db.execute(schema.audit_record.select())]
    assert actions.count("register.erased") == 1
    assert full.shop.cases.check() == []


@pytest.mark.requirement("J-7", "J-14")
def test_every_step_stands_in_the_log_without_names(full: FullShop) -> None:
    provision = opened(full, "danger", fields=filled("danger", recipient="秘密 太郎"))
    acts.refuse(full.shop, CONSOLE, provision.id, "別の方法で足りる")
    with full.shop.catalogue.read() as db:
        bodies = [row.body.decode() for row in db.execute(schema.audit_record.select())]
    logged = [body for body in bodies if "provision." in body]
    assert len(logged) == 2
    assert all(provision.id in body for body in logged)
    assert not any("秘密 太郎" in body for body in bodies)


@pytest.mark.requirement("T-5")
def test_a_scan_is_kept_sealed(full: FullShop) -> None:
    opened(full)
    with full.shop.catalogue.read() as db:
        (row,) = db.execute(schema.evidence_paper.select())
    assert b"scanned" not in row.content
    assert row.name == "scan.pdf"


@pytest.mark.requirement("T-5", "J-3")
def test_a_scan_is_read_by_two_managers_alone(full: FullShop) -> None:
    provision = opened(full)
    with full.proofs("sato") as proofs, told("policy.needs_two"):
        acts.read_scans(full.shop, proofs, provision.id)
    with full.proofs("sato", "suzuki") as proofs:
        assert acts.read_scans(full.shop, proofs, provision.id) == [("scan.pdf", SCAN)]
    with full.shop.catalogue.read() as db:
        actions = [row.action for row in db.execute(schema.audit_record.select())]
    assert actions.count("scan.read") == 2


@pytest.mark.parametrize("scan", [b"", b"MZ\x90", b"<html>", b"%PDF-" + bytes(21 << 20)])
def test_only_papers_and_pictures_are_attached(full: FullShop, scan: bytes) -> None:
    with told("provision.scan"):
        acts.open_provision(
            full.shop, CONSOLE, ground="consent", fields=filled("consent"),
            cameras=[full.camera().id], span=Span(0, MINUTE), scans=[scan],
        )  # fmt: skip


@pytest.mark.parametrize("fields", [
    {"recipient": 7}, {"recipient": "a\0b"}, {"recipient": "あ" * 2001}, {"unheard": "x"},
    {"asked_from": "yesterday"}, {"return_by": "2026-02-30"},
])  # fmt: skip
def test_what_makes_no_sense_is_named(full: FullShop, fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        acts.open_provision(
            full.shop, CONSOLE, ground="danger", fields=filled("danger") | fields,
            cameras=[full.camera().id], span=Span(0, MINUTE),
        )  # fmt: skip
    (named,) = fields
    assert caught.value.params["field"] in (named, Named("provision.field", (named,)))


@pytest.mark.requirement("J-7", "G-7.2")
def test_more_than_was_asked_for_is_said() -> None:
    asked = {"asked_from": iso(10 * HOUR), "asked_to": iso(11 * HOUR)}
    exactly, longer = Span(10 * HOUR, 11 * HOUR), Span(10 * HOUR, 14 * HOUR)
    assert broader(asked, exactly, ["a"], 4) == ()
    assert broader(asked, longer, ["a"], 4) == (Broader.THAN_ASKED, Broader.LONG)
    assert broader({}, exactly, ["a", "b"], 2) == (Broader.EVERY_CAMERA,)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=lambda row: row.key)
def test_every_ground_and_field_has_words(ground: Any) -> None:
    codes = all_codes()
    for table in ("ground", "ground.why", "ground.print"):
        assert f"{table}.{ground.key}" in codes
    assert all(f"provision.field.{field.name}" in codes for field in ground.fields)
    assert len({field.name for field in ground.fields}) == len(ground.fields)
    assert isinstance(ground.purpose, Purpose)
    assert bool(statutes(ground.law, "ja")) is ground.allows
    assert bool(scans_for(ground.key)) is ground.needs_scan


def test_every_step_and_state_has_words() -> None:
    codes = all_codes()
    assert {f"provision.step.{step}" for step in Step} <= codes.keys()
    assert {f"provision.state.{state}" for state in State} <= codes.keys()
    assert {f"provision.broader.{what}" for what in Broader} <= codes.keys()
