"""Who sits at the seat, and when it locks by itself."""

from __future__ import annotations

import pytest

from shopguard.base.clock import HOUR, SECOND
from tests.fakes.clock import FakeClock
from ui.model import SignedIn
from ui.session import IDLE_S, Away, Seat


def pass_seconds(seat: Seat, clock: FakeClock, seconds: float) -> None:
    """As the window does it: a tick a second."""
    for _ in range(int(seconds)):
        clock.advance(SECOND)
        seat.tick()


def test_locks_after_idleness_and_warns_before(seat: Seat, clock: FakeClock) -> None:
    left: list[Away] = []
    seat.leaving.append(lambda _who, why: left.append(why))
    pass_seconds(seat, clock, IDLE_S - 31)
    assert seat.locks_in_s() is None
    pass_seconds(seat, clock, 11)
    assert seat.locks_in_s() == pytest.approx(20, abs=1)
    pass_seconds(seat, clock, 20)
    assert left == [Away.IDLE]
    assert seat.who is None


def test_whoever_moves_the_mouse_stays(seat: Seat, clock: FakeClock) -> None:
    for _ in range(10):
        pass_seconds(seat, clock, IDLE_S - 5)
        seat.touch()
    assert seat.who is not None


def test_locks_after_sleep_though_the_monotonic_clock_stood_still(
    seat: Seat, clock: FakeClock
) -> None:
    seat.tick()
    clock.now_us += HOUR
    seat.tick()
    assert seat.who is None


def test_a_computer_that_locks_empties_the_seat(seat: Seat) -> None:
    left: list[Away] = []
    seat.leaving.append(lambda _who, why: left.append(why))
    seat.computer_left(Away.COMPUTER_LOCKED)
    seat.computer_left(Away.SLEEP)
    assert left == [Away.COMPUTER_LOCKED]
    assert seat.who is None


def test_a_sheet_on_its_way_to_the_safe_stays_and_pictures_do_not(
    seat: Seat, clock: FakeClock
) -> None:
    hidden: list[Away] = []
    seat.hide_pictures = hidden.append
    seat.idle_locks = False
    seat.computer_left(Away.COMPUTER_LOCKED)
    clock.advance(HOUR)
    seat.tick()
    assert hidden == [Away.COMPUTER_LOCKED, Away.SLEEP]
    assert seat.who is not None


@pytest.mark.requirement("J-14")
def test_while_something_long_is_made_pictures_go_and_the_work_stays(
    seat: Seat, clock: FakeClock
) -> None:
    hidden: list[Away] = []
    seat.hide_pictures = hidden.append
    seat.working = True
    pass_seconds(seat, clock, 2 * IDLE_S)
    assert hidden == [Away.IDLE]
    assert seat.who is not None
    assert seat.locks_in_s() is None
    seat.working = False
    seat.tick()
    assert seat.who is None


def test_what_shows_pictures_ends_before_the_seat_is_empty(seat: Seat, chief: SignedIn) -> None:
    seen: list[object] = []
    seat.leaving.append(lambda who, _why: seen.append((who, seat.who)))
    seat.leave(Away.LOCKED)
    seat.leave(Away.LOCKED)
    assert seen == [(chief, chief)]


def test_the_seat_empties_even_when_an_ending_fails(seat: Seat) -> None:
    def fail(_who: SignedIn, _why: Away) -> None:
        raise RuntimeError

    seat.leaving.append(fail)
    with pytest.raises(RuntimeError):
        seat.leave(Away.LOCKED)
    assert seat.who is None


def test_the_one_before_leaves_when_another_sits_down(seat: Seat, chief: SignedIn) -> None:
    left: list[SignedIn] = []
    seat.leaving.append(lambda who, _why: left.append(who))
    seat.sit(chief)
    assert left == [chief]
    assert seat.who is chief


def test_nobody_is_locked_out_while_the_sheet_is_carried_to_the_safe(
    seat: Seat, clock: FakeClock
) -> None:
    seat.idle_locks = False
    pass_seconds(seat, clock, 3 * IDLE_S)
    clock.now_us += HOUR
    seat.tick()
    assert seat.who is not None
    assert seat.locks_in_s() is None
