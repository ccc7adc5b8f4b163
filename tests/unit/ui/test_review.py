"""A viewing ends with its time, its seat or its button, and then nothing of it is left."""

from __future__ import annotations

import pytest

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_footage import FakeFootage
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials, SignedIn
from ui.review.acts import ReviewActs
from ui.review.model import EndReason, LookRequest, Pair, StillPage
from ui.review.presenter import ReviewPresenter
from ui.session import Away, Seat
from ui.words import clock as clock_words

ALL = ("cam-1", "cam-2", "cam-3")


class Desk:
    """A review page with its seat, and what it cleared."""

    def __init__(
        self, shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock, chief: SignedIn
    ) -> None:
        self.presenter = ReviewPresenter(shop, seat, runner, clock)
        self.acts = ReviewActs(self.presenter, shop, clock)
        self.order: list[str] = []
        self.shop = shop
        self.chief = chief
        self.now = clock.utc_us()

    def pair(self, words: str = KEYS["suzuki"]) -> Pair:
        return Pair(self.chief, Credentials("suzuki", words))

    def open(self) -> FakeFootage:
        span = Span(self.now - HOUR, self.now)
        request = LookRequest("safety", ("cam-1", "cam-2", "cam-3"), span)
        footage = self.shop.door.open(request, self.pair())
        self.presenter.begin(footage, self.chief)
        self.presenter.clear_pictures = lambda: self.order.append(
            f"pictures gone, keys {'gone' if footage.ended else 'there'}"
        )
        return footage


@pytest.fixture
def desk(shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock, chief: SignedIn) -> Desk:
    return Desk(shop, seat, runner, clock, chief)


def begin_at(desk: Desk, begin_us: int | None) -> int:
    """Where the pictures of a look at the last 22 minutes and of all cameras begin."""
    names = ("cam-1", "cam-2", "cam-3", "cam-4")
    request = LookRequest("safety", names, Span(desk.now - 22 * MINUTE, desk.now), "", begin_us)
    desk.presenter.begin(desk.shop.door.open(request, desk.pair()), desk.chief)
    assert desk.presenter.player is not None
    return desk.presenter.player.state.at_us


def test_begins_where_most_cameras_have_pictures_or_where_somebody_asked(desk: Desk) -> None:
    back = desk.shop.recordings.lost.end
    assert begin_at(desk, None) == back  # until then one camera of four had none
    asked = desk.now - 20 * MINUTE
    assert begin_at(desk, asked) == asked


def test_begins_where_something_is_recorded(desk: Desk) -> None:
    footage = desk.open()
    viewing = desk.presenter.state.viewing
    assert viewing is not None
    assert [camera.name for camera in viewing.cameras] == ["入口", "売場A", "レジ"]
    assert [person.name for person in viewing.viewers] == ["佐藤 花子", "鈴木 一郎"]
    assert desk.presenter.player is not None
    assert desk.presenter.player.state.at_us == footage.request.span.start
    assert set(desk.presenter.player.shots) == set(footage.request.camera_ids)


@pytest.mark.parametrize("reason", list(EndReason))
def test_pictures_go_before_the_keys_and_the_page_says_why(desk: Desk, reason: EndReason) -> None:
    footage = desk.open()
    player = desk.presenter.player
    desk.presenter.end(reason)
    assert desk.order == ["pictures gone, keys there"]
    assert footage.closed is reason
    assert desk.presenter.state.viewing is None
    assert desk.presenter.state.ended is reason
    assert desk.presenter.player is None
    assert player is not None
    assert player.shots == {}


