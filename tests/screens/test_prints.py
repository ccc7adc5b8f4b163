"""The book of printed stills with hands on the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.screens.gallery_prints import stand_on_book
from tests.screens.stand import NOW, Stand
from ui.prints.dialogs import PrintDialog
from ui.prints.table import PrintsTable
from ui.review.act_dialogs import StillDialog


def button(under: QWidget, words: str) -> QPushButton:
    return next(
        each
        for each in under.findChildren(QPushButton)
        if each.text() == words and each.isVisibleTo(under)
    )


@pytest.mark.requirement("J-15")
def test_a_still_is_said_to_be_shredded_without_a_mouse() -> None:
    stand = Stand()
    view = stand_on_book(stand)
    view.resize(1280, 800)
    view.show()
    table = view.findChild(PrintsTable)
    assert table is not None
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert stand.rooms.prints.state.chosen == "3"
    assert table.item(2, 3).text() == "To shred"
    assert not table.item(2, 3).icon().isNull()
    QTest.qWait(0)  # the card of the chosen one is laid out
    asked = button(view, "It was shredded…")
    asked.setFocus()
    QTest.keyClick(asked, Qt.Key.Key_Space)
    dialog = view.window().findChild(PrintDialog)
    assert dialog is not None
    QTest.qWait(0)
    note = dialog.focusWidget() or dialog
    QTest.keyClicks(note, "Ichiro")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert stand.shop.prints.given == [("shredded", (3, "Ichiro"))]
    assert table.item(2, 3).text() == "Shredded"
    assert button(view, "Printed stills").isChecked()
    view.close()


def test_enter_prints_the_picture_that_was_asked_for() -> None:
    asked: list[str] = []
    dialog = StillDialog("Entrance", NOW, lambda _done: asked.append("print"))
    dialog.show()
    QTest.qWait(0)  # the keyboard settles
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert asked == ["print"]
    dialog.close()
