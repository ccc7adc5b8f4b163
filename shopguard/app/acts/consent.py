"""Agreement to an act: those who cannot agree to it are refused, and that is logged too."""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.access.approval import Approval, Request, approve
from shopguard.access.login import Proof
from shopguard.access.policy import Console
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.base.errors import Refused

By = Console | Sequence[Proof]


def party(shop: Shop, request: Request, by: By) -> Console | Approval:
    """Who acts: the machine's own console, or people who agree to ``request``."""
    return by if isinstance(by, Console) else agreed(shop, request, by)


def agreed(shop: Shop, request: Request, proofs: Sequence[Proof]) -> Approval:
    """Everybody's signature under ``request``; Refused (and logged) for nobody or one twice."""
    try:
        return approve(request, *proofs, clock=shop.clock)
    except Refused as refusal:
        entry = Entry(
            Act.APPROVAL_REFUSED,
            tuple(proof.owner for proof in proofs),
            "refused",
            request.seat,
            purpose=request.purpose or "",
            cameras=request.cameras,
            span=request.span,
            detail={"asked": request.action.value, "code": refusal.code},
        )
        shop.ledger.append(entry)
        raise
