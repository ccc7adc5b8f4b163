"""Scans of requests and consent forms: what may be attached (T-5)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from shopguard.base.errors import InvalidInput
from shopguard.evidence.sealed import keep_paper, new_key, sealed_paper

LARGEST = 20 << 20
SCANS = "scan."  # what their names begin with
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


def read_scan(path: Path) -> bytes:
    """What somebody attaches, and never more of it than may be; InvalidInput when unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InvalidInput("provision.scan_unread") from error


def keep_scan(scan: Scan, site_id: str, case_id: str, now_us: int, db: Connection) -> None:
    """Seal it beside its case, within the gate's transaction."""
    key, sealed = new_key(site_id, case_id, db)
    paper = sealed_paper(f"{SCANS}{scan.kind}", scan.content, key, sealed)
    keep_paper(paper, case_id, now_us, db)
