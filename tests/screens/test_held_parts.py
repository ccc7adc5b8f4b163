"""Ending a kept part, as the manager does it: the reason first, Enter never ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from tests.fakes.desk_world import KEYS
from tests.screens.stand import Stand
from ui.model import Credentials, Room
from ui.retention.held_dialog import EndHoldDialog
from ui.retention.view import RetentionView
from ui.widgets.fields import SecretLine


@pytest.mark.requirement("T-4")
def test_a_kept_part_is_ended_by_keyboard_and_never_by_enter_in_a_field(qapp: QApplication) -> None:
    stand = Stand()
    book = stand.shop.retention_book
    part, other = book.parts
    window = stand.desktop(Room.RETENTION)
    window.show()
    page = window.page(Room.RETENTION)
    assert isinstance(page, RetentionView)
    first = next(b for b in page.findChildren(QPushButton) if part.cameras[0] in _kept_name(b))
    first.click()
    dialog = next(d for d in qapp.topLevelWidgets() if isinstance(d, EndHoldDialog))
    (secret,) = (s for s in dialog.findChildren(SecretLine) if s.isVisible())
    reason = next(
        line
        for line in dialog.findChildren(QLineEdit)
        if line.isVisible() and not isinstance(line, SecretLine)
    )
    secret.setText(KEYS["suzuki"])
    dialog._go.click()
    assert dialog.isVisible()  # nobody has said why
    assert reason.accessibleDescription()
    QTest.keyClicks(reason, "solved")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    QTest.qWait(1)
    assert dialog.focusWidget() is dialog._go
    QTest.keyClick(dialog._go, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert (book.ended, secret.text()) == ([], KEYS["suzuki"])
    QTest.keyClick(dialog._go, Qt.Key.Key_Space)
    assert book.ended == [(part, "solved")]
    assert page.isVisible()
    assert book.parts == (other,)
    window.close()
    window.deleteLater()


def test_whoever_only_reads_sees_the_list_without_an_act(qapp: QApplication) -> None:
    stand = Stand()
    stand.seat.sit(stand.shop.sign_in(Credentials("tanaka", KEYS["tanaka"])))
    page = RetentionView(stand.rooms.retention)
    page.enter()
    page.show()
    names = stand.shop.retention_book.parts[0].cameras
    assert any(names[0] in shown.text() for shown in page.findChildren(QLabel))
    assert not any(_kept_name(each) for each in page.findChildren(QPushButton))
    page.close()
    page.deleteLater()


def _kept_name(each: QPushButton) -> str:
    name = each.accessibleName()
    return name if name.startswith("End keeping") or name.endswith("保全を終える") else ""
