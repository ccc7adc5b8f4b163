"""An event in the list: when and what, and below it where."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.design import current

PLACES = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class EventDelegate(QStyledItemDelegate):
    """Two lines with room between them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), 2 * self._pitch() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        design, pitch = current(), self._pitch()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.fillRect(box, design.colour("accent_soft" if selected else "raised"))
        inner = box.adjusted(10, 6, -8, -6)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        lines = ((index.data(), "text"), (index.data(PLACES), "muted"))
        for number, (words, colour) in enumerate(lines):
            line = QRect(inner.left(), inner.top() + number * pitch, inner.width(), pitch)
            shown = painter.fontMetrics().elidedText(
                str(words or ""), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.setPen(design.colour(colour))
            painter.drawText(line, flags, shown)
        painter.restore()

    def _pitch(self) -> int:
        return round(current().points("body") * 2)
