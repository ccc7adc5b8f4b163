"""What of the span asked for is not in the package, and why: no second goes untold (G-7.2).

A gap is told where the recorder noted one. What was erased before, or never recorded at all, is
noted by nobody as a gap; here it becomes one, so that it is not taken for left out on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from shopguard.audit.entry import JsonValue
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.footage.store import Gap

DAMAGED, ERASED, UNRECORDED = "damaged", "erased", "unrecorded"
MOST_KEPT = 100  # in the register; the manifest has them all
_LEAST_US = SECOND  # less is between two pictures, or a file's own beginning and end


@dataclass(frozen=True, slots=True)
class Absent:
    """A time that camera number ``camera`` shows nothing of; ``cause``: ``gap.<cause>``."""

    camera: int
    span: Span
    cause: str

    def as_json(self) -> dict[str, JsonValue]:
        return {
            "camera": self.camera,
            "start_us": self.span.start,
            "end_us": self.span.end,
            "cause": self.cause,
        }

    @classmethod
    def of_json(cls, told: Mapping[str, JsonValue]) -> Absent:
        span = Span(cast("int", told["start_us"]), cast("int", told["end_us"]))
        return cls(cast("int", told["camera"]), span, str(told["cause"]))


def untold(
    camera_id: str, within: Span, known: Iterable[Span], erased: Iterable[Span]
) -> Iterator[Gap]:
    """Gaps that nobody noted: what of ``within`` is in none of ``known`` (shown, damaged, gaps)."""
    gone = list(erased)
    for hole in _holes(within, known):
        for part in _pieces(hole, gone):
            yield _gap(camera_id, part, ERASED)
        for part in _holes(hole, gone):
            yield _gap(camera_id, part, UNRECORDED)


def absences(
    number: int, within: Span, gaps: Sequence[Gap], damaged: Iterable[Span]
) -> list[Absent]:
    """All of one camera, by time."""
    noted = ((Span(gap.start_us, gap.end_us or within.end), gap.cause) for gap in gaps)
    found = [*noted, *((span, DAMAGED) for span in damaged)]
    clipped = ((span.clip(within), cause) for span, cause in found if span.start < within.end)
    made = (Absent(number, span, cause) for span, cause in clipped if span is not None)
    return sorted(made, key=lambda each: each.span)


def _holes(within: Span, known: Iterable[Span]) -> list[Span]:
    """What of ``within`` none of ``known`` covers, where it is long enough to be missed."""
    found, reached = [], within.start
    for each in sorted(known):
        if each.start - reached >= _LEAST_US and reached < within.end:
            found.append(Span(reached, min(each.start, within.end)))
        reached = max(reached, each.end)
    if within.end - reached >= _LEAST_US:
        found.append(Span(reached, within.end))
    return found


def _pieces(hole: Span, of: Iterable[Span]) -> Iterator[Span]:
    for each in sorted(of):
        part = each.clip(hole)
        if part is not None and part.duration > 0:
            yield part


def _gap(camera_id: str, span: Span, cause: str) -> Gap:
    return Gap("", camera_id, span.start, span.end, cause, approximate=True)
