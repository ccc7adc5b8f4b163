"""A camera being recorded, on a whole shop."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from shopguard.base.clock import MINUTE
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import RecordedCamera

NUMBERS = itertools.count(1)
Record = Callable[..., RecordedCamera]


@pytest.fixture(scope="module")
def full_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullShop]:
    half_past = FakeClock(NOON + 30 * MINUTE)  # volumes begin around the full hour
    shop = FullShop(tmp_path_factory.mktemp("recorder"), half_past)
    yield shop
    shop.close()


@pytest.fixture
def record(full_shop: FullShop) -> Iterator[Record]:
    """``record(before=…, budget=…)``: a camera of its own, being recorded."""
    begun: list[RecordedCamera] = []

    def begin(**options: object) -> RecordedCamera:
        camera = full_shop.camera(f"{next(NUMBERS)}")
        begun.append(RecordedCamera(full_shop.shop, camera, full_shop.clock, **options))  # type: ignore[arg-type]
        return begun[-1]

    yield begin
    for one in begun:
        one.close()
