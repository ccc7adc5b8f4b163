"""Every case in a list: number, day, for whom, where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui import words
from ui.provision.model import CaseInfo
from ui.provision.words import ground_words, state_words
from ui.translate import language, translate

_ID = Qt.ItemDataRole.UserRole
_RECIPIENT = 2


class CaseTable(QTableWidget):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        super().__init__(0, 4)
        self._on_choose = on_choose
        self._shown: tuple[CaseInfo, ...] | None = None
        self.setAccessibleName(translate("provision", "Requests"))
        self.setHorizontalHeaderLabels(
            [
                translate("provision", "No."),
                translate("provision", "Day"),
                translate("provision", "For whom"),
                translate("provision", "State"),
            ]
        )
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
        header.setSectionResizeMode(_RECIPIENT, QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._chose)

    def show_cases(self, cases: tuple[CaseInfo, ...], chosen: str) -> None:
        self.blockSignals(True)
        if cases != self._shown:
            self._shown = cases
            self.setRowCount(len(cases))
            for line, case in enumerate(cases):
                for at, said in enumerate(_cells(case)):
                    item = QTableWidgetItem(said)
                    item.setData(_ID, case.id)
                    item.setToolTip(said)
                    self.setItem(line, at, item)
        line = next((at for at, case in enumerate(cases) if case.id == chosen), -1)
        if line >= 0:
            self.setCurrentCell(line, 0)
            self.selectRow(line)
        self.blockSignals(False)

    def _chose(self) -> None:
        item = self.currentItem()
        if item is not None:
            self._on_choose(str(item.data(_ID)))


def _cells(case: CaseInfo) -> tuple[str, ...]:
    return (
        str(case.number),
        words.day(case.opened_us, language()),
        case.recipient or ground_words(case.ground),
        state_words(case.state),
    )
