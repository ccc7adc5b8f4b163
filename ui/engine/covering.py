"""Looking through what a copy shows and covers, for the desktop."""

from __future__ import annotations

from collections.abc import Callable

from shopguard.app.acts import redaction as acts
from shopguard.app.acts.redaction_work import Begun, Workbook
from shopguard.app.shop import Shop
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.redaction.covers import Covers
from shopguard.evidence.redaction.looked import Looked
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.review import ReviewTable, unshown
from shopguard.evidence.redaction.values import Box, Drawn, Kind, Style, Track
from ui.engine.people import proof_of
from ui.model import Picture, SignedIn
from ui.provision.covering import Outline, Part, Place, Point, Seen, Start, Stretch

_WHOLE = {Kind.MOVING: 0, Kind.BODY: 1, Kind.FACE: 2}  # whoever is pointed at is shown whole


class EngineCovering:
    """``ui.provision.covering.Covering``."""

    def __init__(
        self, shop: Shop, case_id: str, footage: OpenFootage, work: Begun, workbook: Workbook,
        start: Start = Start.NEW,
    ) -> None:  # fmt: skip
        self._shop = shop
        self._case_id = case_id
        self._footage = footage
        self._plans = list(work.plans)
        self._workbook = workbook
        self._start = start
        self._before: list[list[Plan]] = [[] for _ in work.plans]
        seen = work.seen or tuple(() for _ in work.plans)
        self._looked = [Looked(plan, looked) for plan, looked in zip(work.plans, seen, strict=True)]
        self._kept: object = None  # what was kept last
        self._table: tuple[int, ReviewTable] | None = None
        self._unseen: tuple[Plan, tuple[Stretch, ...]] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(self._shop.cameras.get(plan.camera_id).name, plan.at_us) for plan in self._plans
        )

    @property
    def start(self) -> Start:
        return self._start

    def looked(self, part: int) -> tuple[Stretch, ...]:
        return self._looked[part].stretches(self._plans[part])

    def look(self, part: int, number: int, *, covered: bool) -> Seen:
        plan, looked = self._plans[part], self._looked[part]
        if self._table is None or self._table[0] != part:
            self._forget()
            self._table = part, ReviewTable(self._footage, plan)
        rgb = self._table[1].picture(plan, number, covered=covered)
        covers = looked.covers(plan)
        if self._unseen is None or self._unseen[0] is not plan:
            self._unseen = plan, unshown(plan, covers)
        if covered:
            looked.see(plan, number)
        return Seen(
            Picture(plan.at_us[number], rgb),
            tuple(_outlines(plan, covers, number)),
            self._unseen[1],
            plan.style is Style.OTHERS,
            looked.stretches(plan),
            covered,
        )

    def pick(self, part: int, number: int, at: Point) -> bool:
        plan = self._plans[part]
        x, y = _pixel(plan, at)
        found = plan.tracks_at(number, x, y)
        chosen = [track for track in found if track.number in plan.chosen]
        if chosen:
            self._change(part, lambda it: it.not_kept(chosen[0].number))
        elif found:
            whole: Track = min(found, key=lambda track: _WHOLE[track.kind])
            self._change(part, lambda it: it.kept(whole.number))
        return bool(found)

    def draw(self, part: int, numbers: tuple[int, int], place: Place, *, shown: bool) -> None:
        plan = self._plans[part]
        box = Box(*_pixel(plan, place[:2]), *_pixel(plan, place[2:]))
        keys = [(number, box) for number in sorted(set(numbers))]
        self._change(part, lambda it: it.show(keys) if shown else it.cover(keys))

    def take_away(self, part: int, number: int, at: Point) -> bool:
        plan = self._plans[part]
        x, y = _pixel(plan, at)
        found = [each for each in plan.drawn if _holds(each, number, x, y)]
        if found:
            self._change(part, lambda it: it.without(found[-1].number))
        return bool(found)

    def undo(self, part: int) -> bool:
        if not self._before[part]:
            return False
        self._plans[part] = self._before[part].pop()
        return True

    def show_room(self, part: int, *, shown: bool) -> None:
        style = Style.OTHERS if shown else Style.ALL_BUT_ONE
        if self._plans[part].style is not style:
            self._change(part, lambda it: it.in_style(style))

    def keep(self) -> None:
        plans = tuple(self._plans)
        seen = tuple(
            looked.stretches(plan) for looked, plan in zip(self._looked, plans, strict=True)
        )
        if (plans, seen) != self._kept:
            self._workbook.keep(plans, seen, self._footage.people)
            self._kept = plans, seen

    def settle(self, by: SignedIn) -> None:
        plans = tuple(self._plans)
        counts = [looked.count(plan) for looked, plan in zip(self._looked, plans, strict=True)]
        acts.settle(self._shop, proof_of(by), self._footage, self._case_id, plans, counts)
        self._workbook.close()

    def close(self) -> None:
        self._forget()
        self._footage.close()
        try:
            self.keep()
        finally:
            self._workbook.close()

    # --- inner ------------------------------------------------------------------------------

    def _change(self, part: int, change: Callable[[Plan], Plan]) -> None:
        before = self._plans[part]
        self._plans[part] = change(before)
        self._before[part].append(before)

    def _forget(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            table[1].close()


def _outlines(plan: Plan, covers: Covers, number: int) -> list[Outline]:
    """Everybody there; the person's own face within their own box is not somebody else."""
    found = [
        Outline(_part(plan, box), track.number in plan.chosen)
        for track in plan.tracks
        if track.number not in plan.removed | covers.own and (box := track.at(number)) is not None
    ]
    drawn = [
        Outline(_part(plan, box), each.shown, drawn=True)
        for each in plan.drawn
        if (box := each.at(number)) is not None
    ]
    return found + drawn


def _part(plan: Plan, box: Box) -> Place:
    width, height = plan.size
    return box.left / width, box.top / height, box.right / width, box.bottom / height


def _pixel(plan: Plan, at: tuple[float, ...]) -> tuple[int, int]:
    return round(at[0] * plan.size[0]), round(at[1] * plan.size[1])


def _holds(drawn: Drawn, number: int, x: int, y: int) -> bool:
    box = drawn.at(number)
    return box is not None and box.left <= x < box.right and box.top <= y < box.bottom
