"""The line at the top says what the pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.base.clock import SECOND
from tests.fakes.full_shop import FullShop
from ui.engine.shop import EngineShop
from ui.model import Fits


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
