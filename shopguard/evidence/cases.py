"""The register: cases whose entries are only ever added (J-7, G-7.2).

A case is a provision or a rights request. What happens to it is an entry; a mistake is put right by
a further entry. Each entry names the digest of the one before, and the audit log holds the digest
of each, so that an entry changed, taken out or slipped in is found (``Cases.check``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection, Row, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.audit.record import Wanted, find
from shopguard.base.canonical import canonical
from shopguard.base.clock import DAY, Clock
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.ids import new_id
from shopguard.database import schema
from shopguard.database.engine import Catalogue

YEAR = 366 * DAY  # never a day too short
_LONGEST_NUMBER = 9  # digits; an id has more, and a database's number ends somewhere
Data = Mapping[str, JsonValue]


class Register(StrEnum):
    """Which book a case stands in; each numbers its own."""

    PROVISION = "provision"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """What happened: ``kind`` says what, ``people`` who, ``data`` with which particulars."""

    place: int
    kind: str
    at_us: int
    people: tuple[str, ...]
    data: Data
    digest: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """One case with everything that happened to it, oldest first."""

    id: str
    register: Register
    number: int
    entries: tuple[CaseEntry, ...] = ()

    @property
    def last(self) -> bytes:
        return self.entries[-1].digest if self.entries else bytes(32)

    def holds(self, words: str) -> bool:
        """Whether its number, its id or anything that was ever said in it has these words."""
        said = (str(value) for entry in self.entries for value in entry.data.values())
        return words.casefold() in " ".join([str(self.number), self.id, *said]).casefold()


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry about to be kept; ``told`` belongs into the log entry it is kept with."""

    case: Case
    kind: str
    at_us: int
    body: bytes
    digest: bytes

    @property
    def told(self) -> dict[str, JsonValue]:
        return {
            self.case.register.value: self.case.id,
            "number": self.case.number,
            "entry": self.digest.hex(),
        }


class Cases:
    """Keeps and finds cases. Who may add an entry is decided before, by the policy."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def new(self, register: Register) -> Case:
        """A case with the next number; it is there once its first entry is kept.

        No number twice: of those that were erased the log still knows.
        """
        case = schema.evidence_case
        with self._catalogue.read() as db:
            last = db.scalar(select(func.max(case.c.number)).where(case.c.register == register))
            logged = [_number(each.entry) for act in _FIRST[register]
                      for each in find(db, Wanted(action=act))]  # fmt: skip
        return Case(new_id(), register, max((last or 0, *logged)) + 1)

    def get(self, register: Register, name: str) -> Case:
        """By id or number; InvalidInput when there is none."""
        case = schema.evidence_case
        number = int(name) if name.isdecimal() and len(name) <= _LONGEST_NUMBER else -1
        query = select(case).where(
            case.c.register == register, or_(case.c.id == name, case.c.number == number)
        )
        with self._catalogue.read() as db:
            row = db.execute(query).first()
            if row is None:
                raise InvalidInput("case.unknown")
            return _case(row, db)

    def all(self, register: Register) -> list[Case]:
        """Every case of a book, newest first."""
        case = schema.evidence_case
        query = select(case).where(case.c.register == register).order_by(case.c.number.desc())
        with self._catalogue.read() as db:
            return [_case(row, db) for row in db.execute(query).all()]

    def plan(self, case: Case, kind: str, people: Sequence[str], data: Data) -> Planned:
        """The next entry of ``case``, now."""
        now = self._clock.utc_us()
        body = canonical(
            {
                "case": case.id,
                "register": case.register,
                "number": case.number,
                "place": len(case.entries) + 1,
                "previous": case.last.hex(),
                "kind": kind,
                "at_us": now,
                "people": list(people),
                "data": dict(data),
            }
        )
        return Planned(case, kind, now, body, sha256(body).digest())

    def keep(self, planned: Planned, db: Connection) -> None:
        """Within the gate's transaction. Unavailable when somebody else was faster."""
        case = planned.case
        try:
            if not case.entries:
                row = {"id": case.id, "register": case.register, "number": case.number}
                db.execute(insert(schema.evidence_case).values(**row, created_us=planned.at_us))
            db.execute(
                insert(schema.evidence_entry).values(
                    case_id=case.id,
                    place=len(case.entries) + 1,
                    at_us=planned.at_us,
                    body=planned.body,
                    digest=planned.digest,
                )
            )
        except IntegrityError as error:
            raise Unavailable("case.busy") from error

    def forget(self, register: Register, before_us: int, db: Connection) -> list[str]:
        """Erase the cases in which nothing happened since ``before_us``; their ids.

        The catalogue itself refuses whatever is younger than three years.
        """
        case, entry = schema.evidence_case, schema.evidence_entry
        newest = func.max(entry.c.at_us)
        old = (
            select(case.c.id)
            .join(entry, entry.c.case_id == case.c.id)
            .where(case.c.register == register)
            .group_by(case.c.id)
            .having(newest < before_us)
        )
        ids = list(db.scalars(old))
        for table in (schema.evidence_paper, entry):
            db.execute(delete(table).where(table.c.case_id.in_(ids)))
        db.execute(delete(case).where(case.c.id.in_(ids)))
        return ids

    def check(self) -> list[str]:
        """Ids of cases that are not what the audit log says of them; empty when all is well."""
        with self._catalogue.read() as db:
            logged = _logged(db)
            rows = db.execute(select(schema.evidence_case)).all()
            cases = {row.id: _case(row, db) for row in rows}
        wrong = [case.id for case in cases.values() if not _holds(case, logged)]
        kept = {entry.digest.hex() for case in cases.values() for entry in case.entries}
        gone = [case_id for digest, case_id in logged.items() if digest not in kept]
        return sorted({*wrong, *gone})


