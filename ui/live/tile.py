"""A tile of the wall: carried to another place, looked into closer; nothing can be taken out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from ui.design import current
from ui.translate import translate
from ui.widgets.zoom_tile import ZoomTile

_NUDGE = 0.2  # of what is seen, at each arrow
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WallTile(ZoomTile):
    """``carried`` while it is dragged, ``put`` where it is let go; ``stepped``: an arrow key.

    ``stepped`` tells right, down, and whether the tile itself is to go there.
    """

    carried = Signal(QPointF)
    put = Signal(QPointF)
    stepped = Signal(int, int, bool)

    def __init__(self, name: str, place: str) -> None:
        super().__init__(name)
        self._carrying = False
        self._goal = False
        how = translate("live", "Double-click: enlarge. Wheel: look closer. Drag: move.")
        self.setToolTip(f"{place}\n{how}" if place else how)
        self.setAccessibleDescription(how)

    def mark_goal(self, *, goal: bool) -> None:
        """Whether what is carried would come here."""
        if goal is not self._goal:
            self._goal = goal
            self.update()

    # --- Qt ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip = self._grip
        if grip is None or not self.zoom.whole:
            super().mouseMoveEvent(event)
            return
        far = (event.position() - grip).manhattanLength() >= QApplication.startDragDistance()
        if self._carrying or far:
            self._carrying = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carried.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        carrying, self._carrying = self._carrying, False
        self.unsetCursor()
        if carrying:
            self.put.emit(event.globalPosition())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        carry = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        way = _WAYS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
        elif carry or self.zoom.whole:
            self.stepped.emit(*way, carry)
        else:
            self.set_zoom(self.zoom.moved(way[0] * _NUDGE, way[1] * _NUDGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._goal:
            painter = QPainter(self)
            painter.setPen(QPen(current().over_picture("text"), 4, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.rect()).adjusted(3, 3, -3, -3))
            painter.end()
