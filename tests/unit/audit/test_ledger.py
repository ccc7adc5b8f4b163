"""Appending: in order, chained, durable, from many writers, or not at all."""

from __future__ import annotations

import json
import multiprocessing
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Executable, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.heads import SHOP, shop_signer
from shopguard.audit.ledger import HEAD_EVERY_RECORDS, Ledger
from shopguard.audit.merkle import leaf_hash, root_of
from shopguard.audit.record import EVERYTHING, Record, find
from shopguard.audit.verify import verify
from shopguard.base.clock import HOUR, MINUTE, SystemClock
from shopguard.base.errors import Damaged
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES, all_codes
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from tests.fakes.clock import NOON, FakeClock
from tests.unit.audit.conftest import SHOP_KEY

OPENED = Entry(
    Act.FOOTAGE_OPENED,
    ("chief", "deputy"),
    "done",
    "till@desk",
    "theft-prevention",
    "police",
    ("entrance", "till"),
    Span(NOON, NOON + HOUR),
    {"note": "鞄", "count": 3, "nested": {"a": [1, None, True]}},
)


def records(catalogue: Catalogue) -> list[Record]:
    with catalogue.read() as db:
        return list(find(db, EVERYTHING))


def heads(catalogue: Catalogue) -> list[tuple[int, str]]:
    with catalogue.read() as db:
        kept = schema.audit_head
        return [(r.size, r.signer) for r in db.execute(select(kept).order_by(kept.c.id))]


@pytest.mark.requirement("J-14")
def test_a_record_says_everything_that_was_told(ledger: Ledger, catalogue: Catalogue) -> None:
    receipt = ledger.append(OPENED)
    (record,) = records(catalogue)
    assert record.entry == OPENED
    assert (record.seq, record.at_us, record.leaf) == (1, NOON, receipt.leaf)
    assert record.leaf == leaf_hash(record.body)
    assert record.previous == bytes(32)


def test_each_record_names_the_one_before(ledger: Ledger, catalogue: Catalogue) -> None:
    receipts = [ledger.append(OPENED) for _ in range(3)]
    written = records(catalogue)
    assert [r.previous for r in written[1:]] == [r.leaf for r in receipts[:2]]
    assert [json.loads(r.body)["previous"] for r in written[1:]] == [
        r.leaf.hex() for r in receipts[:2]
    ]


def test_the_head_is_that_of_the_tree(ledger: Ledger) -> None:
    leaves = [ledger.append(OPENED).leaf for _ in range(7)]
    head = ledger.head()
    assert (head.size, head.root, head.signer) == (7, root_of(leaves), SHOP)
    assert head.is_signed()
    assert head.public == ledger.public


