"""The same person from picture to picture.

Who somebody is, is never carried through a crowd: where two meet, both tracks end and one for
both begins; where they part, new ones begin. The person to show is then pointed out anew, since a
mistake here would show somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from shopguard.evidence.redaction.values import Box, Kind, Track, between, joined

_SAME = 0.3  # two boxes one picture apart share that much of the smaller: the same person
_STACKED = 0.5  # pieces one above the other, by that much of the narrower: one body
_HIGHER = 1.3  # than the body was in one piece: two behind each other
_SCRAP = 0.2  # of the body: a piece beside it so small is no second person


@dataclass(slots=True)
class _Run:
    number: int
    first: int
    boxes: list[Box]
    whole: Box  # as it was last seen in one piece
    unseen: int = 0

    @property
    def box(self) -> Box:
        return self.boxes[-1]


@dataclass(slots=True)
class MovingTracks:
    """Follows what moves, picture by picture; ``patience``: pictures somebody may go unseen."""

    patience: int
    _picture: int = 0
    _number: int = 0
    _live: list[_Run] = field(default_factory=list)
    _done: list[_Run] = field(default_factory=list)

    def see(self, boxes: Sequence[Box]) -> None:
        """What moves in the next picture."""
        left = set(range(len(boxes)))
        for runs, pieces in _groups(self._live, boxes):
            left -= set(pieces)
            self._go_on(runs, [boxes[piece] for piece in pieces])
        for piece in sorted(left):
            self._begin(boxes[piece])
        self._picture += 1

    def cut(self) -> None:
        """Pictures are missing here: whoever is seen next may be somebody else."""
        self._done += self._live
        self._live = []

    def rest(self) -> None:
        """The next picture tells nothing (everything differs)."""
        self.cut()
        self._picture += 1

    def tracks(self) -> list[Track]:
        """All of them."""
        self.cut()
        runs = sorted(self._done, key=lambda run: run.first)
        return [Track(run.number, Kind.MOVING, run.first, tuple(run.boxes)) for run in runs]

    def _go_on(self, runs: list[_Run], boxes: list[Box]) -> None:
        if not boxes:
            for run in runs:
                run.unseen += 1
                if run.unseen > self.patience:
                    self._done.append(run)
                    self._live.remove(run)
            return
        if len(runs) == 1 and self._is_one(runs[0], boxes):
            return
        for run in runs:
            self._done.append(run)
            self._live.remove(run)
        for box in boxes if len(runs) == 1 else [joined(boxes)]:
            self._begin(box)

    def _is_one(self, run: _Run, boxes: list[Box]) -> bool:
        """Go on with ``run`` where the boxes are one body in pieces; else two part here."""
        if len(boxes) == 1:
            run.whole = boxes[0]
            self._seen(run, boxes[0])
            return True
        largest = max(boxes, key=lambda box: box.area)
        body = [box for box in boxes if _stacked(box, largest)]
        beside = [box for box in boxes if box not in body]
        whole = joined(body)
        if whole.height > _HIGHER * run.whole.height or any(
            box.area > _SCRAP * whole.area for box in beside
        ):
            return False
        self._seen(run, whole)
        for box in beside:
            self._begin(box)
        return True

    def _seen(self, run: _Run, box: Box) -> None:
        last, missing = run.box, run.unseen
        for step in range(1, missing + 1):
            run.boxes.append(joined((last, between(last, box, step / (missing + 1)))))
        run.unseen = 0
        run.boxes.append(box)

    def _begin(self, box: Box) -> None:
        self._number += 1
        self._live.append(_Run(self._number, self._picture, [box], box))


def _stacked(box: Box, other: Box) -> bool:
    across = min(box.right, other.right) - max(box.left, other.left)
    return across >= _STACKED * min(box.width, other.width)


def _groups(runs: Sequence[_Run], boxes: Sequence[Box]) -> list[tuple[list[_Run], list[int]]]:
    """Runs and boxes that have to do with each other; every run stands in one group."""
    groups: list[tuple[list[_Run], set[int]]] = []
    for run in runs:
        touched = {n for n, box in enumerate(boxes) if run.box.cover_of(box) > _SAME}
        together, pieces = [run], set(touched)
        apart = []
        for group in groups:
            if group[1] & touched:
                together, pieces = group[0] + together, pieces | group[1]
            else:
                apart.append(group)
        groups = [*apart, (together, pieces)]
    return [(together, sorted(pieces)) for together, pieces in groups]


class SeenTracks:
    """Joins what was found in single pictures, some apart, to tracks without holes."""

    def __init__(self, kind: Kind, patience: int) -> None:
        self._kind = kind
        self._patience = patience
        self._runs: list[list[tuple[int, Box]]] = []

    def see(self, picture: int, boxes: Iterable[Box]) -> None:
        """What was found in that picture."""
        free = [run for run in self._runs if picture - run[-1][0] <= self._patience]
        for box in boxes:
            alike = [(box.likeness(run[-1][1]), n) for n, run in enumerate(free)]
            best = max(alike, default=(0.0, 0))
            if best[0] > _SAME:
                run = free[best[1]]
                if run[-1][0] == picture:  # two detectors, one person
                    run[-1] = picture, joined((run[-1][1], box))
                else:
                    run.append((picture, box))
            else:
                free.append([(picture, box)])
                self._runs.append(free[-1])

    def tracks(self, numbers_from: int, margin: int, pictures: int) -> list[Track]:
        """All of them, each begun and ended ``margin`` pictures further than it was seen."""
        return [
            _filled(number, self._kind, run, margin, pictures)
            for number, run in enumerate(self._runs, numbers_from)
        ]


def _filled(
    number: int, kind: Kind, run: Sequence[tuple[int, Box]], margin: int, pictures: int
) -> Track:
    first, last = max(0, run[0][0] - margin), min(pictures, run[-1][0] + margin + 1)
    boxes = [run[0][1]] * (run[0][0] - first)
    for (start, one), (stop, other) in pairwise(run):
        boxes += [between(one, other, n / (stop - start)) for n in range(stop - start)]
    boxes += [run[-1][1]] * (last - run[-1][0])
    return Track(number, kind, first, tuple(boxes))
