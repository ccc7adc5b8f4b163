"""An open footage to make others unrecognisable in, without an engine: two people in a room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from shopguard.base.errors import InvalidInput, ShopGuardError
from shopguard.evidence.redaction.looked import stretches
from tests.fakes.viewings import START
from ui.model import Picture, SignedIn
from ui.provision.covering import Outline, Part, Place, Point, Seen, Start, Stretch

PICTURES, STEP_US = 40, 100_000
SIZE = 640, 360
_COATS = ((176, 62, 54), (58, 92, 150))


@dataclass(frozen=True, slots=True)
class _Plan:
    chosen: frozenset[int] = frozenset()
    drawn: tuple[tuple[int, int, Place, bool], ...] = ()
    room: bool = False


@dataclass
class FakeCovering:
    """Persons 0 and 1 walk through both films. ``trouble`` is raised by the next act."""

    say: Callable[[str], str]
    on_settled: Callable[[SignedIn], None]
    trouble: ShopGuardError | None = None
    closed: bool = False
    start: Start = Start.NEW
    kept: int = 0
    shown: list[tuple[int, int, bool]] = field(default_factory=list)
    plans: list[_Plan] = field(default_factory=lambda: [_Plan(), _Plan()])
    seen: list[set[int]] = field(default_factory=lambda: [set(), set()])
    before: list[list[_Plan]] = field(default_factory=lambda: [[], []])

    @property
    def parts(self) -> tuple[Part, ...]:
        at_us = tuple(START + n * STEP_US for n in range(PICTURES))
        return Part(self.say("入口"), at_us), Part(self.say("レジ前"), at_us)

    def look(self, part: int, number: int, *, covered: bool) -> Seen:
        self._trouble()
        self.shown.append((part, number, covered))
        plan = self.plans[part]
        if covered:
            self.seen[part].add(number)
        outlines = tuple(Outline(_place(n, number), n in plan.chosen) for n in range(2))
        drawn = tuple(
            Outline(place, shown, drawn=True)
            for first, last, place, shown in plan.drawn
            if first <= number <= last
        )
        return Seen(
            Picture(START + number * STEP_US, _painted(plan, number, covered=covered)),
            outlines + drawn,
            self._unseen(plan),
            plan.room,
            self.looked(part),
            covered,
        )

    def looked(self, part: int) -> tuple[Stretch, ...]:
        return stretches(number in self.seen[part] for number in range(PICTURES))

    def pick(self, part: int, number: int, at: Point) -> bool:
        for person in range(2):
            if _within(_place(person, number), at):
                plan = self.plans[part]
                self._become(part, replace(plan, chosen=plan.chosen ^ {person}))
                return True
        return False

    def draw(self, part: int, numbers: tuple[int, int], place: Place, *, shown: bool) -> None:
        if place[2] <= place[0]:
            raise InvalidInput("redaction.bad_box")
        plan = self.plans[part]
        self._become(part, replace(plan, drawn=(*plan.drawn, (*numbers, place, shown))))

    def take_away(self, part: int, number: int, at: Point) -> bool:
        plan = self.plans[part]
        left = tuple(d for d in plan.drawn if not (d[0] <= number <= d[1] and _within(d[2], at)))
        if left == plan.drawn:
            return False
        self._become(part, replace(plan, drawn=left))
        return True

    def undo(self, part: int) -> bool:
        if not self.before[part]:
            return False
        self.plans[part] = self.before[part].pop()
        return True

    def show_room(self, part: int, *, shown: bool) -> None:
        self._become(part, replace(self.plans[part], room=shown))

    def keep(self) -> None:
        self._trouble()
        self.kept += 1

    def settle(self, by: SignedIn) -> None:
        self._trouble()
        self.on_settled(by)

    def close(self) -> None:
        self.closed = True

    def _become(self, part: int, plan: _Plan) -> None:
        self.seen[part].clear()
        self.before[part].append(self.plans[part])
        self.plans[part] = plan

    def _trouble(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble

    @staticmethod
    def _unseen(plan: _Plan) -> tuple[tuple[int, int], ...]:
        if plan.chosen:
            return ()
        shown = [(first, last) for first, last, _, shows in plan.drawn if shows]
        if not shown:
            return ((0, PICTURES),)
        first, last = shown[0]
        around = ((0, first), (last + 1, PICTURES))
        return tuple((start, end) for start, end in around if start < end)


def _place(person: int, number: int) -> Place:
    left = 0.12 + 0.010 * number if person == 0 else 0.80 - 0.008 * number
    top = 0.30 if person == 0 else 0.38
    return left, top, left + 0.12, top + 0.50


def _within(place: Place, at: Point) -> bool:
    return place[0] <= at[0] < place[2] and place[1] <= at[1] < place[3]


def _painted(plan: _Plan, number: int, *, covered: bool) -> np.ndarray:
    room = np.full((SIZE[1], SIZE[0], 3), 168, np.uint8)
    room[230:] = (124, 116, 104)
    for left in (40, 250, 470):
        cv2.rectangle(room, (left, 60), (left + 120, 230), (148, 128, 100), -1)
    seen = room.copy()
    for person, coat in enumerate(_COATS):
        left, top, right, bottom = _pixels(_place(person, number))
        middle = (left + right) // 2
        cv2.circle(seen, (middle, top + 26), 22, (226, 190, 160), -1)
        cv2.rectangle(seen, (left + 10, top + 48), (right - 10, bottom), coat, -1)
    if not covered:
        return seen
    few = cv2.resize(room, (12, 7), interpolation=cv2.INTER_AREA)
    made = room if plan.room else cv2.resize(few, SIZE, interpolation=cv2.INTER_NEAREST)
    made = made.copy()
    for person in range(2):
        left, top, right, bottom = _pixels(_place(person, number))
        if person in plan.chosen:
            made[top:bottom, left:right] = seen[top:bottom, left:right]
        else:
            made[top:bottom, left:right] = 90
    return made


def _pixels(place: Place) -> tuple[int, int, int, int]:
    return (
        round(place[0] * SIZE[0]), round(place[1] * SIZE[1]),
        round(place[2] * SIZE[0]), round(place[3] * SIZE[1]),
    )  # fmt: skip
