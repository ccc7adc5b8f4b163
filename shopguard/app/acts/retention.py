"""Changing how long recordings are kept (J-4, G-6.3, T-4)."""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput
from shopguard.cameras.register import Camera, Changes

REASON_BEYOND_DAYS = 14


def change_retention(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    days: int | None = None,
    max_bytes: int | None = None,
    camera: Camera | None = None,
    reason: str = "",
) -> None:
    """Days and bytes to keep, for the shop or one camera; two managers.

    More than 14 days asks for a written reason (T-4). ``max_bytes`` 0 takes a bound away.
    """
    if days is None and max_bytes is None:
        raise InvalidInput("retention.nothing")
    if days is not None and days > REASON_BEYOND_DAYS and not reason.strip():
        raise InvalidInput("retention.reason", days=REASON_BEYOND_DAYS)
    target = f"retention:{camera.id if camera else 'shop'}"
    request = Request(Action.SET_RETENTION, shop.seat, target=target, note=reason.strip())
    detail: dict[str, JsonValue] = {"days": days, "max_bytes": max_bytes}
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.RETENTION_CHANGED, detail) as db:
        if camera is not None:
            changes = Changes()
            if days is not None:
                changes["retention_days"] = days
            if max_bytes is not None:
                changes["max_bytes"] = max_bytes or None
            shop.cameras.update(camera.id, db=db, **changes)
            return
        if days is not None:
            shop.settings.set("retention_days", days, db=db)
            shop.settings.set("retention_reason", reason.strip(), db=db)
        if max_bytes is not None:
            shop.settings.set("retention_bytes", max_bytes, db=db)


def confirm_date(shop: Shop, proofs: Sequence[Proof]) -> None:
    """A manager says that today's date is right; erasure by age goes on."""
    request = Request(Action.CONFIRM_DATE, shop.seat)
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.CLOCK_CONFIRMED):
        pass
    shop.time.confirm()


def reason_of(shop: Shop) -> str:
    """Why footage is kept longer than 14 days, as both managers wrote it."""
    return str(shop.settings.get("retention_reason"))
