"""A plain table on a page that scrolls as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.design import current
from ui.widgets.basics import label


class Grid(QWidget):
    """A plain table: heads, and a row after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * current().unit)
        self._grid.setVerticalSpacing(current().unit // 2)
        self._rows = 0

    def clear(self, heads: tuple[str, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, words_ in enumerate(heads):
            self._grid.addWidget(label(words_, "muted"), 0, place)
        self._rows = 1

    def add(self, cells: tuple[str, ...], last: QWidget | None = None) -> None:
        """Cells with a line break share what room there is."""
        for place, cell in enumerate(cells):
            long = "\n" in cell
            made = label(cell, "strong" if place == 0 else "", wrap=long)
            made.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            if long or place == len(cells) - 1:
                self._grid.setColumnStretch(place, 1)
            self._grid.addWidget(made, self._rows, place)
        if last is not None:
            self._grid.addWidget(last, self._rows, len(cells))
        self._rows += 1