# Acts that a case begins with.
_FIRST: Mapping[Register, tuple[Act, ...]] = {
    Register.PROVISION: (Act.PROVISION_ANNOUNCED, Act.PROVISION_OPENED),
    Register.RIGHTS: (Act.RIGHTS_RECEIVED,),
}


def _number(entry: Entry) -> int:
    number = entry.detail.get("number")
    return number if isinstance(number, int) and entry.outcome == "done" else 0


def _case(row: Row[tuple[object, ...]], db: Connection) -> Case:
    entry = schema.evidence_entry
    query = select(entry).where(entry.c.case_id == row.id).order_by(entry.c.place)
    entries = tuple(_entry(each) for each in db.execute(query))
    return Case(row.id, Register(row.register), row.number, entries)


def _entry(row: Row[tuple[object, ...]]) -> CaseEntry:
    told = json.loads(row.body)
    people = tuple(told["people"])
    return CaseEntry(
        row.place, told["kind"], told["at_us"], people, told["data"], sha256(row.body).digest()
    )


def _logged(db: Connection) -> dict[str, str]:
    """Digests of entries that the log holds and did not see erased, with their case."""
    found: dict[str, str] = {}
    for record in find(db, Wanted()):
        detail = record.entry.detail
        erased = set(_erased(detail))
        if erased:
            found = {digest: case for digest, case in found.items() if case not in erased}
        digest = detail.get("entry")
        case_id = detail.get("provision") or detail.get("rights")
        if isinstance(digest, str) and isinstance(case_id, str):
            found[digest] = case_id
    return found


def _erased(detail: Data) -> Iterator[str]:
    listed = detail.get("cases_erased")
    if isinstance(listed, list | tuple):
        yield from (str(one) for one in listed)


def _holds(case: Case, logged: Mapping[str, str]) -> bool:
    places = [entry.place for entry in case.entries]
    in_log = all(logged.get(entry.digest.hex()) == case.id for entry in case.entries)
    return in_log and places == list(range(1, len(places) + 1)) and bool(places)
