"""What the timeline says of a place under the pointer."""

from __future__ import annotations

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.base.texts import all_codes
from ui import words
from ui.review.model import Damage, Gap, Held, Track
from ui.translate import engine_text, engine_what, language, translate


def tip_at(track: Track, us: int, reach: int, granted: Span) -> str:
    """What is there, a line each; ``reach``: how far from an event still counts as on it."""
    if not granted.contains(us):
        return ""
    lines = [
        f"{words.clock(each.at_us)}  {engine_text(each.code)}"
        for each in track.happenings
        if abs(each.at_us - us) <= reach
    ]
    around = Span(us - reach // 2, us + max(1, reach // 2))
    lines += [damage_words(each) for each in track.damaged if each.span.overlaps(around)]
    lines += [held_words(each) for each in track.held if each.span.overlaps(around)]
    lines += [gap_words(each) for each in track.gaps if each.span.overlaps(around)]
    return "\n".join(lines)


def cause_words(cause: str) -> str:
    """Why nothing was recorded, in people's words."""
    for code in (f"gap.{cause}", f"loss.{cause}"):
        if code in all_codes():
            return engine_what(code)
    return translate("review", "not recorded")


def gap_words(gap: Gap) -> str:
    length = words.length(gap.span.duration / SECOND, language())
    if gap.approximate:
        length = translate("review", "about {length}").format(length=length)
    said = translate("review", "No recording ({length}): {cause}")
    return said.format(length=length, cause=cause_words(gap.cause))


def held_words(held: Held) -> str:
    said = translate("review", "Held until {day}: {ground}")
    return said.format(day=words.day(held.until_us, language()), ground=held.ground)


def damage_words(damage: Damage) -> str:
    said = translate("review", "Damaged: pieces {first} to {last} do not match what was recorded")
    return said.format(first=damage.first, last=damage.last)
