"""Logging in: the right password opens the person's own key; there is no other check (J-3, J-14).

    with logins.check("sato", password, seat) as proof: …

Whatever was wrong (login, password, switched off, left), the answer is the same and costs the same
work. Failures are counted before the password is tried, in the catalogue, so neither parallel
tries nor a restart get around the wait. Every try stands in the log; what was typed never does.
Of the tries during a wait the first is written at once and the others are counted; their number is
written as one entry before the next try of anybody is checked, so that nobody can fill the log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from shopguard.access import person as rows
from shopguard.access.keys import PersonKey, StoredKey, unwrap
from shopguard.access.password import SHOP_WORK, Recipe, Work, check_strength, normalised
from shopguard.access.person import Person
from shopguard.access.secret import Factor
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue, Outcome
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import DAY, MINUTE, SECOND, Clock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.database import schema
from shopguard.database.engine import Catalogue

FREE_FAILURES = 2
FIRST_WAIT_US = 5 * SECOND
LONGEST_WAIT_US = 15 * MINUTE
_FORGIVEN_AFTER_US = DAY
_MARKS = 1024  # unknown logins share so many rows, so that nobody can fill the catalogue
_DOUBLINGS = 20  # beyond the longest wait already


@dataclass(slots=True, eq=False)
class Proof:
    """That somebody is here and wants to: what their password, or the recovery sheet, opened.

    ``owner`` is a person id or ``"sheet"``, ``person`` None for the sheet. Wipe it when the
    session locks or the act is done.
    """

    owner: str
    person: Person | None
    factor: Factor
    signing_key: Ed25519PrivateKey = field(repr=False)

    def wipe(self) -> None:
        """Nothing opens with it any more."""
        self.factor.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()


@dataclass(slots=True)
class _Try:
    """One try to log in. ``mark`` names its row in the throttle."""

    mark: str
    seat: str
    person: Person | None
    stored: StoredKey


class Logins:
    """The one way to prove who somebody is. ``work`` is what a stored password should cost."""

    def __init__(
        self, catalogue: Catalogue, ledger: Ledger, clock: Clock, *, work: Work = SHOP_WORK
    ) -> None:
        self._catalogue = catalogue
        self._ledger = ledger
        self._clock = clock
        self._work = work

    def check(self, login: str, password: str, seat: str) -> Proof:
        """Proof that the person with ``login`` is at ``seat``.

        Refused ``login.failed`` or, after several failures, ``login.wait`` (``seconds``). A
        manager countersigns the head of the log on the way.
        """
        attempt, key = self._open(login, password, seat)
        with key:
            if Recipe.from_bytes(attempt.stored.salt).work.less_than(self._work):
                self._replace(attempt, key.wrap(password, self._work))
            return self._welcome(attempt, key)

    def change_password(self, login: str, old: str, new: str, seat: str) -> Proof:
        """Put the person's key under another password; the vault needs no change.

        Raises as ``check`` does, and InvalidInput where the new password is too weak.
        """
        attempt, key = self._open(login, old, seat)
        with key:
            person = _known(attempt)
            if normalised(new) == normalised(old):
                raise InvalidInput("password.same")
            check_strength(new, (person.login, person.name))
            if not self._replace(attempt, key.wrap(new, self._work), Act.CREDENTIAL_CHANGED):
                self._log(attempt, Act.CREDENTIAL_CHANGED, "failed")
                raise Refused("login.failed")
            return self._welcome(attempt, key)

    def _open(self, login: str, password: str, seat: str) -> tuple[_Try, PersonKey]:
        attempt, wait_us = self._begin(login, seat)
        if wait_us > 0:
            raise Refused("login.wait", seconds=-(-wait_us // SECOND))
        person = attempt.person
        key = unwrap(person.id if person else "", attempt.stored, password)
        if key is None or person is None or not person.present:
            self._log(attempt, Act.LOGIN_FAILED, "refused")
            raise Refused("login.failed")
        return attempt, key

    def _begin(self, login: str, seat: str) -> tuple[_Try, int]:
        """Count the try; how long it still has to wait, which is in the log by then."""
        now = self._clock.utc_us()
        with self._catalogue.write() as db:
            self._settle(db, now)
            found = rows.with_key(db, login)
            if found is None or found[0].left_us is not None:
                attempt = _Try(_mark(login), seat, None, self._nobody())
            else:
                attempt = _Try(found[0].login, seat, *found)
            wait_us, held = _count(db, attempt.mark, now)
            if wait_us > 0 and not held:
                seconds = -(-wait_us // SECOND)
                self._log(attempt, Act.LOGIN_THROTTLED, "refused", db, seconds=seconds)
            return attempt, wait_us

    def _settle(self, db: Connection, now: int) -> None:
        """Write how many more tries there were in the waits that are over."""
        over = (_throttle.c.held > 0) & (_throttle.c.not_before_us <= now)
        for row in db.execute(select(_throttle).where(over)).all():
            found = rows.with_key(db, row.login)
            people = () if found is None else (found[0].id,)
            if row.held > 1:
                detail: dict[str, JsonValue] = {"tries": row.held - 1}
                if found is None:
                    detail["unknown_login"] = row.login
                self._ledger.append(
                    Entry(Act.LOGIN_THROTTLED, people, "refused", "", detail=detail), db
                )
            _store(db, row.login, row.failures, row.not_before_us)

    def _nobody(self) -> StoredKey:
        """A key that no password opens, at the usual cost."""
        return StoredKey(Recipe.new(self._work).to_bytes(), bytes(32), bytes(60))

    def _replace(self, attempt: _Try, stored: StoredKey, act: Act | None = None) -> bool:
        """Store the key wrapped anew; False when it has changed since it was opened."""
        person = _known(attempt)
        with self._catalogue.write() as db:
            found = rows.with_key(db, person.login)
            if found is None or found[1] != attempt.stored:
                return False
            rows.store_key(db, person.id, stored)
            if act is not None:
                self._ledger.append(Entry(act, (person.id,), "done", attempt.seat), db)
        return True

    def _welcome(self, attempt: _Try, key: PersonKey) -> Proof:
        person = _known(attempt)
        with self._catalogue.write() as db:
            db.execute(delete(_throttle).where(_throttle.c.login == attempt.mark))
            self._ledger.append(Entry(Act.LOGIN_DONE, (person.id,), "done", attempt.seat), db)
        proof = Proof(person.id, person, key.factor(), key.signing_key())
        if person.is_manager:
            try:
                self._ledger.countersign(person.id, proof.signing_key)
            except BaseException:
                proof.wipe()
                raise
        return proof

    def _log(
        self, attempt: _Try, act: Act, outcome: Outcome, db: Connection | None = None,
        **detail: JsonValue,
    ) -> None:  # fmt: skip
        person = attempt.person
        if person is None:
            detail["unknown_login"] = attempt.mark
        people = () if person is None else (person.id,)
        self._ledger.append(Entry(act, people, outcome, attempt.seat, detail=detail), db)


_throttle = schema.login_throttle


def _count(db: Connection, mark: str, now: int) -> tuple[int, int]:
    """Count one try in advance.

    Microseconds it has to wait (then it is held instead), and how many were held before it.
    """
    row = db.execute(select(_throttle).where(_throttle.c.login == mark)).one_or_none()
    failures = 0
    if row is not None:
        # A clock that was set back must not lock anybody out for longer than the longest wait.
        not_before = min(row.not_before_us, now + LONGEST_WAIT_US)
        if not_before > now:
            _store(db, mark, row.failures, not_before, row.held + 1)
            return int(not_before - now), int(row.held)
        failures = 0 if now - not_before > _FORGIVEN_AFTER_US else row.failures
    _store(db, mark, failures + 1, now + _wait_us(failures + 1))
    return 0, 0


def _wait_us(failures: int) -> int:
    if failures <= FREE_FAILURES:
        return 0
    doublings = min(failures - FREE_FAILURES - 1, _DOUBLINGS)
    return min(FIRST_WAIT_US << doublings, LONGEST_WAIT_US)


def _store(db: Connection, mark: str, failures: int, not_before_us: int, held: int = 0) -> None:
    values = {"failures": failures, "not_before_us": not_before_us, "held": held}
    row = insert(_throttle).values(login=mark, **values)
    db.execute(row.on_conflict_do_update(index_elements=["login"], set_=values))


def _mark(login: str) -> str:
    """Ten bits of an unknown login: people type passwords there, so nothing more is kept."""
    digest = sha256(rows.same_login(login).encode("utf-8", "replace")).digest()
    return f"?{int.from_bytes(digest[:4], 'big') % _MARKS:03x}"


def _known(attempt: _Try) -> Person:
    if attempt.person is None:
        raise Refused("login.failed")
    return attempt.person
