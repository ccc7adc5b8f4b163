"""Every dialog's frame: one width, and just as tall as its words need, never beyond the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.design import current
from ui.widgets.basics import Scrolling, holder
from ui.widgets.veil import Veil

MARGIN = 3  # units around what it says
_EDGE = 1  # its line, drawn by the style sheet


class Dialog(QDialog):
    """``fill`` it once; it grows and shrinks with what that says, and scrolls where that ends.

    The page behind it is dimmed for as long as it is shown.
    """

    def __init__(self, title: str, units: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._units = units
        self._body: QWidget | None = None
        self._foot: QWidget | None = None
        self._scrolled: Scrolling | None = None
        self._veil: Veil | None = None
        self.setFixedWidth(self._room().width())

    def open_once(self) -> None:
        """Open; when it is done with, nothing of it stays, least of all a picture."""
        self.finished.connect(self.deleteLater)
        self.open()

    @property
    def gone(self) -> bool:
        """It was closed while an answer was still under way."""
        return not isValid(self)

    def fill(self, body: QLayout, foot: QLayout | None = None) -> None:
        """``foot``: the buttons of the answer, in sight also while the rest is scrolled."""
        unit = current().unit
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._body = holder(body)
        self._body.installEventFilter(self)
        scrolled = self._scrolled = Scrolling(self._body)
        rows.addWidget(scrolled, 1)
        if foot is not None:
            side = MARGIN * unit
            body.setContentsMargins(side, side, side, unit)
            foot.setContentsMargins(side, unit, side, side)
            self._foot = holder(foot)
            rows.addWidget(self._foot)
        frame = QFrame()
        frame.setProperty("kind", "dialog")
        frame.setLayout(rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def to_top(self) -> None:
        """Another page of it begins at its beginning."""
        if self._scrolled is not None:
            self._scrolled.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it says has changed."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line is that line's own affair; it presses no button by surprise.

        Nor does it press another button than the one it stands on, where that one refuses it.
        """
        enter, at = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self.focusWidget()
        refused = isinstance(at, QPushButton) and not at.autoDefault()
        if not (enter and (refused or isinstance(at, QLineEdit))):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        behind = self.parentWidget()
        if behind is not None and self._veil is None:
            self._veil = Veil(behind.window())
            self.destroyed.connect(self._veil.deleteLater)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        veil, self._veil = self._veil, None
        if veil is not None and isValid(veil):
            veil.lift()
        super().hideEvent(event)

    def _room(self) -> QSize:
        """Its width, and the greatest height it may have: within its window and its screen."""
        wide, unit = current().wide(self._units), current().unit
        behind = self.parentWidget()
        if behind is None:
            return QSize(wide, 1 << 14)
        window, screen = behind.window(), self.screen().availableGeometry()
        tall = max(window.height(), screen.height() - current().control)  # a title bar's room
        return QSize(min(wide, window.width() - 4 * unit), tall - 2 * unit)

    def _fit(self) -> None:
        if self._body is None:
            return
        room = self._room()
        needed = _height(self._body, room.width()) + _height(self._foot, room.width()) + 2 * _EDGE
        tall = min(needed, room.height())
        if self.isVisible():
            self._rise(tall - self.height())
        self.setFixedSize(room.width(), tall)

    def _rise(self, more: int) -> None:
        """Growing by so much must not lead out of the screen's bottom."""
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        over = frame.bottom() + more - screen.bottom()
        if over > 0:
            self.move(frame.x(), max(screen.top(), frame.y() - over))


def _height(part: QWidget | None, width: int) -> int:
    layout = part.layout() if part is not None else None
    if layout is None:
        return 0
    height = layout.totalHeightForWidth(width - 2 * _EDGE)
    return height if height > 0 else layout.totalSizeHint().height()
