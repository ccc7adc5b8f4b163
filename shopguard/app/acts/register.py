"""The register's own care: is it whole, and what is past its years goes (J-7, G-7.2)."""

from __future__ import annotations

from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.platform import host
from shopguard.evidence.cases import YEAR, Register


def forget_old(shop: Shop) -> list[str]:
    """Erase cases in which nothing happened for ``register_years``; their ids, logged.

    While the clock is in doubt nothing is erased.
    """
    if shop.time.in_doubt:
        return []
    before = shop.clock.utc_us() - shop.settings.number("register_years") * YEAR
    who = (f"console:{host.user_name()}",)
    with shop.catalogue.write() as db:
        erased = [case for book in Register for case in shop.cases.forget(book, before, db)]
        if erased:
            detail: dict[str, JsonValue] = {"cases_erased": erased}
            shop.ledger.append(
                Entry(Act.REGISTER_ERASED, who, "done", shop.seat, detail=detail), db
            )
    return erased
