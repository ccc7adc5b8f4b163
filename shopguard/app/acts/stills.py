"""A still on paper out of an open viewing: numbered and logged first, then made (J-15)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from shopguard.access.approval import Request
from shopguard.access.policy import Action
from shopguard.access.secret import SHEET
from shopguard.app.shop import Shop
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.door.viewing import OpenFootage
from shopguard.playback.frames import Frames
from shopguard.playback.pictures import Picture

_WHOLE = (8192, 8192)  # larger than any camera: the picture as it is


@dataclass(frozen=True, slots=True)
class Still:
    """A numbered page, ready for the printer. ``request``: what the log says of it."""

    number: int
    pdf: bytes
    request: Request


def make_still(
    shop: Shop, viewing: OpenFootage, camera_id: str, us: int, language: Language
) -> Still:
    """The picture shown at ``us`` as a numbered page; who opened the viewing answers for it.

    Refused by the rule (and logged); Unavailable ``still.no_picture`` in a gap or damage.
    """
    from shopguard.playback.still import StillFacts, still_pdf  # what draws paper loads slowly

    asked = viewing.request
    frames = Frames(viewing, shop.store, camera_id)
    try:
        shot = frames.at(us, _WHOLE)
    finally:
        frames.close()
    if not isinstance(shot, Picture):
        raise Unavailable("still.no_picture")
    request = Request(
        Action.PRINT_STILL,
        asked.seat,
        asked.purpose,
        (camera_id,),
        Span(us, us + 1),
        note=asked.note,
    )
    number = shop.door.print_still(viewing, request, sha256(shot.rgb.tobytes()).hexdigest())
    facts = StillFacts(
        number,
        shop.site.name,
        shop.cameras.get(camera_id).name,
        tuple(_name(shop, one, language) for one in viewing.people),
        asked.purpose.value if asked.purpose else "",
        shop.clock.utc_us(),
    )
    try:
        return Still(number, still_pdf(shot, facts, language), request)
    except ShopGuardError as error:
        shop.door.still_failed(viewing, request, number, error.code)
        raise


def still_not_printed(shop: Shop, viewing: OpenFootage, still: Still) -> None:
    """The printer did not take it: the log says so beside its number."""
    shop.door.still_failed(viewing, still.request, still.number, "still.no_printer")


def _name(shop: Shop, person_id: str, language: Language) -> str:
    return text("still.sheet", language) if person_id == SHEET else shop.people.get(person_id).name
