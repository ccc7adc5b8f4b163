"""Papers beside a case, sealed to the vault: two managers read them (T-5)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, insert, select

from shopguard.base.errors import Damaged
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage.fragment import VolumeIdentity
from shopguard.vault.sealing import current_public, seal

WORK = "redaction-work."  # what the names of papers begin with that two people still work on
_KEY, _NONCE = 32, 12


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A paper as it is stored. ``digest``: SHA-256 of what it says, in hex."""

    digest: str
    name: str
    sealed_key: bytes
    content: bytes


def bound_to(site_id: str, case_id: str) -> VolumeIdentity:
    """What a paper's key is sealed for: this case of this shop."""
    return VolumeIdentity(site_id, "evidence", case_id)


def new_key(site_id: str, case_id: str, db: Connection) -> tuple[bytearray, bytes]:
    """A key for papers of a case, and the same sealed; the caller wipes the first."""
    key = bytearray(os.urandom(_KEY))
    return key, seal(current_public(db), bound_to(site_id, case_id), key)


def sealed_paper(
    name: str, content: bytes, key: bytes | bytearray, sealed_key: bytes
) -> SealedPaper:
    """Only whoever opens ``sealed_key`` can read it."""
    digest, nonce = sha256(content).hexdigest(), os.urandom(_NONCE)
    closed = nonce + AESGCM(bytes(key)).encrypt(nonce, content, digest.encode())
    return SealedPaper(digest, name, sealed_key, closed)


def keep_paper(paper: SealedPaper, case_id: str, now_us: int, db: Connection) -> None:
    """Beside its case; the same one twice is kept once."""
    table = schema.evidence_paper
    there = select(table.c.digest).where(table.c.case_id == case_id, table.c.digest == paper.digest)
    if db.execute(there).first() is None:
        db.execute(
            insert(table).values(
                digest=paper.digest,
                case_id=case_id,
                name=paper.name,
                sealed_key=paper.sealed_key,
                content=paper.content,
                added_us=now_us,
            )
        )


def kept_papers(case_id: str, names: str, catalogue: Catalogue) -> list[SealedPaper]:
    """Those whose name begins so, in the order they came."""
    table = schema.evidence_paper
    query = (
        select(table)
        .where(table.c.case_id == case_id, table.c.name.startswith(names, autoescape=True))
        .order_by(table.c.added_us)
    )
    with catalogue.read() as db:
        rows = db.execute(query).all()
    return [SealedPaper(row.digest, row.name, row.sealed_key, row.content) for row in rows]


def forget_papers(case_id: str, names: str, db: Connection) -> None:
    """Those whose name begins so are no longer needed."""
    table = schema.evidence_paper
    named = table.c.name.startswith(names, autoescape=True)
    db.execute(delete(table).where(table.c.case_id == case_id, named))


def open_paper(paper: SealedPaper, key: bytes | bytearray) -> bytes:
    """What it says; Damaged when it is not what was sealed."""
    content = paper.content
    try:
        plain = AESGCM(bytes(key)).decrypt(
            content[:_NONCE], content[_NONCE:], paper.digest.encode()
        )
    except InvalidTag as error:
        raise Damaged("provision.scan_damaged") from error
    if sha256(plain).hexdigest() != paper.digest:
        raise Damaged("provision.scan_damaged")
    return plain
