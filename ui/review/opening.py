"""The door as a dialog sees it: what to look at, what for, and who stands by (J-1, J-3, J-12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from shopguard.base.clock import DAY, HOUR, MINUTE, Clock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from ui.model import CameraInfo, Credentials, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.model import MAX_TILES, DoorAct, EndReason, Footage, LookRequest, Pair, Track
from ui.review.typed_time import parse_end, parse_moment
from ui.services import OpenShop
from ui.tasks import Runner
from ui.words import local_day

LONGEST = 31 * DAY
# Nothing that would widen a look is chosen by itself: no purpose, no camera where there are more.
# A span has to begin somewhere: what happened just now, with the way from the till to this seat.
# Who needs more asks for it.
FIRST_SPAN = 10 * MINUTE


class Missing(StrEnum):
    """What has to be said before the door can be asked; in the order it is asked for."""

    PURPOSE = "purpose"
    CAMERAS = "cameras"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class OpeningState:
    """``span`` None: what was typed is no span, ``span_trouble`` says why.

    ``start_meant``: it starts at a moment somebody typed, not at the edge of a quick choice.
    ``trouble``: why the door did not open. ``busy``: it is being asked. ``minutes``: how long
    it stays open.
    """

    now_us: int
    ready: bool = False
    cameras: tuple[CameraInfo, ...] = ()
    chosen: frozenset[str] = frozenset()
    purposes: tuple[str, ...] = ()
    purpose: str = ""
    span: Span | None = None
    start_meant: bool = False
    span_trouble: Exception | None = None
    note: str = ""
    seconds: tuple[PersonInfo, ...] = ()
    second: str = ""
    asks_again: bool = False
    minutes: int = 30
    tracks: tuple[Track, ...] = ()
    busy: bool = False
    trouble: Exception | None = None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is still to be chosen."""
        said = {
            Missing.PURPOSE: bool(self.purpose),
            Missing.CAMERAS: bool(self.chosen),
            Missing.SPAN: self.span is not None,
        }
        return tuple(what for what, there in said.items() if not there)

    @property
    def complete(self) -> bool:
        """Enough is known to ask both people."""
        return self.ready and not self.missing and not self.busy


