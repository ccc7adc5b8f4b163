"""The window: one stage at a time, and the one place that hears every key and mouse move."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QInputEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.design import current

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class MainWindow(QMainWindow):
    """Shows what ``stage`` made last. ``touched``: somebody is here.

    ``on_close``: whether it may close; whoever says no has found another way.
    """

    touched = Signal()

    def __init__(self, on_close: Callable[[], bool]) -> None:
        super().__init__()
        self._on_close = on_close
        self.setWindowTitle("ShopGuard")
        self.setWindowIcon(current().icon("health", "accent"))
        self.resize(1280, 800)
        self.setMinimumSize(1024, 640)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stage(self, widget: QWidget) -> None:
        """Replace everything in the window."""
        self.setCentralWidget(widget)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Every event of every part comes here: what is no input must cost next to nothing.
        if isinstance(event, QInputEvent) and event.type() in _TOUCHES:
            self.touched.emit()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._on_close():
            event.ignore()
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        event.accept()
