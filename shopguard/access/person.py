"""A person of the shop, and the rows of ``schema.person`` inside somebody's transaction.

Whoever is no manager is changed through ``people.PeopleRegister``; ``vault.keeping`` uses these
functions to move managers and the vault in one transaction.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from shopguard.access.keys import PersonKey, StoredKey
from shopguard.access.password import Work, check_strength
from shopguard.access.secret import SHEET, Factor
from shopguard.base.errors import InvalidInput, Refused
from shopguard.database import schema

NAME_LENGTH = 80

_LOGIN = re.compile(r"[a-z0-9._-]{2,32}")
_TAKEN = frozenset({SHEET, "console", "recorder", "shop"})  # they stand in the log for others


class Role(StrEnum):
    """What a person is in the shop."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    OPERATOR = "operator"
    STAFF = "staff"
    AUDITOR = "auditor"


MANAGERS = frozenset({Role.CHIEF, Role.DEPUTY})


@dataclass(frozen=True, slots=True)
class Person:
    """One row of ``schema.person`` without its key.

    ``pledged_us``: when the pledge was signed; ``trained_until_us``: when the training lapses.
    ``cameras``: ids that staff and operators are limited to, None for every camera.
    """

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    enabled: bool
    added_us: int
    pledged_us: int | None = None
    trained_until_us: int | None = None
    cameras: frozenset[str] | None = None
    left_us: int | None = None
    signing_public: bytes = field(default=b"", repr=False)

    @property
    def present(self) -> bool:
        """Neither switched off nor gone."""
        return self.enabled and self.left_us is None

    @property
    def is_manager(self) -> bool:
        return bool(self.roles & MANAGERS)


# --- asking -------------------------------------------------------------------------------------


def get(db: Connection, person_id: str) -> Person:
    """The person with this id; InvalidInput if there never was one."""
    return _one(db, select(schema.person).where(schema.person.c.id == person_id))


def by_login(db: Connection, login: str) -> Person:
    """The person with this login; InvalidInput if there is none."""
    found = with_key(db, login)
    if found is None:
        raise InvalidInput("person.unknown")
    return found[0]


def with_key(db: Connection, login: str) -> tuple[Person, StoredKey] | None:
    """The person with this login, if any, and their wrapped key."""
    if not _LOGIN.fullmatch(same_login(login)):  # what was typed stays out of SQL and its errors
        return None
    row = db.execute(_by_login(login)).one_or_none()
    if row is None:
        return None
    return _person(row), StoredKey(row.salt, row.signing_public, row.signing_wrapped)


def everyone(db: Connection, *, include_left: bool = False) -> list[Person]:
    """People in the order they came."""
    query = select(schema.person).order_by(schema.person.c.added_us, schema.person.c.id)
    if not include_left:
        query = query.where(schema.person.c.left_us.is_(None))
    return [_person(row) for row in db.execute(query)]


def holder(db: Connection, role: Role) -> Person | None:
    """Who is chief, or deputy."""
    return next((person for person in everyone(db) if role in person.roles), None)


# --- changing -----------------------------------------------------------------------------------


def add(db: Connection, person: Person, stored: StoredKey) -> None:
    """Store a new person. InvalidInput for a login or a manager's role that is taken.

    Refused for managers once the vault is set up: it has to give them their slot.
    """
    if with_key(db, person.login) is not None:
        raise InvalidInput("person.login_in_use", login=person.login)
    for role in person.roles & MANAGERS:
        if db.scalar(select(func.count()).select_from(schema.vault_key)):
            raise Refused("person.manager_by_vault")
        if holder(db, role) is not None:
            raise InvalidInput("person.role_taken", role=role.value)
    row = {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "roles": roles_json(person.roles),
        "enabled": person.enabled,
        "pledged_us": person.pledged_us,
        "trained_until_us": person.trained_until_us,
        "cameras": cameras_json(person.cameras),
        "added_us": person.added_us,
        **_columns(stored),
    }
    db.execute(insert(schema.person).values(row))


