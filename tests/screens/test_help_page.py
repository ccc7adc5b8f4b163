"""Help in the window: F1 brings it, the list and the links lead to its pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from tests.screens.stand import Stand
from ui.frame.rail import Rail
from ui.model import Room


def test_f1_brings_the_guide_and_the_arrows_turn_its_pages(qtbot: QtBot) -> None:
    stand = Stand()
    view = stand.desktop(Room.LIVE)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_F1)
    assert view.room is Room.HELP
    listed = view.page(Room.HELP).findChild(QListWidget)
    text = view.page(Room.HELP).findChild(QTextBrowser)
    assert isinstance(listed, QListWidget)
    assert isinstance(text, QTextBrowser)
    assert "Every day" in text.toPlainText()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert "Looking at recordings" in text.toPlainText()


def test_every_room_is_seen_on_a_low_screen(qtbot: QtBot) -> None:
    rail = Rail([room for room in Room if room not in _LATER], lambda _: None)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 640)
    rail.show()
    assert rail.height() == 640
    buttons = rail.findChildren(QPushButton)
    assert all(button.height() >= button.minimumSizeHint().height() for button in buttons)
    assert max(button.geometry().bottom() for button in buttons) <= 640


_LATER = (Room.ALERTS, Room.INCIDENTS, Room.PROVISION, Room.PAPERS)
