"""The rows of the log as a table: takes rows, knows no database."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import words
from ui.audit.model import AuditRow
from ui.audit.words import about, action_words, people_words
from ui.design import current
from ui.translate import engine_text, language, translate

Index = QModelIndex | QPersistentModelIndex
_OUTCOMES = {"done": ("check", "good"), "refused": ("close", "late"), "failed": ("warning", "lost")}
_OUTCOME = 4
_AROUND = 28
_WIDEST_US = 1_798_120_000_000_000  # a moment whose day and time have two digits everywhere
_CELLS: tuple[Callable[[AuditRow], str], ...] = (
    lambda row: str(row.seq),
    lambda row: words.moment(row.at_us, language()),
    people_words,
    lambda row: action_words(row.action),
    lambda row: engine_text(f"audit.outcome.{row.outcome}"),
    about,
)
_WHO, _WHAT = 2, 3
_LEAST_ABOUT = 30  # units of the grid
_LINE_ROOM = 14


def headings() -> tuple[str, ...]:
    """The columns' names, as many as there are cells."""
    return (
        translate("audit", "No."),
        translate("audit", "When"),
        translate("audit", "Who"),
        translate("audit", "What"),
        translate("audit", "Outcome"),
        translate("audit", "About"),
    )


class AuditTable(QAbstractTableModel):
    """Read only. ``show_rows`` replaces what it holds, keeping the place when rows are added."""

    def __init__(self, rows: tuple[AuditRow, ...] = ()) -> None:
        super().__init__()
        self._rows = rows
        self._headings = headings()

    def show_rows(self, rows: tuple[AuditRow, ...]) -> None:
        if rows == self._rows:
            return
        old = len(self._rows)
        if old and rows[:old] == self._rows:
            self.beginInsertRows(QModelIndex(), old, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_at(self, index: Index) -> AuditRow | None:
        """The entry of a line; None for no line."""
        return self._rows[index.row()] if index.isValid() else None

    def widest(self, column: int, wide: Callable[[str], int]) -> int:
        """How wide the widest cell of a column is."""
        cell = _CELLS[column]
        return max(map(wide, {self._headings[column], *map(cell, self._rows)}))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_CELLS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _CELLS[index.column()](row)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _OUTCOME:
            return _outcome_icon(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        horizontal = orientation is Qt.Orientation.Horizontal
        if horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class AuditList(QTableView):
    """The table as wide as the page: it never scrolls sideways, the last column takes the rest.

    Where names and actions do not fit on one line, every row has room for two.
    """

    def __init__(self, table: AuditTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setAccessibleName(translate("audit", "Log entries"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self._table = table
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.modelReset.connect(self._fit)
        table.rowsInserted.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Numbers, times and outcomes as wide as they come; names and actions share the rest."""
        wide = self.fontMetrics().horizontalAdvance
        outcomes = [engine_text(f"audit.outcome.{name}") for name in _OUTCOMES]
        number = wide("00000") + _AROUND
        when = wide(words.moment(_WIDEST_US, language())) + _AROUND
        outcome = max(map(wide, [*outcomes, headings()[_OUTCOME]])) + 24 + _AROUND
        who, what = (self._table.widest(column, wide) + _AROUND for column in (_WHO, _WHAT))
        room = self.viewport().width() - number - when - outcome
        one_line = who + what + current().wide(_LEAST_ABOUT) <= room
        if not one_line:
            who, what = min(who, int(room * 0.3)), min(what, int(room * 0.36))
        for index, width in enumerate((number, when, who, what, outcome)):
            self.setColumnWidth(index, width)
        height = self.fontMetrics().lineSpacing() * (1 if one_line else 2) + _LINE_ROOM
        self.verticalHeader().setDefaultSectionSize(max(36, height))


def _outcome_icon(row: AuditRow) -> QIcon:
    icon, colour = _OUTCOMES[row.outcome]
    return current().icon(icon, colour)
