"""The table of the log leaves no name and no action cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopguard.audit.actions import Act
from tests.screens.stand import Stand
from ui.audit.model import AuditRow
from ui.audit.table import AuditList, AuditTable
from ui.translate import use_language

WHO, WHAT = 2, 3


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1000, 1100])
def test_names_and_actions_are_never_cut(
    qtbot: QtBot, qapp: QApplication, language: str, width: int
) -> None:
    use_language(qapp, "ja" if language == "ja" else "en")
    at = Stand().clock.utc_us()
    rows = tuple(
        AuditRow(seq, at, ("Hanako Sato", "Ichiro Suzuki"), act.value, "done")
        for seq, act in enumerate(Act)
    )
    table = AuditTable()
    shown = AuditList(table)
    qtbot.addWidget(shown)
    shown.resize(width, 400)
    shown.show()
    table.show_rows(rows)
    height = shown.rowHeight(0)
    for column in (WHO, WHAT):
        room = QRect(0, 0, shown.columnWidth(column) - 12, height)
        for row in range(len(rows)):
            said = str(table.index(row, column).data())
            needed = shown.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, said)
            assert needed.height() <= height, said
            assert needed.width() <= room.width(), said
    use_language(qapp, "en")
