"""The vault's public half: with it a secret can be locked away, never got out again.

The recorder needs nothing else. A sealed secret is

    0x01 | vault id (16 bytes) | HPKE (RFC 9180) encapsulated key and ciphertext

and is bound to the product, the site, the camera, the volume and the vault key it was sealed to:
moved to another volume it does not open. The suite is a hybrid of ML-KEM-768 and X25519, so that
what is recorded today stays closed to a quantum computer; X25519 alone where the build lacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import Connection, select

from shopguard.audit.actions import Act
from shopguard.audit.record import Wanted, find
from shopguard.base.canonical import canonical
from shopguard.base.errors import Unavailable
from shopguard.database import schema

HYBRID = "hpke-mlkem768x25519-hkdfsha256-aes256gcm"
CLASSIC = "hpke-x25519-hkdfsha256-aes256gcm"

_VERSION = b"\x01"
_ID_BYTES = 16
_MLKEM_PUBLIC_BYTES = 1184
HEADER_BYTES = len(_VERSION) + _ID_BYTES


class VolumeName(Protocol):
    """What a volume's key is bound to."""

    @property
    def site_id(self) -> str: ...

    @property
    def camera_id(self) -> str: ...

    @property
    def volume_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class VaultPublic:
    """One public key of the vault. ``suite`` says how it is used; ``public`` is no secret."""

    id: str
    suite: str
    public: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Suite:
    """How a stored suite name seals."""

    hpke: hpke.Suite
    load_public: Callable[[bytes], Any]


def _hybrid_public(raw: bytes) -> hpke.MLKEM768X25519PublicKey:
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC_BYTES:]),
    )


SUITES: Mapping[str, Suite] = {
    HYBRID: Suite(
        hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM),
        _hybrid_public,
    ),
    CLASSIC: Suite(
        hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM),
        X25519PublicKey.from_public_bytes,
    ),
}


def current_public(db: Connection) -> VaultPublic:
    """The key new volumes are sealed to; Unavailable before the vault is set up.

    It changes when a manager changes or viewing is relaxed, so it is read anew for every volume.
    """
    key = schema.vault_key
    newest = select(key.c.id, key.c.suite, key.c.public).order_by(key.c.created_us.desc()).limit(1)
    row = db.execute(newest).one_or_none()
    if row is None:
        raise Unavailable("vault.none")
    return VaultPublic(row.id, row.suite, row.public)


def seal(vault: VaultPublic, volume: VolumeName, secret: bytes | bytearray) -> bytes:
    """``secret`` locked away for ``volume``; only the vault's key holders get it out."""
    suite = SUITES[vault.suite]
    body = suite.hpke.encrypt(secret, suite.load_public(vault.public), binding(vault.id, volume))
    return _VERSION + bytes.fromhex(vault.id) + body


def vault_of(sealed: bytes) -> str | None:
    """Id of the vault key that opens ``sealed``; None if these are not sealed bytes."""
    if len(sealed) <= HEADER_BYTES or sealed[:1] != _VERSION:
        return None
    return sealed[1:HEADER_BYTES].hex()


def binding(vault_id: str, volume: VolumeName) -> bytes:
    """What a sealed secret is bound to, the same bytes for sealing and opening."""
    return canonical(
        {
            "product": "shopguard",
            "use": "volume key",
            "vault": vault_id,
            "site": volume.site_id,
            "camera": volume.camera_id,
            "volume": volume.volume_id,
        }
    )


def is_logged(db: Connection, vault: VaultPublic) -> bool:
    """Whether the log names this key as one the managers made.

    Whoever can write the catalogue could have slipped in a key of their own; the log they cannot
    change unseen.
    """
    named = sha256(vault.public).hexdigest()
    return any(
        record.entry.outcome == "done" and record.entry.detail.get("public_sha256") == named
        for action in (Act.VAULT_MADE, Act.VAULT_REWRAPPED)
        for record in find(db, Wanted(action=action))
    )
