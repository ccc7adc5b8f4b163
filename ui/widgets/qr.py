"""A QR code, drawn black on white whatever the theme: cameras of telephones want it so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET = 4  # modules of white around, as the standard asks


class QrCode(QWidget):
    """Shows ``text``; nothing while it is empty."""

    def __init__(self, name: str, side: int = 176) -> None:
        super().__init__()
        self._rows: tuple[tuple[int, ...], ...] = ()
        self._side = side
        self.setAccessibleName(name)
        self.setFixedSize(side, side)

    def show_text(self, text: str) -> None:
        import segno  # few look at a code; the sign-in does not wait for it

        self._rows = tuple(tuple(row) for row in segno.make(text).matrix) if text else ()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._rows:
            module = self.width() / (len(self._rows) + 2 * _QUIET)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.black)
            for y, row in enumerate(self._rows):
                for x, dark in enumerate(row):
                    if dark:
                        left, top = (x + _QUIET) * module, (y + _QUIET) * module
                        painter.drawRect(QRectF(left, top, module + 0.05, module + 0.05))
        painter.end()
