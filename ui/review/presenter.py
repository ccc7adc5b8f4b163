"""A viewing from the open door to its end: what plays, what is marked, how long it lasts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.base.span import Span
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.listening import Listening, NoSpeakers, Speakers
from ui.review.model import (
    Closes,
    Damage,
    DoorAct,
    EndReason,
    Footage,
    Happening,
    LookRequest,
    StillPage,
    Track,
)
from ui.review.player import Player
from ui.review.previews import Previews
from ui.review.tracks import begins, derived
from ui.review.typed_time import parse_within
from ui.services import OpenShop
from ui.session import Away, Seat
from ui.tasks import Context, Job, OnError, Runner

T = TypeVar("T")
_REASONS = {
    Away.LOCKED: EndReason.LOCKED,
    Away.IDLE: EndReason.IDLE,
    Away.SLEEP: EndReason.LOCKED,
    Away.COMPUTER_LOCKED: EndReason.LOCKED,
    Away.SIGNED_OUT: EndReason.LOCKED,
    Away.CLOSED: EndReason.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Viewing:
    """What does not change while a viewing lasts.

    ``extenders``: who can confirm an extension. ``minutes``: what it adds.
    """

    request: LookRequest
    viewers: tuple[PersonInfo, ...]
    cameras: tuple[CameraInfo, ...]
    extenders: tuple[PersonInfo, ...] = ()
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class ReviewState:
    """``viewing`` None: nothing is open, ``ended`` says why the last one closed.

    ``told``: what the last hold or print came to.
    """

    viewing: Viewing | None = None
    ended: EndReason | None = None
    remaining_s: int = 0
    tracks: tuple[Track, ...] = ()
    mark: Span | None = None
    trouble: Exception | None = None
    told: Span | StillPage | None = None

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """Of all cameras, in order of time: events, where recording stopped, what is damaged."""
        found = [each for track in self.tracks for each in (*track.happenings, *derived(track))]
        return tuple(sorted(found, key=lambda each: (each.at_us, each.code, each.camera_id)))


class ReviewPresenter(Presenter[ReviewState]):
    """At most one viewing. It ends with the time granted, the seat, or the button."""

    def __init__(
        self,
        shop: OpenShop,
        seat: Seat,
        runner: Runner,
        clock: Clock,
        speakers: Speakers | None = None,
    ) -> None:
        super().__init__(ReviewState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._speakers = speakers or NoSpeakers()
        self._footage: Footage | None = None
        self._jobs: list[Job] = []
        self.player: Player | None = None
        self.listening: Listening | None = None
        self.previews: Previews | None = None
        self.clear_pictures: Callable[[], None] = lambda: None

    @property
    def footage(self) -> Footage | None:
        """The open viewing."""
        return self._footage

    def change(self, **changes: Any) -> None:
        """Other values of the state's fields."""
        self._become(replace(self.state, **changes))

    def run(
        self,
        task: Callable[[Context], T],
        on_done: Callable[[T], None],
        on_error: OnError,
    ) -> Job:
        """Work for this viewing: nobody hears of it once that has ended."""
        job = self._runner.run(task, on_done, on_error)
        self._jobs.append(job)
        return job

    @property
    def first(self) -> SignedIn | None:
        return self._seat.who

    def begin(self, footage: Footage, first: SignedIn) -> None:
        """The door has opened for ``first``. Loads the lines of the timeline; plays nothing yet."""
        if self._seat.who is not first:  # locked while the door was being asked
            self._close(footage, (), EndReason.LOCKED)
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
                door.minutes(),
            )
            return viewing, self._shop.recordings.tracks(request.camera_ids, request.span)

        self.run(load, lambda found: self._loaded(*found), self._broken)

    def end(self, reason: EndReason, *, wait: bool = False) -> None:
        """Nothing is on the screen or given any more when this returns.

        Wiping the keys and the closing entry may wait for a picture just decoded, so they follow
        beside the window; ``wait``: here, because nothing follows any more.
        """
        footage, self._footage = self._footage, None
        player, self.player = self.player, None
        previews, self.previews = self.previews, None
        listening, self.listening = self.listening, None
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        if footage is None:
            return
        left: list[Closes] = [*(listening.close() if listening else ())]  # silence first
        left += [*(player.close() if player else ()), *(previews.close() if previews else ())]
        self.clear_pictures()
        try:
            self._close(footage, left, reason, wait=wait)
        finally:
            self._become(ReviewState(ended=reason))

    def seat_left(self, why: Away) -> None:
        """Nobody sits here any more: the viewing ends at once."""
        self.end(_REASONS[why], wait=why is Away.CLOSED)

    def tick(self) -> None:
        """Call often: plays on, counts down, ends in time, and at once after the PC slept."""
        self._seat.tick()
        if self._footage is None:
            return
        remaining = self._footage.remaining_s()
        if remaining <= 0:
            self.end(EndReason.TIME)
            return
        if self.player is not None:
            self.player.tick()
        if self.listening is not None:
            self.listening.tick()
        self._become(replace(self.state, remaining_s=int(remaining)))

    # --- moving about -----------------------------------------------------------------------

    def jump_to(self, words: str) -> bool:
        """A typed time; one outside of what was opened is said, not followed: False."""
        viewing, player = self.state.viewing, self.player
        if viewing is None or player is None:
            return False
        try:
            at_us = parse_within(words, self._clock.utc_us(), viewing.request.span)
        except InvalidInput as error:
            self.change(trouble=error)
            return False
        self.change(trouble=None)
        player.seek(at_us)
        return True

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
        """A part to hold or hand over, cut to what was opened."""
        viewing = self.state.viewing
        if viewing is not None:
            clipped = None if mark is None else mark.clip(viewing.request.span)
            self.change(mark=clipped, told=None)
            if self.player is not None and self.player.state.loop is not None:
                self.player.set_loop(clipped)

    def loop(self, on: bool) -> None:
        """Keep to the marked part, again and again, or no longer; playing it is another press."""
        player, mark = self.player, self.state.mark
        if player is None:
            return
        player.set_loop(mark if on else None)

    def mark_in(self) -> None:
        self._mark_edge(start=True)

    def mark_out(self) -> None:
        self._mark_edge(start=False)

    # --- inner ------------------------------------------------------------------------------

    def _close(
        self, footage: Footage, left: Sequence[Closes], reason: EndReason, *, wait: bool = False
    ) -> None:
        footage.end(reason)

        def close(_: object) -> None:
            for each in left:
                each.close()
            footage.close(reason)

        if wait:
            close(None)
        else:
            self._runner.run(close, lambda _: None)

    def _look_for_damage(self, footage: Footage, names: Sequence[str]) -> None:
        """What only an open door can tell of: looked for beside the pictures, one by one."""
        if not names or footage is not self._footage:
            return
        name, rest = names[0], names[1:]

        def told(damaged: tuple[Damage, ...]) -> None:
            if damaged:
                self.change(tracks=_with_damage(self.state.tracks, name, damaged))
            self._look_for_damage(footage, rest)

        self.run(lambda _: footage.damage(name), told, self._broken)

    def _loaded(self, viewing: Viewing, tracks: tuple[Track, ...]) -> None:
        footage = self._footage
        if footage is None:
            return
        self.player = Player(footage, tracks, self._runner, self._clock, self._broken)
        self.previews = Previews(footage, self._runner, self._broken)
        self.listening = Listening(
            self.player, footage, self._runner, self._speakers, self._clock, self._unheard
        )
        remaining = int(footage.remaining_s())
        self._become(ReviewState(viewing=viewing, remaining_s=remaining, tracks=tracks))
        self.player.seek(begins(footage.request, tracks))
        self._look_for_damage(footage, footage.request.camera_ids)

    def _unheard(self, error: Exception) -> None:
        """Without a loudspeaker the pictures go on; an ended viewing ends."""
        if isinstance(error, Unavailable):
            self.change(trouble=error)
        else:
            self._broken(error)

    def _broken(self, error: Exception) -> None:
        """Refused means it has ended; anything else is said in place."""
        if isinstance(error, Refused) and self._footage is not None:
            over = self._footage.remaining_s() <= 0
            self.end(EndReason.TIME if over else EndReason.FAILED)
        elif self.state.viewing is None:
            self.end(EndReason.FAILED)
        self.change(trouble=error)

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


def _with_damage(
    tracks: tuple[Track, ...], camera_id: str, damaged: tuple[Damage, ...]
) -> tuple[Track, ...]:
    return tuple(
        replace(track, damaged=damaged) if track.camera_id == camera_id else track
        for track in tracks
    )
