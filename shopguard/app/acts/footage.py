"""Looking at recordings, and holding them back from being overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action, Purpose
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.door.door import VIEWING_SECONDS, extension_of
from shopguard.door.viewing import OpenFootage
from shopguard.footage.holds import Hold

DEFAULT_HOLD_DAYS = 30


def open_viewing(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    purpose: Purpose | None,
    cameras: Sequence[str],
    span: Span,
    note: str = "",
    seconds: float = VIEWING_SECONDS,
) -> OpenFootage:
    """Open recordings for looking (J-1, J-3). Refused by the rule; logged either way."""
    request = Request(Action.REVIEW, shop.seat, purpose, tuple(cameras), span, note=note)
    approval = agreed(shop, request, proofs)
    return shop.door.open(request, approval, seconds=seconds)


def extend_viewing(
    shop: Shop, viewing: OpenFootage, proofs: Sequence[Proof], seconds: float = VIEWING_SECONDS
) -> None:
    """A further period, agreed to by both again."""
    request = extension_of(viewing)
    approval = agreed(shop, request, proofs)
    shop.door.extend(viewing, request, approval, seconds=seconds)


def hold(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    cameras: Sequence[str],
    span: Span,
    ground: str,
    days: int = DEFAULT_HOLD_DAYS,
) -> list[Hold]:
    """Keep a span from being overwritten for ``days``; one manager is enough (T-4)."""
    request = Request(Action.HOLD, shop.seat, None, tuple(cameras), span, note=ground)
    approval = agreed(shop, request, proofs)
    owner = approval.people[0]
    planned = shop.holds.planned(cameras, span, ground=ground, owner_id=owner, days=days)
    detail: dict[str, JsonValue] = {"holds": [held.id for held in planned], "days": days}
    with shop.gate.passing(request, approval, Act.HOLD_SET, detail) as db:
        shop.holds.place(planned, shop.hold_quota_bytes(), db)
    return planned


def require_room(shop: Shop, cameras: Sequence[str], span: Span) -> None:
    """Refused ``hold.quota`` where a hold of it would be."""
    planned = shop.holds.planned(cameras, span, ground="-", owner_id="", days=DEFAULT_HOLD_DAYS)
    with shop.catalogue.read() as db:
        shop.holds.require_room(planned, shop.hold_quota_bytes(), db)


def release_holds(
    shop: Shop, proofs: Sequence[Proof], hold_ids: Sequence[str], reason: str
) -> list[Hold]:
    """End holds before their time, all of them or none; two managers."""
    held = [shop.holds.get(hold_id) for hold_id in hold_ids]
    if not held:
        raise InvalidInput("hold.unknown")
    cameras = tuple(sorted({each.camera_id for each in held}))
    span = Span(min(each.span.start for each in held), max(each.span.end for each in held))
    target = " ".join(hold_ids)
    request = Request(
        Action.RELEASE_HOLD, shop.seat, None, cameras, span, target=target, note=reason
    )
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.HOLD_RELEASED) as db:
        shop.holds.release(held, reason, db)
    return held
