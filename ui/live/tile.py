"""A tile of the wall: carried to another place, looked into closer; nothing can be taken out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.design import current
from ui.translate import translate
from ui.widgets.tile import Tile, picture_place
from ui.widgets.zoom import Zoom

_NOTCH = 120
_NUDGE = 0.2  # of what is seen, at each arrow
_CLOSER: dict[int, int] = {
    Qt.Key.Key_Plus: 2,
    Qt.Key.Key_Equal: 2,
    Qt.Key.Key_Semicolon: 2,
    Qt.Key.Key_Minus: -2,
    Qt.Key.Key_0: -100,
}
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WallTile(Tile):
    """``carried`` while it is dragged, ``put`` where it is let go; ``stepped``: an arrow key.

    ``stepped`` tells right, down, and whether the tile itself is to go there.
    """

    carried = Signal(QPointF)
    put = Signal(QPointF)
    stepped = Signal(int, int, bool)

    def __init__(self, name: str, place: str) -> None:
        super().__init__(name)
        self._grip: QPointF | None = None
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip = self._grip
        if grip is None:
            return
        way = event.position() - grip
        if not self.zoom.whole:
            box = self._shown_box()
            self.set_zoom(self.zoom.moved(-way.x() / box.width(), -way.y() / box.height()))
            self._grip = event.position()
        elif self._carrying or way.manhattanLength() >= QApplication.startDragDistance():
            self._carrying = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carried.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carrying, self._carrying, self._grip = self._carrying, False, None
        self.unsetCursor()
        if carrying:
            self.put.emit(event.globalPosition())

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / _NOTCH
        if self.picture is None or (steps < 0 and self.zoom.whole):
            super().wheelEvent(event)
            return
        box, at = self._shown_box(), event.position()
        x, y = (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()
        self.set_zoom(self.zoom.by(steps, min(1.0, max(0.0, x)), min(1.0, max(0.0, y))))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """While looking closer, Esc is this tile's own before it is the page's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.zoom.whole
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        carry = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _CLOSER and not carry:
            self.set_zoom(self.zoom.by(_CLOSER[key]))
        elif key in _WAYS and (carry or self.zoom.whole):
            self.stepped.emit(*_WAYS[key], carry)
        elif key in _WAYS:
            right, down = _WAYS[key]
            self.set_zoom(self.zoom.moved(right * _NUDGE, down * _NUDGE))
        elif key == Qt.Key.Key_Escape and not self.zoom.whole:
            self.set_zoom(Zoom())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._goal:
            painter = QPainter(self)
            painter.setPen(QPen(current().over_picture("text"), 4, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.rect()).adjusted(3, 3, -3, -3))
            painter.end()

    def _shown_box(self) -> QRectF:
        """Where the picture stands now."""
        box = self._picture_box()
        picture = self.picture
        return box if picture is None else picture_place(picture, box, self.devicePixelRatioF())