class OpeningPresenter(Presenter[OpeningState]):
    """One attempt after another until the door opens or the people give up."""

    def __init__(
        self,
        shop: OpenShop,
        first: SignedIn,
        runner: Runner,
        clock: Clock,
        on_open: Callable[[Footage], None],
    ) -> None:
        super().__init__(OpeningState(clock.utc_us()))
        self._shop = shop
        self.first = first
        self._runner = runner
        self._on_open = on_open
        self._given_up = False

    def load(self) -> None:
        """Ask the shop for what there is to choose from."""
        shop, first = self._shop, self.first

        def ask(_: object) -> _Choices:
            return _Choices(
                shop.cameras(),
                shop.door.purposes(),
                shop.door.seconds(first, DoorAct.REVIEW),
                not shop.door.still_proven(first),
                shop.door.minutes(),
            )

        self._runner.run(ask, self._loaded, self._refused)

    # --- choosing ---------------------------------------------------------------------------

    def choose_purpose(self, purpose: str) -> None:
        self._become(replace(self.state, purpose=purpose, trouble=None))

    def choose_camera(self, camera_id: str, *, wanted: bool) -> None:
        """No more cameras than fit on the page."""
        chosen = self.state.chosen - {camera_id}
        if wanted and len(chosen) < MAX_TILES:
            chosen |= {camera_id}
        self._become(replace(self.state, chosen=chosen, trouble=None))

    def choose_second(self, login: str) -> None:
        self._become(replace(self.state, second=login, trouble=None))

    def amend(self) -> None:
        """Somebody types anew: what was said of the last attempt is over."""
        if self.state.trouble is not None:
            self._become(replace(self.state, trouble=None))

    def type_note(self, note: str) -> None:
        self._become(replace(self.state, note=note))

    def type_span(self, start: str, end: str, *, meant: bool = True) -> None:
        """Both ends as typed; ``meant``: the start is a moment somebody wants to see."""
        now_us = self.state.now_us
        try:
            start_us = parse_moment(start, now_us)
            self.choose_span(Span(start_us, parse_end(end, start_us, now_us)), meant=meant)
        except InvalidInput as error:
            self._become(replace(self.state, span=None, span_trouble=error))

    def choose_span(self, span: Span, *, meant: bool = False) -> None:
        """Ends after it starts, lies in the past, is not longer than a month."""
        span = Span(span.start, min(span.end, self.state.now_us))
        trouble = _trouble_of(span)
        if trouble is not None:
            self._become(replace(self.state, span=None, span_trouble=trouble))
            return
        self._become(
            replace(self.state, span=span, start_meant=meant, span_trouble=None, trouble=None)
        )
        self._look_up(span)

    def presets(self) -> tuple[tuple[str, Span], ...]:
        """Spans people ask for most, by name."""
        now = self.state.now_us
        today = local_day(now)
        yesterday = local_day(today.start - 1)
        return (
            ("ten_minutes", Span(now - FIRST_SPAN, now)),
            ("half_hour", Span(now - 30 * MINUTE, now)),
            ("hour", Span(now - HOUR, now)),
            ("today", Span(today.start, now)),
            ("yesterday", yesterday),
        )

    # --- asking -----------------------------------------------------------------------------

    def open(self, passphrase: str, again: str = "") -> None:
        """Ask the door. ``passphrase``: the second person's; ``again``: the first one's."""
        state = self.state
        if not state.complete or state.span is None:
            return
        order = [camera.id for camera in state.cameras if camera.id in state.chosen]
        begin = state.span.start if state.start_meant else None
        request = LookRequest(state.purpose, tuple(order), state.span, state.note.strip(), begin)
        second = Credentials(state.second, passphrase) if state.seconds else None
        pair = Pair(self.first, second, again)
        self._become(replace(state, busy=True, trouble=None))
        self._runner.run(lambda _: self._shop.door.open(request, pair), self._opened, self._refused)

    def give_up(self) -> None:
        """Nobody waits any more: a door that opens after all is closed at once."""
        self._given_up = True
        self.detach()

    # --- inner ------------------------------------------------------------------------------

    def _loaded(self, choices: _Choices) -> None:
        only = choices.cameras if len(choices.cameras) == 1 else ()
        fit = [person for person in choices.seconds if not person.unfit]
        self._become(
            replace(
                self.state,
                ready=True,
                cameras=choices.cameras,
                chosen=frozenset(camera.id for camera in only),
                purposes=choices.purposes,
                seconds=choices.seconds,
                second=fit[0].login if fit else "",
                asks_again=choices.asks_again,
                minutes=choices.minutes,
            )
        )
        now = self.state.now_us
        self.choose_span(Span(now - FIRST_SPAN, now))

    def _look_up(self, span: Span) -> None:
        ids = [camera.id for camera in self.state.cameras]
        self._runner.run(
            lambda _: self._shop.recordings.tracks(ids, span),
            lambda tracks: self._become(replace(self.state, tracks=tracks)),
            self._refused,
        )

    def _opened(self, footage: Footage) -> None:
        if self._given_up:
            footage.end(EndReason.CLOSED)
            self._runner.run(lambda _: footage.close(EndReason.CLOSED), lambda _: None)
            return
        self._become(replace(self.state, busy=False))
        self._on_open(footage)

    def _refused(self, error: Exception) -> None:
        again = self.state.asks_again or (
            isinstance(error, Refused) and error.code == "login.ended"
        )
        self._become(replace(self.state, busy=False, trouble=error, asks_again=again))


@dataclass(frozen=True, slots=True)
class _Choices:
    cameras: tuple[CameraInfo, ...]
    purposes: tuple[str, ...]
    seconds: tuple[PersonInfo, ...]
    asks_again: bool
    minutes: int


def _trouble_of(span: Span) -> InvalidInput | None:
    if span.start >= span.end:
        return InvalidInput("ui.span_empty")
    if span.duration > LONGEST:
        return InvalidInput("ui.span_long", days=LONGEST // DAY)
    return None
