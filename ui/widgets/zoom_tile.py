"""A tile one can look closer into: wheel, + and −, drag to move about; Esc shows it whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from ui.widgets.tile import Tile, picture_place
from ui.widgets.zoom import Zoom

_NOTCH = 120
_CLOSER: dict[int, int] = {
    Qt.Key.Key_Plus: 2,
    Qt.Key.Key_Equal: 2,
    Qt.Key.Key_Semicolon: 2,
    Qt.Key.Key_Minus: -2,
    Qt.Key.Key_0: -100,
}


class ZoomTile(Tile):
    """``_grip``: where the pointer holds it, while the left button is down."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._grip: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or self.zoom.whole:
            return
        way, box = event.position() - self._grip, self._shown_box()
        self.set_zoom(self.zoom.moved(-way.x() / box.width(), -way.y() / box.height()))
        self._grip = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

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
        if key in _CLOSER:
            self.set_zoom(self.zoom.by(_CLOSER[key]))
        elif key == Qt.Key.Key_Escape and not self.zoom.whole:
            self.set_zoom(Zoom())
        else:
            super().keyPressEvent(event)

    def _shown_box(self) -> QRectF:
        """Where the picture stands now."""
        box, picture = self._picture_box(), self.picture
        return box if picture is None else picture_place(picture, box, self.devicePixelRatioF())
