"""Which pictures of a copy somebody has seen as they are now."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from shopguard.evidence.redaction.covers import Covers
from shopguard.evidence.redaction.plan import Plan

Stretch = tuple[int, int]  # pictures from … to before …


class Looked:
    """Of one plan. A correction takes back what it changes, and nothing else."""

    def __init__(self, plan: Plan, seen: Iterable[Sequence[int]] = ()) -> None:
        self._lock = threading.Lock()
        self._plan = plan
        self._covers = Covers(plan)
        self._seen = bytearray(len(plan.at_us))
        for first, end in seen:
            pictures = range(*slice(max(0, first), max(0, end)).indices(len(self._seen)))
            for picture in pictures:
                self._seen[picture] = 1

    def see(self, plan: Plan, picture: int) -> None:
        """The copy's picture, as ``plan`` has it, was looked at."""
        with self._lock:
            self._follow(plan)
            self._seen[picture] = 1

    def covers(self, plan: Plan) -> Covers:
        """What ``plan`` shows and covers; what it changed counts as seen no more."""
        with self._lock:
            self._follow(plan)
            return self._covers

    def stretches(self, plan: Plan) -> tuple[Stretch, ...]:
        """What of ``plan``'s copy was seen; which plan is looked at stays as it is."""
        with self._lock:
            covers = self._covers if plan is self._plan else Covers(plan)
            return stretches(map(bool, self._still_seen(plan, covers)))

    def count(self, plan: Plan) -> int:
        """How many of its pictures."""
        return sum(end - first for first, end in self.stretches(plan))

    def _follow(self, plan: Plan) -> None:
        if plan is not self._plan:
            covers = Covers(plan)
            self._seen = self._still_seen(plan, covers)
            self._plan, self._covers = plan, covers

    def _still_seen(self, plan: Plan, covers: Covers) -> bytearray:
        seen = bytearray(self._seen)
        if plan is not self._plan:
            for picture in _touched(self._plan, plan):
                if seen[picture] and self._covers.at(picture) != covers.at(picture):
                    seen[picture] = 0
        return seen


def _touched(before: Plan, now: Plan) -> range:
    """Pictures that may differ: where covers alone were drawn or taken away, only theirs."""
    drawn = set(before.drawn) ^ set(now.drawn)
    same = replace(before, drawn=now.drawn, reviewers=now.reviewers) == now
    if not same or not drawn or any(each.shown for each in drawn):
        return range(len(now.at_us))
    return range(min(each.first for each in drawn), max(each.end for each in drawn))


def stretches(wanted: Iterable[bool]) -> tuple[Stretch, ...]:
    """Pictures of which that is true, one after another."""
    found: list[Stretch] = []
    at = 0
    for true, run in groupby(wanted):
        length = len(list(run))
        if true:
            found.append((at, at + length))
        at += length
    return tuple(found)
