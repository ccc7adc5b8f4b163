"""What the shop signs in a package, and its key in short (docs/reference/evidence-package.md)."""

from __future__ import annotations

from hashlib import sha256

_SHOWN = 32
STATEMENT = b"shopguard provision manifest 1\n"


def fingerprint(public: bytes) -> str:
    """Eight groups of four: short enough to compare by eye or over the telephone."""
    digits = sha256(public).hexdigest()[:_SHOWN].upper()
    return "-".join(digits[at : at + 4] for at in range(0, _SHOWN, 4))


def statement(manifest: bytes) -> bytes:
    """What is signed: these bytes, as exactly they stand in the package."""
    return STATEMENT + manifest
