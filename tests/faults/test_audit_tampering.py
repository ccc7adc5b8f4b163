"""Edits, removals, reorders, truncations, forks, swaps and rollbacks of the log: all found (J-14).

Every attack is made on the file itself by an intruder who has the shop's key. Half of them leave
the tables as they are after the change; the other half rebuild a perfect log over it: numbers,
chain, tree, and the shop's own signed heads. What gives them away is the last head that left the
machine.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.heads import SignedHead, shop_signer
from shopguard.audit.ledger import Ledger
from shopguard.audit.verify import Kind, verify
from shopguard.database.engine import Catalogue
from tests.fakes.audit_intruder import Intruder, Row
from tests.fakes.clock import FakeClock

SHOP_KEY = bytes(range(32))
SIGNER = shop_signer(SHOP_KEY)
MANAGER = Ed25519PrivateKey.generate()


@dataclass(frozen=True, slots=True)
class Case:
    """A log, the head that left the machine, and an older copy of the file."""

    path: Path
    older: Path
    older_size: int
    outside: SignedHead
    grown: int  # records in the file, at least as many as the head counts


def _entry(rng: random.Random) -> Entry:
    people = tuple(rng.sample(["chief", "deputy", "operator", "console:root"], rng.randint(1, 2)))
    detail: dict[str, str | int] = {
        "note": rng.choice(["", "鞄", "=1+1"]),
        "number": rng.randrange(10**6),
    }
    return Entry(rng.choice(list(Act)[:-20]), people, "done", "desk", detail=detail)


def _case(folder: Path, seed: int, size: int, more: int) -> Case:
    rng, clock = random.Random(seed), FakeClock()
    path = folder / f"{seed}.db"
    catalogue = Catalogue.create(path, SHOP_KEY)
    ledger = Ledger(catalogue, SIGNER, clock)
    copied_after, older_size = rng.randint(1, size - 2), 0
    older = folder / f"{seed}-older.db"
    for number in range(size):
        clock.advance(rng.randint(0, 10**9))
        ledger.append(_entry(rng))
        if number % 37 == 5:
            ledger.countersign("chief", MANAGER)
        if number == copied_after:
            older_size = ledger.head().size
            catalogue.close()
            shutil.copy(path, older)
    outside = ledger.countersign("chief", MANAGER) if seed % 2 else ledger.head()
    for _ in range(more):
        ledger.append(_entry(rng))
    grown = ledger.head().size
    catalogue.close()
    return Case(path, older, older_size, outside, grown)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("logs")
    return [_case(folder, *shape) for shape in ((1, 130, 0), (2, 60, 9), (3, 17, 0), (4, 8, 3))]


# --- what can be done to the rows -----------------------------------------------------------
# Each takes the rows and the size the head outside vouches for, and changes something it covers.

Attack = Callable[[list[Row], int, random.Random], list[Row]]


def edit(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    row = rows[rng.randrange(size)]
    row[5] = rng.choice(
        [
            row[5].replace(b'"outcome":"done"', b'"outcome":"failed"'),
            row[5].replace(b'"seat":"', b'"seat":"x'),
            row[5].replace(b'"at_us":', b'"at_us":1'),
            row[5].replace(b'"people":[', b'"people":["mallory",'),
        ]
    )
    return rows


def remove(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    start = rng.randrange(size)
    del rows[start : min(size, start + rng.randint(1, 5))]
    return rows


def truncate(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    return rows[: rng.randrange(size)]


def swap(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    a, b = rng.sample(range(size), 2)
    # The rows change places and keep the numbers of their new places.
    rows[a][1:], rows[b][1:] = rows[b][1:], rows[a][1:]
    return rows


def shuffle(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    start = rng.randrange(size - 1)
    part = rows[start:size]
    moved = part[1:] + part[:1]
    return (
        rows[:start]
        + [[old[0], *new[1:]] for old, new in zip(part, moved, strict=True)]
        + rows[size:]
    )


def insert(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    at, source = rng.sample(range(size), 2)
    copy = list(rows[source])
    later = [[row[0] + 1, *row[1:]] for row in rows[at:]]
    return [*rows[:at], [rows[at][0], *copy[1:]], *later]


def repeat(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    at, source = rng.sample(range(size), 2)
    rows[at][1:] = rows[source][1:]
    return rows


def columns(rows: list[Row], size: int, rng: random.Random) -> list[Row]:
    row = rows[rng.randrange(size)]
    which, value = rng.choice([(1, 1), (2, "x"), (3, bytes(32)), (4, rng.randbytes(32)), (5, b"")])
    row[which] = b"\1" * 32 if row[which] == value else value
    return rows


NAIVE: tuple[Attack, ...] = (edit, remove, truncate, swap, shuffle, insert, repeat, columns)
SKILLED: tuple[Attack, ...] = (edit, remove, truncate, swap, shuffle, insert, repeat)


def _naive(case: Case, path: Path, rng: random.Random) -> str:
    attack = rng.choice(NAIVE)
    intruder = Intruder(path, SHOP_KEY)
    intruder.put(attack(intruder.rows(), case.outside.size, rng))
    intruder.leave()
    return attack.__name__


def _skilled(case: Case, path: Path, rng: random.Random) -> str:
    attack = rng.choice(SKILLED)
    intruder = Intruder(path, SHOP_KEY)
    rows = attack(intruder.rows(), case.outside.size, rng)
    if rng.random() < 0.3 and len(rows) < case.outside.size:  # hide that something is missing
        spare = [list(rows[0]) if rows else _bare_row() for _ in range(case.outside.size)]
        rows = rows + spare[len(rows) :]
    intruder.rewrite(rows, SIGNER, case.outside.at_us)
    intruder.leave()
    return f"skilled {attack.__name__}"


def _bare_row() -> Row:
    body = b'{"action":"login.done","at_us":1,"seq":1,"previous":""}'
    return [1, 1, "login.done", bytes(32), bytes(32), body]


def _other_table(case: Case, path: Path, rng: random.Random) -> str:
    """The whole log exchanged for that of an older copy, with its heads and edge."""
    intruder = Intruder(path, SHOP_KEY)
    key = f"x'{SHOP_KEY.hex()}'"
    intruder.db.execute("COMMIT")
    intruder.db.execute(f'ATTACH ? AS old KEY "{key}"', (str(case.older),))
    intruder.db.execute("BEGIN IMMEDIATE")
    tables = ["audit_record", *rng.sample(["audit_head", "audit_frontier"], rng.randint(0, 2))]
    for table in tables:
        intruder.do(f"DELETE FROM main.{table}")
        intruder.do(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
    intruder.leave()
    return f"other {' '.join(tables)}"


def _rollback(case: Case, path: Path, rng: random.Random) -> str:
    """The file of last week, used on as if nothing had happened."""
    shutil.copy(case.older, path)
    more = rng.choice([0, 1, case.outside.size - case.older_size, rng.randint(0, 40)])
    catalogue = Catalogue(path, SHOP_KEY)
    ledger = Ledger(catalogue, SIGNER, FakeClock())
    with catalogue.write() as db:
        for _ in range(more):
            ledger.append(_entry(rng), db)
    catalogue.close()
    return f"rollback +{more}"


WAYS = (_naive, _naive, _skilled, _skilled, _skilled, _other_table, _rollback)


@pytest.mark.requirement("J-14", "T-10")
def test_untouched_logs_are_good(cases: list[Case]) -> None:
    for case in cases:
        catalogue = Catalogue.open(case.path, SHOP_KEY)
        report = verify(catalogue, case.outside)
        assert report.ok, [str(problem) for problem in report.problems]
        assert report.records == case.grown
        catalogue.close()


def _campaign(cases: list[Case], path: Path, times: int) -> dict[str, int]:
    """How often each kind of finding named an attack; fails at the first that was not found."""
    named: dict[str, int] = {}
    for number in range(times):
        rng = random.Random(number)
        case, way = rng.choice(cases), rng.choice(WAYS)
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        shutil.copy(case.path, path)
        done = way(case, path, rng)
        catalogue = Catalogue.open(path, SHOP_KEY)
        report = verify(catalogue, case.outside)
        catalogue.close()
        assert not report.ok, f"round {number}: {done} was not found"
        for kind in {problem.kind for problem in report.problems}:
            named[kind] = named.get(kind, 0) + 1
    return named


@pytest.mark.requirement("J-14", "T-10")
def test_every_attack_is_found(
    cases: list[Case], tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    named = _campaign(cases, tmp_path / "shop.db", rounds(200, 5000))
    expected = (Kind.EDITED, Kind.REMOVED, Kind.MOVED, Kind.TRUNCATED, Kind.FORKED)
    assert set(expected) <= set(named)
