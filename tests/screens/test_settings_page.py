"""The settings page in a window: typing offers the change; what cannot be is marked, not sent."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.screens.stand import Stand
from ui.model import Room

NAME = "How long recordings stay open"


@pytest.mark.parametrize(
    ("typed", "offered", "tone"), [("45", 45, ""), ("30", None, ""), ("0", None, "lost")]
)
def test_a_number_that_can_be_is_offered(
    qtbot: QtBot, typed: str, offered: int | None, tone: str
) -> None:
    stand = Stand()
    view = stand.desktop(Room.SETTINGS)
    qtbot.addWidget(view)
    view.show()

    def lines() -> list[QLineEdit]:
        found = view.findChildren(QLineEdit)
        return [each for each in found if each.accessibleName() == NAME and each.isVisible()]

    qtbot.waitUntil(lambda: bool(lines()))
    (line,) = lines()
    (change,) = [
        each
        for each in view.findChildren(QPushButton)
        if each.accessibleName() == f"Change… {NAME}"
    ]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    assert dict(stand.rooms.settings.state.typed).get("session_minutes") == offered
    assert change.isVisibleTo(view) is (offered is not None)
    assert (line.property("tone") or "") == tone


def test_what_hardly_anybody_needs_is_folded_up_and_still_found(qtbot: QtBot) -> None:
    stand = Stand()
    view = stand.desktop(Room.SETTINGS)
    qtbot.addWidget(view)
    view.show()

    def seen(name: str) -> bool:
        found = view.findChildren(QLineEdit)
        return any(each.accessibleName() == name and each.isVisible() for each in found)

    rare = "Spare room for a full disk"
    qtbot.waitUntil(lambda: seen(NAME))
    assert not seen(rare)
    (unfold,) = [
        each for each in view.findChildren(QPushButton) if each.accessibleName() == "Show Details"
    ]
    unfold.click()
    assert seen(rare)
    unfold.click()
    assert not seen(rare)
    stand.rooms.settings.search("spare")
    assert seen(rare)
    assert not seen(NAME)
