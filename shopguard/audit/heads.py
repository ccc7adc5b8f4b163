"""Signed heads: the whole log in one line that can leave the machine."""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Row, insert

from shopguard.base.canonical import canonical
from shopguard.base.errors import InvalidInput
from shopguard.database import schema

if TYPE_CHECKING:
    import segno

SHOP = "shop"  # the signer of heads the shop's own machine made
_MAGIC = "SGHEAD1"
# Capitals, digits and colons only: a QR code packs them densely, and a person can type them.
_TEXT = re.compile(
    rf"{_MAGIC}:(\d{{1,18}}):(\d{{1,18}}):([0-9A-Z-]{{0,64}}):([0-9A-Z-]{{1,64}})"
    r":([A-Z2-7]{52}):([A-Z2-7]{52}):([A-Z2-7]{103})"
)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """Size and root of the log at a moment, and who signed it.

    ``signer`` is ``shop`` or a person's id. ``site`` is empty in heads older than the shop's name.
    """

    size: int
    root: bytes
    at_us: int
    site: str
    signer: str
    public: bytes
    signature: bytes

    @classmethod
    def sign(
        cls, size: int, root: bytes, at_us: int, site: str, signer: str, key: Ed25519PrivateKey
    ) -> SignedHead:
        """A head signed now."""
        public = key.public_key().public_bytes_raw()
        signature = key.sign(_statement(size, root, at_us, site, signer))
        return cls(size, root, at_us, site, signer, public, signature)

    def is_signed(self) -> bool:
        """Whether the signature is by ``public``; whose key that is, is another question."""
        statement = _statement(self.size, self.root, self.at_us, self.site, self.signer)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(self.signature, statement)
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_text(self) -> str:
        """One line of capitals, digits and colons."""
        ids = f"{self.size}:{self.at_us}:{self.site}:{self.signer}".upper()
        blobs = ":".join(_b32(blob) for blob in (self.root, self.public, self.signature))
        return f"{_MAGIC}:{ids}:{blobs}"

    @classmethod
    def parse(cls, words: str) -> SignedHead:
        """The head that was printed, mailed or typed: spaces, line breaks and case do not matter.

        Raises InvalidInput ``audit.head_unreadable``; does not check the signature.
        """
        found = _TEXT.fullmatch("".join(words.split()).upper())
        if found is None:
            raise InvalidInput("audit.head_unreadable")
        size, at_us, site, signer, *blobs = found.groups()
        try:
            root, public, signature = (_unb32(blob) for blob in blobs)
        except binascii.Error:
            raise InvalidInput("audit.head_unreadable") from None
        return cls(int(size), root, int(at_us), site.lower(), signer.lower(), public, signature)

    def qr_svg(self) -> str:
        """The text as a QR code, black on white, for print."""
        out = io.BytesIO()
        _qr(self).save(out, kind="svg", scale=4, border=4, light="white")
        return out.getvalue().decode()

    def qr_png(self) -> bytes:
        """The text as a QR code, 4 pixels a module."""
        out = io.BytesIO()
        _qr(self).save(out, kind="png", scale=4, border=4)
        return out.getvalue()

    def qr_matrix(self) -> tuple[tuple[int, ...], ...]:
        """The text as a QR code, row by row: 1 is dark."""
        return tuple(tuple(row) for row in _qr(self).matrix)


def shop_signer(shop_key: bytes) -> Ed25519PrivateKey:
    """The shop's own signing key."""
    seed = HKDF(SHA256(), 32, None, b"shopguard audit signer").derive(shop_key)
    return Ed25519PrivateKey.from_private_bytes(seed)


def store_head(db: Connection, head: SignedHead) -> None:
    """Keep a head beside the log."""
    row = {"size": head.size, "root": head.root, "at_us": head.at_us, "site": head.site}
    key = {"signer": head.signer, "public": head.public, "signature": head.signature}
    db.execute(insert(schema.audit_head).values(row | key))


def head_of(row: Row[Any]) -> SignedHead:
    """The head in a row of ``audit_head``."""
    return SignedHead(
        row.size, row.root, row.at_us, row.site, row.signer, row.public, row.signature
    )


def _statement(size: int, root: bytes, at_us: int, site: str, signer: str) -> bytes:
    return canonical(["shopguard audit head", site, size, root.hex(), at_us, signer])


def _qr(head: SignedHead) -> segno.QRCode:
    import segno  # only where a head leaves the machine

    return segno.make_qr(head.as_text(), error="m")


def _b32(blob: bytes) -> str:
    return base64.b32encode(blob).decode().rstrip("=")


def _unb32(words: str) -> bytes:
    return base64.b32decode(words + "=" * (-len(words) % 8))
