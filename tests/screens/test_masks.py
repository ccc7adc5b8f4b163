"""Masks are drawn with the mouse, and as well with the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.screens.gallery_cameras import SEEN
from ui.cameras.canvas import MaskCanvas
from ui.cameras.mask_dialog import FirstMasks
from ui.cameras.model import Polygon

KEY = Qt.Key


def canvas() -> MaskCanvas:
    made = MaskCanvas(SEEN, ())
    made.resize(960, 540)  # the picture's own shape: a pixel is a pixel
    return made


def test_the_mouse_draws_drags_and_closes(qtbot: object) -> None:
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


def test_the_keyboard_alone_draws_moves_and_removes(qtbot: object) -> None:
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


def test_a_shape_that_is_not_closed_is_never_lost_silently(qtbot: object) -> None:
    kept: list[tuple[Polygon, ...]] = []
    dialog = FirstMasks(SEEN, (), kept.append, None)
    QTest.keyClick(dialog.canvas, KEY.Key_Space)
    assert not dialog._go.isEnabled()
    QTest.keyClick(dialog.canvas, KEY.Key_Escape)
    assert dialog._go.isEnabled()
    assert kept == []
