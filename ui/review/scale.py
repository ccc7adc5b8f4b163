"""The timeline's arithmetic: time ↔ pixels, zoom from a month to a second, where ticks stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND, from_us, in_shop, to_us
from shopguard.base.span import Span

SHORTEST = SECOND
LONGEST = 31 * DAY
_STEPS = (
    SECOND // 10,
    SECOND // 5,
    SECOND // 2,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """``view``: the span in sight; ``left``, ``width``: the strip it is drawn on, in pixels."""

    view: Span
    left: float
    width: float

    def x(self, us: int) -> float:
        return self.left + (us - self.view.start) * self.width / self.view.duration

    def us(self, x: float) -> int:
        return self.view.start + round((x - self.left) * self.view.duration / max(1.0, self.width))

    def zoomed(self, factor: float, around_x: float, bounds: Span) -> Span:
        """``factor`` below 1 shows less time; what is under ``around_x`` stays there."""
        longest = min(LONGEST, max(bounds.duration, SHORTEST))
        duration = int(min(longest, max(SHORTEST, self.view.duration * factor)))
        share = (around_x - self.left) / max(1.0, self.width)
        start = self.us(around_x) - int(duration * share)
        return within(Span(start, start + duration), bounds)

    def moved(self, pixels: float, bounds: Span) -> Span:
        by = round(pixels * self.view.duration / max(1.0, self.width))
        return within(Span(self.view.start + by, self.view.end + by), bounds)

    def step(self, apart: float) -> int:
        """The finest step whose ticks are at least ``apart`` pixels from each other."""
        per_us = self.width / self.view.duration
        return next((step for step in _STEPS if step * per_us >= apart), _STEPS[-1])

    def ticks(self, step: int) -> list[int]:
        """Moments in sight at round local times."""
        midnight = from_us(self.view.start).replace(
            hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
        found: list[int] = []
        while (start := to_us(in_shop(midnight))) < self.view.end:
            following = to_us(in_shop(midnight + timedelta(days=1)))
            behind = max(0, self.view.start - start)
            first_at = start + -(-behind // step) * step
            found += range(first_at, min(following, self.view.end), min(step, DAY))
            midnight += timedelta(days=max(1, step // DAY))
        return found


def within(view: Span, bounds: Span) -> Span:
    """``view`` moved, and cut where it is longer, so that it lies in ``bounds``."""
    if view.duration >= bounds.duration:
        return bounds
    start = min(max(view.start, bounds.start), bounds.end - view.duration)
    return Span(start, start + view.duration)


def columns(spans: tuple[Span, ...], scale: Scale) -> list[tuple[float, float]]:
    """Spans as strips of pixels in sight, merged where no pixel lies between them."""
    strips: list[tuple[float, float]] = []
    for span in spans:
        part = span.clip(scale.view)
        if part is None:
            continue
        left, right = scale.x(part.start), scale.x(part.end)
        if strips and left - strips[-1][1] < 0.5:
            strips[-1] = (strips[-1][0], max(right, strips[-1][1]))
        else:
            strips.append((left, right))
    return strips
