"""What a copy for one person shows and covers: looked through by two managers, then kept (G-6.2).

Looking at it is giving footage out in the eyes of the policy: two managers, through the door, and
never on the ease that one alone may look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.acts.provision import find, planned
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput, Refused
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.cases import CaseEntry
from shopguard.evidence.progress import Cancelled, Progress
from shopguard.evidence.provisions import Provision, Step, require_step
from shopguard.evidence.redaction.analyse import analyse
from shopguard.evidence.redaction.keeping import keep_plan, kept_plan, parts_of
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.sealed import WORK, forget_papers

LOOK_SECONDS = 2 * 3600.0  # people are looked for first, and every picture wants an eye


def open_footage(
    shop: Shop, proofs: Sequence[Proof], name: str, seconds: float = LOOK_SECONDS
) -> OpenFootage:
    """The footage of a provision, to look through what would be given; logged as any viewing."""
    provision = find(shop, name)
    require_step(provision, Step.REDACTED)
    request = request_of(shop, provision)
    return shop.door.open(request, agreed(shop, request, proofs), seconds=seconds)


def find_people(
    footage: OpenFootage,
    *,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> list[Plan]:
    """Who is where, for every part of every camera; nobody is chosen yet."""
    parts = [
        (camera, part) for camera in footage.request.cameras for part in parts_of(footage, camera)
    ]
    whole = sum(part.duration for _, part in parts) or 1
    plans: list[Plan] = []
    done = 0
    for camera, part in parts:

        def told(share: float, before: int = done, length: int = part.duration) -> None:
            progress((before + share * length) / whole)

        plans.append(analyse(footage, camera, part, progress=told, cancelled=cancelled))
        done += part.duration
    if not plans:
        raise InvalidInput("redaction.nothing_recorded")
    return plans


def settle(
    shop: Shop, proof: Proof, footage: OpenFootage, name: str, plans: Sequence[Plan],
    looked: Sequence[int],
) -> Provision:  # fmt: skip
    """At the open footage: the two who opened it looked through these. There is no other way.

    ``looked``: how many pictures of each copy were on the screen. What was settled before counts no
    more. Beside the case and in the log, in one transaction.
    """
    provision = find(shop, name)
    footage.require_open()
    if footage.request != request_of(shop, provision) or proof.owner not in footage.people:
        raise Refused("redaction.not_reviewed")
    request = Request(Action.KEEP_REGISTER, shop.seat, target=f"provision={provision.id}")
    approval = agreed(shop, request, [proof])
    if not plans:
        raise InvalidInput("redaction.nothing_recorded")
    if any(plan.camera_id not in provision.cameras for plan in plans):
        raise InvalidInput("redaction.bad_plan")
    people = footage.people
    reviewed = [plan.reviewed(people) for plan in plans]
    films: list[JsonValue] = [
        {"camera": p.camera_id, "plan": p.digest, "pictures": len(p.at_us), "looked": count}
        for p, count in zip(reviewed, looked, strict=True)
    ]
    entry = planned(shop, provision, Step.REDACTED, people, {"plans": films})
    detail = entry.told | {
        "ground": provision.ground.key, "looked_through": list(people), "films": films,
    }  # fmt: skip
    with shop.gate.passing(request, approval, Act.PROVISION_REDACTED, detail) as db:
        shop.cases.keep(entry, db)
        for plan in reviewed:
            keep_plan(plan, provision.id, entry.at_us, db)
        forget_papers(provision.id, WORK, db)
    return find(shop, provision.id)


def settled(shop: Shop, provision: Provision) -> list[Plan]:
    """The plans last settled; Refused ``redaction.missing`` without, Damaged when not as kept."""
    rows = require_settled(provision)
    with shop.catalogue.read() as db:
        return [kept_plan(row["plan"], provision.id, db) for row in rows]


def require_settled(provision: Provision) -> list[dict[str, Any]]:
    """What the newest entry about it names; Refused when nobody has looked through it yet."""
    entry = provision.last(Step.REDACTED)
    if entry is None:
        raise Refused("redaction.missing", camera="")
    return films_of(entry)


def films_of(entry: CaseEntry) -> list[dict[str, Any]]:
    """``camera``, ``plan``, ``pictures``, and ``looked`` where that is known, of every film."""
    return cast("list[dict[str, Any]]", entry.data["plans"])


def require_looked_through(shop: Shop, provision: Provision, plans: Sequence[Plan]) -> None:
    """Refused unless each of these is, to the last box, one that was settled last."""
    known = {_unsigned(plan) for plan in settled(shop, provision)}
    if not known.issuperset(map(_unsigned, plans)):
        raise Refused("redaction.not_reviewed")


def _unsigned(plan: Plan) -> str:
    """What it shows and covers, whoever looked through it."""
    return plan.reviewed(()).digest


def request_of(shop: Shop, provision: Provision) -> Request:
    """To give the footage of a provision, or to look through what is given."""
    return Request(
        provision.ground.action,
        shop.seat,
        provision.ground.purpose,
        provision.cameras,
        provision.span,
        target=f"provision={provision.id}",
    )
