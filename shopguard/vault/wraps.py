"""How the vault's private keys are wrapped, and what of it the catalogue shows without opening.

Three slots hold the vault: chief, deputy, recovery sheet. Every pair of them has a wrap of its own:

    slot secret = HKDF(the holder's factor, the slot's salt)
    pair key    = HKDF(both slot secrets, each behind its name and length, in the order of SLOTS)
    wrap        = nonce | AES-256-GCM(pair key, payload), bound to vault key id, suite and pair
    payload     = slots held (1 byte) | their slot secrets | private key

The slot secrets inside let any right pair wrap everything again when the third changes; they are
worth no more than the private key beside them, which that pair holds anyway. The wrap for one
manager alone (relaxed viewing) carries the private key of its own time only, and no slot secret.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select

from shopguard.access.keys import branch
from shopguard.access.secret import SECRET_BYTES, Factor, Secret, wipe
from shopguard.base.canonical import canonical
from shopguard.database import schema
from shopguard.vault.sealing import VaultPublic, current_public

NONCE_BYTES = 12
TAG_BYTES = 16


class Slot(StrEnum):
    """A holder of the vault."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    SHEET = "sheet"


SLOTS = (Slot.CHIEF, Slot.DEPUTY, Slot.SHEET)
MANAGER_SLOTS = (Slot.CHIEF, Slot.DEPUTY)


@dataclass(frozen=True, slots=True)
class SlotRow:
    """Who holds a slot: a person id, None for the sheet. ``public``: the sheet's signing key."""

    person_id: str | None
    salt: bytes = field(repr=False)
    public: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Payload:
    """What a wrap holds."""

    private: Secret
    slots: Mapping[Slot, Secret]

    def wipe(self) -> None:
        for secret in (self.private, *self.slots.values()):
            secret.wipe()


def pairs(held: Iterable[Slot]) -> list[tuple[Slot, ...]]:
    """Every right pair among the slots held."""
    return list(combinations(in_order(held), 2))


def in_order(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(set(slots), key=SLOTS.index))


def name_of(slots: Iterable[Slot]) -> str:
    """``chief+sheet``, as ``vault_wrap.slots`` keeps it."""
    return "+".join(in_order(slots))


def slot_secret(factor: Factor, slot: Slot, salt: bytes) -> Secret:
    """What a holder puts into a wrap; another slot or salt gives another."""
    return branch(factor, "vault slot", slot, salt.hex())


def wrap(
    vault: VaultPublic, slots: Iterable[Slot], using: Mapping[Slot, Secret], payload: Payload
) -> bytes:
    """``payload`` for the holders of ``slots`` together."""
    plain = _pack(payload)
    nonce = secrets.token_bytes(NONCE_BYTES)
    try:
        with _key(vault, slots, using) as key:
            return nonce + AESGCM(key.content).encrypt(nonce, plain, _binding(vault, slots))
    finally:
        wipe(plain)


def unwrap(
    vault: VaultPublic, slots: Iterable[Slot], using: Mapping[Slot, Secret], wrapped: bytes
) -> Payload | None:
    """What ``wrapped`` holds; None when these secrets do not open it."""
    plain = bytearray(max(0, len(wrapped) - NONCE_BYTES - TAG_BYTES))
    nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    with _key(vault, slots, using) as key:
        try:
            AESGCM(key.content).decrypt_into(nonce, body, _binding(vault, slots), plain)
        except (InvalidTag, ValueError):  # ValueError: cut short
            return None
    try:
        return _unpack(plain)
    finally:
        wipe(plain)


def slot_rows(db: Connection) -> dict[Slot, SlotRow]:
    """Who holds the vault now."""
    rows = db.execute(select(schema.vault_slot)).all()
    return {Slot(row.slot): SlotRow(row.person_id, row.salt, row.public) for row in rows}


def is_relaxed(db: Connection) -> bool:
    """Whether one manager alone opens what is recorded now; False before the vault is set up."""
    wrap_row, key = schema.vault_wrap, schema.vault_key
    if db.execute(select(key.c.id).limit(1)).first() is None:
        return False
    names = select(wrap_row.c.slots).where(wrap_row.c.vault_id == current_public(db).id)
    return any(name in MANAGER_SLOTS for name in db.scalars(names))


def sheet_mark(public: bytes) -> str:
    """The short number printed on a sheet: it tells which one is in force, nothing more."""
    number = public.hex()[:8].upper()
    return f"{number[:4]}-{number[4:]}"


def _key(vault: VaultPublic, slots: Iterable[Slot], using: Mapping[Slot, Secret]) -> Secret:
    names = in_order(slots)
    material = bytearray()
    for name in names:
        part = using[name].content
        material += struct.pack(">B", len(name)) + name.encode()
        material += struct.pack(">I", len(part)) + part
    with Secret(material) as both:
        return branch(both, "vault wrap", vault.id, name_of(names))


def _binding(vault: VaultPublic, slots: Iterable[Slot]) -> bytes:
    return canonical(["shopguard", "vault wrap", vault.id, vault.suite, name_of(slots)])


def _pack(payload: Payload) -> bytearray:
    held = in_order(payload.slots)
    plain = bytearray([sum(1 << SLOTS.index(slot) for slot in held)])
    for slot in held:
        plain += payload.slots[slot].content
    plain += payload.private.content
    return plain


def _unpack(plain: bytearray) -> Payload:
    held = [slot for at, slot in enumerate(SLOTS) if plain[0] >> at & 1]
    starts = range(1, 1 + SECRET_BYTES * len(held), SECRET_BYTES)
    parts = {
        slot: Secret(plain[at : at + SECRET_BYTES]) for slot, at in zip(held, starts, strict=True)
    }
    return Payload(Secret(plain[1 + SECRET_BYTES * len(held) :]), parts)
