"""Setting up the pictured shop: managers, sheet, cameras and retention, without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopguard.base.clock import SECOND
from tests.fakes.desk_world import (
    scene,
)
from ui.first_run.model import (
    CameraDraft,
    CameraTest,
    FoundCamera,
)
from ui.model import CameraInfo, SignedIn
from ui.review.model import Pair
from ui.tasks import Context

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeCameraSetUp:
    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.found = (
            FoundCamera("192.168.1.21", "AXIS M3085-V"),
            FoundCamera("192.168.1.22", "Hikvision DS-2CD2143"),
            FoundCamera("192.168.1.23", "Panasonic WV-S2136"),
            FoundCamera("192.168.1.24", "i-PRO WV-U1532"),
        )
        self.test = CameraTest(True, scene("cam-1", 5 * SECOND), "H.264", 1920, 1080, 25, 3100)
        self.added: list[CameraDraft] = []

    def discover(self, context: Context) -> tuple[FoundCamera, ...]:
        return self.found

    def try_out(self, draft: CameraDraft, context: Context) -> CameraTest:
        return self.test

    def add(self, draft: CameraDraft, by: SignedIn) -> CameraInfo:
        self.added.append(draft)
        return CameraInfo(f"cam-{len(self.added)}", draft.name)


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
