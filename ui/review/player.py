"""Playing several cameras in step: one position, one speed, the newest question per camera.

The window's timer calls ``tick``; pictures are asked for on one lane a camera, so that a slow one
drops pictures instead of falling behind, and a pointer that moves on leaves nothing to decode.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shopguard.base.clock import SECOND, Clock
from shopguard.base.span import Span
from ui.model import Picture
from ui.presenter import Presenter
from ui.review.brightness import brightened
from ui.review.model import Footage, Frames, Shot, Size, Track
from ui.tasks import Lane, Runner

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
BACKWARDS = tuple(-each for each in reversed(SPEEDS))
QUICK_FROM = 4.0  # beyond this speed the nearest cheap picture is shown
SKIP_US = 2 * SECOND  # a gap of all cameras longer than this is jumped over while playing
NEAR_US = SECOND  # a pointer that moves less shows every picture on its way, not key ones
_REFINE_S = 0.15  # a pointer that rests so long gets the exact picture
_LONGEST_TICK_S = 0.5
_SMALL: Size = (640, 360)


@dataclass(frozen=True, slots=True)
class PlayState:
    """``speed`` below 0 plays backwards; ``skipped``: the gap just jumped over.

    ``loop``: the part played again and again. ``brightness``: one of ``brightness.LEVELS``.
    """

    at_us: int
    playing: bool = False
    speed: float = 1.0
    skipped: Span | None = None
    loop: Span | None = None
    brightness: int = 0


class Player(Presenter[PlayState]):
    """``on_shot(camera_id, shot)`` comes for every picture; ``on_error`` ends the viewing."""

    def __init__(
        self,
        footage: Footage,
        tracks: Sequence[Track],
        runner: Runner,
        clock: Clock,
        on_error: Callable[[Exception], None],
    ) -> None:
        super().__init__(PlayState(footage.request.span.start))
        self._span = footage.request.span
        self._clock = clock
        self._on_error = on_error
        self._tracks = {track.camera_id: track for track in tracks}
        self._frames = {name: footage.frames(name) for name in footage.request.camera_ids}
        self._lanes: dict[str, Lane] = {name: runner.lane() for name in self._frames}
        self._sizes: dict[str, Size] = {}
        self._ticked = clock.monotonic()
        self._rough_since: float | None = None
        self.shots: dict[str, Shot] = {}
        self.on_shot: Callable[[str, Shot], None] = lambda _name, _shot: None
        self.on_moved: Callable[[], None] = lambda: None  # before anything else hears of it
        self.lead = next(iter(self._frames))

    @property
    def span(self) -> Span:
        """What was opened."""
        return self._span

    # --- playing ----------------------------------------------------------------------------

    def play(self) -> None:
        start = self.state.at_us
        if self.state.speed > 0 and start >= self._span.end - 1:
            start = self._span.start
        elif self.state.speed < 0 and start <= self._span.start:
            start = self._span.end - 1
        self._ticked = self._clock.monotonic()
        self._become(replace(self.state, at_us=start, playing=True, skipped=None))

    def pause(self) -> None:
        if self.state.playing:
            self._become(replace(self.state, playing=False))
            self._ask_all(quick=False)

    def toggle(self) -> None:
        self.pause() if self.state.playing else self.play()

    def set_speed(self, speed: float) -> None:
        """Any of SPEEDS, or its negative."""
        self._become(replace(self.state, speed=speed))

    def shuttle(self, direction: int) -> None:
        """J and L: play that way, and faster with each further press; a turn begins at 1×."""
        speed, playing = self.state.speed, self.state.playing
        if playing and speed * direction > 0:
            wanted = min(SPEEDS[-1], max(1.0, abs(speed) * 2)) * direction
        else:
            wanted = float(direction)
        self._become(replace(self.state, speed=wanted))
        self.play()

    def press(self, direction: int) -> None:
        """A button of one way: plays that way at the speed chosen, and pauses it."""
        state = self.state
        if state.playing and state.speed * direction > 0:
            self.pause()
            return
        self._become(replace(state, speed=abs(state.speed) * direction))
        self.play()

    def faster(self, steps: int) -> None:
        """Up or down the list of speeds, the direction kept."""
        speed = self.state.speed
        index = SPEEDS.index(abs(speed)) + steps
        index = min(len(SPEEDS) - 1, max(0, index))
        self.set_speed(SPEEDS[index] * (1 if speed > 0 else -1))

    # --- moving -----------------------------------------------------------------------------

    def seek(self, us: int, *, moving: bool = False) -> None:
        """Go there; ``moving``: the pointer is still down, so quick pictures will do."""
        at_us = min(max(us, self._span.start), self._span.end - 1)
        quick = moving and abs(at_us - self.state.at_us) >= NEAR_US
        self._ticked = self._clock.monotonic()
        self._rough_since = self._ticked if quick else None
        self._become(replace(self.state, at_us=at_us, skipped=None))
        self._ask_all(quick=quick)

    def jump(self, seconds: float) -> None:
        self.seek(self.state.at_us + round(seconds * SECOND))

    def step(self, *, forward: bool) -> None:
        """One picture on or back of the camera in front; the others follow in time."""
        if self.lead not in self._frames:
            return
        self.pause()
        frames, at_us, size = self._frames[self.lead], self.state.at_us, self._size(self.lead)

        def stepped(shot: Shot) -> None:
            self._show(self.lead, shot)
            if isinstance(shot, Picture):
                self._become(replace(self.state, at_us=shot.at_us, skipped=None))
            for name in tuple(self._frames):
                if name != self.lead:
                    self._ask(name, quick=False)

        level = self.state.brightness
        self._lanes[self.lead].ask(
            lambda: brightened(frames.step(at_us, size, forward=forward), level),
            stepped,
            self._on_error,
        )

    def tick(self) -> None:
        """Call about 30 times a second."""
        now = self._clock.monotonic()
        passed, self._ticked = min(_LONGEST_TICK_S, now - self._ticked), now
        if not self.state.playing:
            self._refine(now)
            return
        at_us = self.state.at_us + round(passed * self.state.speed * SECOND)
        at_us, skipped = self._over_gap(at_us)
        at_us = _around(at_us, self.state.loop, self.state.speed)
        ends = at_us >= self._span.end or at_us < self._span.start
        at_us = min(max(at_us, self._span.start), self._span.end - 1)
        skipped = skipped or self.state.skipped
        self._become(replace(self.state, at_us=at_us, playing=not ends, skipped=skipped))
        self._ask_all(quick=not ends and abs(self.state.speed) > QUICK_FROM)

    def set_sizes(self, sizes: dict[str, Size]) -> None:
        """How large each camera is shown, in pixels; asks anew where that changed.

        A camera that is not among them is out of sight: nothing of it is decoded.
        """
        changed = sizes != self._sizes
        self._sizes = sizes
        if changed and not self.state.playing:
            self._ask_all(quick=False)

    def set_loop(self, part: Span | None) -> None:
        """Play ``part`` again and again from now on; None: no longer."""
        self._become(replace(self.state, loop=part))
        if part is not None and not part.contains(self.state.at_us):
            self.seek(part.start)

    def set_brightness(self, level: int) -> None:
        """For looking only."""
        self._become(replace(self.state, brightness=level))
        if not self.state.playing:
            self._ask_all(quick=False)

    def close(self) -> Sequence[Frames]:
        """No picture is kept, shown or asked for any more.

        What is left to be closed may wait for a picture just decoded: off the window's thread.
        """
        self._view = None
        self._state = replace(self.state, playing=False)
        self.shots.clear()
        self.on_shot = lambda _name, _shot: None
        self.on_moved = lambda: None
        for lane in self._lanes.values():
            lane.close()
        left, self._frames = list(self._frames.values()), {}
        return left

    # --- inner ------------------------------------------------------------------------------

    def _become(self, state: PlayState) -> None:
        super()._become(state)
        self.on_moved()

    def _refine(self, now: float) -> None:
        """The pointer rests: the exact picture instead of the nearest cheap one."""
        if self._rough_since is not None and now - self._rough_since >= _REFINE_S:
            self._rough_since = None
            self._ask_all(quick=False)

    def _over_gap(self, at_us: int) -> tuple[int, Span | None]:
        """Over a long stretch where no camera recorded anything."""
        covered = [span for track in self._tracks.values() for span in track.covered]
        if not covered or any(span.contains(at_us) for span in covered):
            return at_us, None
        if self.state.speed > 0:
            ahead = min((s.start for s in covered if s.start > at_us), default=None)
            if ahead is None or ahead - at_us < SKIP_US:
                return at_us, None
            return ahead, Span(at_us, ahead)
        behind = max((s.end for s in covered if s.end <= at_us), default=None)
        if behind is None or at_us - behind < SKIP_US:
            return at_us, None
        return behind - 1, Span(behind, at_us)

    def _ask_all(self, *, quick: bool) -> None:
        for name in tuple(self._frames):
            self._ask(name, quick=quick)

    def _ask(self, name: str, *, quick: bool) -> None:
        frames = self._frames.get(name)
        hidden = bool(self._sizes) and name not in self._sizes
        if frames is None or hidden:  # None: closed by an earlier answer
            return
        at_us, size, level = self.state.at_us, self._size(name), self.state.brightness
        self._lanes[name].ask(
            lambda: brightened(frames.at(at_us, size, quick=quick), level),
            lambda shot: self._show(name, shot),
            self._on_error,
        )

    def _size(self, name: str) -> Size:
        return self._sizes.get(name, _SMALL)

    def _show(self, name: str, shot: Shot) -> None:
        self.shots[name] = shot
        self.on_shot(name, shot)


def _around(at_us: int, loop: Span | None, speed: float) -> int:
    """Back to the other end of the part that is looped."""
    if loop is None:
        return at_us
    if speed > 0 and at_us >= loop.end:
        return loop.start
    return loop.end - 1 if speed < 0 and at_us < loop.start else at_us
