"""``doctor``: is this machine fit to keep a shop's recordings? (J-14, G-6.6)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shopguard.app.shop import Shop
from shopguard.base.errors import ShopGuardError
from shopguard.base.fonts import Face, find_font
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.base.platform.facts import State
from shopguard.base.texts import Language, text
from shopguard.database.keystore import key_store_available, read_identity
from shopguard.vault.sealing import current_public, is_logged

LOW_DISK_BYTES = 10 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; its words stand under ``<code>.<state>``."""

    code: str
    state: State
    detail: str = ""

    def as_row(self, language: Language) -> dict[str, Any]:
        words = text(f"{self.code}.{self.state}", language)
        return {"name": self.code, "state": self.state, "what": words, "detail": self.detail}


def examine(home: Home, shop: Shop | None) -> list[Finding]:
    """Everything that can be seen from here; ``shop`` None where none is set up yet."""
    found = [_key_store(home), _font(), _disk(home)]
    if shop is not None:
        found.append(Finding("doctor.date", "bad" if shop.time.in_doubt else "good"))
        found.append(_vault_key(shop))
    facts = host.hardening(home.path)
    return found + [Finding(f"host.{fact.name}", fact.state, fact.detail) for fact in facts]


def _key_store(home: Home) -> Finding:
    if home.exists and read_identity(home).key_file is not None:
        return Finding("doctor.key_file", "good", str(read_identity(home).key_file))
    return Finding("doctor.key_store", "good" if key_store_available() else "bad")


def _vault_key(shop: Shop) -> Finding:
    """Decision 0004: the key new recordings are sealed to is one the managers made."""
    with shop.catalogue.read() as db:
        good = is_logged(db, current_public(db))
    return Finding("doctor.vault_key", "good" if good else "bad")


def _font() -> Finding:
    try:
        return Finding("doctor.font", "good", find_font(Face.REGULAR).path.name)
    except ShopGuardError:
        return Finding("doctor.font", "bad")


def _disk(home: Home) -> Finding:
    free = host.free_bytes(home.path)
    state: State = "good" if free >= LOW_DISK_BYTES else "bad"
    return Finding("doctor.disk", state, f"{free / 1e9:.1f} GB")
