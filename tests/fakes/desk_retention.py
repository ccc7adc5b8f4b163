"""What the pictured shop keeps, and what it has erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR
from shopguard.base.span import Span
from ui.model import PersonInfo, SignedIn
from ui.retention.model import Change, Erased, Keeping, Kept
from ui.review.model import DoorAct, Pair

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop

_GB = 10**9


class FakeRetentionBook:
    """``changes`` lists what both agreed to."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.changes: list[Change] = []
        now = shop.clock.utc_us()
        cameras = tuple(
            Kept(
                camera,
                7 if camera.id == "cam-4" else 14,
                camera.id == "cam-4",
                390_000 + 5_000 * int(camera.id[-1]),
                now - (7 if camera.id == "cam-4" else 14) * DAY,
                (240 if camera.id == "cam-4" else 470) * _GB,
            )
            for camera in shop.camera_list
        )
        self.now = Keeping(14, cameras, 2_900 * _GB)
        self.log = tuple(
            Erased(
                now - day * DAY - 3 * HOUR,
                tuple(camera.name for camera in shop.camera_list),
                Span(now - (day + 15) * DAY, now - (day + 14) * DAY),
                "age" if day != 2 else "space",
                96,
                138 * _GB,
            )
            for day in range(4)
        )

    def keeping(self) -> Keeping:
        return self.now

    def erased(self) -> tuple[Erased, ...]:
        return self.log

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        if by.person.role not in ("chief", "deputy"):
            return ()
        return self._shop.door.seconds(by, DoorAct.BOTH)

    def change(self, change: Change, pair: Pair) -> None:
        self._shop.door.agreed(pair)
        self.changes.append(change)
        self.now = self.now.with_days(change.days or self.now.days, change.camera_id)
        if not change.camera_id:
            self.now = replace(self.now, reason=change.reason)
