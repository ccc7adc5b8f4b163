"""The rows of the log as a table: takes rows, knows no database."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from shopguard.base.texts import all_codes
from ui import words
from ui.audit.model import AuditRow
from ui.design import current
from ui.translate import engine_text, language, translate

Index = QModelIndex | QPersistentModelIndex
_OUTCOMES = {"done": ("check", "good"), "refused": ("close", "late"), "failed": ("warning", "lost")}


def action_words(action: str) -> str:
    """What an action is called; its own name when a later version logged it."""
    code = f"audit.action.{action}"
    return engine_text(code) if code in all_codes() else action


def person_words(person: str) -> str:
    """A name; the recorder and who owns the account of this PC are called so."""
    if person == "recorder":
        return translate("audit", "recorder")
    if person.startswith("console:"):
        return translate("audit", "user of this PC: {user}").format(user=person[8:])
    return person


def _purpose(row: AuditRow) -> str:
    code = f"policy.purpose.{row.purpose}"
    return engine_text(code) if code in all_codes() else row.purpose


def _span(row: AuditRow) -> str:
    return words.span(row.span, language()) if row.span is not None else ""


_CELLS: tuple[Callable[[AuditRow], str], ...] = (
    lambda row: str(row.seq),
    lambda row: words.moment(row.at_us, language()),
    lambda row: "・".join(map(person_words, row.people)),
    lambda row: action_words(row.action),
    lambda row: engine_text(f"audit.outcome.{row.outcome}"),
    _purpose,
    lambda row: "・".join(row.cameras),
    _span,
)


def headings() -> tuple[str, ...]:
    """The columns' names, as many as there are cells."""
    return (
        translate("audit", "No."),
        translate("audit", "When"),
        translate("audit", "Who"),
        translate("audit", "What"),
        translate("audit", "Outcome"),
        translate("audit", "Purpose"),
        translate("audit", "Cameras"),
        translate("audit", "Footage"),
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

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_CELLS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[index.column()](row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (_CELLS[index.column()](row), row.detail) if part)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 4:
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


def _outcome_icon(row: AuditRow) -> QIcon:
    icon, colour = _OUTCOMES[row.outcome]
    return current().icon(icon, colour)
