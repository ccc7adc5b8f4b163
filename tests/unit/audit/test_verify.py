"""Verifying names what was done to the log; the log as written is never blamed."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.heads import SignedHead, shop_signer
from shopguard.audit.ledger import Ledger
from shopguard.audit.verify import MOST_PROBLEMS, Kind, VerifyReport, verify
from shopguard.base.texts import LANGUAGES, all_codes
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from tests.fakes.audit_intruder import Intruder
from tests.fakes.clock import NOON
from tests.unit.audit.conftest import SHOP_KEY
from tests.unit.audit.test_ledger import OPENED

CHIEF = Ed25519PrivateKey.generate()
SHOP_SIGNER = shop_signer(SHOP_KEY)
SIZE = 12


@pytest.fixture
def outside(ledger: Ledger) -> SignedHead:
    """The log's own head, countersigned, after twelve records."""
    for number in range(SIZE - 2):
        ledger.append(Entry(Act.HOLD_SET, (f"person{number}",), "done", "desk"))
    ledger.countersign("chief", CHIEF)
    ledger.append(OPENED)
    return ledger.countersign("chief", CHIEF)


@contextmanager
def broken_into(catalogue: Catalogue) -> Iterator[Intruder]:
    catalogue.close()
    intruder = Intruder(catalogue.path, SHOP_KEY)
    yield intruder
    intruder.leave()


def kinds(report: VerifyReport) -> list[tuple[Kind, int]]:
    return [(problem.kind, problem.seq) for problem in report.problems]


def test_the_log_as_written_is_good(
    ledger: Ledger, catalogue: Catalogue, outside: SignedHead
) -> None:
    report = verify(catalogue, outside, shop_public=ledger.public)
    assert report.ok
    assert (report.records, report.heads, report.root) == (SIZE, 3, outside.root)
    ledger.append(OPENED)
    later = verify(catalogue, outside, shop_public=ledger.public)
    assert (later.ok, later.records) == (True, SIZE + 1)


def test_an_empty_log_is_good(catalogue: Catalogue) -> None:
    assert verify(catalogue) == VerifyReport(0, 0, verify(catalogue).root, ())


