"""Adding, testing, changing and removing cameras, and approving what they see (G-2, G-6.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Unpack

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action, Console
from shopguard.app.acts.consent import By, agreed, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.redact import register_secret
from shopguard.cameras import fields
from shopguard.cameras.fields import Polygon
from shopguard.cameras.onvif.device import describe_at
from shopguard.cameras.probe import ProbeReport, probe
from shopguard.cameras.register import Camera, Changes, Details
from shopguard.cameras.url import parse_camera_url
from shopguard.cameras.views import SeenView, blackened

# These have acts of their own, which ask both managers.
_ELSEWHERE = frozenset({"masks", "retention_days", "max_bytes"})
_NEVER = "never"


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a camera's streams are, as it says itself. ``sub`` may be empty."""

    main: str
    sub: str
    model: str


def streams_at(
    xaddr: str, username: str, password: str, cancelled: Callable[[], bool] = lambda: False
) -> Streams:
    """Log in at a camera by ONVIF and read its addresses."""
    _hide(password, xaddr)
    found = describe_at(xaddr, username, password, cancelled=cancelled)
    if found.main is None:
        raise Unavailable("onvif.no_streams")
    sub = found.sub.stream_uri if found.sub is not None else ""
    return Streams(found.main.stream_uri, sub, f"{found.manufacturer} {found.model}".strip())


def add_camera(
    shop: Shop,
    by: By,
    name: str,
    url: str,
    *,
    view: SeenView | None = None,
    **columns: Unpack[Details],
) -> Camera:
    """A new camera; the recorder takes it up when it is told to reload.

    Masks may come with it: then not one picture of what they cover is ever recorded. To change
    them later is for both managers. How long it is kept is for both from the beginning.
    """
    _hide(columns.get("password", ""), url, columns.get("sub_url"))
    _refuse(columns.keys() & (_ELSEWHERE - {"masks"}))
    request = _request(shop, name)
    detail: dict[str, JsonValue] = {"name": name, "masks": len(columns.get("masks", ()))}
    who = party(shop, request, by)
    with shop.gate.passing(request, who, Act.CAMERA_ADDED, detail) as db:
        camera = shop.cameras.add(name, url, db=db, **columns)
        if view is not None:
            shop.views.approve(camera.id, view, camera.masks, _first(by), db)
        return camera


def change_camera(shop: Shop, by: By, camera: Camera, **columns: Unpack[Changes]) -> Camera:
    """Other values for a camera."""
    _hide(columns.get("password", ""), columns.get("url"), columns.get("sub_url"))
    _refuse(columns.keys() & _ELSEWHERE)
    request = _request(shop, camera.id)
    detail: dict[str, JsonValue] = {"name": camera.name, "changed": [*sorted(columns)]}
    with shop.gate.passing(request, party(shop, request, by), Act.CAMERA_CHANGED, detail) as db:
        return shop.cameras.update(camera.id, db=db, **columns)


def remove_camera(shop: Shop, by: By, camera: Camera) -> None:
    """The camera goes, and the photo of its view; its footage stays until retention ends it."""
    request = _request(shop, camera.id)
    who, detail = party(shop, request, by), {"name": camera.name}
    with shop.gate.passing(request, who, Act.CAMERA_REMOVED, detail) as db:
        shop.cameras.remove(camera.id, db=db)
        shop.views.forget(camera.id, db)


def approve_view(shop: Shop, by: By, camera: Camera, view: SeenView, reason: str) -> None:
    """Somebody looked at what the camera sees and says why that is right."""
    if not reason.strip():
        raise InvalidInput("camera.view_reason")
    if view.private_place and not camera.masks:
        raise InvalidInput("camera.view_private")
    request = _request(shop, camera.id)
    detail: dict[str, JsonValue] = {"name": camera.name, "private_place": view.private_place}
    with shop.gate.passing(request, party(shop, request, by), Act.VIEW_APPROVED, detail) as db:
        shop.cameras.update(camera.id, db=db, reason=reason)
        shop.views.approve(camera.id, view, camera.masks, _first(by), db)


def set_masks(
    shop: Shop, proofs: Sequence[Proof], camera: Camera, masks: Sequence[Polygon]
) -> Camera:
    """Other masks, by both managers; the recorder burns them in from its next picture on.

    The recorder reads them when it is told to reload. Footage recorded before is not touched.
    """
    polygons = fields.masks(masks)
    request = Request(
        Action.SET_MASKS, shop.seat, cameras=(camera.id,), target=f"masks:{camera.id}"
    )
    detail: dict[str, JsonValue] = {"before": len(camera.masks), "after": len(polygons)}
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.MASK_CHANGED, detail) as db:
        changed = shop.cameras.update(camera.id, db=db, masks=polygons)
        shop.views.mask(camera.id, polygons, db)
        return changed


def try_camera(
    shop: Shop, by: By, camera: Camera, cancelled: Callable[[], bool] = lambda: False
) -> ProbeReport:
    """Look whether it gives pictures; logged before one is seen, and masked places stay black."""
    _log_test(shop, by, camera.id, camera.name)
    report = probe(camera, cancelled=cancelled)
    if report.picture is None or not camera.masks:
        return report
    return replace(report, picture=blackened(report.picture, camera.masks, 1 << 14))


def try_address(
    shop: Shop,
    by: By,
    url: str,
    username: str = "",
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> ProbeReport:
    """The same for an address that is not a camera of the shop yet."""
    _hide(password, url)
    _log_test(shop, by, _NEVER, parse_camera_url(url).public)
    return probe(url, username, password, cancelled=cancelled)


def _hide(password: str, *urls: str | None) -> None:
    """A password just typed shows in no log from here on, also where it stands in an address."""
    typed = [password]
    for url in filter(None, urls):
        with suppress(InvalidInput):  # said by whoever uses the address
            typed.append(parse_camera_url(url).password)
    for secret in filter(None, typed):
        register_secret(secret)


def _log_test(shop: Shop, by: By, target: str, name: str) -> None:
    request = _request(shop, target)
    who, detail = party(shop, request, by), {"name": name}
    with shop.gate.passing(request, who, Act.CAMERA_TESTED, detail):
        pass


def _first(by: By) -> str:
    """Who approves, as the log names them."""
    return by.id if isinstance(by, Console) else by[0].owner


def _refuse(columns: frozenset[str] | set[str]) -> None:
    if columns:
        raise ValueError(f"{sorted(columns)} have acts of their own")


def _request(shop: Shop, target: str) -> Request:
    return Request(Action.MANAGE_CAMERAS, shop.seat, target=target)
