"""Masks are drawn with the mouse, and as well with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.errors import InvalidInput
from tests.screens.gallery_cameras import SEEN
from tests.screens.stand import Stand
from ui.cameras.canvas import MaskCanvas
from ui.cameras.mask_dialog import FirstMasks, MaskDialog
from ui.cameras.model import Polygon

KEY = Qt.Key


def canvas() -> MaskCanvas:
    made = MaskCanvas(SEEN, ())
    made.resize(960, 540)  # the picture's own shape: a pixel is a pixel
    return made


def test_the_mouse_draws_drags_and_closes(qtbot: QtBot) -> None:
    made = canvas()
    for x, y in ((96, 54), (480, 54), (480, 270)):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert len(made.drawing.growing) == 3
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(97, 55))
    assert made.drawing.masks == (((0.1, 0.1), (0.5, 0.1), (0.5, 0.5)),)
    QTest.mousePress(made, Qt.MouseButton.LeftButton, pos=QPoint(480, 270))
    QTest.mouseMove(made, QPoint(672, 432))
    QTest.mouseRelease(made, Qt.MouseButton.LeftButton, pos=QPoint(672, 432))
    assert made.drawing.masks[0][2] == (0.7, 0.8)


def test_the_keyboard_alone_draws_moves_and_removes(qtbot: QtBot) -> None:
    made = canvas()
    for key, times in ((KEY.Key_Right, 5), (KEY.Key_Down, 5), (KEY.Key_Left, 5)):
        QTest.keyClick(made, KEY.Key_Space)
        for _ in range(times):
            QTest.keyClick(made, key)
    assert len(made.drawing.growing) == 3
    QTest.keyClick(made, KEY.Key_Return)
    corners = [tuple(round(part, 2) for part in corner) for corner in made.drawing.masks[0]]
    assert corners == [(0.5, 0.5), (0.6, 0.5), (0.6, 0.6)]
    QTest.keyClick(made, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert round(made.drawing.masks[0][0][0], 2) == 0.48
    assert "1" in made.accessibleName()
    QTest.keyClick(made, KEY.Key_Delete)
    assert made.drawing.masks == ()


def test_a_shape_that_is_not_closed_is_never_lost_silently(qtbot: QtBot) -> None:
    kept: list[tuple[Polygon, ...]] = []
    dialog = FirstMasks(SEEN, (), kept.append, None)
    QTest.keyClick(dialog.canvas, KEY.Key_Space)
    assert not dialog._go.isEnabled()
    QTest.keyClick(dialog.canvas, KEY.Key_Escape)
    assert dialog._go.isEnabled()
    assert kept == []


def test_a_dialog_that_is_done_with_keeps_no_picture(qtbot: QtBot) -> None:
    owner = QWidget()
    dialog = FirstMasks(SEEN, (), lambda _: None, owner)
    dialog.open_once()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.gone)
    assert owner.findChildren(MaskCanvas) == []


def test_an_answer_that_comes_after_the_dialog_was_closed_is_let_go(qtbot: QtBot) -> None:
    stand = Stand()
    owner = QWidget()
    waiting: list[Callable[[Exception | None], None]] = []
    camera = stand.shop.camera_book.list[0]
    people = stand.who, stand.shop.camera_book.seconds(stand.who)
    dialog = MaskDialog(
        camera.camera.name, SEEN, camera.masks, people, lambda *said: waiting.append(said[2]), owner
    )
    dialog.open_once()
    QTest.keyClick(dialog.canvas, KEY.Key_PageDown)
    QTest.keyClick(dialog.canvas, KEY.Key_Delete)
    dialog.pair._secret.setText("six plain words")
    dialog.pair.confirmed.emit()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.gone)
    waiting[0](None)
    waiting[0](InvalidInput("camera.view_reason"))
