"""A small shop for the tests of the vault: bare, and with a vault and one more person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.access.people import Role
from tests.fakes.small_shop import SmallShop


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[SmallShop]:
    """Chief and deputy are there, the vault is not."""
    made = SmallShop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def shop(bare: SmallShop) -> SmallShop:
    """The vault is made; ``tanaka`` is staff."""
    bare.set_up()
    bare.add("tanaka", [Role.STAFF])
    return bare
