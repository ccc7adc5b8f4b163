"""Every dialog's frame: one width, and just as tall as its words need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.design import current
from ui.widgets.basics import holder


class Dialog(QDialog):
    """``fill`` it once with a layout; it grows and shrinks with what that says."""

    def __init__(self, title: str, units: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(current().wide(units))

    def open_once(self) -> None:
        """Open; when it is done with, nothing of it stays, least of all a picture."""
        self.finished.connect(self.deleteLater)
        self.open()

    @property
    def gone(self) -> bool:
        """It was closed while an answer was still under way."""
        return not isValid(self)

    def fill(self, body: QLayout) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder(body, "ground"))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line is that line's own affair; it presses no button by surprise."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and isinstance(self.focusWidget(), QLineEdit)):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            height = layout.totalHeightForWidth(self.width())
            self.setFixedHeight(height if height > 0 else layout.totalSizeHint().height())
