"""What fits, said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from shopguard.base.texts import fill
from ui import words
from ui.retention.model import HeldPart, Keeping, Register
from ui.translate import language, translate


def listing(names: Iterable[str]) -> str:
    """One after the other, with the language's own comma."""
    return ("、" if language() == "ja" else ", ").join(names)


def room_words(keeping: Keeping) -> str:
    """Whether the days fit the room, as far as the rates are known."""
    if keeping.fits_days is None:
        return translate(
            "retention", "What fits is known once a camera was tried out, or has recorded."
        )
    room, needed = words.size(keeping.room), words.size(keeping.needed)
    if keeping.enough:
        said = translate(
            "retention",
            "The disk holds about {n} {n:?day|days} of all cameras: enough (about {needed} of"
            " {room}).",
        )
    else:
        said = translate(
            "retention",
            "The disk holds about {n} {n:?day|days} of all cameras: too few (about {needed}"
            " needed, {room} there). When the disk is full, the oldest recordings go first.",
        )
    counted = fill(said, n=words.days(keeping.fits_days), needed=needed, room=room)
    if keeping.unknown:
        names = listing(kept.camera.name for kept in keeping.unknown)
        missing = translate("retention", "Not counted yet: {names}")
        counted = f"{counted}\n{missing.format(names=names)}"
    return counted


def asked_words(part: HeldPart) -> str:
    """The cases that are not finished and ask for some of it."""
    named = {
        Register.PROVISION: translate("retention", "provision No. {number}"),
        Register.RIGHTS: translate("retention", "request No. {number}"),
    }
    cases = listing(named[register].format(number=number) for register, number in part.asked)
    return translate("retention", "Not finished, and asks for it: {cases}").format(cases=cases)
