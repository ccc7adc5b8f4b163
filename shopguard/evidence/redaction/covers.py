"""From a plan to the boxes of each picture: what of it may be seen, what in that is covered again.

Somebody else in front of the person wins: their box is covered although it lies in the person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from shopguard.base.clock import SECOND
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.values import Box, Kind, Style, Track, joined

_AROUND_US = 3 * SECOND // 10  # covered that long before somebody is found, and after
_MARGIN = 0.10  # of a box, on every side
_SHOWN_MARGIN = 0.05
_LEAST_MARGIN = 6  # pixels
_OWN_SHARE = 0.6
_APART = 0.2


@dataclass(frozen=True, slots=True)
class Covering:
    """Of one picture. ``shown`` wins over ``beneath``, and ``above`` over ``shown``."""

    shown: tuple[Box, ...]
    beneath: tuple[Box, ...]
    above: tuple[Box, ...]
    rest: bool  # everything that is not shown is taken away


class Covers:
    """What to cover, picture by picture."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._unsteady = frozenset(plan.unsteady)
        self._around = _pictures_in(plan, _AROUND_US)
        kept = [t for t in plan.tracks if t.number in plan.chosen]
        others = [t for t in plan.tracks if t.number not in plan.chosen | plan.removed]
        self._kept = _Index(kept, 0)
        self.own = self._own(others)  # what the detectors found that is the person
        self._above = _Index([t for t in others if t.number not in self.own], self._around)

    def at(self, picture: int) -> Covering:
        """What to do with that picture."""
        plan = self._plan
        above = [self._long(track, picture) for track in self._above.near(picture)]
        beneath = (p.box for p in plan.places if p.first <= picture < p.end)
        drawn = [(box.shown, box.at(picture)) for box in plan.drawn]
        return Covering(
            self.shown(picture),
            self._inside(beneath),
            self._inside([b for b in above if b] + [b for shown, b in drawn if b and not shown]),
            plan.style is Style.ALL_BUT_ONE or picture in self._unsteady,
        )

    @property
    def shows_somebody(self) -> bool:
        """Whether the person is seen in any picture."""
        return bool(self._plan.chosen) or any(box.shown for box in self._plan.drawn)

    def shown(self, picture: int) -> tuple[Box, ...]:
        """Where the person is seen in that picture, unless somebody is in front."""
        found = [box for drawn in self._plan.drawn if drawn.shown and (box := drawn.at(picture))]
        if picture not in self._unsteady:
            boxes = (track.at(picture) for track in self._kept.near(picture))
            found += [_roomy(box, _SHOWN_MARGIN) for box in boxes if box]
        return self._inside(found)

    def _long(self, track: Track, picture: int) -> Box | None:
        """Where the track is around that time: it begins earlier and ends later than found."""
        first, last = picture - self._around, picture + self._around
        if last < track.first or first >= track.end:
            return None
        start = max(first, track.first) - track.first
        end = min(last + 1, track.end) - track.first
        box = joined(track.boxes[start:end])
        return _head(box) if track.kind is Kind.FACE else _above_head(_roomy(box, _MARGIN))

    def _inside(self, boxes: Iterable[Box]) -> tuple[Box, ...]:
        clipped = (box.within(self._plan.size) for box in boxes)
        return tuple(box for box in clipped if box.area)

    # --- the person's own face and body ----------------------------------------------------

    def _own(self, others: list[Track]) -> set[int]:
        """What the detectors found that is the person; of several faces at once the longest."""
        inside = [
            track
            for track in others
            if track.kind in (Kind.FACE, Kind.BODY) and self._with_person(track)
        ]
        faces = sorted(
            (track for track in inside if track.kind is Kind.FACE),
            key=lambda track: (-len(track.boxes), track.number),
        )
        found = {track.number for track in inside if track.kind is Kind.BODY}
        taken: list[Track] = []
        for face in faces:
            if not any(_two_at_once(face, other) for other in taken):
                taken.append(face)
        return found | {face.number for face in taken}

    def _with_person(self, track: Track) -> bool:
        """Whether its middle lies in a shown box most of the time it is seen."""
        hits = sum(
            any(_middle_in(box, shown) for shown in self._boxes_of_person(at))
            for at, box in enumerate(track.boxes, track.first)
        )
        return hits >= _OWN_SHARE * len(track.boxes)

    def _boxes_of_person(self, picture: int) -> list[Box]:
        kept = (track.at(picture) for track in self._kept.near(picture))
        drawn = (drawn.at(picture) for drawn in self._plan.drawn if drawn.shown)
        return [box for box in (*kept, *drawn) if box]


class _Index:
    """Tracks by when they are: hours have thousands of them."""

    _PIECE = 64  # pictures

    def __init__(self, tracks: Iterable[Track], around: int) -> None:
        self._pieces: dict[int, list[Track]] = {}
        for track in tracks:
            first, last = max(0, track.first - around), track.end - 1 + around
            for piece in range(first // self._PIECE, last // self._PIECE + 1):
                self._pieces.setdefault(piece, []).append(track)

    def near(self, picture: int) -> list[Track]:
        """Those that may be in that picture, or ``around`` pictures before or behind it."""
        return self._pieces.get(picture // self._PIECE, [])


def _pictures_in(plan: Plan, us: int) -> int:
    steps = [later - at for at, later in pairwise(plan.at_us)]
    step = median(steps) if steps else us
    return max(1, -(-us // max(1, int(step))))


def _roomy(box: Box, share: float) -> Box:
    return box.grown(max(_LEAST_MARGIN, box.width * share), max(_LEAST_MARGIN, box.height * share))


def _above_head(box: Box) -> Box:
    """Higher by a head: hair as dark as what is behind it does not differ from the room."""
    return box.grown(0, min(box.height, box.width) * 0.5, 0)


def _head(face: Box) -> Box:
    """Hair, ears, neck and shoulders with it: they tell who somebody is as well."""
    return face.grown(0.6 * face.width, 0.6 * face.height, 1.2 * face.height)


def _two_at_once(face: Track, other: Track) -> bool:
    return any(
        box.likeness(there) < _APART
        for at, box in enumerate(face.boxes, face.first)
        if (there := other.at(at)) is not None
    )


def _middle_in(box: Box, other: Box) -> bool:
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return other.left <= x < other.right and other.top <= y < other.bottom