def change(db: Connection, person_id: str, **columns: Any) -> Person:
    """Other values for somebody who has not left."""
    if get(db, person_id).left_us is not None:
        raise InvalidInput("person.has_left")
    db.execute(update(schema.person).where(schema.person.c.id == person_id).values(**columns))
    return get(db, person_id)


def store_key(db: Connection, person_id: str, stored: StoredKey) -> None:
    """Put a wrapped key in the place of the one before."""
    change(db, person_id, **_columns(stored))


def renew_key(db: Connection, person_id: str, password: str, work: Work) -> Factor:
    """A new key under ``password`` for who lost theirs, and its factor.

    A manager's slot in the vault has to follow in the same transaction.
    """
    person = get(db, person_id)
    check_strength(password, (person.login, person.name))
    with PersonKey.new(person_id) as key:
        store_key(db, person_id, key.wrap(password, work))
        return key.factor()


def hand_over(db: Connection, role: Role, to: str | None, at_us: int) -> Person | None:
    """Give a manager's role to another person, or to nobody; who had it before.

    A former manager with no other role has left. The other manager may move here; their old role
    is then free.
    """
    former = holder(db, role)
    if former is not None and former.id != to:
        left = former.roles - {role}
        if left:
            change(db, former.id, roles=roles_json(left))
        else:
            let_go(db, former.id, at_us)
    if to is not None:
        newcomer = get(db, to)
        if not newcomer.present:
            raise InvalidInput("person.not_present")
        change(db, to, roles=roles_json(checked_roles((newcomer.roles - MANAGERS) | {role})))
    return former


def let_go(db: Connection, person_id: str, at_us: int) -> Person:
    """Somebody leaves: no role, and the key destroyed. The public half stays for old signatures."""
    gone = {"roles": "[]", "enabled": False, "left_us": at_us}
    return change(db, person_id, **gone, salt=b"", signing_wrapped=b"")


# --- checking -----------------------------------------------------------------------------------


def same_login(login: str) -> str:
    """One form for what people type: full-width and capital letters mean the same."""
    return unicodedata.normalize("NFKC", login).strip().lower()


def checked_login(login: str) -> str:
    """A login that can be used, or InvalidInput."""
    login = same_login(login)
    if not _LOGIN.fullmatch(login) or login in _TAKEN:
        raise InvalidInput("person.login")
    return login


def checked_name(name: str) -> str:
    """A name that can be shown and printed, or InvalidInput."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    bad = any(unicodedata.category(letter).startswith("C") for letter in name)
    if not 0 < len(name) <= NAME_LENGTH or bad:
        raise InvalidInput("person.name", longest=NAME_LENGTH)
    return name


def checked_roles(roles: Iterable[Role]) -> frozenset[Role]:
    """Roles one person may hold together, or InvalidInput."""
    wanted = frozenset(map(Role, roles))
    if wanted >= MANAGERS:
        raise InvalidInput("person.both_managers")
    if Role.AUDITOR in wanted and wanted & MANAGERS:
        raise InvalidInput("person.auditor_apart")
    return wanted


def roles_json(roles: Iterable[Role]) -> str:
    return json.dumps(sorted(role.value for role in roles))


def cameras_json(cameras: Iterable[str] | None) -> str | None:
    return None if cameras is None else json.dumps(sorted(set(cameras)))


def _by_login(login: str) -> Select[Any]:
    return select(schema.person).where(schema.person.c.login == same_login(login))


def _one(db: Connection, query: Select[Any]) -> Person:
    row = db.execute(query).one_or_none()
    if row is None:
        raise InvalidInput("person.unknown")
    return _person(row)


def _columns(stored: StoredKey) -> dict[str, bytes]:
    return {
        "salt": stored.salt,
        "signing_public": stored.signing_public,
        "signing_wrapped": stored.signing_wrapped,
    }


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        roles=frozenset(map(Role, json.loads(row.roles))),
        enabled=row.enabled,
        added_us=row.added_us,
        pledged_us=row.pledged_us,
        trained_until_us=row.trained_until_us,
        cameras=None if row.cameras is None else frozenset(json.loads(row.cameras)),
        left_us=row.left_us,
        signing_public=row.signing_public,
    )
