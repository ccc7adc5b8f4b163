"""Which stretches of time already hold footage of a camera: nothing is stamped into them twice.

A PC's clock can be set back over hours that are recorded, or back from a year that never was. What
comes next is stamped with the PC's time where that is free, and after the footage lying there where
it is not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from shopguard.base.clock import MINUTE, SECOND
from shopguard.base.span import Span

FOREVER = 1 << 62
_ROOM = 30 * SECOND  # a free stretch shorter than this is not worth entering
_MERGED_HOLE = MINUTE  # keeps the list short where a camera comes and goes


class Occupied:
    """Disjoint spans in order, in UTC microseconds."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            self.add(span)

    def place(self, us: int) -> tuple[int, int]:
        """The earliest free moment at or after ``us``, and where the stretch it opens ends."""
        at = bisect_right(self._starts, us) - 1
        if at >= 0:
            us = max(us, self._ends[at])
        while at + 1 < len(self._starts) and self._starts[at + 1] - us < _ROOM:
            at += 1
            us = max(us, self._ends[at])
        end = self._starts[at + 1] if at + 1 < len(self._starts) else FOREVER
        return us, end

    def end_before(self, us: int) -> int | None:
        """Where the newest footage before ``us`` ends; None when there is none."""
        at = bisect_left(self._starts, us) - 1
        return min(self._ends[at], us) if at >= 0 else None

    def add(self, span: Span) -> None:
        """``span`` holds footage now."""
        first = bisect_right(self._starts, span.start)
        if first and self._ends[first - 1] + _MERGED_HOLE >= span.start:
            first -= 1
            span = Span(self._starts[first], max(self._ends[first], span.end))
        last = bisect_right(self._starts, span.end + _MERGED_HOLE)
        if last > first:
            span = Span(span.start, max(span.end, self._ends[last - 1]))
        self._starts[first:last] = [span.start]
        self._ends[first:last] = [span.end]
