"""Two parts beside each other, or one under the other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.design import current

LIST_AND_CARD = 100  # units that a list needs beside the card of what is chosen in it


class SideBySide(QWidget):
    """``needs``: units of the grid (more in the large print) below which they stand in a column."""

    def __init__(
        self, left: QWidget, right: QWidget, needs: int, stretch: tuple[int, int] = (1, 1)
    ) -> None:
        super().__init__()
        self._needs = needs
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(3 * current().unit)
        for part, share in zip((left, right), stretch, strict=True):
            self._box.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two: then they stand in a column."""
        parts = [self._box.itemAt(index) for index in range(self._box.count())]
        widths = [part.minimumSize().width() for part in parts if part is not None]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        room = self.width() >= current().wide(self._needs)
        wanted = directions.LeftToRight if room else directions.TopToBottom
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
