"""Rows of lists and tables whose words take more than a line: with room between the lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.widgets.text_block import PITCH

_AROUND = 10  # above and below the words of a row
Index = QModelIndex | QPersistentModelIndex


def pitch_of(metrics: QFontMetrics) -> int:
    """From one line to the next."""
    return round(metrics.height() * PITCH)


class RoomyDelegate(QStyledItemDelegate):
    """The style draws everything but the words; the font's own pitch is too tight for them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        metrics: QFontMetrics = option.fontMetrics
        lines = 1 + str(index.data() or "").count("\n")
        return QSize(size.width(), max(size.height(), lines * pitch_of(metrics) + _AROUND))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        words, option.text = str(option.text), " "
        widget: QWidget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget)
        side = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, widget) + 1
        right: int = option.rect.right()
        box.setRight(right - side)
        box.setTop(option.rect.top())
        box.setBottom(option.rect.bottom())
        painter.save()
        painter.setPen(option.palette.text().color())
        painter.setFont(option.font)
        _draw(painter, box.adjusted(side, 0, -side, 0), words)
        painter.restore()


def _draw(painter: QPainter, box: QRect, words: str) -> None:
    """Wrapped, in the middle of its height; what has no room there ends with dots."""
    pitch = pitch_of(painter.fontMetrics())
    most = max(1, box.height() // pitch)
    lines = _lines(painter, box.width(), words)
    if len(lines) > most:
        rest = "".join(lines[most - 1 :])
        dots = Qt.TextElideMode.ElideRight
        lines = [*lines[: most - 1], painter.fontMetrics().elidedText(rest, dots, box.width())]
    top = box.top() + (box.height() - len(lines) * pitch) // 2
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for number, line in enumerate(lines):
        painter.drawText(
            QRect(box.left(), top + number * pitch, box.width(), pitch), middle, line.rstrip()
        )


def _lines(painter: QPainter, width: int, words: str) -> list[str]:
    found: list[str] = []
    anywhere = QTextOption()
    anywhere.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, painter.font())
        layout.setTextOption(anywhere)
        layout.beginLayout()
        while (part := layout.createLine()).isValid():
            part.setLineWidth(width)
            part.setPosition(QPointF(0, 0))
            found.append(paragraph[part.textStart() : part.textStart() + part.textLength()])
        layout.endLayout()
    return found
