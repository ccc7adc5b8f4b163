"""Something drawn on with mouse and keyboard: it knows whether the keyboard brought one there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

_SIZE = QSize(800, 450)
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Canvas(QWidget):
    """``_keyboard``: show where the keys would act; who came with the mouse sees it."""

    def __init__(self) -> None:
        super().__init__()
        self._keyboard = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() in _TAB
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        return _SIZE
