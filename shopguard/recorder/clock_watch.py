"""Notices when the PC's clock is set, by the clock that never is."""

from __future__ import annotations

from shopguard.base.clock import SECOND, Clock

STEP_US = SECOND // 2  # time services slew far slower than this per look
_READ_S = 0.05  # a look that took longer was interrupted and says nothing


class ClockWatch:
    """Looked at once a second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset: int | None = None
        self.last_step_us: int | None = None

    def check(self) -> int:
        """How far the wall clock stepped since the last look, in microseconds; 0 if it did not."""
        before = self._clock.monotonic()
        wall = self._clock.utc_us()
        after = self._clock.monotonic()
        if after - before > _READ_S:
            return 0
        offset = wall - round(after * SECOND)
        step = 0 if self._offset is None else offset - self._offset
        self._offset = offset
        if abs(step) < STEP_US:
            return 0
        self.last_step_us = step
        return step
