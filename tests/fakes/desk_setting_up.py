"""Setting up the pictured shop: managers, sheet, cameras and retention, without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.review.model import Pair

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeRetention:
    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.kept = 14

    def days(self) -> int:
        return self.kept

    def fits_days(self) -> float | None:
        return 21.6

    def choose(self, days: int, pair: Pair) -> None:
        self._shop.door.agreed(pair)
        self.kept = days
