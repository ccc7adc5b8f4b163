"""A shop for every test here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.full_shop import FullShop


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()
