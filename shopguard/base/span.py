"""Spans of time."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.clock import iso


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` (inclusive) to ``end`` (exclusive), UTC microseconds."""

    start: int
    end: int

    @property
    def duration(self) -> int:
        return self.end - self.start

    def contains(self, us: int) -> bool:
        return self.start <= us < self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def clip(self, other: Span) -> Span | None:
        """The part both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def as_json(self) -> list[str]:
        return [iso(self.start), iso(self.end)]
