"""Centred words over several lines, painted with room between the lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

PITCH = 1.4


class TextBlock:
    """Laid out once for a width; ``height`` is what it takes."""

    def __init__(self, words: str, font: QFont, width: float) -> None:
        self._layouts: list[QTextLayout] = []
        self.height = 0.0
        pitch = QFontMetricsF(font).height() * PITCH
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        for line in words.split("\n") if words else ():
            layout = QTextLayout(line, font)
            layout.setTextOption(option)
            layout.beginLayout()
            while (part := layout.createLine()).isValid():
                part.setLineWidth(width)
                part.setPosition(QPointF(0, self.height))
                self.height += pitch
            layout.endLayout()
            self._layouts.append(layout)

    def paint(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        painter.setPen(colour)
        for layout in self._layouts:
            layout.draw(painter, at)