def test_it_ends_when_its_time_is_over(desk: Desk) -> None:
    footage = desk.open()
    footage.left = 61.5
    desk.presenter.tick()
    assert desk.presenter.state.remaining_s == 61
    footage.left = 0
    desk.presenter.tick()
    assert desk.presenter.state.ended is EndReason.TIME


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        (Away.LOCKED, EndReason.LOCKED),
        (Away.IDLE, EndReason.IDLE),
        (Away.SLEEP, EndReason.LOCKED),
        (Away.SIGNED_OUT, EndReason.LOCKED),
        (Away.CLOSED, EndReason.CLOSED),
    ],
)
def test_it_ends_with_the_seat(desk: Desk, why: Away, reason: EndReason) -> None:
    footage = desk.open()
    desk.presenter.seat_left(why)
    assert footage.closed is reason


def test_a_door_that_opens_for_an_empty_seat_is_closed(desk: Desk, seat: Seat) -> None:
    seat.leave(Away.LOCKED)
    footage = desk.open()
    assert footage.closed is EndReason.LOCKED
    assert desk.presenter.state.viewing is None


def test_the_engine_ending_it_ends_the_page_too(desk: Desk) -> None:
    footage = desk.open()
    footage.ended = EndReason.TIME
    player = desk.presenter.player
    assert player is not None
    player.seek(desk.now - 30 * MINUTE)
    assert desk.presenter.state.ended is EndReason.TIME
    assert isinstance(desk.presenter.state.trouble, Refused)


def test_typed_times_are_followed_only_within_what_was_opened(desk: Desk) -> None:
    desk.open()
    player = desk.presenter.player
    assert player is not None
    desk.presenter.jump_to("3分前")
    assert player.state.at_us == desk.now - 3 * MINUTE
    desk.presenter.jump_to("昨日 18:00")
    assert isinstance(desk.presenter.state.trouble, InvalidInput)
    assert player.state.at_us == desk.now - 3 * MINUTE


def test_events_gaps_and_damage_are_steps_along_the_way(desk: Desk) -> None:
    desk.open()
    player = desk.presenter.player
    assert player is not None
    codes = {each.code for each in desk.presenter.state.happenings}
    assert codes == {"ui.happening.gap", "ui.happening.held", "ui.happening.damage"}
    player.seek(desk.now - 50 * MINUTE)
    desk.presenter.next_happening(1)
    assert player.state.at_us == desk.shop.recordings.power_cut.start
    desk.presenter.next_happening(1)
    assert player.state.at_us == desk.now - 30 * MINUTE
    desk.presenter.next_happening(-1)
    assert player.state.at_us == desk.shop.recordings.power_cut.start


def test_a_mark_stays_within_what_was_opened(desk: Desk) -> None:
    footage = desk.open()
    desk.presenter.set_mark(Span(desk.now - 2 * HOUR, desk.now - 50 * MINUTE))
    assert desk.presenter.state.mark == Span(footage.request.span.start, desk.now - 50 * MINUTE)
    player = desk.presenter.player
    assert player is not None
    player.seek(desk.now - 40 * MINUTE)
    desk.presenter.mark_in()
    player.seek(desk.now - 30 * MINUTE)
    desk.presenter.mark_out()
    assert desk.presenter.state.mark == Span(desk.now - 40 * MINUTE, desk.now - 30 * MINUTE)


def test_a_held_part_shows_on_the_timeline(desk: Desk) -> None:
    desk.open()
    mark = Span(desk.now - 10 * MINUTE, desk.now - 9 * MINUTE)
    desk.presenter.set_mark(mark)
    answers: list[Exception | None] = []
    desk.acts.hold(("cam-1", "cam-3"), " 被害届 ", 30, answers.append)
    assert answers == [None]
    held = [each for track in desk.presenter.state.tracks for each in track.held]
    assert any(each.span == mark and each.ground == "被害届" for each in held)
    kept = {
        track.camera_id
        for track in desk.presenter.state.tracks
        for each in track.held
        if each.span == mark
    }
    assert kept == {"cam-1", "cam-3"}
    assert any(each.until_us == desk.now + 30 * DAY for each in held)


