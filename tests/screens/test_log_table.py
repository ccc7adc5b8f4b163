"""The table of the log leaves no name and no action cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopguard.audit.actions import Act
from tests.screens.stand import Stand
from ui.audit.head_dialog import WholeText
from ui.audit.model import AuditRow
from ui.audit.table import AuditList, AuditTable
from ui.translate import use_language
from ui.widgets.roomy import pitch_of

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


def test_a_row_that_needs_two_lines_has_room_between_them(qtbot: QtBot) -> None:
    at = Stand().clock.utc_us()
    rows = tuple(
        AuditRow(seq, at, ("Hanako Sato",), Act.FOOTAGE_OPENED.value, "done", cameras=(name,))
        for seq, name in enumerate(("", "a long name of a camera " * 6))
    )
    table = AuditTable(rows)
    shown = AuditList(table)
    qtbot.addWidget(shown)
    shown.resize(1000, 400)
    shown.show()
    pitch = pitch_of(shown.fontMetrics())
    assert pitch > shown.fontMetrics().lineSpacing()
    assert shown.rowHeight(0) < 2 * pitch <= shown.rowHeight(1)


def test_all_of_a_long_head_is_in_sight(qtbot: QtBot) -> None:
    text = WholeText("SGHEAD1:" + "MZXW6YTBOI4DKNJT" * 30)
    qtbot.addWidget(text)
    text.resize(430, 40)
    text.show()
    assert text.verticalScrollBar().maximum() == 0
    assert text.height() > 5 * text.fontMetrics().lineSpacing()
