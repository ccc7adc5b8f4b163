"""Time. Stored times are UTC microseconds since 1970 (int); durations are monotonic seconds.

Clocks are passed in, so tests move time without waiting.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Protocol

from shopguard.base.errors import InvalidInput
from shopguard.base.platform import host

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
JST = timezone(timedelta(hours=9), "JST")  # every shop's time, however its PC is set


class Clock(Protocol):
    """What the product knows of time."""

    def utc_us(self) -> int:
        """The PC's wall clock, UTC microseconds."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step and go on while the machine sleeps, for durations."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def utc_us(self) -> int:
        return time.time_ns() // 1000

    def monotonic(self) -> float:
        return host.elapsed()


def parse_time(words: str) -> int:
    """UTC microseconds of an ISO 8601 time with offset; InvalidInput otherwise."""
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError as error:
        raise InvalidInput("time.not_iso", given=words[:40]) from error
    if moment.tzinfo is None:
        raise InvalidInput("time.no_offset", given=words[:40])
    try:
        return to_us(moment)
    except OverflowError as error:
        raise InvalidInput("time.not_iso", given=words[:40]) from error


def to_us(moment: datetime) -> int:
    """UTC microseconds of an aware datetime."""
    delta = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def from_us(us: int, zone: tzinfo = JST) -> datetime:
    """Aware datetime in ``zone``: the shop's unless something else is wanted."""
    seconds, micros = divmod(us, SECOND)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
    return moment.astimezone(zone)


def in_shop(naive: datetime) -> datetime:
    """What the shop's clocks show, made aware."""
    return naive.replace(tzinfo=JST)


def iso(us: int, zone: tzinfo = UTC) -> str:
    """ISO 8601 with offset, milliseconds."""
    return from_us(us, zone).isoformat(timespec="milliseconds")
