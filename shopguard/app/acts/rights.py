"""What people may ask for about themselves, and the shop's answer in time (J-6, M-31, APPI 33-35).

Pictures are disclosed by a provision on the ground ``self``, as a copy in which nobody else can be
recognised; the request here says which one it became.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action, Console
from shopguard.app.acts import footage
from shopguard.app.acts.consent import By, party
from shopguard.app.acts.provision import Beside, said
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.clock import DAY
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.evidence.cases import Planned, Register
from shopguard.evidence.rights import (
    Answer,
    RightsRequest,
    RightsStep,
    Wish,
    received,
    require_rights_step,
    rights_of,
)
from shopguard.footage.holds import Hold

HOLD_AFTER_DAYS = 14  # beyond the day the answer is due: for objections, and for handing over

_ACTS = {
    RightsStep.RECEIVED: Act.RIGHTS_RECEIVED,
    RightsStep.IDENTIFIED: Act.RIGHTS_IDENTIFIED,
    RightsStep.NOTED: Act.RIGHTS_NOTED,
    RightsStep.ANSWERED: Act.RIGHTS_ANSWERED,
    RightsStep.WITHDRAWN: Act.RIGHTS_WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Footage there is of a place and time; no picture of it. Spans in UTC µs."""

    camera_id: str
    name: str
    place: str
    covered: tuple[Span, ...]


def find(shop: Shop, name: str) -> RightsRequest:
    """By id or number."""
    return rights_of(shop.cases.get(Register.RIGHTS, name))


def listed(shop: Shop, words: str = "") -> list[RightsRequest]:
    """Those that hold ``words`` anywhere: the open ones first, the one due soonest on top."""
    every = [rights_of(case) for case in shop.cases.all(Register.RIGHTS) if case.holds(words)]
    return sorted(every, key=lambda one: (not one.is_open, one.due_us if one.is_open else 0))


def receive(
    shop: Shop,
    by: By,
    *,
    wish: str,
    who: str,
    contact: str,
    words: str,
    cameras: Sequence[str] = (),
    span: Span | None = None,
) -> RightsRequest:
    """Note a request; the answer is due after the days of the setting ``rights_due_days``."""
    try:
        asked = Wish(wish)
    except ValueError:
        raise InvalidInput("rights.wish", known=", ".join(Wish)) from None
    days = shop.settings.number("rights_due_days")
    data = received(asked, said(who), said(contact), said(words), tuple(cameras), span, days)
    return _write(shop, by, None, RightsStep.RECEIVED, data)


def identified(shop: Shop, by: By, name: str, *, document: str, how: str) -> RightsRequest:
    """It is that person who asks, or who may ask for them."""
    data = {"document": said(document), "how": said(how)}
    return _write(shop, by, find(shop, name), RightsStep.IDENTIFIED, data)


def note(shop: Shop, by: By, name: str, words: str) -> RightsRequest:
    """What was done meanwhile: a call, a letter."""
    return _write(shop, by, find(shop, name), RightsStep.NOTED, {"words": said(words)})


def found(
    shop: Shop, by: By, name: str, words: str, cameras: Sequence[str], span: Span
) -> RightsRequest:
    """What a search came to; from here on the request is about these cameras and this span."""
    data: dict[str, JsonValue] = {
        "words": said(words),
        "cameras": list(cameras),
        "span": [span.start, span.end],
    }
    return _write(shop, by, find(shop, name), RightsStep.NOTED, data)


def answered_by(shop: Shop, by: By, name: str, language: Language) -> Beside:
    """For ``open_provision``: the provision is named in the request it answers, or neither is kept.

    Refused where there is one already.
    """
    request, people = find(shop, name), _people(by)
    if request.provision:
        raise Refused("provision.state")

    def note(opened: Planned, db: Connection) -> None:
        words = text("rights.provided", language, number=opened.case.number)
        data = {"words": words, "provision": opened.case.id}
        entry = shop.cases.plan(request.case, RightsStep.NOTED, people, data)
        shop.cases.keep(entry, db)
        logged = Entry(Act.RIGHTS_NOTED, people, "done", shop.seat, detail=entry.told)
        shop.ledger.append(logged, db)

    return note


def hold_for(
    shop: Shop, proofs: Sequence[Proof], request: RightsRequest, language: Language
) -> list[Hold]:
    """Keep what it is about until well after the answer is due, where there is any (T-4)."""
    span = request.span
    if span is None or not request.cameras:
        return []
    tracks = shop.timeline.tracks(list(request.cameras), span)
    there = [track.camera_id for track in tracks if track.covered]
    if not there:
        return []
    ground = text("rights.hold", language, number=request.number)
    days = (request.due_us - request.received_us) // DAY + HOLD_AFTER_DAYS
    return footage.hold(shop, proofs, cameras=there, span=span, ground=ground, days=days)


def answer(shop: Shop, by: By, name: str, *, answer: str, reason: str) -> RightsRequest:
    """What the shop answers, and why; Refused before the person is known."""
    try:
        given = Answer(answer)
    except ValueError:
        raise InvalidInput("rights.answer", known=", ".join(Answer)) from None
    data = {"answer": given.value, "reason": said(reason)}
    return _write(shop, by, find(shop, name), RightsStep.ANSWERED, data)


def withdrawn(shop: Shop, by: By, name: str, reason: str) -> RightsRequest:
    """The person asks for it no more."""
    data = {"reason": said(reason)}
    return _write(shop, by, find(shop, name), RightsStep.WITHDRAWN, data)


def search(shop: Shop, span: Span, place: str = "") -> list[Found]:
    """Which cameras of that place recorded then, without opening anything."""
    cameras = [
        camera
        for camera in shop.cameras.list(include_removed=True)
        if place.casefold() in f"{camera.name} {camera.place}".casefold()
    ]
    tracks = {
        track.camera_id: track.covered
        for track in shop.timeline.tracks([camera.id for camera in cameras], span)
    }
    return [
        Found(camera.id, camera.name, camera.place, tuple(tracks[camera.id]))
        for camera in cameras
        if tracks.get(camera.id)
    ]


def _write(
    shop: Shop,
    by: By,
    request: RightsRequest | None,
    step: RightsStep,
    data: Mapping[str, JsonValue],
) -> RightsRequest:
    require_rights_step(request, step)
    case = request.case if request else shop.cases.new(Register.RIGHTS)
    entry = shop.cases.plan(case, step, _people(by), data)
    asked = Request(Action.KEEP_REGISTER, shop.seat, target=f"rights={case.id}")
    with shop.gate.passing(asked, party(shop, asked, by), _ACTS[step], entry.told) as db:
        shop.cases.keep(entry, db)
    return find(shop, case.id)


def _people(by: By) -> tuple[str, ...]:
    return (by.id,) if isinstance(by, Console) else tuple(proof.owner for proof in by)
