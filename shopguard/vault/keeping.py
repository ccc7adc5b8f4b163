"""Keeping the vault: set-up, change of manager, lost password, leaver, new sheet, relaxed viewing.

    request = ask_change(seat, Role.DEPUTY, newcomer.owner)
    vault.change_manager(request, approve(request, chief, deputy), newcomer)

Every act needs an approval by a right pair and opens the vault with it before anything changes.
What changes, changes in one transaction with its log entry: people, slots, all wraps. Every act
begins a new vault key for what is recorded from then on; no footage is encrypted again. So somebody
who once copied a key out of memory can open old footage at most, and a manager's own new password
(``Logins.change_password``) needs nothing here at all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select

from shopguard.access import person as people
from shopguard.access.approval import Approval, Request
from shopguard.access.gate import Gate
from shopguard.access.keys import PersonKey
from shopguard.access.login import Proof
from shopguard.access.password import SHOP_WORK, Recipe, Work, check_strength
from shopguard.access.person import Role
from shopguard.access.secret import SHEET, Factor, Secret
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.vault._private import Era, Ring, new_era, open_ring
from shopguard.vault.asking import (
    ask_change,
    ask_leave,
    ask_lost,
    ask_relax,
    ask_sheet,
    expect,
    role_asked,
)
from shopguard.vault.sealing import VaultPublic
from shopguard.vault.sheet import SheetSecret, mark_of, public_of
from shopguard.vault.wraps import (
    MANAGER_SLOTS,
    Payload,
    Slot,
    SlotRow,
    in_order,
    is_relaxed,
    name_of,
    pairs,
    slot_rows,
    slot_secret,
    wrap,
)

SALT_BYTES = 16
_FEWEST_SLOTS = 2


class Vault:
    """The vault of one shop. ``work`` is what trying out a recovery sheet should cost."""

    def __init__(
        self, catalogue: Catalogue, ledger: Ledger, clock: Clock, *, work: Work = SHOP_WORK
    ) -> None:
        self._catalogue = catalogue
        self._ledger = ledger
        self._clock = clock
        self._gate = Gate(catalogue, ledger, clock)
        self._work = work

    def set_up(self, chief: Factor, deputy: Factor, seat: str) -> SheetSecret:
        """Make the vault; the secret of the recovery sheet, which is kept nowhere.

        Refused when there is one, or when these are not the shop's two managers.
        """
        made_by = (chief.owner, deputy.owner)
        try:
            return self._set_up({Slot.CHIEF: chief, Slot.DEPUTY: deputy}, made_by, seat)
        except Refused as refusal:
            detail = {"code": refusal.code}
            self._ledger.append(Entry(Act.VAULT_MADE, made_by, "refused", seat, detail=detail))
            raise

    def change_manager(self, request: Request, approval: Approval, newcomer: Proof) -> None:
        """Another person becomes chief or deputy (``ask_change``).

        Whoever was it loses the role, and with no other role has left. The other manager may move
        here; their old place is then free. Relaxed viewing ends: the newcomer did not agree to it.
        """
        with self._opened(request, approval, Act.PERSON_CHANGED) as (db, ring):
            role = role_asked(request)
            expect(request, ask_change(request.seat, role, newcomer.owner))
            _refuse_twice(db, Slot(role), newcomer.owner)
            for slot in _slots_of(db, newcomer.owner):
                _clear(db, ring, slot)
            former = people.hand_over(db, role, newcomer.owner, self._clock.utc_us())
            if former is not None and people.get(db, former.id).left_us is not None:
                detail: dict[str, JsonValue] = {"person": former.id, "approval": approval.id}
                left = Entry(Act.PERSON_LEFT, approval.people, "done", request.seat, detail=detail)
                self._ledger.append(left, db)
            _assign(db, ring, Slot(role), newcomer.factor, _person_row(newcomer.factor))
            self._store_logged(db, ring, request, approval, relaxed=False)

    def let_leave(self, request: Request, approval: Approval) -> None:
        """The chief or deputy leaves, their key is destroyed, their place is free (``ask_leave``).

        Refused when nobody but the sheet would be left. Relaxed viewing ends.
        """
        with self._opened(request, approval, Act.PERSON_LEFT) as (db, ring):
            role = role_asked(request)
            expect(request, ask_leave(request.seat, role))
            now = self._clock.utc_us()
            gone = people.hand_over(db, role, None, now)
            if gone is None:
                raise InvalidInput("vault.slot_free", role=role.value)
            if people.get(db, gone.id).left_us is None:
                people.let_go(db, gone.id, now)
            _clear(db, ring, Slot(role))
            self._store_logged(db, ring, request, approval, relaxed=False)

    def lost_password(
        self, request: Request, approval: Approval, login: str, password: str
    ) -> None:
        """A new key and password for a manager who lost theirs (``ask_lost``): the other manager
        and the sheet agree."""
        with self._catalogue.read() as db:
            person = people.by_login(db, login)
        check_strength(password, (person.login, person.name))
        with PersonKey.new(person.id) as key:
            stored = key.wrap(password, self._work)  # before the transaction: it takes a while
            act = Act.CREDENTIAL_REPLACED
            with key.factor() as factor, self._opened(request, approval, act) as (db, ring):
                expect(request, ask_lost(request.seat, person.id))
                slots = _slots_of(db, person.id)
                if not slots:
                    raise InvalidInput("vault.not_a_manager")
                people.store_key(db, person.id, stored)
                for slot in slots:
                    _assign(db, ring, slot, factor, _person_row(factor))
                self._store_logged(db, ring, request, approval, relaxed=is_relaxed(db))

    def new_sheet(self, request: Request, approval: Approval) -> SheetSecret:
        """Another recovery sheet; the one before opens nothing any more (``ask_sheet``)."""
        sheet, row, factor = self._new_sheet()
        with factor, self._opened(request, approval, Act.SHEET_MADE, sheet.mark) as (db, ring):
            expect(request, ask_sheet(request.seat))
            _assign(db, ring, Slot.SHEET, factor, row)
            self._store_logged(db, ring, request, approval, relaxed=is_relaxed(db))
        return sheet

    def set_relaxed(self, request: Request, approval: Approval) -> None:
        """Either manager alone opens what is recorded from now on, or none (``ask_relax``).

        Footage from before stays with two. Taking it back covers all footage.
        """
        relaxed = request.target == "relaxed"
        act = Act.VIEWING_RELAXED if relaxed else Act.VIEWING_TIGHTENED
        with self._opened(request, approval, act) as (db, ring):
            expect(request, ask_relax(request.seat, relaxed=relaxed))
            self._store_logged(db, ring, request, approval, relaxed=relaxed)

    # --- how --------------------------------------------------------------------------------

    def _set_up(
        self, managers: Mapping[Slot, Factor], made_by: tuple[str, ...], seat: str
    ) -> SheetSecret:
        sheet, sheet_row, sheet_factor = self._new_sheet()
        with sheet_factor, Ring([], {}) as ring, self._catalogue.write() as db:
            if db.scalar(select(func.count()).select_from(schema.vault_key)):
                raise Refused("vault.exists")
            for slot, factor in managers.items():
                _expect_holder(db, slot, factor)
                _assign(db, ring, slot, factor, _person_row(factor))
            _assign(db, ring, Slot.SHEET, sheet_factor, sheet_row)
            detail = self._store(db, ring, relaxed=False)
            self._ledger.append(Entry(Act.VAULT_MADE, made_by, "done", seat, detail=detail), db)
            mark = {"mark": sheet.mark}
            self._ledger.append(Entry(Act.SHEET_MADE, made_by, "done", seat, detail=mark), db)
        return sheet

    @contextmanager
    def _opened(
        self, request: Request, approval: Approval, act: Act, mark: str = ""
    ) -> Iterator[tuple[Connection, Ring]]:
        """Through the gate, with the vault opened by those who approved."""
        detail: dict[str, JsonValue] = {"mark": mark} if mark else {}
        with (
            self._gate.passing(request, approval, act, detail) as db,
            open_ring(db, approval.factors) as ring,
        ):
            yield db, ring

    def _new_sheet(self) -> tuple[SheetSecret, SlotRow, Factor]:
        sheet, recipe = SheetSecret.new(), Recipe.new(self._work).to_bytes()
        with sheet.key(recipe) as key:
            sheet.mark = mark_of(key)
            return sheet, SlotRow(None, recipe, public_of(key)), key.factor()

    def _store_logged(
        self, db: Connection, ring: Ring, request: Request, approval: Approval, *, relaxed: bool
    ) -> None:
        """Store the ring, and log which vault key begins: it can be told from a foreign one."""
        detail = {**self._store(db, ring, relaxed=relaxed), "approval": approval.id}
        entry = Entry(Act.VAULT_REWRAPPED, approval.people, "done", request.seat, detail=detail)
        self._ledger.append(entry, db)

    def _store(self, db: Connection, ring: Ring, *, relaxed: bool) -> dict[str, JsonValue]:
        """Begin a new vault key and put wraps of the whole ring in the place of all before."""
        if len(ring.slots) < _FEWEST_SLOTS:
            raise Refused("vault.last_pair")
        for era in ring.eras:
            era.relaxed = era.relaxed and relaxed
        newest = max((era.created_us for era in ring.eras), default=0)
        era = new_era(max(self._clock.utc_us(), newest + 1), relaxed=relaxed)
        ring.eras.append(era)
        db.execute(insert(schema.vault_key).values(_key_row(era)))
        db.execute(delete(schema.vault_wrap))
        db.execute(insert(schema.vault_wrap), list(_wrap_rows(ring)))
        return {
            "vault": era.vault.id,
            "public_sha256": sha256(era.vault.public).hexdigest(),
            "slots": list(in_order(ring.slots)),
            "relaxed": relaxed,
        }


def _wrap_rows(ring: Ring) -> Iterator[dict[str, object]]:
    for era in ring.eras:
        payload = Payload(era.private, ring.slots)
        for pair in pairs(ring.slots):
            yield _wrap_row(era.vault, pair, ring, payload)
        if era.relaxed:
            alone = Payload(era.private, {})  # no slot secret: it must not grow into a pair
            for slot in MANAGER_SLOTS:
                if slot in ring.slots:
                    yield _wrap_row(era.vault, (slot,), ring, alone)


def _wrap_row(
    vault: VaultPublic, slots: tuple[Slot, ...], ring: Ring, payload: Payload
) -> dict[str, object]:
    wrapped = wrap(vault, slots, ring.slots, payload)
    return {"vault_id": vault.id, "slots": name_of(slots), "wrapped": wrapped}


def _key_row(era: Era) -> dict[str, object]:
    vault = era.vault
    return {
        "id": vault.id,
        "suite": vault.suite,
        "public": vault.public,
        "created_us": era.created_us,
    }


def _assign(db: Connection, ring: Ring, slot: Slot, factor: Factor, row: SlotRow) -> None:
    """Give a slot to ``factor``, with a secret nobody held before."""
    _clear(db, ring, slot)
    ring.slots[slot] = slot_secret(factor, slot, row.salt)
    values = {"slot": slot, "person_id": row.person_id, "salt": row.salt, "public": row.public}
    db.execute(insert(schema.vault_slot).values(values))


def _clear(db: Connection, ring: Ring, slot: Slot) -> None:
    ring.slots.pop(slot, Secret(bytearray())).wipe()
    db.execute(delete(schema.vault_slot).where(schema.vault_slot.c.slot == slot))


def _person_row(factor: Factor) -> SlotRow:
    return SlotRow(factor.owner, secrets.token_bytes(SALT_BYTES))


def _slots_of(db: Connection, person_id: str) -> list[Slot]:
    return [slot for slot, row in slot_rows(db).items() if row.person_id == person_id]


def _expect_holder(db: Connection, slot: Slot, factor: Factor) -> None:
    manager = people.holder(db, Role(slot))
    if manager is None or manager.id != factor.owner:
        raise Refused("vault.not_a_holder")


def _refuse_twice(db: Connection, slot: Slot, newcomer_id: str) -> None:
    if newcomer_id == SHEET:
        raise InvalidInput("vault.not_a_manager")
    if slot in _slots_of(db, newcomer_id):
        raise InvalidInput("vault.already", role=slot.value)
