"""Recorded sound in step with the pictures, silent by default, gone the moment they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_footage import FRAME_US, SOUND_TELLS_MS, FakeFootage
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from tests.fakes.speakers import FakeSpeaker, FakeSpeakers
from ui.model import Credentials, SignedIn
from ui.review.listening import Listening
from ui.review.model import EndReason, LookRequest, Pair
from ui.review.player import Player
from ui.review.presenter import ReviewPresenter
from ui.session import Away, Seat


class Desk:
    """A viewing of two cameras, the first with sound, and a loudspeaker."""

    def __init__(self, shop: FakeShop, seat: Seat, clock: FakeClock, chief: SignedIn) -> None:
        self.clock = clock
        self.speaker = FakeSpeaker(clock)
        self.speakers = FakeSpeakers(self.speaker)
        self.presenter = ReviewPresenter(shop, seat, FakeRunner(), clock, self.speakers)
        now = clock.utc_us()
        request = LookRequest("safety", ("cam-1", "cam-4"), Span(now - HOUR, now))
        pair = Pair(chief, Credentials("suzuki", KEYS["suzuki"]))
        self.footage: FakeFootage = shop.door.open(request, pair)
        self.presenter.begin(self.footage, chief)
        self.go(0.1)

    @property
    def player(self) -> Player:
        assert self.presenter.player is not None
        return self.presenter.player

    @property
    def listening(self) -> Listening:
        assert self.presenter.listening is not None
        return self.presenter.listening

    def go(self, seconds: float) -> list[int]:
        """Time passes; how far sound and picture were apart whenever something was heard."""
        apart = []
        for _ in range(round(seconds * 25)):
            self.clock.advance(FRAME_US)
            self.presenter.tick()
            heard = self.speaker.hears()
            if heard is not None:
                seen = self.player.state.at_us % (SOUND_TELLS_MS * 1000)
                apart.append(abs(heard - seen))
        return apart

    def play_aloud(self) -> None:
        self.listening.press()
        self.player.play()
        self.go(1)


@pytest.fixture
def desk(shop: FakeShop, seat: Seat, clock: FakeClock, chief: SignedIn) -> Desk:
    return Desk(shop, seat, clock, chief)


def test_nothing_is_heard_looked_for_or_decoded_until_somebody_asks(desk: Desk) -> None:
    desk.player.play()
    assert desk.go(2) == []
    assert desk.listening.state.recorded
    assert not desk.listening.state.on
    assert desk.speakers.looked == 0
    assert not any(sound.asked for sound in desk.footage.sounds)


@pytest.mark.requirement("J-3")
def test_what_is_heard_belongs_to_what_is_seen(desk: Desk) -> None:
    desk.play_aloud()
    apart = desk.go(8)
    assert len(apart) == 8 * 25
    assert max(apart) <= 80_000
    assert desk.speaker.silences == 0


@pytest.mark.parametrize(("rate", "late_s"), [(1.01, 0.0), (0.985, 0.0), (1.0, 0.2)])
def test_a_loudspeaker_with_a_wrong_clock_or_a_slow_start_is_brought_back_into_step(
    desk: Desk, rate: float, late_s: float
) -> None:
    desk.speaker.rate, desk.speaker.late_s = rate, late_s
    desk.play_aloud()
    apart = desk.go(12)
    assert len(apart) > 11 * 25
    assert max(apart) <= 80_000


ACTS: dict[str, Callable[[Desk], None]] = {
    "pause": lambda d: d.player.pause(),
    "jump": lambda d: d.player.jump(10),
    "back": lambda d: d.player.jump(-1),
    "seek": lambda d: d.player.seek(d.player.state.at_us + MINUTE, moving=True),
    "faster": lambda d: d.player.set_speed(2.0),
    "backwards": lambda d: d.player.set_speed(-1.0),
    "loop": lambda d: d.player.set_loop(Span(d.player.span.start, d.player.span.start + SECOND)),
    "press": lambda d: d.listening.press(),
    "step": lambda d: d.player.step(forward=True),
    "locked": lambda d: d.presenter.seat_left(Away.LOCKED),
    "time": lambda d: d.presenter.end(EndReason.TIME),
}


@pytest.mark.requirement("J-3")
@pytest.mark.parametrize("name", list(ACTS))
def test_what_stops_or_moves_the_picture_silences_at_once(desk: Desk, name: str) -> None:
    desk.player.seek(desk.player.span.start + MINUTE)
    desk.play_aloud()
    assert desk.speaker.hears() is not None
    ACTS[name](desk)
    assert desk.speaker.waiting == 0
    assert desk.speaker.hears() is None


def test_after_a_jump_the_sound_of_there_is_heard(desk: Desk) -> None:
    desk.play_aloud()
    desk.player.seek(desk.player.span.start + 30 * MINUTE)
    apart = desk.go(2)
    assert len(apart) > 45
    assert max(apart) <= 80_000


def test_only_the_camera_in_front_is_heard(desk: Desk) -> None:
    desk.play_aloud()
    desk.player.lead = "cam-4"
    desk.go(0.2)
    assert desk.listening.state.recorded is False
    assert desk.speaker.hears() is None
    assert not any(s.asked for s in desk.footage.sounds if not s.recorded())
    desk.player.lead = "cam-1"
    assert desk.go(1)


def test_without_a_loudspeaker_that_is_said_and_the_pictures_go_on(desk: Desk) -> None:
    desk.speakers.speaker = None
    desk.listening.press()
    assert not desk.listening.state.on
    trouble = desk.presenter.state.trouble
    assert isinstance(trouble, Unavailable)
    assert trouble.code == "sound.no_device"
    before = desk.player.state.at_us
    desk.player.play()
    desk.go(1)
    assert desk.player.state.at_us > before
    desk.speakers.speaker = desk.speaker  # plugged in meanwhile
    desk.listening.press()
    assert desk.go(1)


def test_a_loudspeaker_that_is_unplugged_ends_the_sound_only(desk: Desk) -> None:
    desk.play_aloud()
    desk.speaker.lost = True
    desk.go(0.1)
    assert not desk.listening.state.on
    assert desk.player.state.playing
    assert isinstance(desk.presenter.state.trouble, Unavailable)


def test_the_volume_goes_up_and_down_and_stays_within_bounds(desk: Desk) -> None:
    desk.play_aloud()
    assert desk.speaker.volume == desk.listening.state.volume == 60
    desk.listening.louder(1)
    assert desk.speaker.volume == 70
    desk.listening.louder(-20)
    assert desk.speaker.volume == 10
    desk.listening.louder(20)
    assert desk.speaker.volume == 100


@pytest.mark.requirement("J-3")
def test_no_sample_is_left_anywhere_once_the_viewing_has_ended(desk: Desk) -> None:
    desk.play_aloud()
    given = [pcm for sound in desk.footage.sounds for pcm in sound.given]
    assert given
    desk.presenter.end(EndReason.LOCKED)
    assert desk.presenter.listening is None
    assert not any(any(pcm) for pcm in given)
    assert all(sound.closed for sound in desk.footage.sounds)
    assert desk.speaker.waiting == 0


def test_samples_that_come_after_the_end_are_not_heard(
    shop: FakeShop, seat: Seat, clock: FakeClock, chief: SignedIn
) -> None:
    desk = Desk(shop, seat, clock, chief)
    held = FakeRunner(held=True)
    listening = Listening(desk.player, desk.footage, held, desk.speakers, clock, lambda error: None)
    held.let_go()
    desk.player.play()
    listening.tick()
    listening.press()
    held.let_go()
    listening.tick()
    listening.close()
    held.let_go()
    assert desk.speaker.waiting == 0
