"""Adding, changing and removing cameras (G-2, G-6.6)."""

from __future__ import annotations

from typing import Any

from shopguard.access.approval import Request
from shopguard.access.policy import Action
from shopguard.app.acts.consent import By, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.cameras.register import Camera


def add_camera(shop: Shop, by: By, name: str, url: str, **columns: Any) -> Camera:
    """A new camera; the recorder takes it up when it is told to reload."""
    request = _request(shop, name)
    who, detail = party(shop, request, by), {"name": name}
    with shop.gate.passing(request, who, Act.CAMERA_ADDED, detail) as db:
        return shop.cameras.add(name, url, db=db, **columns)


def change_camera(shop: Shop, by: By, camera: Camera, **columns: Any) -> Camera:
    """Other values for a camera."""
    request = _request(shop, camera.id)
    who, detail = party(shop, request, by), {"name": camera.name, "changed": sorted(columns)}
    with shop.gate.passing(request, who, Act.CAMERA_CHANGED, detail) as db:
        return shop.cameras.update(camera.id, db=db, **columns)


def remove_camera(shop: Shop, by: By, camera: Camera) -> None:
    """The camera goes; its footage stays until retention ends it."""
    request = _request(shop, camera.id)
    who, detail = party(shop, request, by), {"name": camera.name}
    with shop.gate.passing(request, who, Act.CAMERA_REMOVED, detail) as db:
        shop.cameras.remove(camera.id, db=db)


def _request(shop: Shop, target: str) -> Request:
    return Request(Action.MANAGE_CAMERAS, shop.seat, target=target)
