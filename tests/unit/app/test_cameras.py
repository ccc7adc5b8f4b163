"""What is done to cameras: logged, by whom the table says, and never with an unmasked picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import cameras as acts
from shopguard.app.shop import Shop
from shopguard.audit.record import Wanted, find
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.redact import redact
from shopguard.cameras.probe import ProbeReport
from shopguard.cameras.views import SeenView, blackened
from tests.fakes.full_shop import FullShop

AT = Console("test")
LEFT_HALF = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))


def photo(width: int = 64, height: int = 48) -> bytes:
    """White all over."""
    done, coded = cv2.imencode(".jpg", np.full((height, width, 3), 255, np.uint8))
    assert done
    return bytes(coded)


def light(jpeg: bytes) -> tuple[float, float]:
    """Mean of the left and the right half, 0 to 255."""
    shown = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert shown is not None
    middle = shown.shape[1] // 2
    return float(shown[:, : middle - 4].mean()), float(shown[:, middle + 4 :].mean())


def logged(shop: Shop, action: str) -> list[str]:
    with shop.catalogue.read() as db:
        return [record.entry.outcome for record in find(db, Wanted(action=action))]


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises((InvalidInput, Refused)) as raised:
        yield
    assert raised.value.code == code


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


@pytest.mark.requirement("G-2")
def test_an_approved_view_keeps_its_reason_and_a_photo_without_what_is_masked(
    full: FullShop,
) -> None:
    seen = SeenView(photo(), private_place=True, kbps=3100)
    camera = acts.add_camera(
        full.shop, AT, "入口", "rtsp://192.0.2.1/1", view=seen, masks=(LEFT_HALF,), reason="事故"
    )
    view = full.shop.views.get(camera.id)
    assert view is not None
    assert (view.private_place, view.kbps, view.approved_by) == (True, 3100, "console:test")
    left, right = light(view.photo)
    assert left < 8
    assert right > 240


@pytest.mark.requirement("G-2")
def test_a_view_needs_a_reason_and_no_private_place_in_the_open(full: FullShop) -> None:
    camera = full.camera()
    with refused("camera.view_reason"):
        acts.approve_view(full.shop, AT, camera, SeenView(photo()), "  ")
    with refused("camera.view_private"):
        acts.approve_view(full.shop, AT, camera, SeenView(photo(), private_place=True), "事故")
    assert full.shop.views.get(camera.id) is None
    acts.approve_view(full.shop, AT, camera, SeenView(photo()), "事故")
    assert full.shop.cameras.get(camera.id).reason == "事故"
    assert logged(full.shop, "camera.view_approved") == ["done"]


@pytest.mark.requirement("G-2", "J-3")
def test_masks_are_changed_by_both_managers_only(full: FullShop) -> None:
    camera = full.camera()
    acts.approve_view(full.shop, AT, camera, SeenView(photo()), "事故")
    with full.proofs("sato") as one, refused("policy.needs_two"):
        acts.set_masks(full.shop, one, camera, [LEFT_HALF])
    assert full.shop.cameras.get(camera.id).masks == ()
    with full.proofs("sato", "suzuki") as both:
        acts.set_masks(full.shop, both, camera, [LEFT_HALF])
    assert full.shop.cameras.get(camera.id).masks == (LEFT_HALF,)
    view = full.shop.views.get(camera.id)
    assert view is not None
    assert light(view.photo)[0] < 8
    assert sorted(logged(full.shop, "camera.masked")) == ["done", "refused"]


@pytest.mark.requirement("G-2", "T-4")
@pytest.mark.parametrize("column", ["masks", "retention_days", "max_bytes"])
def test_what_asks_both_managers_cannot_be_slipped_into_another_change(
    full: FullShop, column: str
) -> None:
    camera = full.camera()
    none: dict[str, Any] = {column: None}
    nine: dict[str, Any] = {column: 9}
    with pytest.raises(ValueError, match=column):
        acts.change_camera(full.shop, AT, camera, **none)
    if column != "masks":
        with pytest.raises(ValueError, match=column):
            acts.add_camera(full.shop, AT, "新", "rtsp://192.0.2.1/9", **nine)


def test_a_removed_camera_leaves_no_photo(full: FullShop) -> None:
    camera = full.camera()
    acts.approve_view(full.shop, AT, camera, SeenView(photo()), "事故")
    acts.remove_camera(full.shop, AT, camera)
    assert full.shop.views.get(camera.id) is None


@pytest.mark.requirement("G-2")
def test_a_test_shows_no_masked_place_and_is_logged_first(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = acts.add_camera(full.shop, AT, "裏", "rtsp://192.0.2.1/2", masks=(LEFT_HALF,))
    entries: list[list[str]] = []

    def looked(*_: object, **__: object) -> ProbeReport:
        entries.append(logged(full.shop, "camera.tested"))
        return ProbeReport(ok=True, picture=photo())

    monkeypatch.setattr(acts, "probe", looked)
    report = acts.try_camera(full.shop, AT, camera)
    assert entries == [["done"]]
    assert report.picture is not None
    assert light(report.picture)[0] < 8


def test_a_photo_is_small_and_what_is_no_picture_is_refused() -> None:
    shown = cv2.imdecode(
        np.frombuffer(blackened(photo(1920, 1080), ()), np.uint8), cv2.IMREAD_COLOR
    )
    assert shown is not None
    assert shown.shape[:2] == (540, 960)
    with refused("camera.photo_bad"):
        blackened(b"no picture", ())


@pytest.mark.requirement("J-14")
def test_a_cameras_password_is_hidden_wherever_it_is_typed_or_read(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = full.shop
    monkeypatch.setattr(acts, "probe", lambda *_, **__: ProbeReport(ok=False))

    def typed_into_the_field() -> None:
        acts.try_address(shop, AT, "rtsp://192.0.2.7/a", "viewer", "kirin-no-kubi")

    def typed_into_the_address() -> None:
        acts.try_address(shop, AT, "rtsp://viewer:tora-no-shima@192.0.2.7/a")

    def added() -> None:
        acts.add_camera(shop, AT, "Till", "rtsp://192.0.2.7/a", password="kaba-no-kuchi")

    def changed() -> None:
        acts.change_camera(shop, AT, shop.cameras.find("Till"), password="zou-no-hana-da")

    def read_from_the_register() -> None:
        shop.cameras.add("Door", "rtsp://192.0.2.8/a", username="v", password="saru-no-shippo")
        shop.cameras.list()

    steps = (
        (typed_into_the_field, "kirin-no-kubi"),
        (typed_into_the_address, "tora-no-shima"),
        (added, "kaba-no-kuchi"),
        (changed, "zou-no-hana-da"),
        (read_from_the_register, "saru-no-shippo"),
    )
    for act, secret in steps:
        before = redact(f"it was {secret}")
        act()
        assert (before, redact(f"it was {secret}")) == (f"it was {secret}", "it was ***")