@pytest.mark.requirement("J-3")
def test_more_time_is_given_by_both(desk: Desk) -> None:
    footage = desk.open()
    answers: list[Exception | None] = []
    desk.acts.extend(desk.pair("wrong"), answers.append)
    assert isinstance(answers[0], Refused)
    before = footage.left
    desk.acts.extend(desk.pair(), answers.append)
    assert footage.left > before


def test_another_viewing_closes_the_one_before(desk: Desk) -> None:
    first = desk.open()
    second = desk.open()
    assert first.closed is EndReason.CLOSED
    assert second.closed is None
    assert desk.presenter.state.viewing is not None
    assert desk.presenter.state.viewing.request is second.request


def test_playing_goes_on_with_the_ticks(desk: Desk, clock: FakeClock) -> None:
    desk.open()
    player = desk.presenter.player
    assert player is not None
    start = player.state.at_us
    player.play()
    clock.advance(SECOND // 2)
    desk.presenter.tick()
    assert player.state.at_us == start + SECOND // 2


def test_a_time_of_day_is_found_in_what_was_opened_even_of_another_day(desk: Desk) -> None:
    span = Span(desk.now - 26 * HOUR, desk.now - 25 * HOUR)
    footage = desk.shop.door.open(LookRequest("safety", ("cam-1",), span), desk.pair())
    desk.presenter.begin(footage, desk.chief)
    wanted = desk.now - 25 * HOUR - 30 * MINUTE
    assert desk.presenter.jump_to(clock_words(wanted))
    assert desk.presenter.player is not None
    assert desk.presenter.player.state.at_us == wanted
    assert not desk.presenter.jump_to("3分前")
    assert desk.presenter.player.state.at_us == wanted


def test_a_repeated_part_follows_the_mark_and_ends_with_it(desk: Desk) -> None:
    desk.open()
    player = desk.presenter.player
    assert player is not None
    desk.presenter.set_mark(Span(desk.now - 10 * MINUTE, desk.now - 9 * MINUTE))
    desk.presenter.loop(True)
    assert not player.state.playing  # playing is another button
    assert player.state.at_us == desk.now - 10 * MINUTE
    desk.presenter.set_mark(Span(desk.now - 8 * MINUTE, desk.now - 7 * MINUTE))
    assert player.state.loop == desk.presenter.state.mark
    desk.presenter.set_mark(None)
    assert player.state.loop is None


def test_pictures_come_before_the_search_for_damage(desk: Desk, runner: FakeRunner) -> None:
    runner.held = True
    footage = desk.open()
    runner.waiting.pop(0)()  # the index
    assert desk.presenter.player is not None
    assert all(track.damaged == () for track in desk.presenter.state.tracks)
    assert not footage.ended
    runner.let_go()
    assert any(track.damaged for track in desk.presenter.state.tracks)


@pytest.mark.requirement("J-15")
def test_a_still_is_of_the_camera_in_front(desk: Desk, shop: FakeShop) -> None:
    footage = desk.open()
    player = desk.presenter.player
    assert player is not None
    player.lead = "cam-2"
    player.seek(desk.now - 10 * MINUTE)
    shown = desk.acts.shown()
    assert shown == ("cam-2", player.shots["cam-2"].at_us)
    answers: list[Exception | None] = []
    pages: list[bytes] = []
    desk.acts.still(*shown, "ja", pages.append, answers.append)
    assert footage.stills == [shown]
    assert pages == [footage.page]
    assert isinstance(desk.presenter.state.told, StillPage)
    player.seek(shop.recordings.power_cut.start + SECOND)
    assert desk.acts.shown() is None


@pytest.mark.requirement("J-3", "J-15")
def test_after_the_end_there_is_nothing_to_print(desk: Desk) -> None:
    footage = desk.open()
    desk.presenter.end(EndReason.TIME)
    answers: list[Exception | None] = []
    desk.acts.still("cam-1", desk.now - MINUTE, "ja", lambda _: None, answers.append)
    assert desk.acts.shown() is None
    assert footage.stills == []
