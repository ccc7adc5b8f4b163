"""The cameras' page and its dialogs, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import SECOND
from tests.fakes.desk_cameras import WINDOW
from tests.fakes.desk_world import scene
from tests.fakes.runner import FakeRunner
from tests.screens.stand import Stand
from ui.cameras.add_form import CameraDialog
from ui.cameras.adding import CamerasPresenter
from ui.cameras.dialogs import ChangeDialog, RemoveDialog, ViewDialog
from ui.cameras.mask_dialog import FirstMasks, MaskDialog
from ui.cameras.model import CameraDraft, CameraTest
from ui.health.model import Level
from ui.model import Finding, Room

SEEN = scene("cam-1", 9 * SECOND)


def cameras() -> QWidget:
    return Stand().desktop(Room.CAMERAS)


def cameras_tested() -> QWidget:
    stand = Stand()
    warnings = tuple(
        Finding(f"problem.{name}", serious=False) for name in ("default_password", "unencrypted")
    )
    stand.shop.camera_book.tried = replace(stand.shop.camera_book.tried, findings=warnings)
    view = stand.desktop(Room.CAMERAS)
    stand.rooms.cameras.try_out()
    return view


def cameras_testing() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.CAMERAS)
    stand.runner.held = True
    stand.rooms.cameras.try_out()
    return view


def cameras_trouble() -> QWidget:
    """The last one is lost and nobody has approved its view; the test says why."""
    stand = Stand()
    book = stand.shop.camera_book
    book.list[3] = replace(book.list[3], level=Level.LOST, cause="no_route", age_s=184.0)
    book.tried = CameraTest(False, findings=(Finding("loss.no_route", serious=True),))
    view = stand.desktop(Room.CAMERAS)
    stand.rooms.cameras.choose("cam-4")
    stand.rooms.cameras.try_out()
    return view


def cameras_empty() -> QWidget:
    stand = Stand()
    stand.shop.camera_book.list = []
    return stand.desktop(Room.CAMERAS)


def adding(stand: Stand) -> CamerasPresenter:
    return CamerasPresenter(lambda: stand.shop.camera_set_up, lambda: stand.who, stand.runner)


def camera_add() -> QWidget:
    stand = Stand()
    presenter = adding(stand)
    presenter.search()
    presenter.choose((presenter.state.found or ())[1])
    say = stand.shop.say
    typed = replace(
        presenter.state.draft, username="admin", name=say("レジ"), place=say("レジ1と2")
    )
    presenter.type_draft(typed)
    presenter.try_out()
    presenter.answer(private=True)
    presenter.cover((WINDOW,))
    return CameraDialog(presenter)


def camera_searching() -> QWidget:
    stand = Stand()
    stand.runner = FakeRunner(held=True)
    presenter = adding(stand)
    presenter.search()
    return CameraDialog(presenter)


def camera_trouble() -> QWidget:
    stand = Stand()
    finding = Finding("loss.wrong_password", serious=True)
    stand.shop.camera_set_up.test = CameraTest(False, findings=(finding,))
    presenter = adding(stand)
    draft = CameraDraft("レジ", "rtsp://192.168.1.23/stream1", "admin", "secret")
    presenter.type_draft(draft)
    presenter.try_out()
    return CameraDialog(presenter)


def camera_change() -> QWidget:
    return ChangeDialog(Stand().shop.camera_book.list[0], lambda *_: None)


def camera_view() -> QWidget:
    book = Stand().shop.camera_book
    return ViewDialog(book.list[0], book.tried, lambda *_, **__: None)


def camera_remove() -> QWidget:
    return RemoveDialog(Stand().shop.camera_book.list[3], lambda *_: None)


def masks() -> QWidget:
    stand = Stand()
    camera = stand.shop.camera_book.list[0]
    people = stand.who, stand.shop.camera_book.seconds(stand.who)
    dialog = MaskDialog(camera.camera.name, SEEN, camera.masks, people, lambda *_: None)
    drawing = dialog.canvas.drawing
    for corner in ((0.1, 0.55), (0.35, 0.55), (0.32, 0.9)):
        drawing = drawing.corner(corner)
    dialog.canvas.show_drawing(drawing)
    return dialog


def masks_first() -> QWidget:
    return FirstMasks(SEEN, (WINDOW,), lambda _: None, None)


CAMERA_PAGES: dict[str, Callable[[], QWidget]] = {
    "cameras": cameras,
    "cameras-tested": cameras_tested,
    "cameras-testing": cameras_testing,
    "cameras-trouble": cameras_trouble,
    "cameras-empty": cameras_empty,
}
CAMERA_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "camera-add": camera_add,
    "camera-searching": camera_searching,
    "camera-trouble": camera_trouble,
    "camera-change": camera_change,
    "camera-view": camera_view,
    "camera-remove": camera_remove,
    "masks": masks,
    "masks-first": masks_first,
}
