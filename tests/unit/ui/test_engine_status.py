"""The line at the top says what the pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.base.clock import SECOND
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from ui.engine.beginning import FOUND_WITHIN_S, STARTS_WITHIN_S, Beginning
from ui.engine.shop import EngineShop
from ui.model import Fits, Recorder


@pytest.mark.parametrize("bound", [0, 1])
def test_the_days_that_fit_are_those_of_the_retention_page(tmp_path: Path, bound: int) -> None:
    full = FullShop(tmp_path)
    try:
        full.record(full.camera("入口"))
        full.clock.advance(10 * SECOND)
        if bound:
            full.shop.settings.set("retention_bytes", bound)
        shop = EngineShop(full.shop)
        keeping, fits = shop.retention_book.keeping(), shop.status().fits
        assert fits is not None
        assert (fits, fits.enough) == (Fits(keeping.fits_days or 0, keeping.enough), not bound)
    finally:
        full.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_a_recorder_has_its_time_to_start_and_no_second_one_once_it_answered(
    clock: FakeClock,
) -> None:
    beginning = Beginning(clock)
    beginning.began()
    clock.advance(int(STARTS_WITHIN_S - 1) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STARTING
    assert beginning.stands(answered=True) is Recorder.RUNNING
    assert beginning.stands(answered=False) is Recorder.STOPPED
    beginning.began()
    assert beginning.stands(answered=False) is Recorder.STARTING
    clock.advance(int(STARTS_WITHIN_S) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STOPPED


def test_one_that_nobody_started_is_looked_for_only_shortly(clock: FakeClock) -> None:
    beginning = Beginning(clock)
    assert beginning.stands(answered=False) is Recorder.UNKNOWN
    clock.advance(int(FOUND_WITHIN_S) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STOPPED
