"""Timestamps for streams that bring none of their own."""

from __future__ import annotations

from shopguard.base.clock import Clock

CLOCK_RATE = 90_000


class ArrivalTicks:
    """Times of arrival on a clock that never steps, rising over reconnections."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.monotonic()
        self._last = -1

    def next(self) -> int:
        """Now, in 1/90000 s; always more than before."""
        ticks = int((self._clock.monotonic() - self._began) * CLOCK_RATE)
        self._last = max(ticks, self._last + 1)
        return self._last
