"""Looking through a plan: any picture of it, as it was recorded or as the copy will show it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from shopguard.base.errors import Damaged, InvalidInput
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.redaction.covers import Covers
from shopguard.evidence.redaction.looked import Stretch, stretches
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.reel import Reel, pixels_of, size_of
from shopguard.evidence.redaction.render import covered_picture, room_of
from shopguard.evidence.redaction.values import Pixels
from shopguard.playback.shots import Shot

_RUN_ON = 40  # pictures: decode on rather than begin anew
_KEPT_BYTES = 96 << 20  # pictures lately decoded, for stepping back


class ReviewTable:
    """Pictures of one plan's recording. Slow calls; one at a time (a lock keeps it so)."""

    def __init__(self, footage: OpenFootage, plan: Plan) -> None:
        self._footage = footage
        self._reel = Reel(footage, plan.camera_id, plan.span)
        if self._reel.source != plan.source:
            raise Damaged("redaction.other_source")
        self._lock = threading.Lock()
        self._room: Pixels | None = None
        self._coming: Iterator[Shot] = iter(())
        self._next = -1  # number of the picture that comes
        self._kept: dict[int, Pixels] = {}
        self._covers: tuple[Plan, Covers] | None = None

    def picture(self, plan: Plan, number: int, *, covered: bool) -> Pixels:
        """Red, green, blue. ``plan``: this recording's, with any corrections."""
        if plan.source != self._reel.source or not 0 <= number < len(plan.at_us):
            raise InvalidInput("redaction.bad_plan")
        with self._lock:
            self._footage.require_open()
            pixels = self._decoded(plan, number)
            if covered:
                if self._room is None:
                    self._room = room_of(self._footage, plan)
                pixels = covered_picture(pixels, self._covers_of(plan), number, self._room)
        return np.ascontiguousarray(pixels[:, :, ::-1])

    def close(self) -> None:
        """Forget every picture."""
        with self._lock:
            self._coming, self._next = iter(()), -1
            self._kept.clear()
            self._room = None

    def _covers_of(self, plan: Plan) -> Covers:
        if self._covers is None or self._covers[0] is not plan:
            self._covers = plan, Covers(plan)
        return self._covers[1]

    def _decoded(self, plan: Plan, number: int) -> Pixels:
        if number in self._kept:
            return self._kept[number]
        if self._next < 0 or not self._next <= number < self._next + _RUN_ON:
            self._begin(plan, number)
        for shot in self._coming:
            at, self._next = self._next, self._next + 1
            if shot.at_us != plan.at_us[at] or size_of(shot) != plan.size:
                raise Damaged("redaction.other_source")
            self._keep(at, pixels_of(shot))
            if at == number:
                return self._kept[at]
        raise Damaged("redaction.other_source")

    def _begin(self, plan: Plan, number: int) -> None:
        """Decode from a little before that picture: somebody who steps back goes on doing so."""
        self._next = max(0, number - 10)
        self._coming = self._reel.shots(Span(plan.at_us[self._next], plan.span.end))

    def _keep(self, number: int, pixels: Pixels) -> None:
        self._kept[number] = pixels
        most = max(12, _KEPT_BYTES // pixels.nbytes)
        while len(self._kept) > most:
            del self._kept[next(iter(self._kept))]


def unshown(plan: Plan, covers: Covers | None = None) -> tuple[Stretch, ...]:
    """Where the person is not seen in the copy: pictures from … to before …."""
    found = covers or Covers(plan)
    return stretches(not found.shown(picture) for picture in range(len(plan.at_us)))
