"""Scans of requests and consent forms: sealed to the vault, read by two managers (T-5)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from shopguard.base.errors import Damaged, InvalidInput
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage.fragment import VolumeIdentity
from shopguard.vault.sealing import current_public, seal

LARGEST = 20 << 20
_KEY, _NONCE = 32, 12
# Told by their first bytes: what a scanner or a telephone makes, nothing that could run.
_KINDS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"II*\0": "tif"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A file to be attached. ``digest``: SHA-256 of it, in hex."""

    content: bytes
    digest: str
    kind: str

    @classmethod
    def of(cls, content: bytes) -> Scan:
        """InvalidInput for what is no PDF or picture, or too large."""
        kind = next((kind for magic, kind in _KINDS.items() if content.startswith(magic)), None)
        if kind is None or len(content) > LARGEST:
            raise InvalidInput("provision.scan", megabytes=LARGEST >> 20)
        return cls(content, sha256(content).hexdigest(), kind)


def bound_to(site_id: str, case_id: str) -> VolumeIdentity:
    """What a scan's key is sealed for: this case of this shop."""
    return VolumeIdentity(site_id, "evidence", case_id)


def keep_scan(scan: Scan, site_id: str, case_id: str, now_us: int, db: Connection) -> None:
    """Seal it beside its case, within the gate's transaction."""
    key, nonce = os.urandom(_KEY), os.urandom(_NONCE)
    sealed = seal(current_public(db), bound_to(site_id, case_id), key)
    content = nonce + AESGCM(key).encrypt(nonce, scan.content, scan.digest.encode())
    paper = schema.evidence_paper
    there = select(paper.c.digest).where(paper.c.case_id == case_id, paper.c.digest == scan.digest)
    if db.execute(there).first() is None:
        db.execute(
            insert(paper).values(
                digest=scan.digest,
                case_id=case_id,
                name=f"scan.{scan.kind}",
                sealed_key=sealed,
                content=content,
                added_us=now_us,
            )
        )


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A sealed scan as it is stored."""

    digest: str
    name: str
    sealed_key: bytes
    content: bytes


def kept_scans(case_id: str, catalogue: Catalogue) -> list[KeptScan]:
    """The scans of a case, in the order they came."""
    paper = schema.evidence_paper
    query = select(paper).where(paper.c.case_id == case_id).order_by(paper.c.added_us)
    with catalogue.read() as db:
        rows = db.execute(query).all()
    return [KeptScan(row.digest, row.name, row.sealed_key, row.content) for row in rows]


def open_scan(content: bytes, key: bytes | bytearray, digest: str) -> bytes:
    """The file again; Damaged when it is not what was sealed."""
    try:
        plain = AESGCM(bytes(key)).decrypt(content[:_NONCE], content[_NONCE:], digest.encode())
    except InvalidTag as error:
        raise Damaged("provision.scan_damaged") from error
    if sha256(plain).hexdigest() != digest:
        raise Damaged("provision.scan_damaged")
    return plain
