"""Parts side by side that go on in a further line where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.design import current


class Flow(QLayout):
    """Left to right, then the next line. A part that may grow takes what its line leaves free.

    ``gap``: between parts and between lines, in units of the grid.
    """

    def __init__(self, *parts: QWidget | QLayout, gap: float = 1) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = round(gap * current().unit)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            if isinstance(part, QWidget):
                self.addWidget(part)
            else:
                self.addChildLayout(part)
                self.addItem(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        return self._place(QRect(0, 0, inner, 0), move=False) + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(wide, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """As narrow as the widest part."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide = max((size.width() for size in shown), default=0)
        return self._with_margins(wide, max((size.height() for size in shown), default=0))

    def _with_margins(self, wide: int, tall: int) -> QSize:
        around = self.contentsMargins()
        return QSize(wide, tall).grownBy(around)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """The height all lines take."""
        top = rect.top()
        for line in self._lines(rect.width()):
            tall = max(item.sizeHint().height() for item in line)
            if move:
                self._set(line, QRect(rect.left(), top, rect.width(), tall))
            top += tall + self._gap
        return max(0, top - rect.top() - self._gap)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if taken + wide > width and (taken or not lines):
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += wide + self._gap
        return lines

    def _set(self, line: list[QLayoutItem], rect: QRect) -> None:
        wanted = [min(item.sizeHint().width(), rect.width()) for item in line]
        free = max(0, rect.width() - sum(wanted) - self._gap * (len(line) - 1))
        left = rect.left()
        for item, wide in zip(line, wanted, strict=True):
            size = item.sizeHint()
            if free and item.expandingDirections() & Qt.Orientation.Horizontal:
                grown = min(wide + free, item.maximumSize().width())
                free, wide = free - (grown - wide), grown
            at = QPoint(left, rect.top() + (rect.height() - size.height()) // 2)
            item.setGeometry(QRect(at, QSize(wide, size.height())))
            left += wide + self._gap
