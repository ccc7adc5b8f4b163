"""The settings page: found by words, changed by one or by two, forgotten when not agreed to."""

from __future__ import annotations

import pytest

from shopguard.base.errors import Refused
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials, SignedIn
from ui.review.model import Pair
from ui.session import Seat
from ui.settings.presenter import SettingsPresenter, matches


@pytest.fixture
def settings(shop: FakeShop, seat: Seat, runner: FakeRunner) -> SettingsPresenter:
    presenter = SettingsPresenter(shop, seat, runner)
    presenter.enter()
    return presenter


def trouble(settings: SettingsPresenter) -> Exception | None:
    change = settings.state.change
    return None if change is None else change.trouble


@pytest.mark.requirement("J-3")
def test_what_two_must_agree_to_is_changed_by_two(
    settings: SettingsPresenter, shop: FakeShop, chief: SignedIn
) -> None:
    settings.type_value("session_minutes", 20)
    settings.begin("session_minutes")
    settings.agree(Pair(chief, Credentials("suzuki", "wrong")))
    assert isinstance(trouble(settings), Refused)
    assert shop.settings.kept == {}
    settings.agree(Pair(chief, Credentials("suzuki", KEYS["suzuki"])))
    assert settings.state.change is None
    assert settings.state.done == "session_minutes"
    assert shop.settings.kept == {"session_minutes": 20}
    assert settings.state.typed == ()


def test_what_one_may_change_is_changed_at_once(
    settings: SettingsPresenter, shop: FakeShop
) -> None:
    settings.type_value("idle_lock_minutes", 9)
    settings.begin("idle_lock_minutes")
    assert shop.settings.kept == {"idle_lock_minutes": 9}


def test_a_value_put_back_is_no_change(settings: SettingsPresenter) -> None:
    settings.type_value("session_minutes", 20)
    settings.type_value("session_minutes", 30)
    assert settings.state.typed == ()


def test_leaving_the_page_forgets_what_nobody_agreed_to(settings: SettingsPresenter) -> None:
    settings.type_value("session_minutes", 20)
    settings.leave()
    assert settings.state.typed == ()


def test_only_managers_are_shown_the_shops_settings(
    shop: FakeShop, seat: Seat, runner: FakeRunner
) -> None:
    seat.sit(shop.sign_in(Credentials("tanaka", KEYS["tanaka"])))
    settings = SettingsPresenter(shop, seat, runner)
    settings.enter()
    assert settings.state.rows == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("保全", True),
        ("ほぜん", False),
        ("ＤＩＳＫ", True),
        ("disk space", True),
        ("x", False),
    ],
)
def test_search_takes_words_as_people_type_them(typed: str, found: bool) -> None:
    assert matches(typed, "保全に使える割合", "Space of the disk") is found


def test_the_seat_locks_after_the_shops_own_minutes(clock: FakeClock, chief: SignedIn) -> None:
    seat = Seat(clock)
    seat.sit(SignedIn(chief.person, chief.rooms, chief.proof, idle_s=60.0))
    for _ in range(6):
        clock.advance(10_000_000)
        seat.tick()
    assert seat.who is None
