"""The vault's private half. Only the door and the vault's own keeping may import this.

with unlock(catalogue, approval.factors) as vault:
    key = vault.unseal(volume, sealed)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, select

from shopguard.access.secret import SHEET, Factor, Secret
from shopguard.base.errors import Damaged, Refused, Unavailable
from shopguard.base.ids import new_id
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.vault.sealing import (
    CLASSIC,
    HEADER_BYTES,
    HYBRID,
    SUITES,
    VaultPublic,
    VolumeName,
    binding,
    vault_of,
)
from shopguard.vault.wraps import (
    MANAGER_SLOTS,
    Payload,
    Slot,
    SlotRow,
    name_of,
    slot_rows,
    slot_secret,
    unwrap,
)

_MLKEM_SEED_BYTES = 64
_PAIR = 2


@dataclass(slots=True)
class Era:
    """One vault key of the ring: from its making on, new volumes are sealed to it."""

    vault: VaultPublic
    created_us: int
    private: Secret
    relaxed: bool = False


@dataclass(slots=True)
class Ring:
    """Everything a right pair holds: every vault key there was, and the secret of every slot."""

    eras: list[Era]
    slots: dict[Slot, Secret]

    def wipe(self) -> None:
        for secret in (*(era.private for era in self.eras), *self.slots.values()):
            secret.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()


class PrivateVault:
    """The opened vault; wiped when its ``with`` block ends."""

    def __init__(self, eras: Sequence[Era], *, alone: bool) -> None:
        self._eras = {era.vault.id: era for era in eras}
        self._alone = alone

    def opens(self, sealed: bytes) -> bool:
        """Whether this was sealed in a time that these key holders may open."""
        return vault_of(sealed) in self._eras

    def unseal(self, volume: VolumeName, sealed: bytes) -> bytearray:
        """The secret sealed for ``volume``; the caller wipes it.

        Damaged when it is not what was sealed for this volume; Refused when one manager alone
        asks for something recorded while that was not agreed, or after ``wipe``.
        """
        if not self._eras:
            raise Refused("login.ended")
        era = self._eras.get(vault_of(sealed) or "")
        if era is None:
            raise Refused("vault.two_needed") if self._alone else Damaged("vault.sealed")
        private = _PRIVATE[era.vault.suite].load(era.private.content)
        try:
            suite = SUITES[era.vault.suite].hpke
            bound = binding(era.vault.id, volume)
            return bytearray(suite.decrypt(sealed[HEADER_BYTES:], private, bound))
        except InvalidTag as error:
            raise Damaged("vault.sealed") from error

    def wipe(self) -> None:
        """Forget every key; nothing opens any more."""
        for era in self._eras.values():
            era.private.wipe()
        self._eras.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()


def unlock(catalogue: Catalogue, factors: Sequence[Factor]) -> PrivateVault:
    """The vault, opened by a right pair; or by one manager, for what was recorded while relaxed.

    Refused for anybody else. Damaged when the catalogue names a vault key that this pair never
    made: footage sealed to that one would be somebody else's.
    """
    with catalogue.read() as db:
        if len(factors) == 1:
            return PrivateVault(_open_alone(db, factors[0]), alone=True)
        ring = open_ring(db, factors)
    for secret in ring.slots.values():
        secret.wipe()
    return PrivateVault(ring.eras, alone=False)


def open_ring(db: Connection, factors: Sequence[Factor]) -> Ring:
    """Everything, for a right pair; Refused and Damaged as ``unlock``."""
    holding = _holding(slot_rows(db), factors)
    if len(holding) != _PAIR:
        raise Refused("vault.two_needed")
    wraps = _wraps(db)
    eras: list[Era] = []
    slots: dict[Slot, Secret] = {}
    for vault, created_us in _vaults(db):
        payload = _opened(vault, holding, wraps)
        for secret in slots.values():
            secret.wipe()
        slots = dict(payload.slots)
        relaxed = any((vault.id, slot) in wraps for slot in MANAGER_SLOTS)
        eras.append(Era(vault, created_us, payload.private, relaxed))
    for secret in holding.values():
        secret.wipe()
    return Ring(eras, slots)


def new_era(created_us: int, *, relaxed: bool = False) -> Era:
    """A fresh vault key."""
    for name in (HYBRID, CLASSIC):
        suite = _PRIVATE[name]
        try:
            raw = suite.new()
            public = suite.public(raw)
        except UnsupportedAlgorithm:
            continue
        return Era(VaultPublic(new_id(), name, public), created_us, Secret(raw), relaxed)
    raise Unavailable("vault.no_suite")


def _open_alone(db: Connection, factor: Factor) -> list[Era]:
    holding = _holding(slot_rows(db), [factor])
    wraps = _wraps(db)
    (name,) = holding
    vaults = [(vault, made) for vault, made in _vaults(db) if (vault.id, name) in wraps]
    if not vaults:
        raise Refused("vault.two_needed")
    return [
        Era(vault, made, _opened(vault, holding, wraps).private, relaxed=True)
        for vault, made in vaults
    ]


def _holding(rows: Mapping[Slot, SlotRow], factors: Sequence[Factor]) -> dict[Slot, Secret]:
    """Slot secrets of these factors; Refused unless each owner holds a slot of their own."""
    if not rows:
        raise Unavailable("vault.none")
    owners = {row.person_id or SHEET: slot for slot, row in rows.items()}
    holding: dict[Slot, Secret] = {}
    for factor in factors:
        slot = owners.get(factor.owner)
        if slot is None:
            raise Refused("vault.not_a_holder")
        if slot in holding:
            raise Refused("vault.same_twice")
        holding[slot] = slot_secret(factor, slot, rows[slot].salt)
    return holding


def _opened(
    vault: VaultPublic, holding: Mapping[Slot, Secret], wraps: Mapping[tuple[str, str], bytes]
) -> Payload:
    wrapped = wraps.get((vault.id, name_of(holding)))
    if wrapped is None:
        raise Damaged("vault.foreign_key")
    payload = unwrap(vault, holding, holding, wrapped)
    if payload is None:
        raise Refused("vault.does_not_open")
    if _PRIVATE[vault.suite].public(payload.private.content) != vault.public:
        payload.wipe()
        raise Damaged("vault.foreign_key")
    return payload


def _vaults(db: Connection) -> list[tuple[VaultPublic, int]]:
    rows = db.execute(select(schema.vault_key).order_by(schema.vault_key.c.created_us)).all()
    return [(VaultPublic(row.id, row.suite, row.public), row.created_us) for row in rows]


def _wraps(db: Connection) -> dict[tuple[str, str], bytes]:
    rows = db.execute(select(schema.vault_wrap)).all()
    return {(row.vault_id, row.slots): row.wrapped for row in rows}


# --- the private side of the suites -------------------------------------------------------------


class _PrivateSuite(NamedTuple):
    """Raw private keys: made, loaded, and their public halves."""

    new: Callable[[], bytearray]
    load: Callable[[bytearray], Any]
    public: Callable[[bytearray], bytes]


def _new_hybrid() -> bytearray:
    seed = MLKEM768PrivateKey.generate().private_bytes_raw()
    return bytearray(seed + X25519PrivateKey.generate().private_bytes_raw())


def _hybrid_parts(raw: bytearray) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    seed, scalar = bytes(raw[:_MLKEM_SEED_BYTES]), bytes(raw[_MLKEM_SEED_BYTES:])
    return MLKEM768PrivateKey.from_seed_bytes(seed), X25519PrivateKey.from_private_bytes(scalar)


def _load_hybrid(raw: bytearray) -> hpke.MLKEM768X25519PrivateKey:
    return hpke.MLKEM768X25519PrivateKey(*_hybrid_parts(raw))


def _hybrid_public(raw: bytearray) -> bytes:
    return b"".join(key.public_key().public_bytes_raw() for key in _hybrid_parts(raw))


def _new_classic() -> bytearray:
    return bytearray(X25519PrivateKey.generate().private_bytes_raw())


def _load_classic(raw: bytearray) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes(raw))


def _classic_public(raw: bytearray) -> bytes:
    return _load_classic(raw).public_key().public_bytes_raw()


_PRIVATE: Mapping[str, _PrivateSuite] = {
    HYBRID: _PrivateSuite(_new_hybrid, _load_hybrid, _hybrid_public),
    CLASSIC: _PrivateSuite(_new_classic, _load_classic, _classic_public),
}
