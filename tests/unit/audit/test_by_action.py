"""A few kinds of a long log are found without reading all of it (J-15)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.ledger import Ledger
from shopguard.audit.record import Wanted, find
from shopguard.audit.verify import verify
from shopguard.database.engine import Catalogue
from shopguard.door.door import _printed
from shopguard.evidence.stills import printed_stills

Look = Callable[[Connection], object]
KEY = os.urandom(32)


def plans_of(look: Look, db: Connection) -> list[str]:
    """How the database goes about everything that ``look`` asks it."""
    asked: list[tuple[str, Any]] = []

    def note(_: object, __: object, sql: str, given: Any, *___: object) -> None:
        asked.append((sql, given))

    event.listen(db, "before_cursor_execute", note)
    look(db)
    event.remove(db, "before_cursor_execute", note)
    return [
        str(row[3])
        for sql, given in asked
        for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
    ]


@pytest.mark.requirement("J-15")
@pytest.mark.parametrize(
    "look",
    [
        printed_stills,
        _printed,
        lambda db: list(find(db, Wanted(action=Act.FOOTAGE_ERASED), newest_first=True)),
        lambda db: list(find(db, Wanted(action=Act.SHOP_MADE, before_seq=9))),
    ],
    ids=["register of stills", "next number", "newest first", "earlier ones"],
)
def test_what_is_looked_for_by_its_kind_is_not_searched_for(
    catalogue: Catalogue, ledger: Ledger, look: Look
) -> None:
    for act in list(Act) * 3:
        ledger.append(Entry(act, ("x",), "done", "desk"))
    with catalogue.read() as db:
        plans = plans_of(look, db)
    assert any("ix_audit_record_action" in plan for plan in plans)
    assert not any(plan.startswith("SCAN") for plan in plans)


def test_a_log_of_before_gets_its_index_and_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    made = Catalogue.create(path, KEY)
    with made.write() as db:
        db.exec_driver_sql("DROP INDEX ix_audit_record_action")
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    made.close()
    upgraded = Catalogue.open(path, KEY)
    with upgraded.read() as db:
        names = db.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert "ix_audit_record_action" in names
    assert verify(upgraded).ok
    upgraded.close()
