"""A catalogue with an empty log, for the tests of audit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.audit.heads import shop_signer
from shopguard.audit.ledger import Ledger
from shopguard.database.engine import Catalogue
from tests.fakes.clock import FakeClock

SHOP_KEY = bytes(range(32))  # the same in every process of a test


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    made = Catalogue.create(tmp_path / "shop.db", SHOP_KEY)
    yield made
    made.close()


@pytest.fixture
def ledger(catalogue: Catalogue, clock: FakeClock) -> Ledger:
    return Ledger(catalogue, shop_signer(SHOP_KEY), clock)
