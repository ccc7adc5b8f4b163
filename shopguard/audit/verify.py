"""Proving that nobody changed the log (J-14): every record, every head, against a head outside.

What stands in the catalogue can be rewritten by whoever holds the machine and its key. So the
answer is worth as much as ``against``: the last head that left the machine, on paper or in an
evidence package.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from shopguard.audit.actions import Act
from shopguard.audit.heads import SHOP, SignedHead
from shopguard.audit.ledger import HEAD_EVERY_RECORDS
from shopguard.audit.merkle import HASH_BYTES, Frontier
from shopguard.base.texts import Language, text
from shopguard.database import schema
from shopguard.database.engine import Catalogue

Progress = Callable[[float], None]
MOST_PROBLEMS = 1000
_BATCH = 500
# The casts keep a cell of a wrong type from stopping the check that should report it.
_RECORDS = """SELECT seq, CAST(at_us AS INTEGER), CAST(action AS BLOB), CAST(previous AS BLOB),
CAST(leaf AS BLOB), CAST(body AS BLOB) FROM audit_record ORDER BY seq"""
_HEADS = """SELECT id, CAST(size AS INTEGER), CAST(root AS BLOB), CAST(at_us AS INTEGER),
CAST(site AS BLOB), CAST(signer AS BLOB), CAST(public AS BLOB), CAST(signature AS BLOB)
FROM audit_head ORDER BY id"""
_STRUCTURE = """SELECT name, type, sql FROM sqlite_schema
WHERE tbl_name IN ('audit_record', 'audit_head', 'audit_frontier') AND type IN ('table', 'trigger')
  OR name IN ('audit_record', 'audit_head', 'audit_frontier')"""
_TABLES = frozenset({"audit_record", "audit_head", "audit_frontier"})


class Kind(StrEnum):
    """What can be wrong; words under ``audit.problem.<kind>``."""

    EDITED = "edited"  # the record's bytes are not those that were hashed
    COLUMNS = "columns"  # what the list shows is not what the record says
    REMOVED = "removed"  # numbers are missing
    ADDED = "added"  # a number that cannot be
    MOVED = "moved"  # the record was written under another number
    BROKEN = "broken"  # it does not follow the one before
    TRUNCATED = "truncated"  # a head counted more records than there are
    REWRITTEN = "rewritten"  # a stored head was signed over another history
    FORKED = "forked"  # so was the head from outside
    HEAD_GONE = "head_gone"  # heads are missing
    SIGNATURE = "signature"  # a head's signature is false
    SIGNER = "signer"  # a head's key is not one the log knows
    OTHER_SHOP = "other_shop"  # the head from outside belongs elsewhere
    FRONTIER = "frontier"  # the stored edge of the tree is not that of the records
    STRUCTURE = "structure"  # a table or trigger is missing or was changed


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``seq``: the record, or the size of the head; ``until``: the last of a range."""

    kind: Kind
    seq: int = 0
    until: int = 0
    name: str = ""

    @property
    def code(self) -> str:
        """Where its words are."""
        return f"audit.problem.{self.kind}"

    @property
    def params(self) -> dict[str, object]:
        """What its words speak of."""
        return {"seq": self.seq, "until": self.until or self.seq, "name": self.name}

    def words(self, language: Language) -> str:
        """The finding in one sentence."""
        return text(self.code, language, **self.params)

    def __str__(self) -> str:
        return self.words("en")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """``problems`` in the order they were found, at most 1,000; ``unlisted`` is how many more."""

    records: int
    heads: int
    root: bytes
    problems: tuple[Problem, ...]
    unlisted: int = 0

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def verify(
    catalogue: Catalogue,
    against: SignedHead | None = None,
    *,
    shop_public: bytes | None = None,
    progress: Progress = lambda _: None,
) -> VerifyReport:
    """Recompute the whole log and compare it with itself, its heads and one from outside.

    ``progress`` is told the share of records read; what it raises ends the work.

    ``shop_public``: the shop's signing key (``Ledger.public``); without it the shop's heads only
    have to agree on one. Raises Damaged when the catalogue cannot be read at all.
    """
    with catalogue.read() as db:
        found = _Findings()
        _check_structure(db, found)
        if found.problems and not found.tables >= _TABLES:
            return VerifyReport(0, 0, b"", *found.listed())
        heads = [_head(row) for row in _rows(db, _HEADS)]
        wanted = {head.size for _, head in heads} | ({against.size} if against else set())
        log = _Log(wanted)
        count = db.exec_driver_sql("SELECT count(*) FROM audit_record").scalar_one()
        log.read(_rows(db, _RECORDS, lambda read: progress(min(1.0, read / max(1, count)))), found)
        _check_frontier(db, log, found)
        keys = _Keys(log.signers, shop_public or _common_key(head for _, head in heads))
        _check_heads(heads, log, keys, found)
        if against is not None:
            _check_outside(against, log, keys, db, found)
    return VerifyReport(log.edge.size, len(heads), log.edge.root, *found.listed())


@dataclass(slots=True)
class _Findings:
    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    tables: set[str] = field(default_factory=set)

    def add(self, kind: Kind, seq: int = 0, until: int = 0, name: str = "") -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(kind, seq, until, name))
        else:
            self.unlisted += 1

    def listed(self) -> tuple[tuple[Problem, ...], int]:
        return tuple(self.problems), self.unlisted


@dataclass(frozen=True, slots=True)
class _Keys:
    """Who may sign: people from the record on that says so, the shop always."""

    started: dict[tuple[str, bytes], int]
    shop: bytes | None

    def knows(self, head: SignedHead) -> bool:
        if head.signer == SHOP:
            return self.shop is None or head.public == self.shop
        return self.started.get((head.signer, head.public), head.size + 1) <= head.size


