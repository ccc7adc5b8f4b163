"""What somebody should see to: answers owed, footage to come back, paper to shred (J-6, J-15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopguard.app.acts import printed, provision, rights
from shopguard.app.shop import Shop
from shopguard.base.clock import DAY, from_us
from shopguard.evidence.papers import JAPAN
from shopguard.evidence.provisions import Provision, State
from shopguard.evidence.rights import RightsRequest
from shopguard.evidence.stills import PrintedStill

SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class Due:
    """``answers``: open requests, late or due within ``SOON_DAYS``; ``returns``: handed over, and
    the day agreed on for return or destruction is over; ``stills``: on paper for too long."""

    answers: tuple[RightsRequest, ...]
    returns: tuple[Provision, ...]
    stills: tuple[PrintedStill, ...] = ()


def due(shop: Shop) -> Due:
    """As of now; the most urgent first."""
    now = shop.clock.utc_us()
    soon = now + SOON_DAYS * DAY
    today = from_us(now, JAPAN).date()
    answers = (one for one in rights.listed(shop) if one.is_open and one.due_us <= soon)
    returns = (one for one in provision.listed(shop) if _awaited(one, today))
    ordered = sorted(returns, key=lambda one: one.fields["return_by"])
    return Due(tuple(answers), tuple(ordered), tuple(printed.overdue(shop)))


def _awaited(one: Provision, today: date) -> bool:
    agreed = one.fields.get("return_by", "")
    out = one.state is State.HANDED_OVER
    return out and bool(agreed) and date.fromisoformat(agreed) < today
