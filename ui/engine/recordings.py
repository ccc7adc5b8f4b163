"""The timeline's index, and the door with what it opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from weakref import WeakSet

from shopguard.access.policy import Purpose
from shopguard.app.acts import footage as acts
from shopguard.app.acts import stills
from shopguard.app.shop import Shop
from shopguard.base.clock import DAY
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.door.viewing import EndReason as EngineEnd
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.playback.frames import DamagedPicture as EngineDamaged
from shopguard.playback.frames import Frames as EngineFrames
from shopguard.playback.frames import NoPicture as EngineNothing
from shopguard.playback.frames import Shot as EngineShot
from shopguard.playback.sound import Sound as EngineSound
from ui.engine.people import SHEET_INFO, beside, info_of, proof_of, proofs_of
from ui.model import PersonInfo, Picture, SignedIn
from ui.review.model import (
    Damage,
    DamagedPicture,
    DoorAct,
    EndReason,
    Footage,
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


class EngineRecordings:
    """``ui.review.model.Recordings``. ``newest``: the recorder's newest ends, by camera."""

    def __init__(self, shop: Shop, newest: Callable[[], dict[str, int]]) -> None:
        self._shop = shop
        self._newest = newest

    def tracks(self, camera_ids: Sequence[str], span: Span) -> tuple[Track, ...]:
        now = self._shop.clock.utc_us()
        found = self._shop.timeline.tracks(camera_ids, span, self._newest())
        return tuple(
            Track(
                track.camera_id,
                track.covered,
                tuple(
                    Gap(Span(gap.start_us, gap.end_us or now), gap.cause, gap.approximate)
                    for gap in track.gaps
                    if (gap.end_us or now) > gap.start_us
                ),
                tuple(Held(held.span, held.ground, held.expires_us) for held in track.holds),
            )
            for track in found
        )

    def kept(self) -> Span | None:
        kept = self._shop.timeline.kept()
        newest = max(self._newest().values(), default=0)
        return None if kept is None else Span(kept.start, max(kept.end, newest))


class EngineDoor:
    """``ui.review.model.Door``. ``samples``: passphrases of a demo shop, by login."""

    def __init__(self, shop: Shop, samples: Mapping[str, str]) -> None:
        self._shop = shop
        self._samples = samples
        self._opened: WeakSet[OpenFootage] = WeakSet()

    def purposes(self) -> tuple[str, ...]:
        return tuple(purpose.value for purpose in Purpose)

    def minutes(self) -> int:
        return self._shop.settings.number("session_minutes")

    def seconds(self, first: SignedIn, act: DoorAct) -> tuple[PersonInfo, ...]:
        if act is DoorAct.REVIEW and self._shop.viewing_relaxed():
            return ()
        return beside(self._shop, first, self._samples)

    def still_proven(self, first: SignedIn) -> bool:
        return not proof_of(first).factor.wiped

    def open(self, request: LookRequest, pair: Pair) -> Footage:
        seconds = self.minutes() * 60.0
        with proofs_of(self._shop, pair) as proofs:
            viewing = acts.open_viewing(
                self._shop,
                proofs,
                purpose=Purpose(request.purpose),
                cameras=request.camera_ids,
                span=request.span,
                note=request.note,
                seconds=seconds,
            )
        self._opened.add(viewing)
        return EngineFootage(self._shop, request, viewing, seconds)

    def close(self) -> None:
        """No viewing outlives the shop; each has its closing entry, with the reason it had."""
        for viewing in list(self._opened):
            viewing.close(EngineEnd.CLOSED)


class EngineFootage:
    """``ui.review.model.Footage``."""

    def __init__(
        self, shop: Shop, request: LookRequest, viewing: OpenFootage, seconds: float
    ) -> None:
        self._shop = shop
        self._request = request
        self._viewing = viewing
        self._seconds = seconds
        self._viewers = tuple(_viewer(shop, one) for one in viewing.people)

    @property
    def request(self) -> LookRequest:
        return self._request

    @property
    def viewers(self) -> tuple[PersonInfo, ...]:
        return self._viewers

    def remaining_s(self) -> float:
        return self._viewing.remaining_s()

    def frames(self, camera_id: str) -> CameraFrames:
        return CameraFrames(EngineFrames(self._viewing, self._shop.store, camera_id))

    def sound(self, camera_id: str) -> EngineSound:
        return EngineSound(self._viewing, camera_id)

    def damage(self, camera_id: str) -> tuple[Damage, ...]:
        return tuple(_damage(each) for each in self._viewing.damage(camera_id))

    def extend(self, pair: Pair) -> None:
        with proofs_of(self._shop, pair) as proofs:
            acts.extend_viewing(self._shop, self._viewing, proofs, self._seconds)

    def hold(
        self, camera_ids: Sequence[str], span: Span, ground: str, until_us: int, by: SignedIn
    ) -> None:
        days = max(1, -(-(until_us - self._shop.clock.utc_us()) // DAY))
        acts.hold(
            self._shop, [proof_of(by)], cameras=camera_ids, span=span, ground=ground, days=days
        )

    def still(self, camera_id: str, us: int, language: Language) -> StillPage:
        made = stills.make_still(self._shop, self._viewing, camera_id, us, language)
        return StillPage(made.number, made.pdf, made)

    def not_printed(self, page: StillPage) -> None:
        if isinstance(page.made, stills.Still):
            stills.still_not_printed(self._shop, self._viewing, page.made)

    def end(self, reason: EndReason) -> None:
        self._viewing.end(EngineEnd(reason.value))

    def close(self, reason: EndReason) -> None:
        self._viewing.close(EngineEnd(reason.value))


class CameraFrames:
    """``ui.review.model.Frames``."""

    def __init__(self, frames: EngineFrames) -> None:
        self._frames = frames

    def at(self, us: int, size: Size, *, quick: bool) -> Shot:
        return _shot(self._frames.at(us, size, quick=quick))

    def step(self, us: int, size: Size, *, forward: bool) -> Shot:
        return _shot(self._frames.step(us, size, forward=forward))

    def close(self) -> None:
        self._frames.close()


def _viewer(shop: Shop, person_id: str) -> PersonInfo:
    if person_id == SHEET_INFO.id:
        return SHEET_INFO
    return info_of(shop, shop.people.get(person_id))


def _shot(shot: EngineShot) -> Shot:
    if isinstance(shot, EngineNothing):
        return NoPicture(shot.at_us, shot.span, shot.cause)
    if isinstance(shot, EngineDamaged):
        return DamagedPicture(shot.at_us, _damage(shot.damage))
    return Picture(shot.at_us, shot.rgb)


def _damage(damage: DamagedSpan) -> Damage:
    return Damage(damage.span, damage.first, damage.last)
