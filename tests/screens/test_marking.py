"""A part is marked with what can be seen, and it is said of what and of which cameras it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.clock import MINUTE, SECOND
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES
from tests.screens.conftest import dress
from tests.screens.gallery import PAGES
from tests.screens.stand import NOW, Stand
from ui import words
from ui.design import Theme
from ui.model import Room
from ui.provision.request_dialog import RequestDialog
from ui.review.marking import Marking
from ui.review.part_dialogs import HoldDialog, Part
from ui.review.presenter import ReviewPresenter
from ui.review.view import ReviewView


class Looking:
    """A viewing in a window; everything is done at once."""

    def __init__(self, qtbot: QtBot) -> None:
        self.stand = Stand()
        self.desktop = self.stand.desktop(Room.REVIEW)
        qtbot.addWidget(self.desktop)
        self.desktop.resize(1280, 800)
        self.desktop.show()
        door = self.stand.shop.door
        self.footage = door.open(self.stand.request(), self.stand.pair())
        self.presenter.begin(self.footage, self.stand.who)
        (self.view,) = self.desktop.findChildren(ReviewView)
        (self.marking,) = self.desktop.findChildren(Marking)

    @property
    def presenter(self) -> ReviewPresenter:
        return self.stand.rooms.review

    def go(self, us: int) -> None:
        assert self.presenter.player is not None
        self.presenter.player.seek(us)


@pytest.fixture
def looking(qtbot: QtBot) -> Looking:
    return Looking(qtbot)


def named(within: QWidget, said: str) -> QPushButton:
    return next(each for each in within.findChildren(QPushButton) if each.text() == said)


def test_two_buttons_mark_a_part_and_it_is_said_from_when_to_when(
    looking: Looking, qtbot: QtBot
) -> None:
    keep, give = named(looking.marking, "Keep"), named(looking.marking, "Hand over…")
    assert (keep.isEnabled(), give.isEnabled()) == (False, False)
    assert "Mark a part" in looking.marking._part.text()
    assert "Mark a part" in keep.toolTip()
    left = Qt.MouseButton.LeftButton
    looking.go(NOW - 10 * MINUTE)
    qtbot.mouseClick(named(looking.marking, "From here"), left)
    looking.go(NOW - 10 * MINUTE + 12 * SECOND)
    qtbot.mouseClick(named(looking.marking, "To here"), left)
    marked = Span(NOW - 10 * MINUTE, NOW - 10 * MINUTE + 12 * SECOND)
    assert looking.presenter.state.mark == marked
    ends = f"{words.clock(marked.start)} 〜 {words.clock(marked.end)}"
    assert looking.marking._part.text() == f"{ends} (12 s)"
    assert (keep.isEnabled(), give.isEnabled()) == (True, True)
    qtbot.mouseClick(named(looking.marking, "Clear"), left)
    assert not keep.isEnabled()
    assert "Mark a part" in looking.marking._part.text()


def test_a_camera_can_be_left_out_but_not_all(qtbot: QtBot, looking: Looking) -> None:
    kept: list[tuple[str, ...]] = []
    part = Part(Span(NOW - 10 * MINUTE, NOW - 9 * MINUTE), looking.stand.shop.camera_list)
    dialog = HoldDialog(part, lambda cameras, *_: kept.append(tuple(cameras)))
    qtbot.addWidget(dialog)
    dialog.show()
    boxes = dialog.part._boxes
    assert [box.text() for box in boxes.values()] == ["Entrance", "Aisle A", "Till", "Back door"]
    dialog._ground.setText("theft")
    for box in boxes.values():
        box.click()
    qtbot.keyClick(dialog._ground, Qt.Key.Key_Return)
    assert kept == []
    assert "at least one" in dialog.part._none.text()
    boxes["cam-3"].click()
    qtbot.keyClick(dialog._ground, Qt.Key.Key_Return)
    assert kept == [("cam-3",)]


def test_without_a_reason_the_keyboard_goes_to_where_it_is_missing(
    qtbot: QtBot, looking: Looking
) -> None:
    part = Part(Span(NOW - 10 * MINUTE, NOW - 9 * MINUTE), looking.stand.shop.camera_list)
    dialog = HoldDialog(part, lambda *_: None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog._go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog._ground)
    assert (dialog._go.text(), dialog._go.isEnabled()) == ("Keep", True)


@pytest.mark.requirement("G-6.2")
def test_a_marked_part_leads_to_the_room_where_footage_is_handed_over(
    looking: Looking, qtbot: QtBot
) -> None:
    """By the keyboard, and again later: the cameras and the span stand in the request."""
    at = NOW - 10 * MINUTE
    marks = {
        Span(at, at + MINUTE): Span(at, at + MINUTE),
        Span(at + SECOND // 2, at + 3 * SECOND // 2): Span(at, at + 2 * SECOND),  # none is lost
    }
    for mark, asked in marks.items():
        looking.desktop.go_to(Room.REVIEW)
        looking.presenter.set_mark(mark)
        hand_over = named(looking.marking, "Hand over…")
        hand_over.setFocus()
        qtbot.keyClick(hand_over, Qt.Key.Key_Space)
        assert looking.desktop.room is Room.PROVISION
        (dialog,) = looking.desktop.findChildren(RequestDialog)
        assert dialog._footage.chosen() == (looking.footage.request.camera_ids, asked)
        dialog.reject()
        qtbot.waitUntil(lambda: looking.desktop.findChildren(RequestDialog) == [])
    assert looking.footage.ended is None  # the viewing stays open under its own rules
    looking.desktop.go_to(Room.REVIEW)
    looking.desktop.go_to(Room.PROVISION)
    assert looking.desktop.findChildren(RequestDialog) == []  # asked for once


@pytest.mark.parametrize("name", ["review", "review-nine"])
def test_large_print_asks_for_no_larger_window(name: str, qapp: QApplication) -> None:
    for language in LANGUAGES:
        dress(qapp, language, Theme.LIGHT, large=True)
        page = PAGES[name]()
        assert page.minimumSizeHint().width() <= 1024
        page.deleteLater()
