"""A part of the recordings looked through, twice: the empty scene first, then who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopguard.base.clock import SECOND
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.progress import Cancelled, Progress
from shopguard.evidence.redaction.people import Found, PeopleFinder
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.reel import Reel, pixels_of, size_of
from shopguard.evidence.redaction.scene import Moving, scene_of, small, windows
from shopguard.evidence.redaction.tracks import MovingTracks, SeenTracks
from shopguard.evidence.redaction.values import Kind, Place, Size
from shopguard.playback.shots import Shot

LOOK_EVERY_US = SECOND // 2
_PATIENCE_US = SECOND // 5  # so short that nobody takes another's place unseen
_CUT_US = 6 * SECOND // 10
_LOST_US = 2 * SECOND  # looks that find nobody before somebody is taken to have gone


def analyse(
    footage: OpenFootage,
    camera_id: str,
    span: Span,
    *,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Plan:
    """Who is where in one recorded file: one camera, one stream, ``span``.

    InvalidInput where nothing was recorded or the stream changes within; Unavailable when given up.
    """
    reel = Reel(footage, camera_id, span)
    shot = next(reel.shots(), None)
    if shot is None:
        raise InvalidInput("redaction.nothing_recorded")
    look = _Look(reel, size_of(shot), progress, cancelled)
    return look.plan()


@dataclass(slots=True)
class _Look:
    reel: Reel
    size: Size
    progress: Progress
    cancelled: Cancelled
    times: list[int] = field(default_factory=list)
    unsteady: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    finder: PeopleFinder = field(default_factory=PeopleFinder)

    def plan(self) -> Plan:
        step = self.reel.span.end - self.reel.span.start
        step = max(1, step // self.reel.pictures)
        moving = MovingTracks(max(1, _PATIENCE_US // step))
        faces = SeenTracks(Kind.FACE, max(1, _LOST_US // step))
        bodies = SeenTracks(Kind.BODY, max(1, _LOST_US // step))
        for window in windows(self.reel.span):
            self._window(window, moving, faces, bodies)
        if not self.times:
            raise InvalidInput("redaction.nothing_recorded")
        tracks = moving.tracks()
        margin = max(1, LOOK_EVERY_US // step) + 1
        for seen in (faces, bodies):
            numbers = 1 + max((track.number for track in tracks), default=0)
            tracks += seen.tracks(numbers, margin, len(self.times))
        return Plan(
            self.reel.camera_id,
            self.reel.span,
            self.reel.source,
            self.size,
            tuple(self.times),
            tuple(tracks),
            tuple(self.places),
            tuple(self.unsteady),
        )

    def _window(
        self, window: Span, moving: MovingTracks, faces: SeenTracks, bodies: SeenTracks
    ) -> None:
        scene, first, due = None, len(self.times), window.start
        for shot in self.reel.shots(window):
            self._tell()
            scene = scene or scene_of(self.reel, window, self.size)
            bgr = pixels_of(shot)
            if self.times and shot.at_us - self.times[-1] > _CUT_US:
                moving.cut()
            self._move(scene.moving(small(bgr)), moving)
            if shot.at_us >= due:
                due = shot.at_us + LOOK_EVERY_US
                found: Found = self.finder.look(bgr)
                faces.see(len(self.times), found.faces)
                bodies.see(len(self.times), found.bodies)
            self._passed(shot)
        if scene is not None:
            end = len(self.times)
            self.places += [Place(first, end, box) for box in scene.occupied()]

    def _move(self, seen: Moving, moving: MovingTracks) -> None:
        if seen.unsteady:
            self.unsteady.append(len(self.times))
            moving.rest()
        else:
            moving.see(seen.boxes)

    def _passed(self, shot: Shot) -> None:
        self.times.append(shot.at_us)
        self.progress(min(1.0, len(self.times) / self.reel.pictures))

    def _tell(self) -> None:
        if self.cancelled():
            raise Unavailable("export.given_up")
