"""The calendar of gaps: a click or the arrows choose a day; its words say what colours say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.screens.stand import Stand
from ui.health.calendar import GapCalendar
from ui.model import Room


def test_a_day_is_chosen_by_mouse_and_by_arrows(qtbot: QtBot) -> None:
    stand = Stand()
    view = stand.desktop(Room.HEALTH)
    qtbot.addWidget(view)
    view.resize(1280, 1400)
    view.show()
    qtbot.waitExposed(view)
    calendar = view.findChild(GapCalendar)
    assert isinstance(calendar, GapCalendar)
    days = {day.accessibleName(): day for day in calendar.findChildren(QAbstractButton)}
    month = stand.rooms.health.state.month
    assert month is not None
    seventeenth = days["Tue 17 Nov: 2 gaps, missing 25 min"]
    assert not days["Sat 21 Nov: still to come"].isEnabled()
    qtbot.mouseClick(seventeenth, Qt.MouseButton.LeftButton)
    assert stand.rooms.health.state.chosen == month.days[16].day.start
    qtbot.keyClick(seventeenth, Qt.Key.Key_Right)
    assert stand.rooms.health.state.chosen == month.days[17].day.start
    calendar_days = {day.accessibleName(): day for day in calendar.findChildren(QAbstractButton)}
    qtbot.keyClick(calendar_days["Wed 18 Nov: no gaps"], Qt.Key.Key_Up)
    assert stand.rooms.health.state.chosen == month.days[10].day.start
