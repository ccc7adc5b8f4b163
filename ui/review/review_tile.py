"""A camera of a viewing: wheel to look closer, drag to move about, click to bring it to front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent

from ui.design import current
from ui.translate import translate
from ui.widgets.tile import Tile, picture_place
from ui.widgets.zoom import Zoom

_NOTCH = 120
_EDGE = 3
_CLOSER: dict[int, int] = {
    Qt.Key.Key_Plus: 2,
    Qt.Key.Key_Equal: 2,
    Qt.Key.Key_Semicolon: 2,
    Qt.Key.Key_Minus: -2,
    Qt.Key.Key_0: -100,
}


class ReviewTile(Tile):
    """``chosen``: it shall be the one that is stepped and printed."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMinimumSize(120, 84)
        self._grip: QPointF | None = None
        self._front = False
        how = translate(
            "review", "Click: bring to front. Double-click: enlarge. Wheel: look closer."
        )
        self.setToolTip(how)
        self.setAccessibleDescription(how)

    def set_front(self, *, front: bool) -> None:
        """The one that is stepped and printed."""
        if front is not self._front:
            self._front = front
            self.update()

    # --- Qt ---------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        box, at = self._shown_box(), event.position()
        x, y = (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()
        steps = event.angleDelta().y() / _NOTCH
        self.set_zoom(self.zoom.by(steps, min(1.0, max(0.0, x)), min(1.0, max(0.0, y))))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or self.zoom.whole:
            return
        way, box = event.position() - self._grip, self._shown_box()
        self.set_zoom(self.zoom.moved(-way.x() / box.width(), -way.y() / box.height()))
        self._grip = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def event(self, event: QEvent) -> bool:
        """Whoever comes here by keyboard brings it to front as well."""
        if event.type() is QEvent.Type.FocusIn:
            self.chosen.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLOSER:
            self.set_zoom(self.zoom.by(_CLOSER[event.key()]))
        elif event.key() == Qt.Key.Key_Escape and not self.zoom.whole:
            self.set_zoom(Zoom())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._front:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), _EDGE, current().colour("accent"))
            painter.end()

    def _shown_box(self) -> QRectF:
        """Where the picture stands now."""
        box, picture = self._picture_box(), self.picture
        return box if picture is None else picture_place(picture, box, self.devicePixelRatioF())
