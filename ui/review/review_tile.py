"""A camera of a viewing: wheel to look closer, drag to move about, click to bring it to front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

from ui.design import current
from ui.translate import translate
from ui.widgets.zoom_tile import ZoomTile

_EDGE = 3


class ReviewTile(ZoomTile):
    """``chosen``: it shall be the one that is stepped and printed."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMinimumSize(120, 84)
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def event(self, event: QEvent) -> bool:
        """Whoever comes here by keyboard brings it to front as well."""
        if event.type() is QEvent.Type.FocusIn:
            self.chosen.emit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._front:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), _EDGE, current().colour("accent"))
            painter.end()
