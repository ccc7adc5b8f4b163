"""A record as it is stored, hashed and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, LargeBinary, Row, Select, bindparam, func, select

from shopguard.audit.entry import Entry
from shopguard.base.canonical import canonical
from shopguard.base.span import Span
from shopguard.database import schema

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the log: its place and hashes, and what was written."""

    seq: int
    at_us: int
    previous: bytes
    leaf: bytes
    body: bytes
    entry: Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records; empty means all. ``span``: when they were written (a day, say)."""

    person: str = ""
    camera: str = ""
    action: str = ""
    span: Span | None = None
    before_seq: int | None = None


EVERYTHING = Wanted()


def body_of(seq: int, at_us: int, previous: bytes, entry: Entry) -> bytes:
    """The canonical bytes that are hashed and signed."""
    return canonical(
        {
            "seq": seq,
            "at_us": at_us,
            "previous": previous.hex(),
            "action": entry.action,
            "people": list(entry.people),
            "outcome": entry.outcome,
            "seat": entry.seat,
            "purpose": entry.purpose,
            "ground": entry.ground,
            "cameras": list(entry.cameras),
            "span": None if entry.span is None else [entry.span.start, entry.span.end],
            "detail": dict(entry.detail),
        }
    )


def find(db: Connection, wanted: Wanted, *, newest_first: bool = False) -> Iterator[Record]:
    """The records that are wanted, one by one; take as many as needed."""
    seq = schema.audit_record.c.seq
    query = _where(wanted).order_by(seq.desc() if newest_first else seq)
    with db.execution_options(yield_per=_BATCH).execute(query) as rows:
        for row in rows:
            record = _record(row)
            # The query only looked for the words anywhere in the body.
            if _is_wanted(record.entry, wanted):
                yield record


def _where(wanted: Wanted) -> Select[Any]:
    record = schema.audit_record
    query = select(record)
    for number, words in enumerate((wanted.person, wanted.camera)):
        if words:
            needle = bindparam(f"needle{number}", canonical(words), LargeBinary)
            query = query.where(func.instr(record.c.body, needle) > 0)
    if wanted.action:
        query = query.where(record.c.action == wanted.action)
    if wanted.span is not None:
        span = wanted.span
        query = query.where(record.c.at_us >= span.start, record.c.at_us < span.end)
    if wanted.before_seq is not None:
        query = query.where(record.c.seq < wanted.before_seq)
    return query


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    return (not wanted.person or wanted.person in entry.people) and (
        not wanted.camera or wanted.camera in entry.cameras
    )


def _record(row: Row[Any]) -> Record:
    return Record(row.seq, row.at_us, row.previous, row.leaf, row.body, entry_of(row.body))


def entry_of(body: bytes) -> Entry:
    """What a stored body says."""
    told = json.loads(body)
    return Entry(
        action=told["action"],
        people=tuple(told["people"]),
        outcome=told["outcome"],
        seat=told["seat"],
        purpose=told["purpose"],
        ground=told["ground"],
        cameras=tuple(told["cameras"]),
        span=None if told["span"] is None else Span(*told["span"]),
        detail=told["detail"],
    )