def test_a_record_lives_and_dies_with_the_callers_transaction(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    def append_and_fail() -> None:
        with catalogue.write() as db:
            ledger.append(OPENED, db)
            raise RuntimeError("changed my mind")

    ledger.append(OPENED)
    with pytest.raises(RuntimeError, match="changed my mind"):
        append_and_fail()
    with catalogue.write() as db:
        kept = ledger.append(OPENED, db)
    assert kept.seq == 2
    assert [r.seq for r in records(catalogue)] == [1, 2]
    assert verify(catalogue, ledger.head()).ok


def test_a_read_view_is_no_place_to_append(ledger: Ledger, catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="never be committed"), catalogue.read() as db:
        ledger.append(OPENED, db)
    assert records(catalogue) == []


def test_what_was_appended_is_there_for_whoever_opens_the_file_next(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    ledger.append(OPENED)
    other = Catalogue.open(catalogue.path, SHOP_KEY)
    assert [r.entry for r in records(other)] == [OPENED]
    other.close()


def test_a_clock_that_went_back_is_written_down_as_it_was(
    ledger: Ledger, catalogue: Catalogue, clock: FakeClock
) -> None:
    ledger.append(OPENED)
    clock.set_wall(NOON - 2 * HOUR)
    ledger.append(OPENED)
    assert [(r.seq, r.at_us) for r in records(catalogue)] == [(1, NOON), (2, NOON - 2 * HOUR)]
    assert verify(catalogue, ledger.head()).ok


# --- heads ----------------------------------------------------------------------------------


def test_heads_are_signed_by_the_way(
    ledger: Ledger, catalogue: Catalogue, clock: FakeClock
) -> None:
    for _ in range(HEAD_EVERY_RECORDS + 5):
        ledger.append(OPENED)
    assert heads(catalogue) == [(1, SHOP), (HEAD_EVERY_RECORDS + 1, SHOP)]
    clock.advance(HOUR - MINUTE)
    ledger.append(OPENED)
    assert len(heads(catalogue)) == 2
    clock.advance(MINUTE)
    ledger.append(OPENED)
    assert heads(catalogue)[2:] == [(HEAD_EVERY_RECORDS + 7, SHOP)]
    clock.set_wall(NOON - HOUR)
    ledger.append(OPENED)
    ledger.append(OPENED)
    assert heads(catalogue)[3:] == [(HEAD_EVERY_RECORDS + 8, SHOP)]
    assert verify(catalogue, ledger.head()).ok


def test_asking_twice_signs_once(ledger: Ledger, catalogue: Catalogue) -> None:
    ledger.append(OPENED)
    ledger.append(OPENED)
    assert ledger.head() == ledger.head()
    assert heads(catalogue) == [(1, SHOP), (2, SHOP)]


@pytest.mark.requirement("J-14")
def test_a_manager_countersigns_and_the_log_knows_the_key(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    key = Ed25519PrivateKey.generate()
    ledger.append(OPENED)
    first = ledger.countersign("chief", key)
    second = ledger.countersign("chief", key)
    assert first.is_signed()
    assert first.public == key.public_key().public_bytes_raw()
    assert (first.size, second.size, first.signer) == (2, 2, "chief")
    assert [r.entry.action for r in records(catalogue)] == [OPENED.action, Act.SIGNER_STARTED]
    assert verify(catalogue, second, shop_public=ledger.public).ok


def test_a_head_names_the_shop_once_there_is_one(ledger: Ledger, catalogue: Catalogue) -> None:
    ledger.append(OPENED)
    assert ledger.head().site == ""
    with catalogue.write() as db:
        db.execute(insert(schema.site).values(id="ab12", name="A shop", created_us=NOON))
    ledger.append(OPENED)
    assert ledger.head().site == "ab12"
    assert verify(catalogue, ledger.head()).ok


# --- what the catalogue itself refuses ------------------------------------------------------


@pytest.mark.requirement("J-7", "J-14")
@pytest.mark.parametrize(
    "attempt",
    [
        update(schema.audit_record).values(body=b"{}"),
        update(schema.audit_record).where(schema.audit_record.c.seq == 2).values(at_us=0),
        delete(schema.audit_record),
        delete(schema.audit_record).where(schema.audit_record.c.seq == 3),
        update(schema.audit_head).values(size=0),
        delete(schema.audit_head),
        text("INSERT OR REPLACE INTO audit_record SELECT * FROM audit_record WHERE seq = 2"),
        text("REPLACE INTO audit_head SELECT * FROM audit_head"),
        text("UPDATE OR REPLACE audit_record SET seq = 2 WHERE seq = 3"),
        text(
            "INSERT INTO audit_record SELECT 5, at_us, action, leaf, leaf, body FROM audit_record "
            "WHERE seq = 3"
        ),
        text(
            "INSERT INTO audit_record SELECT 4, at_us, action, previous, leaf, body "
            "FROM audit_record WHERE seq = 3"
        ),
        text("INSERT INTO audit_record SELECT NULL, 1, 'x', leaf, leaf, body FROM audit_record"),
        text(
            "INSERT INTO audit_record VALUES (4, 1, 'x', NULL, x'00', x'00') "
            "ON CONFLICT (seq) DO UPDATE SET body = x'00'"
        ),
    ],
    ids=str,
)
def test_records_are_only_ever_added(
    ledger: Ledger, catalogue: Catalogue, attempt: Executable
) -> None:
    for _ in range(3):
        ledger.append(OPENED)
    before = records(catalogue)
    with pytest.raises(IntegrityError), catalogue.write() as db:
        db.execute(attempt)
    assert records(catalogue) == before
    assert verify(catalogue, ledger.head()).ok


@pytest.mark.parametrize(
    "edge", ["size = 2", "size = 9", "peaks = x''", "peaks = zeroblob(32)"], ids=str
)
def test_nothing_is_added_to_a_log_whose_edge_was_changed(
    ledger: Ledger, catalogue: Catalogue, edge: str
) -> None:
    for _ in range(3):
        ledger.append(OPENED)
    with catalogue.write() as db:
        db.exec_driver_sql(f"UPDATE audit_frontier SET {edge}")
    with pytest.raises(Damaged, match="end of the audit log"):
        ledger.append(OPENED)
    assert len(records(catalogue)) == 3


# --- many writers ---------------------------------------------------------------------------


def _append_many(path: Path, name: str, count: int) -> None:
    catalogue = Catalogue.open(path, SHOP_KEY)
    ledger = Ledger(catalogue, shop_signer(SHOP_KEY), SystemClock())
    for _ in range(count):
        ledger.append(Entry(Act.LOGIN_DONE, (name,), "done", "desk"))
    catalogue.close()


def test_threads_take_turns(ledger: Ledger, catalogue: Catalogue) -> None:
    threads = [
        threading.Thread(target=lambda: [ledger.append(OPENED) for _ in range(10)])
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r.seq for r in records(catalogue)] == list(range(1, 201))
    assert verify(catalogue, ledger.head()).ok


def test_processes_take_turns(ledger: Ledger, catalogue: Catalogue) -> None:
    start = multiprocessing.get_context("spawn").Process
    names = ["a", "b", "c"]
    others = [start(target=_append_many, args=(catalogue.path, name, 30)) for name in names]
    for process in others:
        process.start()
    for _ in range(30):
        ledger.append(OPENED)
    for process in others:
        process.join()
    assert [process.exitcode for process in others] == [0, 0, 0]
    with catalogue.read() as db:
        assert db.scalar(select(func.count()).select_from(schema.audit_record)) == 120
    report = verify(catalogue, ledger.head(), shop_public=ledger.public)
    assert report.ok, [str(problem) for problem in report.problems]
    for name in names:
        own = [r for r in records(catalogue) if r.entry.people == (name,)]
        assert len(own) == 30


# --- words ----------------------------------------------------------------------------------


def test_every_action_has_words_in_every_language() -> None:
    words = all_codes()
    for act in Act:
        assert set(words[f"audit.action.{act}"]) == set(LANGUAGES), act


def test_no_words_are_left_for_actions_that_are_gone() -> None:
    named = {code.removeprefix("audit.action.") for code in all_codes() if "audit.action." in code}
    assert named == {str(act) for act in Act}