class _Log:
    """One pass over the records: their chain, their tree, and its root at the wanted sizes."""

    def __init__(self, wanted: set[int]) -> None:
        self.edge = Frontier()
        self.roots = {0: self.edge.root}
        self.signers: dict[tuple[str, bytes], int] = {}
        self._wanted = wanted
        self._seq = 0
        self._before = (bytes(HASH_BYTES), bytes(HASH_BYTES))

    def read(self, rows: Iterable[tuple[Any, ...]], found: _Findings) -> None:
        edge, wanted, roots = self.edge, self._wanted, self.roots
        for seq, at_us, action, previous, leaf, body in rows:
            if seq != self._seq + 1:
                self._jump(seq, found)
            elif previous not in self._before:
                found.add(Kind.BROKEN, seq)
            computed = sha256(b"\0" + body).digest()
            if computed != leaf:
                found.add(Kind.EDITED, seq)
            self._compare(seq, at_us, action, previous, body, found)
            # Where the two differ the record was edited; the one after it was not.
            self._seq, self._before = seq, (leaf, computed)
            edge.append(computed)
            if edge.size in wanted:
                roots[edge.size] = edge.root

    def _jump(self, seq: int, found: _Findings) -> None:
        if seq > self._seq:
            found.add(Kind.REMOVED, self._seq + 1, seq - 1)
        else:
            found.add(Kind.ADDED, seq)

    def _compare(
        self, seq: int, at_us: int, action: bytes, previous: bytes, body: bytes, found: _Findings
    ) -> None:
        try:
            told = json.loads(body)
            own, shown = told["seq"], (told["at_us"], told["action"].encode(), told["previous"])
            if told["action"] == Act.SIGNER_STARTED:
                key = bytes.fromhex(told["detail"]["public"])
                self.signers.setdefault((told["people"][0], key), seq)
        except (ValueError, TypeError, LookupError, AttributeError):
            found.add(Kind.EDITED, seq)
            return
        if own != seq:
            found.add(Kind.MOVED, seq)
        elif shown != (at_us, action, previous.hex()):
            found.add(Kind.COLUMNS, seq)


def _rows(
    db: Connection, query: str, told: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[Any, ...]]:
    # Straight from the driver: SQLAlchemy's rows would cost as much as the hashing.
    driver: Any = db.connection.driver_connection
    cursor, read = driver.execute(query), 0
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
        read += len(batch)
        told(read)


def _head(row: tuple[Any, ...]) -> tuple[int, SignedHead]:
    number, size, root, at_us, site, signer, public, signature = row
    names = (site.decode(errors="replace"), signer.decode(errors="replace"))
    return number, SignedHead(size, root, at_us, *names, public, signature)


def _check_structure(db: Connection, found: _Findings) -> None:
    expected = dict(schema.AUDIT_TRIGGERS)
    for name, kind, sql in db.exec_driver_sql(_STRUCTURE):
        if kind == "table":
            found.tables.add(name)
        elif expected.pop(name, None) != sql:
            found.add(Kind.STRUCTURE, name=name)
    for name in [*expected, *(_TABLES - found.tables)]:
        found.add(Kind.STRUCTURE, name=name)


def _check_frontier(db: Connection, log: _Log, found: _Findings) -> None:
    edge = schema.audit_frontier
    row = db.execute(select(edge.c.size, edge.c.peaks)).one_or_none()
    stored = (0, b"") if row is None else (row.size, row.peaks)
    if stored != (log.edge.size, log.edge.to_bytes()):
        found.add(Kind.FRONTIER, stored[0])


def _check_heads(
    heads: list[tuple[int, SignedHead]], log: _Log, keys: _Keys, found: _Findings
) -> None:
    last_id = last_size = 0
    for number, head in heads:
        if number != last_id + 1 or head.size - last_size > HEAD_EVERY_RECORDS:
            found.add(Kind.HEAD_GONE, last_size, head.size)
        last_id, last_size = number, max(last_size, head.size)
        _check_head(head, log, keys, Kind.REWRITTEN, found)
    if log.edge.size - last_size >= HEAD_EVERY_RECORDS:
        found.add(Kind.HEAD_GONE, last_size, log.edge.size)


def _check_head(head: SignedHead, log: _Log, keys: _Keys, differs: Kind, found: _Findings) -> None:
    if not head.is_signed():
        found.add(Kind.SIGNATURE, head.size, name=head.signer)
    elif not keys.knows(head):
        found.add(Kind.SIGNER, head.size, name=head.signer)
    if head.size > log.edge.size:
        found.add(Kind.TRUNCATED, log.edge.size + 1, head.size)
    elif log.roots.get(head.size) != head.root:
        found.add(differs, head.size)


def _check_outside(
    head: SignedHead, log: _Log, keys: _Keys, db: Connection, found: _Findings
) -> None:
    site = db.scalar(select(schema.site.c.id)) or ""
    if head.site not in ("", site):
        found.add(Kind.OTHER_SHOP, head.size, name=head.site)
    else:
        _check_head(head, log, keys, Kind.FORKED, found)


def _common_key(heads: Iterable[SignedHead]) -> bytes | None:
    """The key most of the shop's heads are signed by."""
    votes: defaultdict[bytes, int] = defaultdict(int)
    for head in heads:
        votes[head.public] += head.signer == SHOP
    return max(votes, key=lambda public: votes[public], default=None)
