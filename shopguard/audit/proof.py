"""Proofs for outsiders: that one record stands in the log, and that the log only grew (J-7, T-10).

Whoever holds a signed head checks them without seeing another record. Making one reads the leaf
hashes of the whole log once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from shopguard.audit.entry import Entry
from shopguard.audit.heads import SignedHead
from shopguard.audit.merkle import (
    Range,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from shopguard.audit.record import entry_of
from shopguard.base.errors import InvalidInput
from shopguard.database import schema
from shopguard.database.engine import Catalogue

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Inclusion:
    """One record with its way up to a signed head: all an outsider needs."""

    seq: int
    body: bytes
    path: tuple[bytes, ...]
    head: SignedHead

    @property
    def entry(self) -> Entry:
        """What the record says."""
        return entry_of(self.body)

    def holds(self) -> bool:
        """Whether the head is signed and the record stands in the log it was taken of."""
        at, size = self.seq - 1, self.head.size
        proven = verify_inclusion(leaf_hash(self.body), at, size, self.path, self.head.root)
        return proven and self.head.is_signed()

    def as_json(self) -> str:
        """As text, for an evidence package."""
        told = {
            "format": "shopguard-inclusion-1",
            "seq": self.seq,
            "record": self.body.decode(),
            "path": [node.hex() for node in self.path],
            "head": self.head.as_text(),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)

    @classmethod
    def parse(cls, words: str) -> Inclusion:
        """The proof in ``words``; InvalidInput ``audit.proof_unreadable``. Ask ``holds()`` then."""
        try:
            told: dict[str, Any] = json.loads(words)
            path = tuple(bytes.fromhex(node) for node in told["path"])
            head, seq = SignedHead.parse(told["head"]), int(told["seq"])
            return cls(seq, told["record"].encode(), path, head)
        except (ValueError, TypeError, LookupError, AttributeError, InvalidInput):
            raise InvalidInput("audit.proof_unreadable") from None


def prove(catalogue: Catalogue, seq: int, head: SignedHead) -> Inclusion:
    """Proof that record ``seq`` stands in the log ``head`` was taken of.

    Raises InvalidInput ``audit.no_record`` when that log does not reach so far.
    """
    record = schema.audit_record
    with catalogue.read() as db:
        body = db.scalar(select(record.c.body).where(record.c.seq == seq))
        if body is None or not 0 < seq <= head.size:
            raise InvalidInput("audit.no_record", seq=seq, size=head.size)
        path = [_root(db, part) for part in inclusion_ranges(seq - 1, head.size)]
    return Inclusion(seq, body, tuple(path), head)


def prove_growth(catalogue: Catalogue, old: SignedHead, new: SignedHead) -> tuple[bytes, ...]:
    """Proof that the log of ``new`` is that of ``old`` with records added, for ``grew``."""
    with catalogue.read() as db:
        there = db.scalar(select(func.max(schema.audit_record.c.seq))) or 0
        if not 0 < old.size <= new.size <= there:
            raise InvalidInput("audit.no_record", seq=max(old.size, new.size), size=there)
        return tuple(_root(db, part) for part in consistency_ranges(old.size, new.size))


def grew(old: SignedHead, new: SignedHead, path: tuple[bytes, ...]) -> bool:
    """Whether ``path`` proves that nothing before ``old`` was changed on the way to ``new``."""
    return verify_consistency(old.size, new.size, old.root, new.root, path)


def _root(db: Connection, part: Range) -> bytes:
    return root_of(_leaves(db, part))


def _leaves(db: Connection, part: Range) -> Iterator[bytes]:
    record, (start, end) = schema.audit_record, part
    query = select(record.c.leaf).where(record.c.seq > start, record.c.seq <= end)
    rows = db.execution_options(yield_per=_BATCH).scalars(query.order_by(record.c.seq))
    with rows:
        yield from rows
