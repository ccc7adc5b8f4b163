"""Everybody in a list: name, role, pledge, training, and whether they are here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.design import current
from ui.people.model import Member
from ui.people.words import pledge_words, role_words, state_words, training_words
from ui.translate import translate

_ID = Qt.ItemDataRole.UserRole
_READY = 2  # the column that takes the rest


class PeopleTable(QTableWidget):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        super().__init__(0, 4)
        self._on_choose = on_choose
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(translate("people", "People"))
        self.setHorizontalHeaderLabels(
            [
                translate("people", "Name"),
                translate("people", "Role"),
                translate("people", "Pledge and training"),
                translate("people", "State"),
            ]
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(40, self.fontMetrics().height() + 18))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_READY, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)
        self.itemSelectionChanged.connect(self._chose)

    def show_members(self, members: tuple[Member, ...], chosen: str, now_us: int) -> None:
        if (members, now_us) != self._shown:
            self._shown = (members, now_us)
            self.blockSignals(True)
            self.setRowCount(len(members))
            for line, member in enumerate(members):
                for column, (words, tone) in enumerate(_cells(member, now_us)):
                    item = QTableWidgetItem(words)
                    item.setData(_ID, member.id)
                    item.setToolTip(words)
                    if tone:
                        item.setIcon(current().icon("warning", tone))
                    self.setItem(line, column, item)
            self.blockSignals(False)
        line = next((at for at, member in enumerate(members) if member.id == chosen), -1)
        if line != self.currentRow() or not self.selectedItems():
            self.blockSignals(True)
            self.setCurrentCell(line, 0)
            self.selectRow(line)
            self.blockSignals(False)

    def _chose(self) -> None:
        item = self.currentItem()
        if item is not None:
            self._on_choose(str(item.data(_ID)))


def _cells(member: Member, now_us: int) -> tuple[tuple[str, str], ...]:
    """Words and tone, by column. Of pledge and training the one that needs care is named."""
    pledge, training = pledge_words(member), training_words(member, now_us)
    if pledge[1]:
        ready = (translate("people", "pledge: {words}").format(words=pledge[0]), "late")
    else:
        ready = training
    state = state_words(member)
    if member.left_us is not None:  # since when stands beside the list
        ready, state = ("–", ""), translate("people", "left")
    return ((member.name, ""), (role_words(member), ""), ready, (state, ""))
