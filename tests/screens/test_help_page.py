"""Help in the window: F1 brings it, the list and the links lead to its pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QListWidget, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.texts import LANGUAGES, Language
from tests.screens.stand import Stand
from ui.frame.rail import Rail
from ui.help.model import topics
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


_SIGNS = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "PgUp": "PageUp", "PgDown": "PageDown"}
_SERIES = {"Ctrl": {"Ctrl+1", "Ctrl+2", "…"}, "Alt": {"Alt+1", "…", "Alt+9"}}  # one for each number


def keys_told(language: Language) -> set[str]:
    """What stands in the second column of the guide's page of keys."""
    (page,) = [topic for topic in topics(language) if topic.name == "70-keys.md"]
    rows = [line.split("|") for line in page.text.splitlines() if line.startswith("|")]
    return {key for row in rows for key in row[2].split()}


def keys_heard(view: QWidget) -> set[str]:
    """Every shortcut of a page, and of what stands around it."""
    found = {each.key().toString() for each in view.findChildren(QShortcut)}
    found |= {each.shortcut().toString() for each in view.findChildren(QAbstractButton)}
    return found - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_pages_stands_in_the_guide(language: Language, qtbot: QtBot) -> None:
    told, heard, unsaid = keys_told(language), set(), set()
    space = {"ja": "スペース", "en": "Space"}
    for room in (Room.LIVE, Room.REVIEW, Room.HEALTH, Room.AUDIT):
        view = Stand().desktop(room)
        qtbot.addWidget(view)
        here = keys_heard(view)
        heard |= here
        for key in here:
            before, _, last = key.rpartition("+")
            if last.isdecimal() and before in _SERIES:
                wanted = _SERIES[before]
            else:
                sign = space[language] if last == "Space" else _SIGNS.get(last, last)
                wanted = {f"{before}+{sign}" if before else sign}
            if not wanted <= told:
                unsaid.add(key)
    assert unsaid == set()
    assert {"F1", "Ctrl+L", "Alt+9", "Shift+Right", "R", "M"} <= heard


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
