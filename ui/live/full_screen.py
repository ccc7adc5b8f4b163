"""The wall over a whole screen, this one or another; Esc or F11 brings it back to its page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.translate import translate
from ui.widgets.basics import holder, label, row

HINT_MS = 6000


class WholeScreen(QWidget):
    """Holds the wall while it is there. ``on_back``: somebody, or the screen itself, ends it."""

    def __init__(
        self, page: QWidget, wall: QWidget, screen: QScreen, on_back: Callable[[], None]
    ) -> None:
        super().__init__(page, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._on_back = on_back
        self.setWindowTitle(translate("live", "Live pictures"))
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hint = label(translate("live", "Esc or F11: back to the window"), "muted")
        self._hint = holder(row(1, hint, 1, margins=1), "surface")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(wall, 1)
        layout.addWidget(self._hint)
        self._screen = screen
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        QTimer.singleShot(HINT_MS, self._hint, self._hint.hide)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._gone)

    @property
    def on_screen(self) -> QScreen:
        return self._screen

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the system's own keys: the wall goes back, too."""
        event.accept()
        self._on_back()

    def _gone(self, screen: QScreen) -> None:
        """Its screen was unplugged."""
        if screen is self._screen:
            self._on_back()


def other_screen(window: QWidget) -> QScreen | None:
    """A screen this window is not on; None where there is only one."""
    return next((each for each in QGuiApplication.screens() if each is not window.screen()), None)
