"""The cameras of the pictured shop: found, tried out, added; and its register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from tests.fakes.desk_world import scene
from ui.cameras.model import (
    CameraChange,
    CameraDraft,
    CameraRow,
    CameraTest,
    FoundCamera,
    Outage,
    Polygon,
    ViewInfo,
)
from ui.health.model import Level
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.review.model import DoorAct, Pair
from ui.tasks import Context

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop

WINDOW: Polygon = ((0.62, 0.05), (0.95, 0.08), (0.93, 0.42), (0.64, 0.38))
REASONS = {
    "cam-1": "出入口での事故とトラブルの確認",
    "cam-2": "化粧品の万引き防止",
    "cam-3": "レジでの金銭トラブルの確認",
}


class FakeCameraSetUp:
    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.found: tuple[FoundCamera, ...] = (
            FoundCamera("192.168.1.21", "AXIS M3085-V"),
            FoundCamera("192.168.1.22", "Hikvision DS-2CD2143"),
            FoundCamera("192.168.1.23", "Panasonic WV-S2136"),
            FoundCamera("USB", "HD Webcam C270", url="usb:0"),
        )
        self.test = CameraTest(True, scene("cam-1", 5 * SECOND), "h264", 1920, 1080, 25, 3100)
        self.added: list[tuple[CameraDraft, CameraTest | None]] = []

    def discover(self, context: Context) -> tuple[FoundCamera, ...]:
        return self.found

    def try_out(self, draft: CameraDraft, by: SignedIn, context: Context) -> CameraTest:
        return self.test

    def add(
        self, draft: CameraDraft, test: CameraTest | None, by: SignedIn, context: Context
    ) -> CameraInfo:
        self.added.append((draft, test))
        return CameraInfo(f"cam-{len(self.added)}", draft.name)


class FakeCameraBook:
    """``acts`` lists what was done. ``refuse``: what the next act fails with."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.acts: list[tuple[str, str]] = []
        self.refuse: Exception | None = None
        self.tried = CameraTest(True, scene("cam-1", 9 * SECOND), "h264", 1920, 1080, 25, 3120)
        self.list: list[CameraRow] = [self._row(camera) for camera in shop.camera_list]

    def _row(self, camera: CameraInfo) -> CameraRow:
        at = self._shop.clock.utc_us() - 40 * DAY
        say, number = self._shop.say, int(camera.id[-1])
        view = ViewInfo(scene(camera.id, 3 * SECOND), number == 1, say("佐藤 花子"), at)
        return CameraRow(
            camera,
            f"rtsp://192.168.1.{20 + number}:554/stream1",
            f"rtsp://192.168.1.{20 + number}:554/stream2",
            "viewer",
            say(REASONS.get(camera.id, "")),
            masks=(WINDOW,) if number == 1 else (),
            view=view if number != 4 else None,
            level=Level.GOOD,
            age_s=1.2,
        )

    def rows(self) -> tuple[CameraRow, ...]:
        return tuple(self.list)

    def history(self, camera_id: str) -> tuple[Outage, ...]:
        now = self._shop.clock.utc_us()
        return (
            Outage(
                Span(now - 5 * DAY - 2 * HOUR, now - 5 * DAY - 2 * HOUR + 3 * MINUTE), "no_route"
            ),
            Outage(Span(now - 12 * DAY, now - 12 * DAY + 41 * SECOND), "closed"),
        )

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        return self._shop.door.seconds(by, DoorAct.BOTH)

    def try_out(self, camera_id: str, by: SignedIn, context: Context) -> CameraTest:
        self._note("tried", camera_id)
        return self.tried

    def change(self, camera_id: str, change: CameraChange, by: SignedIn) -> None:
        self._note("changed", camera_id)
        info = CameraInfo(camera_id, change.name, change.place)
        self._put(camera_id, camera=info, audio=change.audio, enabled=change.enabled)

    def approve_view(
        self, camera_id: str, reason: str, test: CameraTest, by: SignedIn, *, private: bool
    ) -> None:
        self._note("approved", camera_id)
        now = self._shop.clock.utc_us()
        view = ViewInfo(test.picture, private, by.person.name, now)
        self._put(camera_id, view=view, reason=reason)

    def set_masks(self, camera_id: str, masks: tuple[Polygon, ...], pair: Pair) -> None:
        self._shop.door.agreed(pair)
        self._note("masked", camera_id)
        self._put(camera_id, masks=masks)

    def remove(self, camera_id: str, by: SignedIn) -> None:
        self._note("removed", camera_id)
        self.list = [row for row in self.list if row.camera.id != camera_id]

    def _note(self, act: str, camera_id: str) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.acts.append((act, camera_id))

    def _put(self, camera_id: str, **values: Any) -> None:
        self.list = [
            replace(row, **values) if row.camera.id == camera_id else row for row in self.list
        ]
