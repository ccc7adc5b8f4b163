"""A small shop for the tests of access."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.small_shop import SmallShop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[SmallShop]:
    made = SmallShop(tmp_path)
    yield made
    made.close()
