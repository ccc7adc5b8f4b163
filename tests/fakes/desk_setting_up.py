"""Setting up the pictured shop: managers, sheet, cameras and retention, without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk_world import WORDS
from ui.first_run.model import Sheet
from ui.model import SignedIn
from ui.review.model import Pair

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeSettingUp:
    """``trouble``: what starting with the machine fails with."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.done: list[str] = []
        self.trouble: Exception | None = None

    def new_sheet(self, pair: Pair) -> Sheet:
        self._shop.door.agreed(pair)
        self.done.append("sheet")
        return Sheet(tuple(reversed(WORDS)), b"%PDF-1.4")

    def sheet_kept(self, by: SignedIn) -> None:
        self.done.append("kept")

    def starts_with_machine(self) -> bool:
        return "start" in self.done

    def start_with_machine(self, by: SignedIn, *, wanted: bool) -> str:
        if wanted and self.trouble is not None:
            raise self.trouble
        self.done.append("start" if wanted else "no start")
        return "login" if wanted else "never"

    def finish(self, by: SignedIn) -> None:
        self.done.append("finished")


class FakeRetention:
    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.kept = 14
        self.fits = 21.6

    def days(self) -> int:
        return self.kept

    def fits_days(self) -> float | None:
        return self.fits

    def choose(self, days: int, pair: Pair) -> None:
        self._shop.door.agreed(pair)
        self.kept = days
