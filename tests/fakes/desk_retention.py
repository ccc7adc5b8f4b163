"""What the pictured shop keeps, and what it has erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.base.texts import text
from ui.model import PersonInfo, SignedIn
from ui.retention.model import Change, Erased, HeldPart, Keeping, Kept, Register
from ui.review.model import DoorAct, Pair

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop

_GB = 10**9


class FakeRetentionBook:
    """``changes`` and ``ended`` list what both agreed to."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.changes: list[Change] = []
        self.ended: list[tuple[HeldPart, str]] = []
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

        names = [camera.name for camera in shop.camera_list]
        fell, stolen = now - 2 * DAY - 3 * HOUR, now - 19 * DAY
        self.parts: tuple[HeldPart, ...] = (
            HeldPart(
                ("hold-1",),
                (names[2],),
                Span(stolen, stolen + 25 * MINUTE),
                shop.say("警察へ被害届"),
                shop.say("鈴木 一郎"),
                now + 11 * DAY,
                None,
            ),
            HeldPart(
                ("hold-2", "hold-3"),
                (names[0], names[1]),
                Span(fell, fell + 10 * MINUTE),
                text("rights.hold", shop.language, number=2),
                shop.say("佐藤 花子"),
                now + 26 * DAY,
                fell + 14 * DAY,
                ((Register.RIGHTS, 2),),
            ),
        )

    def keeping(self) -> Keeping:
        return self.now

    def erased(self) -> tuple[Erased, ...]:
        return self.log

    def held(self) -> tuple[HeldPart, ...]:
        return self.parts

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

    def end_hold(self, part: HeldPart, reason: str, pair: Pair) -> None:
        self._shop.door.agreed(pair)
        if part not in self.parts:
            raise InvalidInput("hold.released_already")
        self.ended.append((part, reason))
        self.parts = tuple(each for each in self.parts if each != part)