@pytest.mark.requirement("J-14", "T-10")
@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            "UPDATE audit_record SET body = replace(body, 'person3', 'person9') WHERE seq = 4",
            {(Kind.EDITED, 4)},
        ),
        ("UPDATE audit_record SET leaf = zeroblob(32) WHERE seq = 4", {(Kind.EDITED, 4)}),
        ("UPDATE audit_record SET body = 'no json' WHERE seq = 4", {(Kind.EDITED, 4)}),
        ("UPDATE audit_record SET body = x'ff' WHERE seq = 4", {(Kind.EDITED, 4)}),
        ("UPDATE audit_record SET at_us = 5 WHERE seq = 4", {(Kind.COLUMNS, 4)}),
        ("UPDATE audit_record SET action = 'login.done' WHERE seq = 4", {(Kind.COLUMNS, 4)}),
        ("UPDATE audit_record SET action = x'ff' WHERE seq = 4", {(Kind.COLUMNS, 4)}),
        (
            "UPDATE audit_record SET previous = zeroblob(32) WHERE seq = 4",
            {(Kind.COLUMNS, 4), (Kind.BROKEN, 4)},
        ),
        ("DELETE FROM audit_record WHERE seq = 4", {(Kind.REMOVED, 4)}),
        ("DELETE FROM audit_record WHERE seq IN (4, 5, 6)", {(Kind.REMOVED, 4)}),
        ("DELETE FROM audit_record WHERE seq = 1", {(Kind.REMOVED, 1)}),
        ("DELETE FROM audit_record WHERE seq > 9", {(Kind.TRUNCATED, 10)}),
        ("DELETE FROM audit_record", {(Kind.TRUNCATED, 1)}),
        (
            "INSERT INTO audit_record SELECT -3, 1, 'x', leaf, leaf, body FROM audit_record "
            "WHERE seq = 1",
            {(Kind.ADDED, -3)},
        ),
        ("UPDATE audit_frontier SET peaks = zeroblob(64)", {(Kind.FRONTIER, SIZE)}),
        ("DELETE FROM audit_frontier", {(Kind.FRONTIER, 0)}),
        ("DELETE FROM audit_head WHERE id = 2", {(Kind.HEAD_GONE, 1)}),
        ("UPDATE audit_head SET at_us = 5 WHERE id = 2", {(Kind.SIGNATURE, 11)}),
        ("UPDATE audit_head SET signature = 'x' WHERE id = 2", {(Kind.SIGNATURE, 11)}),
        ("UPDATE audit_head SET size = 'x' WHERE id = 2", {(Kind.SIGNATURE, 0)}),
        ("UPDATE audit_head SET size = -1 WHERE id = 2", {(Kind.SIGNATURE, -1)}),
        ("UPDATE audit_head SET root = zeroblob(32) WHERE id = 2", {(Kind.REWRITTEN, 11)}),
        ("DROP TABLE audit_record", {(Kind.STRUCTURE, 0)}),
        ("DROP TABLE audit_head", {(Kind.STRUCTURE, 0)}),
        ("DROP TABLE audit_frontier", {(Kind.STRUCTURE, 0)}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_done_is_named(
    catalogue: Catalogue, outside: SignedHead, sql: str, expected: set[tuple[Kind, int]]
) -> None:
    catalogue.close()
    intruder = Intruder(catalogue.path, SHOP_KEY)
    intruder.do(sql)
    if "DROP" in sql:
        intruder.db.execute("COMMIT")
        intruder.db.close()
    else:
        intruder.leave()
    report = verify(catalogue, outside)
    assert not report.ok
    assert expected <= set(kinds(report))
    if expected == {(Kind.EDITED, 4)}:  # the neighbours are not blamed
        assert {seq for kind, seq in kinds(report) if kind in (Kind.EDITED, Kind.BROKEN)} == {4}


def test_two_records_that_changed_places_are_both_named(
    catalogue: Catalogue, outside: SignedHead
) -> None:
    with broken_into(catalogue) as intruder:
        intruder.do("UPDATE audit_record SET seq = 99 WHERE seq = 3")
        intruder.do("UPDATE audit_record SET seq = 3 WHERE seq = 8")
        intruder.do("UPDATE audit_record SET seq = 8 WHERE seq = 99")
    assert {(Kind.MOVED, 3), (Kind.MOVED, 8)} <= set(kinds(verify(catalogue, outside)))


@pytest.mark.parametrize("name", sorted(schema.AUDIT_TRIGGERS))
def test_a_guard_that_is_gone_or_changed_is_missed(
    catalogue: Catalogue, outside: SignedHead, name: str
) -> None:
    with catalogue.write() as db:
        db.exec_driver_sql(f"DROP TRIGGER {name}")
    (gone,) = verify(catalogue, outside).problems
    assert (gone.kind, gone.name) == (Kind.STRUCTURE, name)
    with catalogue.write() as db:
        table = "audit_head" if "head" in name else "audit_record"
        db.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN SELECT 1; END")
    (changed,) = verify(catalogue, outside).problems
    assert (changed.kind, changed.name) == (Kind.STRUCTURE, name)


def test_a_guard_nobody_put_up_is_noticed(catalogue: Catalogue, outside: SignedHead) -> None:
    with catalogue.write() as db:
        db.exec_driver_sql(
            "CREATE TRIGGER quiet AFTER INSERT ON audit_record BEGIN DELETE FROM site; END"
        )
    assert [p.name for p in verify(catalogue, outside).problems] == ["quiet"]


# --- an intruder with the shop's key --------------------------------------------------------


def test_a_perfect_forgery_is_good_inside_and_forked_against_the_head_outside(
    ledger: Ledger, catalogue: Catalogue, outside: SignedHead
) -> None:
    with broken_into(catalogue) as intruder:
        rows = intruder.rows()
        rows[3][5] = rows[3][5].replace(b"person3", b"person9")
        intruder.rewrite(rows, SHOP_SIGNER, NOON)
    assert verify(catalogue, shop_public=ledger.public).ok  # inside, nothing speaks against it
    assert kinds(verify(catalogue, outside, shop_public=ledger.public)) == [(Kind.FORKED, SIZE)]


def test_a_managers_signature_speaks_against_a_forgery_even_without_a_head_outside(
    ledger: Ledger, catalogue: Catalogue, outside: SignedHead
) -> None:
    with broken_into(catalogue) as intruder:
        kept = intruder.db.execute("SELECT * FROM audit_head WHERE signer = 'chief'").fetchone()
        rows = intruder.rows()
        rows[3][5] = rows[3][5].replace(b"person3", b"person9")
        intruder.rewrite(rows, SHOP_SIGNER, NOON)
        number = intruder.db.execute("SELECT max(id) + 1 FROM audit_head").fetchone()[0]
        intruder.do("INSERT INTO audit_head VALUES (?, ?, ?, ?, ?, ?, ?, ?)", number, *kept[1:])
    report = verify(catalogue, shop_public=ledger.public)
    assert kinds(report) == [(Kind.REWRITTEN, kept[1])]


def test_a_head_by_a_stranger_is_noticed(
    ledger: Ledger, catalogue: Catalogue, outside: SignedHead
) -> None:
    stranger = Ed25519PrivateKey.generate()
    forged = SignedHead.sign(SIZE, outside.root, NOON, "", "chief", stranger)
    assert kinds(verify(catalogue, forged)) == [(Kind.SIGNER, SIZE)]
    shop = SignedHead.sign(SIZE, outside.root, NOON, "", "shop", stranger)
    assert kinds(verify(catalogue, shop, shop_public=ledger.public)) == [(Kind.SIGNER, SIZE)]
    assert kinds(verify(catalogue, shop)) == [(Kind.SIGNER, SIZE)]


def test_a_log_signed_by_another_shop_key_is_noticed(
    catalogue: Catalogue, outside: SignedHead
) -> None:
    other = shop_signer(b"\7" * 32).public_key().public_bytes_raw()
    assert (Kind.SIGNER, 1) in kinds(verify(catalogue, shop_public=other))


def test_a_false_head_from_outside_proves_nothing(
    catalogue: Catalogue, outside: SignedHead
) -> None:
    forged = dataclasses.replace(outside, at_us=outside.at_us + 1)
    assert kinds(verify(catalogue, forged)) == [(Kind.SIGNATURE, SIZE)]


def test_a_head_of_another_shop_is_told_apart(catalogue: Catalogue, outside: SignedHead) -> None:
    with catalogue.write() as db:
        db.execute(insert(schema.site).values(id="here", name="A shop", created_us=NOON))
    there = SignedHead.sign(SIZE, bytes(32), NOON, "there", "shop", SHOP_SIGNER)
    (problem,) = verify(catalogue, there).problems
    assert (problem.kind, problem.name) == (Kind.OTHER_SHOP, "there")


def test_a_file_put_back_to_last_week_is_truncated_and_then_forked(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    for _ in range(5):
        ledger.append(OPENED)
    catalogue.close()
    last_week = shutil.copy(catalogue.path, tmp_path / "copy.db")
    for _ in range(5):
        ledger.append(OPENED)
    outside = ledger.head()
    catalogue.close()
    shutil.copy(last_week, catalogue.path)
    (problem,) = verify(catalogue, outside).problems
    assert (problem.kind, problem.seq, problem.until) == (Kind.TRUNCATED, 6, 10)
    for _ in range(8):
        ledger.append(Entry(Act.LOGIN_DONE, ("chief",), "done", "desk"))
    assert kinds(verify(catalogue, outside)) == [(Kind.FORKED, 10)]


def test_a_log_without_its_heads_is_noticed(ledger: Ledger, catalogue: Catalogue) -> None:
    for _ in range(101):
        ledger.append(OPENED)
    with broken_into(catalogue) as intruder:
        intruder.do("DELETE FROM audit_head")
    assert kinds(verify(catalogue)) == [(Kind.HEAD_GONE, 0)]


def test_a_ruined_log_gives_a_list_that_ends(ledger: Ledger, catalogue: Catalogue) -> None:
    with catalogue.write() as db:
        for _ in range(MOST_PROBLEMS + 50):
            ledger.append(OPENED, db)
    with broken_into(catalogue) as intruder:
        intruder.do("UPDATE audit_record SET body = 'gone'")
    report = verify(catalogue)
    assert len(report.problems) == MOST_PROBLEMS
    assert report.unlisted >= 50


def test_every_finding_has_words() -> None:
    words = all_codes()
    for kind in Kind:
        assert set(words[f"audit.problem.{kind}"]) == set(LANGUAGES)


def test_a_finding_says_where(catalogue: Catalogue, ledger: Ledger) -> None:
    for _ in range(4):
        ledger.append(OPENED)
    with broken_into(catalogue) as intruder:
        intruder.do("DELETE FROM audit_record WHERE seq = 2")
    first = verify(catalogue).problems[0]
    assert str(first) == "Records 2 to 2 were removed."
    assert first.words("ja") == "記録 2 から 2 までが抜き取られています。"
