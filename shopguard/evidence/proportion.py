"""Is it more than was asked for? The shortest span and the fewest cameras that do (J-7, G-7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from shopguard.base.clock import HOUR, parse_time
from shopguard.base.span import Span
from shopguard.evidence.grounds import Fields

_LONG = 2 * HOUR
_FEW = 1


class Broader(StrEnum):
    """What to think over before giving. Words: ``provision.broader.<value>``."""

    THAN_ASKED = "than-asked"
    LONG = "long"
    EVERY_CAMERA = "every-camera"
    NOTHING_RECORDED = "nothing-recorded"


def broader(
    fields: Fields, span: Span | None, cameras: Sequence[str], of_cameras: int
) -> tuple[Broader, ...]:
    """What speaks for less; nothing of it forbids."""
    found = []
    if span is not None and _beyond(fields, span):
        found.append(Broader.THAN_ASKED)
    if span is not None and span.duration > _LONG:
        found.append(Broader.LONG)
    if _FEW < of_cameras <= len(cameras):
        found.append(Broader.EVERY_CAMERA)
    return tuple(found)


def _beyond(fields: Fields, span: Span) -> bool:
    asked_from, asked_to = fields.get("asked_from"), fields.get("asked_to")
    early = asked_from is not None and span.start < parse_time(asked_from)
    return early or (asked_to is not None and span.end > parse_time(asked_to))
