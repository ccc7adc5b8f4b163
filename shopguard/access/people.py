"""The people of the shop: who they are, what they are, whether they pledged and are trained.

One chief manager and one deputy, never two of a kind, never one person as both (J-3). Nobody is
deleted: the log speaks of them. Whoever leaves loses their key, and with it every access, for good.

The register does not log; whoever changes it passes the transaction of the log entry as ``db``.
Managers come and go through ``vault.keeping``, because the vault changes with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from shopguard.access import person as rows
from shopguard.access.keys import PersonKey
from shopguard.access.password import SHOP_WORK, Work, check_strength
from shopguard.access.person import MANAGERS, Person, Role
from shopguard.base.clock import Clock
from shopguard.base.errors import Refused
from shopguard.base.ids import new_id
from shopguard.database.engine import Catalogue

__all__ = ["MANAGERS", "PeopleRegister", "Person", "Role"]


class PeopleRegister:
    """The people of one shop; every value is checked before it is stored (J-3, J-5, J-13)."""

    def __init__(self, catalogue: Catalogue, clock: Clock, *, work: Work = SHOP_WORK) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._work = work

    def list(self, *, include_left: bool = False) -> tuple[Person, ...]:
        """People in the order they came."""
        with self._catalogue.read() as db:
            return tuple(rows.everyone(db, include_left=include_left))

    def get(self, person_id: str) -> Person:
        """The person with this id, gone or not; InvalidInput if there never was one."""
        with self._catalogue.read() as db:
            return rows.get(db, person_id)

    def by_login(self, login: str) -> Person:
        """The person with this login; InvalidInput if there is none."""
        with self._catalogue.read() as db:
            return rows.by_login(db, login)

    def add(
        self, login: str, name: str, roles: Iterable[Role], password: str, *,
        pledged_us: int | None = None, trained_until_us: int | None = None,
        cameras: Iterable[str] | None = None, db: Connection | None = None,
    ) -> Person:  # fmt: skip
        """A new person with a key of their own under ``password``.

        Managers can be added until the vault is set up. Afterwards a person is added first, with
        any other role or none, and then made a manager by the vault.
        """
        person = Person(
            id=new_id(),
            login=rows.checked_login(login),
            name=rows.checked_name(name),
            roles=rows.checked_roles(roles),
            enabled=True,
            added_us=self._clock.utc_us(),
            pledged_us=pledged_us,
            trained_until_us=trained_until_us,
            cameras=None if cameras is None else frozenset(cameras),
        )
        check_strength(password, (person.login, person.name))
        with PersonKey.new(person.id) as key:
            stored = key.wrap(password, self._work)
        with self._catalogue.write(db) as write:
            rows.add(write, person, stored)
            return rows.get(write, person.id)

    def enable(self, person_id: str, *, db: Connection | None = None) -> Person:
        """Let somebody in again who was switched off."""
        return self._change(person_id, db, enabled=True)

    def disable(self, person_id: str, *, db: Connection | None = None) -> Person:
        """Switch somebody off. Refused for managers: the vault replaces those."""
        with self._catalogue.write(db) as write:
            _refuse_manager(write, person_id)
            return rows.change(write, person_id, enabled=False)

    def leave(self, person_id: str, *, db: Connection | None = None) -> Person:
        """Gone: the key is destroyed. Refused for managers: the vault lets those go."""
        with self._catalogue.write(db) as write:
            _refuse_manager(write, person_id)
            return rows.let_go(write, person_id, self._clock.utc_us())

    def reset_password(
        self, person_id: str, password: str, *, db: Connection | None = None
    ) -> Person:
        """A new key under a new password. Refused for managers: the vault has to know theirs."""
        with self._catalogue.write(db) as write:
            _refuse_manager(write, person_id)
            rows.renew_key(write, person_id, password, self._work).wipe()
            return rows.get(write, person_id)

    def set_roles(
        self, person_id: str, roles: Iterable[Role], *, db: Connection | None = None
    ) -> Person:
        """Other roles; those of the managers are the vault's to give and take."""
        wanted = rows.checked_roles(roles)
        with self._catalogue.write(db) as write:
            if (rows.get(write, person_id).roles ^ wanted) & MANAGERS:
                raise Refused("person.manager_by_vault")
            return rows.change(write, person_id, roles=rows.roles_json(wanted))

    def set_cameras(
        self, person_id: str, cameras: Iterable[str] | None, *, db: Connection | None = None
    ) -> Person:
        """Limit staff or an operator to some cameras; None: every camera."""
        return self._change(person_id, db, cameras=rows.cameras_json(cameras))

    def record_pledge(self, person_id: str, at_us: int, *, db: Connection | None = None) -> Person:
        """The confidentiality pledge was signed at ``at_us`` (J-5, J-18)."""
        return self._change(person_id, db, pledged_us=at_us)

    def record_training(
        self, person_id: str, until_us: int, *, db: Connection | None = None
    ) -> Person:
        """Trained; it lapses at ``until_us`` (J-13)."""
        return self._change(person_id, db, trained_until_us=until_us)

    def _change(self, person_id: str, db: Connection | None, **columns: Any) -> Person:
        with self._catalogue.write(db) as write:
            return rows.change(write, person_id, **columns)


def _refuse_manager(db: Connection, person_id: str) -> None:
    if rows.get(db, person_id).is_manager:
        raise Refused("person.manager_by_vault")
