"""A list of people or cases: a row each, one of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.design import current

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ListRow:
    """``cells``: its words; ``signs``: column → icon and colour, beside the words."""

    id: str
    cells: tuple[str, ...]
    signs: tuple[tuple[int, str, str], ...] = ()


class ListTable(QTableWidget):
    """``on_choose`` is told the id of the row that was chosen; ``wide``: the column that grows."""

    def __init__(
        self, name: str, heads: Sequence[str], wide: int, on_choose: Callable[[str], None]
    ) -> None:
        super().__init__(0, len(heads))
        self._on_choose = on_choose
        self._shown: tuple[ListRow, ...] | None = None
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(40, self.fontMetrics().height() + 18))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._chose)

    def show_rows(self, rows: tuple[ListRow, ...], chosen: str) -> None:
        self.blockSignals(True)
        if rows != self._shown:
            self._shown = rows
            self.setRowCount(len(rows))
            for line, each in enumerate(rows):
                self._show(line, each)
        line = next((at for at, each in enumerate(rows) if each.id == chosen), -1)
        self.setCurrentCell(line, 0 if line >= 0 else -1)
        if line < 0:
            self.clearSelection()
        self.blockSignals(False)

    def _show(self, line: int, each: ListRow) -> None:
        signs = {at: (icon, colour) for at, icon, colour in each.signs}
        for at, said in enumerate(each.cells):
            item = QTableWidgetItem(said)
            item.setData(_ID, each.id)
            item.setToolTip(said)
            if at in signs:
                item.setIcon(current().icon(*signs[at]))
            self.setItem(line, at, item)

    def _chose(self) -> None:
        item = self.currentItem()
        if item is not None:
            self._on_choose(str(item.data(_ID)))
