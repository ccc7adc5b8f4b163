"""A clock that moves when told to."""

from __future__ import annotations

from shopguard.base.clock import SECOND, parse_time

NOON = parse_time("2026-11-20T12:00:00+09:00")


class FakeClock:
    """Wall and monotonic time, both standing still until moved."""

    def __init__(self, utc_us: int = NOON) -> None:
        self.now_us = utc_us
        self.ticks = 0.0

    def utc_us(self) -> int:
        return self.now_us

    def monotonic(self) -> float:
        return self.ticks

    def advance(self, us: int) -> None:
        """Let time pass: both clocks move."""
        self.now_us += us
        self.ticks += us / SECOND

    def set_wall(self, us: int) -> None:
        """Step the wall clock alone, as a person or NTP would."""
        self.now_us = us
