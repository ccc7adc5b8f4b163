"""Changing how long recordings are kept (J-4, G-6.3, T-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.clock import DAY, MINUTE, SECOND
from shopguard.base.errors import InvalidInput
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.cameras.register import Camera, Changes
from shopguard.footage.estimate import Estimate, estimate, room_for_footage
from shopguard.recorder.report import DiskReport

REASON_BEYOND_DAYS = 14
JUDGED_BY = 10 * MINUTE  # recorded by a camera: less says little of its days


def change_retention(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    days: int | None = None,
    max_bytes: int | None = None,
    camera: Camera | None = None,
    reason: str = "",
) -> None:
    """Days and bytes to keep, for the shop or one camera; two managers.

    More than 14 days asks for a written reason (T-4). ``max_bytes`` 0 takes a bound away;
    ``days`` 0 gives a camera the shop's own days again.
    """
    if days is None and max_bytes is None:
        raise InvalidInput("retention.nothing")
    if days is not None and days > REASON_BEYOND_DAYS and not reason.strip():
        raise InvalidInput("retention.reason", days=REASON_BEYOND_DAYS)
    target = f"retention:{camera.id if camera else 'shop'}"
    request = Request(Action.SET_RETENTION, shop.seat, target=target, note=reason.strip())
    detail: dict[str, JsonValue] = {"days": days, "max_bytes": max_bytes}
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.RETENTION_CHANGED, detail) as db:
        if camera is not None:
            changes = Changes()
            if days is not None:
                changes["retention_days"] = days or None
            if max_bytes is not None:
                changes["max_bytes"] = max_bytes or None
            shop.cameras.update(camera.id, db=db, **changes)
            return
        if days is not None:
            shop.settings.set("retention_days", days, db=db)
            shop.settings.set("retention_reason", reason.strip(), db=db)
        if max_bytes is not None:
            shop.settings.set("retention_bytes", max_bytes, db=db)


def forecast(
    shop: Shop, live: Mapping[str, int], days: int | None = None, disk: DiskReport | None = None
) -> Estimate:
    """How many days fit. ``live``: bytes a second as the recorder sees them now.

    A camera is judged by the mean of its last day as soon as there is enough of it, until then by
    what the connection test measured: the rate of a moment would be another number every time.
    Only where nothing was measured, by the little there is, or by what it writes this moment.
    ``days``: asked for the whole shop instead of those in force. ``disk``: as the recorder counted
    it, which saves counting again.
    """
    rules = shop.rules()
    cameras = [camera for camera in shop.cameras.list() if camera.enabled]
    tested = shop.views.rates()
    last_day = {camera.id: _last_day(shop, camera.id) for camera in cameras}
    enough = {each for each, (_, recorded) in last_day.items() if recorded >= JUDGED_BY}
    rates = {
        camera: mean
        if camera in enough
        else tested.get(camera, 0) * 125 or mean or live.get(camera, 0)
        for camera, (mean, _) in last_day.items()
    }
    wanted = {
        camera.id: camera.retention_days or days or rules.camera(camera.id).days
        for camera in cameras
    }
    counted = disk if disk is not None and disk.total_bytes else _counted(shop)
    return replace(estimate(_room(shop, counted), rates, wanted), settled=bool(enough))


def _last_day(shop: Shop, camera_id: str) -> tuple[int, int]:
    """Bytes a second of what was really recorded, and how long that is."""
    now = shop.clock.utc_us()
    volumes = shop.store.volumes(camera_id, Span(now - DAY, now))
    recorded = sum(volume.span.duration for volume in volumes)
    written = sum(volume.head.bytes for volume in volumes)
    return (written * SECOND // recorded if recorded else 0), recorded


def _counted(shop: Shop) -> DiskReport:
    holds, folder = shop.holds, shop.home.path
    return DiskReport(
        total_bytes=host.total_bytes(folder),
        free_bytes=host.free_bytes(folder),
        footage_bytes=shop.store.stored_bytes(),
        held_bytes=holds.held_bytes(holds.active()),
    )


def _room(shop: Shop, disk: DiskReport) -> int:
    rules = shop.rules()
    return room_for_footage(
        free_bytes=disk.free_bytes,
        footage_bytes=disk.footage_bytes,
        held_bytes=disk.held_bytes,
        reserve_bytes=rules.reserve_bytes,
        max_bytes=rules.max_bytes,
    )


def confirm_date(shop: Shop, proofs: Sequence[Proof]) -> None:
    """A manager says that today's date is right; erasure by age goes on."""
    request = Request(Action.CONFIRM_DATE, shop.seat)
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.CLOCK_CONFIRMED):
        pass
    shop.time.confirm()


def reason_of(shop: Shop) -> str:
    """Why footage is kept longer than 14 days, as both managers wrote it."""
    return str(shop.settings.get("retention_reason"))
