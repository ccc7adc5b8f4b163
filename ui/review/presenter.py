"""A viewing from the open door to its end: what plays, what is marked, how long it lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shopguard.base.clock import DAY, Clock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.model import (
    DoorAct,
    EndReason,
    Exported,
    Footage,
    Happening,
    LookRequest,
    Pair,
    Track,
)
from ui.review.player import Player
from ui.review.typed_time import parse_moment
from ui.services import OpenShop
from ui.session import Away, Seat
from ui.tasks import Job, Runner

HOLD_DAYS = (30, 90, 180)
_REASONS = {
    Away.LOCKED: EndReason.LOCKED,
    Away.IDLE: EndReason.IDLE,
    Away.SLEEP: EndReason.LOCKED,
    Away.SIGNED_OUT: EndReason.LOCKED,
    Away.CLOSED: EndReason.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Viewing:
    """What does not change while a viewing lasts.

    ``extenders``, ``exporters``: who can confirm an extension, and an export.
    ``minutes``: what an extension adds.
    """

    request: LookRequest
    viewers: tuple[PersonInfo, ...]
    cameras: tuple[CameraInfo, ...]
    extenders: tuple[PersonInfo, ...] = ()
    exporters: tuple[PersonInfo, ...] = ()
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class ReviewState:
    """``viewing`` None: nothing is open, ``ended`` says why the last one closed.

    ``told``: what the last export or hold came to. ``progress``: of an export under way, 0 to 1.
    """

    viewing: Viewing | None = None
    ended: EndReason | None = None
    remaining_s: int = 0
    tracks: tuple[Track, ...] = ()
    mark: Span | None = None
    trouble: Exception | None = None
    told: Exported | Span | None = None
    progress: float | None = None

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """Of all cameras, in order of time: events, where recording stopped, what is damaged."""
        found = [each for track in self.tracks for each in (*track.happenings, *_derived(track))]
        return tuple(sorted(found, key=lambda each: (each.at_us, each.code, each.camera_id)))


class ReviewPresenter(Presenter[ReviewState]):
    """At most one viewing. It ends with the time granted, the seat, or the button."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock) -> None:
        super().__init__(ReviewState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._footage: Footage | None = None
        self._job: Job | None = None
        self.player: Player | None = None
        self.clear_pictures: Callable[[], None] = lambda: None

    @property
    def first(self) -> SignedIn | None:
        return self._seat.who

    def begin(self, footage: Footage, first: SignedIn) -> None:
        """The door has opened for ``first``. Loads the lines of the timeline; plays nothing yet."""
        if self._seat.who is not first:  # locked while the door was being asked
            footage.close(EndReason.LOCKED)
            return
        self.end(EndReason.CLOSED)
        self._footage = footage
        request = footage.request

        def load(_: object) -> tuple[Viewing, tuple[Track, ...]]:
            wanted, door = set(request.camera_ids), self._shop.door
            viewing = Viewing(
                request,
                footage.viewers,
                tuple(camera for camera in self._shop.cameras() if camera.id in wanted),
                door.seconds(first, DoorAct.REVIEW),
                door.seconds(first, DoorAct.EXPORT),
                door.minutes(),
            )
            return viewing, self._tracks(footage)

        self._job = self._runner.run(load, lambda found: self._loaded(*found), self._broken)

    def end(self, reason: EndReason) -> None:
        """Pictures go first, then the keys; then the page says how to open again."""
        footage, self._footage = self._footage, None
        player, self.player = self.player, None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if player is not None:
            player.close()
        self.clear_pictures()
        if footage is not None:
            footage.close(reason)
            self._become(ReviewState(ended=reason))

    def seat_left(self, why: Away) -> None:
        """Nobody sits here any more: the viewing ends at once."""
        self.end(_REASONS[why])

    def tick(self) -> None:
        """Call often: plays on, counts down, ends in time."""
        if self._footage is None:
            return
        remaining = self._footage.remaining_s()
        if remaining <= 0:
            self.end(EndReason.TIME)
            return
        if self.player is not None:
            self.player.tick()
        self._become(replace(self.state, remaining_s=int(remaining)))

    # --- moving about -----------------------------------------------------------------------

    def jump_to(self, words: str) -> None:
        """A typed time; one outside of what was opened is said, not followed."""
        viewing, player = self.state.viewing, self.player
        if viewing is None or player is None:
            return
        try:
            at_us = parse_moment(words, self._clock.utc_us())
            if not viewing.request.span.contains(at_us):
                raise InvalidInput("ui.outside_viewing")
        except InvalidInput as error:
            self._become(replace(self.state, trouble=error))
            return
        self._become(replace(self.state, trouble=None))
        player.seek(at_us)

    def next_happening(self, direction: int) -> None:
        """To the event after, or before, the moment shown."""
        if self.player is None:
            return
        at_us = self.player.state.at_us
        times = [each.at_us for each in self.state.happenings]
        ahead = [at for at in times if at > at_us] if direction > 0 else []
        behind = [at for at in times if at < at_us] if direction < 0 else []
        if ahead or behind:
            self.player.seek(ahead[0] if ahead else behind[-1])

    def set_mark(self, mark: Span | None) -> None:
        """A part to hold or export, cut to what was opened."""
        viewing = self.state.viewing
        if viewing is not None:
            clipped = None if mark is None else mark.clip(viewing.request.span)
            self._become(replace(self.state, mark=clipped, told=None))

    def mark_in(self) -> None:
        self._mark_edge(start=True)

    def mark_out(self) -> None:
        self._mark_edge(start=False)

    # --- acts -------------------------------------------------------------------------------

    def extend(self, pair: Pair, done: Callable[[Exception | None], None]) -> None:
        """A further period, by both; ``done`` gets the refusal, or None."""
        if self._footage is not None:
            footage = self._footage
            self._runner.run(lambda _: footage.extend(pair), lambda _: done(None), done)

    def export(self, folder: Path, pair: Pair, done: Callable[[Exception | None], None]) -> None:
        """The marked part of every camera into ``folder``; ``done`` gets the refusal, or None."""
        footage, mark = self._footage, self.state.mark
        if footage is None or mark is None:
            return
        ids = footage.request.camera_ids
        self._become(replace(self.state, progress=0.0, told=None))

        def written(exported: Exported) -> None:
            self._become(replace(self.state, progress=None, told=exported))
            done(None)

        def failed(error: Exception) -> None:
            self._become(replace(self.state, progress=None))
            done(error)

        self._job = self._runner.run(
            lambda context: footage.export(ids, mark, folder, pair, context.progress),
            written,
            failed,
            lambda share: self._become(replace(self.state, progress=share)),
        )

    def hold(self, ground: str, days: int, done: Callable[[Exception | None], None]) -> None:
        """Keep the marked part from being overwritten."""
        footage, mark, first = self._footage, self.state.mark, self._seat.who
        if footage is None or mark is None or first is None:
            return
        ids, until = footage.request.camera_ids, self._clock.utc_us() + days * DAY

        def task(_: object) -> tuple[Track, ...]:
            footage.hold(ids, mark, ground.strip(), until, first)
            return self._tracks(footage)

        def held(tracks: tuple[Track, ...]) -> None:
            self._become(replace(self.state, tracks=tracks, told=mark))
            done(None)

        self._runner.run(task, held, done)

    # --- inner ------------------------------------------------------------------------------

    def _tracks(self, footage: Footage) -> tuple[Track, ...]:
        """The index, and the damage that only an open door can tell of. Slow."""
        request = footage.request
        found = self._shop.recordings.tracks(request.camera_ids, request.span)
        return tuple(replace(track, damaged=footage.damage(track.camera_id)) for track in found)

    def _loaded(self, viewing: Viewing, tracks: tuple[Track, ...]) -> None:
        footage = self._footage
        if footage is None:
            return
        self.player = Player(footage, tracks, self._runner, self._clock, self._broken)
        remaining = int(footage.remaining_s())
        self._become(ReviewState(viewing=viewing, remaining_s=remaining, tracks=tracks))
        covered = [span.start for track in tracks for span in track.covered]
        self.player.seek(min(covered, default=footage.request.span.start))

    def _broken(self, error: Exception) -> None:
        """Refused means it has ended; anything else is said in place."""
        if isinstance(error, Refused) and self._footage is not None:
            over = self._footage.remaining_s() <= 0
            self.end(EndReason.TIME if over else EndReason.FAILED)
        elif self.state.viewing is None:
            self.end(EndReason.FAILED)
        self._become(replace(self.state, trouble=error))

    def _mark_edge(self, *, start: bool) -> None:
        if self.player is None:
            return
        at_us, old = self.player.state.at_us, self.state.mark
        if start:
            end = old.end if old is not None and old.end > at_us else at_us + 1_000_000
            self.set_mark(Span(at_us, end))
        else:
            begin = old.start if old is not None and old.start < at_us else at_us - 1_000_000
            self.set_mark(Span(begin, at_us))


def _derived(track: Track) -> list[Happening]:
    """What the index itself says happened."""
    marks = (
        ("ui.happening.gap", [each.span for each in track.gaps]),
        ("ui.happening.damage", [each.span for each in track.damaged]),
        ("ui.happening.held", [each.span for each in track.held]),
    )
    return [Happening(s.start, track.camera_id, code) for code, spans in marks for s in spans]
