"""What becomes of printed stills: shredded, handed over, here again; one manager says so (J-15).

The paper is out already, so nothing is shown here. Out of the shop it goes with a provision only,
one that both managers agreed to and whose footage includes the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts import papers
from shopguard.app.acts.consent import By, agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import Refused
from shopguard.base.texts import Language
from shopguard.evidence.cases import Register
from shopguard.evidence.provisions import Provision, State, provision_of
from shopguard.evidence.stills import (
    PrintedStill,
    printed_stills,
    require_still_step,
    still_numbered,
)
from shopguard.evidence.stills_list import stills_pdf

_AGREED = (State.EXPORTED, State.HANDED_OVER)  # both managers made the package


def listed(shop: Shop) -> list[PrintedStill]:
    """Every number that was given out, newest first."""
    with shop.catalogue.read() as db:
        return printed_stills(db)


def find(shop: Shop, number: int) -> PrintedStill:
    with shop.catalogue.read() as db:
        return still_numbered(db, number)


def overdue(shop: Shop) -> list[PrintedStill]:
    """Paper that has been here longer than the setting ``still_days`` says, oldest first."""
    now, days = shop.clock.utc_us(), shop.settings.number("still_days")
    return [still for still in reversed(listed(shop)) if still.is_overdue(now, days)]


def shredded(shop: Shop, proofs: Sequence[Proof], number: int, note: str = "") -> PrintedStill:
    """It is no more."""
    return _write(shop, proofs, find(shop, number), Act.PRINT_SHREDDED, note)


def handed_over(
    shop: Shop, proofs: Sequence[Proof], number: int, provision: str, note: str = ""
) -> PrintedStill:
    """It went out with a provision (its id or number); Refused where that does not cover it."""
    still = find(shop, number)
    found = provision_of(shop.cases.get(Register.PROVISION, provision))
    return _write(shop, proofs, still, Act.PRINT_HANDED_OVER, note, found)


def back(shop: Shop, proofs: Sequence[Proof], number: int, note: str = "") -> PrintedStill:
    """It is in the shop after all: it came back, or it was another number."""
    return _write(shop, proofs, find(shop, number), Act.PRINT_BACK, note)


def on_paper(shop: Shop, by: By, language: Language) -> bytes:
    """The list as PDF bytes; that it was made is logged."""
    days = shop.settings.number("still_days")
    numbers = {one.id: one.number for one in provisions(shop)}
    pdf = stills_pdf(listed(shop), numbers, days, papers.letterhead(shop), language)
    papers.log_printed(shop, by, "stills", {})
    return pdf


def provisions(shop: Shop) -> list[Provision]:
    """Every provision, newest first."""
    return [provision_of(case) for case in shop.cases.all(Register.PROVISION)]


def fitting(provisions: Sequence[Provision], still: PrintedStill) -> list[Provision]:
    """Those it may be handed over with."""
    return [one for one in provisions if _covers(one, still)]


def _covers(provision: Provision, still: PrintedStill) -> bool:
    return (
        provision.state in _AGREED
        and still.camera_id in provision.cameras
        and provision.span is not None
        and provision.span.clip(still.seen) == still.seen
    )


def _write(
    shop: Shop,
    proofs: Sequence[Proof],
    still: PrintedStill,
    act: Act,
    note: str,
    provision: Provision | None = None,
) -> PrintedStill:
    request = Request(
        Action.TRACK_STILL,
        shop.seat,
        cameras=(still.camera_id,),
        span=still.seen,
        target=f"still={still.number}",
        note=" ".join(note.split()),
    )
    approval = agreed(shop, request, proofs)
    told: dict[str, JsonValue] = {"number": still.number}
    if provision is not None:
        told["provision"] = provision.id
    with shop.gate.passing(request, approval, act, told) as db:
        # The entry stands already, within this transaction: what counts is how it stood before.
        now = still_numbered(db, still.number)
        require_still_step(now.before, act)
        if provision is not None and not _covers(provision, now):
            raise Refused("still.not_provided")
    return now
