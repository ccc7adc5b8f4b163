"""The rows of the log as a table: takes rows, knows no database."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
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
_WHO, _WHAT = 20, 24  # units of the grid; the last column takes the rest


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
    """The table as wide as the page: it never scrolls sideways, the last column takes the rest."""

    def __init__(self, table: AuditTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setAccessibleName(translate("audit", "Log entries"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        metrics = self.fontMetrics()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(36, metrics.height() + 14))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for index, width in enumerate(self._widths()):
            self.setColumnWidth(index, width)

    def _widths(self) -> tuple[int, ...]:
        """Numbers, times and outcomes as wide as they come; names and actions as usual."""
        wide = self.fontMetrics().horizontalAdvance
        outcomes = [engine_text(f"audit.outcome.{name}") for name in _OUTCOMES]
        return (
            wide("00000") + _AROUND,
            wide(words.moment(_WIDEST_US, language())) + _AROUND,
            current().wide(_WHO),
            current().wide(_WHAT),
            max(map(wide, [*outcomes, headings()[_OUTCOME]])) + 24 + _AROUND,
        )


def _outcome_icon(row: AuditRow) -> QIcon:
    icon, colour = _OUTCOMES[row.outcome]
    return current().icon(icon, colour)
