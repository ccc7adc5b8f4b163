"""Making others unrecognisable: two managers, every film gone through, nothing kept before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopguard.base.clock import SECOND, parse_time
from shopguard.base.errors import Damaged, Refused
from tests.fakes.clock import FakeClock
from tests.fakes.desk_covering import PICTURES, FakeCovering
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials
from ui.provision.model import ProvisionAct, acts_for
from ui.provision.presenter import ProvisionPresenter
from ui.review.model import Pair
from ui.session import IDLE_S, Seat

NOW = parse_time("2026-11-20T18:32:05+09:00")
PERSON = (0.15, 0.5)  # where the first one walks in, in the first picture


class Desk:
    """A person's own request, and both managers at the seat."""

    def __init__(self, *, held: bool = False) -> None:
        clock = self.clock = FakeClock(NOW)
        self.shop = FakeShop(clock)
        self.seat = Seat(clock)
        self.seat.sit(self.shop.sign_in(Credentials("sato", KEYS["sato"])))
        self.runner = FakeRunner(held=held)
        self.rooms = ProvisionPresenter(self.shop, self.seat, self.runner, lambda: "ja")
        self.presenter = self.rooms.covering
        book = self.shop.provisions
        own = replace(book.now[0], ground="self", hides_others=True)
        book.now = (own, *book.now[1:])
        self.rooms.enter()
        self.answers: list[Exception | None] = []

    def begin(self, words: str = KEYS["suzuki"]) -> None:
        assert self.seat.who is not None
        pair = Pair(self.seat.who, Credentials("suzuki", words))
        self.presenter.begin(self.shop.provisions.now[0].id, pair, self.answers.append)

    def go_through(self) -> None:
        """Every picture of the copy."""
        self.presenter.as_copy(covered=True)
        for number in range(PICTURES):
            self.presenter.go(number)
        self.presenter.go(0)

    @property
    def covering(self) -> FakeCovering:
        assert self.shop.provisions.covering is not None
        return self.shop.provisions.covering


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.begin()
    return made


@pytest.mark.requirement("G-6.2")
def test_others_are_covered_before_there_is_a_package() -> None:
    case = Desk().shop.provisions.now[0]
    assert acts_for(case)[0] is ProvisionAct.COVER
    assert ProvisionAct.EXPORT not in acts_for(case)
    assert acts_for(replace(case, covered=True))[0] is ProvisionAct.EXPORT
    assert ProvisionAct.COVER not in acts_for(replace(case, hides_others=False))


@pytest.mark.requirement("J-3")
def test_without_the_second_manager_nothing_opens() -> None:
    desk = Desk()
    desk.begin("wrong")
    assert isinstance(desk.answers[0], Refused)
    assert not desk.presenter.state.open
    assert desk.shop.provisions.covering is None


def test_the_copy_is_shown_once_there_is_somebody_in_it(desk: Desk) -> None:
    assert desk.covering.shown == [(0, 0, False)]
    assert desk.presenter.state.nobody
    desk.presenter.looks_right(right=True)
    assert not desk.presenter.state.right
    desk.presenter.pick(PERSON)
    assert desk.covering.shown[-1] == (0, 0, True)
    desk.presenter.choose(1)
    assert desk.covering.shown[-1] == (1, 0, False)


