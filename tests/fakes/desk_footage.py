"""Recordings as the desktop sees them: an index with gaps, holds and damage, and open footage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from shopguard.base.clock import DAY, MINUTE, SECOND, Clock
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import PersonInfo, Picture, SignedIn
from ui.review.model import (
    Damage,
    DamagedPicture,
    EndReason,
    Gap,
    Held,
    LookRequest,
    NoPicture,
    Pair,
    Shot,
    Size,
    StillPage,
    Track,
)

Scene = Callable[[str, int], Picture]
FRAME_US = 40_000
SOUND_TELLS_MS = 2**30  # a sample tells its time up to this


class Agreeing(Protocol):
    def agreed(self, pair: Pair) -> tuple[PersonInfo, ...]: ...


class FakeRecordings:
    """Everything is recorded, but for a power cut on all cameras, a lost back door and damage."""

    def __init__(self, clock: Clock, say: Callable[[str], str] = str) -> None:
        now = clock.utc_us()
        self.now = now
        self.power_cut = Span(now - 41 * MINUTE, now - 38 * MINUTE)
        self.lost = Span(now - 22 * MINUTE, now - 17 * MINUTE)
        self.broken = Span(now - 12 * MINUTE, now - 12 * MINUTE + 40 * SECOND)
        self.held: dict[str, list[Held]] = {
            "cam-2": [
                Held(
                    Span(now - 30 * MINUTE, now - 25 * MINUTE), say("警察へ被害届"), now + 30 * DAY
                )
            ]
        }

    def tracks(self, camera_ids: Sequence[str], span: Span) -> tuple[Track, ...]:
        return tuple(self.track(camera_id, span) for camera_id in camera_ids)

    def track(self, camera_id: str, span: Span) -> Track:
        gaps = [Gap(self.power_cut, "power_lost", approximate=True)]
        if camera_id == "cam-4":
            gaps.append(Gap(self.lost, "no_route"))
        holes = sorted([gap.span for gap in gaps])
        covered, start = [], span.start
        for hole in holes:
            if start < hole.start < span.end:
                covered.append(Span(start, min(hole.start, span.end)))
            start = max(start, hole.end)
        if start < span.end:
            covered.append(Span(start, span.end))
        return Track(
            camera_id,
            tuple(covered),
            tuple(gap for gap in gaps if gap.span.overlaps(span)),
            tuple(held for held in self.held.get(camera_id, []) if held.span.overlaps(span)),
        )

    def kept(self) -> Span | None:
        return Span(self.now - 13 * DAY, self.now)


class FakeFootage:
    """``left`` seconds remain until a test says otherwise."""

    def __init__(
        self,
        door: Agreeing,
        request: LookRequest,
        viewers: tuple[PersonInfo, ...],
        recordings: FakeRecordings,
        scene: Scene,
    ) -> None:
        self.request = request
        self.viewers = viewers
        self.recordings = recordings
        self.scene = scene
        self.left = 1450.0
        self.ended: EndReason | None = None
        self.closed: EndReason | None = None
        self.page = b"%PDF-1.4"
        self.stills: list[tuple[str, int]] = []
        self.failed_stills: list[int] = []
        self.asked: list[tuple[str, int, bool]] = []
        self.sounds: list[FakeSound] = []
        self._door = door

    def remaining_s(self) -> float:
        return 0.0 if self.ended else self.left

    def frames(self, camera_id: str) -> FakeFrames:
        return FakeFrames(self, camera_id)

    def sound(self, camera_id: str) -> FakeSound:
        return FakeSound(self, camera_id)

    def damage(self, camera_id: str) -> tuple[Damage, ...]:
        broken = self.recordings.broken
        bad = camera_id == "cam-3" and broken.overlaps(self.request.span)
        return (Damage(broken, 12, 14),) if bad else ()

    def extend(self, pair: Pair) -> None:
        self._door.agreed(pair)
        self.left += 1800

    def hold(
        self, camera_ids: Sequence[str], span: Span, ground: str, until_us: int, by: SignedIn
    ) -> None:
        for camera_id in camera_ids:
            self.recordings.held.setdefault(camera_id, []).append(Held(span, ground, until_us))

    def still(self, camera_id: str, us: int, language: Language) -> StillPage:
        if self.ended:
            raise Refused("door.ended")
        self.stills.append((camera_id, us))
        return StillPage(len(self.stills), self.page, object())

    def not_printed(self, page: StillPage) -> None:
        self.failed_stills.append(page.number)

    def end(self, reason: EndReason) -> None:
        self.ended = self.ended or reason

    def close(self, reason: EndReason) -> None:
        self.end(reason)
        self.closed = self.closed or self.ended


class FakeSound:
    """The first camera records sound; every sample tells its time in milliseconds."""

    def __init__(self, footage: FakeFootage, camera_id: str) -> None:
        self._footage = footage
        self._camera_id = camera_id
        self.given: list[bytearray] = []
        self.asked: list[Span] = []
        self.closed = False
        footage.sounds.append(self)

    def recorded(self) -> bool:
        return self._camera_id == "cam-1"

    def pcm(self, span: Span) -> bytearray:
        if self._footage.ended:
            raise Refused("door.ended")
        self.asked.append(span)
        first, end = (us * 48 // 1000 for us in (span.start, span.end))
        self.given.append(bytearray(_samples(first, end)))
        return self.given[-1]

    def close(self) -> None:
        self.closed = True


def _samples(first: int, end: int) -> bytes:
    """Left and right together: the millisecond each belongs to, never silence."""
    told = np.arange(first, end) // 48 % SOUND_TELLS_MS + 1
    return told.astype("<u4").tobytes()


class FakeFrames:
    def __init__(self, footage: FakeFootage, camera_id: str) -> None:
        self._footage = footage
        self._camera_id = camera_id
        self.closed = False

    def at(self, us: int, size: Size, *, quick: bool) -> Shot:
        footage = self._footage
        if footage.ended:
            raise Refused("door.ended")
        footage.asked.append((self._camera_id, us, quick))
        track = footage.recordings.track(self._camera_id, footage.request.span)
        for damage in footage.damage(self._camera_id):
            if damage.span.contains(us):
                return DamagedPicture(us, damage)
        for gap in track.gaps:
            if gap.span.contains(us):
                return NoPicture(us, gap.span, gap.cause)
        return footage.scene(self._camera_id, us - us % FRAME_US)

    def step(self, us: int, size: Size, *, forward: bool) -> Shot:
        shown = us - us % FRAME_US
        return self.at(shown + (FRAME_US if forward else -FRAME_US), size, quick=False)

    def close(self) -> None:
        self.closed = True
