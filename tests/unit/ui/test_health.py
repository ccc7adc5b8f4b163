"""The health page: gaps month by month, and a manager's word on the date."""

from __future__ import annotations

import pytest

from shopguard.base.clock import DAY, SECOND, from_us
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.health.presenter import GAPS_EVERY_S, HealthPresenter
from ui.model import Credentials, Finding
from ui.session import Seat


@pytest.fixture
def health(shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock) -> HealthPresenter:
    presenter = HealthPresenter(shop, seat, runner, clock)
    presenter.tick()
    return presenter


def shown_month(health: HealthPresenter) -> tuple[int, int]:
    assert health.state.month is not None
    at = from_us(health.state.month.span.start)
    return at.year, at.month


def test_the_calendar_goes_back_and_never_beyond_this_month(health: HealthPresenter) -> None:
    seen = [shown_month(health)]
    for months in (-1, -1, 1, 1, 1):
        health.turn_month(months)
        seen.append(shown_month(health))
    assert seen == [(2026, 11), (2026, 10), (2026, 9), (2026, 10), (2026, 11), (2026, 11)]


def test_a_slow_answer_for_a_month_left_behind_is_dropped(
    shop: FakeShop, seat: Seat, clock: FakeClock
) -> None:
    held = FakeRunner(held=True)
    health = HealthPresenter(shop, seat, held, clock)
    health.turn_month(-1)
    health.turn_month(1)
    first, second = held.waiting
    second()
    first()
    assert shown_month(health) == (2026, 11)


def test_another_month_has_no_chosen_day(health: HealthPresenter) -> None:
    assert health.state.month is not None
    health.choose_day(health.state.month.days[16].day.start)
    assert health.state.chosen is not None
    health.turn_month(-1)
    assert health.state.chosen is None


def test_gaps_are_looked_up_again_while_somebody_looks(
    health: HealthPresenter, clock: FakeClock
) -> None:
    first = health.state.month
    clock.advance(DAY)
    clock.advance(int(GAPS_EVERY_S) * SECOND)
    health.tick()
    assert health.state.month != first


@pytest.mark.requirement("J-4")
def test_a_manager_confirms_the_date_and_others_are_not_asked(
    shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.health.alarms = (Finding("alarm.clock_doubtful", serious=True),)
    health = HealthPresenter(shop, seat, runner, clock)
    assert health.state.may_confirm
    health.confirm_date()
    assert shop.health.confirmed == ["sato"]
    assert health.state.report is not None
    assert health.state.report.alarms == ()
    seat.sit(shop.sign_in(Credentials("takahashi", KEYS["takahashi"])))
    assert not HealthPresenter(shop, seat, runner, clock).state.may_confirm
