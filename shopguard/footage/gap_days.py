"""Gaps day by day, as a calendar shows them. A day is a local day: 23 to 25 hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopguard.base.clock import JST, SECOND, from_us, to_us
from shopguard.base.span import Span
from shopguard.footage.store import FootageStore, Gap


@dataclass(frozen=True, slots=True)
class GapDay:
    """``pieces``: each gap and its part within the day. ``known``: the shop recorded by then.

    ``begins``: cameras that were not yet recording when the day began, and when each did.
    """

    day: Span
    pieces: tuple[tuple[Gap, Span], ...] = ()
    known: bool = True
    begins: tuple[tuple[str, int], ...] = ()
    to_come: bool = False

    @property
    def missing_s(self) -> float:
        """Seconds without footage, those of all cameras added up."""
        return sum(part.duration for _, part in self.pieces) / SECOND


def month_of(us: int, months: int = 0) -> Span:
    """The local month around ``us``, or one so many months away."""
    at = from_us(us)
    count = at.year * 12 + at.month - 1 + months
    return Span(_first_of(count), _first_of(count + 1))


def gap_days(store: FootageStore, month: Span, now_us: int) -> tuple[GapDay, ...]:
    """Every day of ``month``; what is still to come, or before the first recording, is unknown."""
    begun = store.begun()
    gaps = store.gaps(None, month)
    return tuple(_day(day, gaps, begun, now_us) for day in days_of(month))


def days_of(month: Span) -> Iterator[Span]:
    """Local days, one after the other."""
    start = month.start
    while start < month.end:
        # A day and a bit later is the next day, whatever the clocks of summer do.
        next_day = from_us(start) + timedelta(hours=26)
        end = to_us(_local(next_day.year, next_day.month, next_day.day))
        yield Span(start, end)
        start = end


def _day(day: Span, gaps: Iterable[Gap], begun: Mapping[str, int], now_us: int) -> GapDay:
    if day.start > now_us:
        return GapDay(day, known=False, to_come=True)
    begins = tuple((camera, at) for camera, at in begun.items() if at > day.start)
    if all(at >= day.end for at in begun.values()):
        return GapDay(day, known=False, begins=begins)
    pieces = []
    for gap in gaps:
        whole = Span(gap.start_us, now_us if gap.end_us is None else gap.end_us)
        part = whole.clip(day)
        if part is not None:
            pieces.append((gap, part))
    return GapDay(day, tuple(pieces), begins=begins)


def _first_of(count: int) -> int:
    return to_us(_local(count // 12, count % 12 + 1, 1))


def _local(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=JST)
