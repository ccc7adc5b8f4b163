"""The rows of the log as a table: takes rows, knows no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import words
from ui.audit.model import AuditRow
from ui.audit.words import about, action_words, people_words
from ui.design import current
from ui.translate import engine_text, language, translate
from ui.widgets.roomy import RoomyDelegate, pitch_of

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
_WHEN, _WHO, _WHAT, _ABOUT = 1, 2, 3, 5
_LEAST_ABOUT = 30  # units of the grid
_CRAMPED = 60  # so few for names, actions and the rest
_LINE_ROOM = 10


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
        self._said: dict[int, tuple[str, ...]] = {}  # by line: asked for again at every width
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
            self._said.clear()
            self.endResetModel()

    def row_at(self, index: Index) -> AuditRow | None:
        """The entry of a line; None for no line."""
        return self._rows[index.row()] if index.isValid() else None

    def widest(self, column: int, wide: Callable[[str], int]) -> int:
        """How wide the widest cell of a column is."""
        cells = {self._words(line)[column] for line in range(len(self._rows))}
        return max(map(wide, {self._headings[column], *cells}))

    def cells(self, line: int) -> Iterator[tuple[int, str]]:
        """The words of a row that may be long, with their columns."""
        said = self._words(line)
        return ((column, said[column]) for column in (_WHEN, _WHO, _WHAT, _ABOUT))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_CELLS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(index.row())[index.column()]
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

    def _words(self, line: int) -> tuple[str, ...]:
        """Of every cell of a line."""
        if line not in self._said:
            self._said[line] = tuple(cell(self._rows[line]) for cell in _CELLS)
        return self._said[line]


class AuditList(QTableView):
    """The table as wide as the page: it never scrolls sideways, the last column takes the rest.

    A row whose words do not fit on one line has room for two.
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
        self.setItemDelegate(RoomyDelegate(self))
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
        if room < current().wide(_CRAMPED):  # the day above, the time below it
            both, when = when, wide(words.day(_WIDEST_US, language())) + _AROUND
            room += both - when
        if not one_line:
            who, what = min(who, int(room * 0.3)), min(what, int(room * 0.36))
        for index, width in enumerate((number, when, who, what, outcome)):
            self.setColumnWidth(index, width)
        self._give_height(dict(enumerate((number, when, who, what, outcome))))

    def _give_height(self, widths: dict[int, int]) -> None:
        """One line for each, two for those that need them."""
        pitch, rows = pitch_of(self.fontMetrics()), self.verticalHeader()
        one, two = (max(36, lines * pitch + _LINE_ROOM) for lines in (1, 2))
        rest = self.viewport().width() - sum(widths.values())
        rows.setDefaultSectionSize(one)
        wide = self.fontMetrics().horizontalAdvance
        for line in range(self._table.rowCount()):
            long = any(
                wide(words) + _AROUND > widths.get(column, rest)
                for column, words in self._table.cells(line)
            )
            wanted = two if long else one
            if rows.sectionSize(line) != wanted:
                rows.resizeSection(line, wanted)


def _outcome_icon(row: AuditRow) -> QIcon:
    icon, colour = _OUTCOMES[row.outcome]
    return current().icon(icon, colour)