def test_the_person_is_pointed_at_and_taken_back(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    seen = desk.presenter.state.seen
    assert seen is not None
    assert [each.shown for each in seen.outlines] == [True, False]
    desk.presenter.pick(PERSON)
    assert desk.presenter.state.nobody


def test_nothing_changes_where_nobody_is(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.go_through()
    desk.presenter.looks_right(right=True)
    desk.presenter.pick((0.5, 0.01))
    assert desk.presenter.state.right == {0}


@pytest.mark.parametrize(("seconds", "last"), [(0.0, 5), (1.0, 15), (None, PICTURES - 1)])
def test_a_drawn_box_stays_as_long_as_was_said(
    desk: Desk, seconds: float | None, last: int
) -> None:
    desk.presenter.go(5)
    desk.presenter.draw((0.4, 0.4, 0.5, 0.5), seconds, shown=False)
    assert list(desk.covering.plans[0].drawn) == [(5, last, (0.4, 0.4, 0.5, 0.5), False)]
    desk.presenter.take_away((0.45, 0.45))
    assert not desk.covering.plans[0].drawn
    desk.presenter.undo()
    assert len(desk.covering.plans[0].drawn) == 1


@pytest.mark.requirement("G-6.2")
def test_a_correction_takes_back_that_it_was_right(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.go_through()
    desk.presenter.looks_right(right=True)
    assert desk.presenter.state.right == {0}
    desk.presenter.draw((0.4, 0.4, 0.5, 0.5), None, shown=False)
    assert desk.presenter.state.right == frozenset()


@pytest.mark.requirement("G-6.2")
def test_it_is_kept_only_when_every_film_was_gone_through(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.go_through()
    desk.presenter.looks_right(right=True)
    desk.presenter.settle()
    assert ("settle", desk.shop.provisions.now[0].id) not in desk.shop.provisions.given
    desk.presenter.choose(1)
    desk.presenter.show_room(shown=True)
    desk.go_through()
    desk.presenter.looks_right(right=True)
    desk.presenter.settle()
    assert desk.shop.provisions.now[0].covered
    assert desk.covering.closed
    assert not desk.presenter.state.open


def test_steps_stay_within_the_film(desk: Desk) -> None:
    desk.presenter.step(-1)
    assert desk.presenter.state.number == 0
    desk.presenter.go(999)
    assert desk.presenter.state.number == PICTURES - 1


def test_places_without_the_person_are_found_one_after_another(desk: Desk) -> None:
    desk.presenter.go(5)
    desk.presenter.draw((0.4, 0.4, 0.5, 0.5), 1.0, shown=True)
    desk.presenter.to_unseen()
    assert desk.presenter.state.number == 16
    desk.presenter.to_unseen()
    assert desk.presenter.state.number == 0


@pytest.mark.requirement("J-3")
def test_an_empty_seat_leaves_no_picture_and_settles_nothing(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.rooms.leave()
    assert desk.presenter.state.seen is None
    assert desk.covering.closed
    assert not desk.shop.provisions.now[0].covered


def test_trouble_is_said_and_what_was_done_stays(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.covering.trouble = Damaged("redaction.other_source")
    desk.presenter.step(1)
    assert isinstance(desk.presenter.state.trouble, Damaged)
    assert desk.covering.plans[0].chosen == {0}


# --- what was looked at -------------------------------------------------------------------------


@pytest.mark.requirement("G-6.2")
def test_who_did_not_look_at_all_of_it_is_asked_once(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.presenter.go(5)
    desk.presenter.looks_right(right=True)
    assert desk.presenter.state.asked == {0}
    assert not desk.presenter.state.right
    desk.presenter.looks_right(right=True)
    assert desk.presenter.state.right == {0}


def test_who_looked_at_all_of_it_is_not_asked(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.go_through()
    assert desk.presenter.state.all_looked
    desk.presenter.looks_right(right=True)
    assert desk.presenter.state.right == {0}


def test_the_recorded_picture_is_not_the_copy(desk: Desk) -> None:
    desk.presenter.pick(PERSON)
    desk.presenter.as_copy(covered=False)
    desk.presenter.go(7)
    assert desk.presenter.state.looked_at == 1


def test_pictures_not_looked_at_are_found_one_after_another(desk: Desk) -> None:
    desk.presenter.as_copy(covered=True)
    desk.presenter.go(3)
    desk.presenter.go(5)
    desk.presenter.go(0)
    found = []
    for _ in range(3):
        desk.presenter.to_unlooked()
        found.append(desk.presenter.state.number)
    assert found == [1, 2, 4]


# --- playing ------------------------------------------------------------------------------------


def test_it_plays_at_the_pace_it_was_recorded_and_leaves_no_picture_out(desk: Desk) -> None:
    desk.presenter.play(1)
    numbers = []
    for hundredths in range(100, 140):
        desk.presenter.tick(hundredths / 100)
        numbers.append(desk.presenter.state.number)
    assert numbers[-1] in (4, 5)
    assert sorted(set(numbers)) == list(range(min(numbers), max(numbers) + 1))


def test_a_slow_computer_plays_every_picture_all_the_same(desk: Desk) -> None:
    desk.presenter.as_copy(covered=True)
    desk.presenter.play(1)
    for second in range(1, 6):
        desk.presenter.tick(float(second))
    assert desk.presenter.state.number == 5
    assert desk.presenter.state.looked == (((0, 6),), ())


def test_it_plays_backward_to_the_beginning_and_stops(desk: Desk) -> None:
    desk.presenter.go(2)
    desk.presenter.play(-1)
    for second in range(1, 5):
        desk.presenter.tick(float(second))
    assert (desk.presenter.state.number, desk.presenter.state.playing) == (0, 0)


def test_playing_from_the_last_picture_begins_anew(desk: Desk) -> None:
    desk.presenter.go(PICTURES - 1)
    desk.presenter.play(1)
    assert (desk.presenter.state.number, desk.presenter.state.playing) == (0, 1)


@pytest.mark.parametrize("stop", ["play", "step", "pick"])
def test_a_touch_stops_it(desk: Desk, stop: str) -> None:
    desk.presenter.play(1)
    acts = {
        "play": lambda: desk.presenter.play(1),
        "step": lambda: desk.presenter.step(1),
        "pick": lambda: desk.presenter.pick(PERSON),
    }
    acts[stop]()
    assert desk.presenter.state.playing == 0


# --- going on later -----------------------------------------------------------------------------


def test_every_correction_is_kept_as_it_is_made(desk: Desk) -> None:
    before = desk.covering.kept
    desk.presenter.pick(PERSON)
    desk.presenter.draw((0.4, 0.4, 0.5, 0.5), None, shown=False)
    desk.presenter.undo()
    assert desk.covering.kept == before + 3


@pytest.mark.requirement("J-14")
def test_the_seat_does_not_lock_while_people_are_looked_for() -> None:
    desk = Desk(held=True)
    desk.runner.let_go()
    desk.begin()
    away(desk)
    assert desk.seat.who is not None
    desk.runner.let_go()
    assert desk.covering.closed  # kept, and no picture comes up where nobody is
    assert desk.presenter.state.seen is None
    assert desk.covering.shown == []
    away(desk)
    assert desk.seat.who is None


def test_whoever_came_back_in_time_sees_what_was_found() -> None:
    desk = Desk(held=True)
    desk.runner.let_go()
    desk.begin()
    away(desk)
    desk.seat.touch()
    desk.runner.let_go()
    assert desk.presenter.state.seen is not None
    assert not desk.seat.working


def away(desk: Desk) -> None:
    """Longer than the seat waits, second by second."""
    for _ in range(int(IDLE_S) + 2):
        desk.clock.advance(SECOND)
        desk.seat.tick()
