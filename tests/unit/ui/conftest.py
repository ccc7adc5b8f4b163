"""A shop without an engine, a clock that stands still, and work that is done at once."""

from __future__ import annotations

import pytest

from shopguard.base.clock import parse_time
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials, SignedIn
from ui.session import Seat

NOW = parse_time("2026-11-20T18:32:05+09:00")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def runner() -> FakeRunner:
    return FakeRunner()


@pytest.fixture
def shop(clock: FakeClock) -> FakeShop:
    return FakeShop(clock)


@pytest.fixture
def chief(shop: FakeShop) -> SignedIn:
    return shop.sign_in(Credentials("sato", KEYS["sato"]))


@pytest.fixture
def seat(clock: FakeClock, chief: SignedIn) -> Seat:
    seat = Seat(clock)
    seat.sit(chief)
    return seat
