"""Closing and quitting the desktop, with a tray and without one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from shopguard.base.clock import HOUR, SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop, FakeShops
from tests.fakes.desk_world import KEYS
from tests.screens.stand import NOW
from ui.desk import Desk
from ui.frame.desktop_view import DesktopView
from ui.frame.leaving import QuitDialog
from ui.frame.lock_view import LockView
from ui.frame.tray import SystemTray, system_tray
from ui.model import Credentials, Recorder, Room, Status
from ui.preferences import PreferenceFile, Preferences
from ui.review.model import EndReason, LookRequest, Pair


class FakeTray:
    """A sign beside the clock, as a person sees it."""

    def __init__(self, on_open: Callable[[], None], on_quit: Callable[[], None]) -> None:
        self.open, self.quit = on_open, on_quit
        self.known: Status | None = None
        self.told: list[str] = []
        self.there = True

    def show_status(self, known: Status | None) -> None:
        self.known = known

    def tell(self, title: str, words: str) -> None:
        self.told.append(title)

    def dress(self) -> None:
        self.show_status(self.known)

    def hide(self) -> None:
        self.there = False


class Place:
    """A desk somebody sits at, beside a tray or without one."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path, *, tray: bool) -> None:
        self.qtbot = qtbot
        self.clock = FakeClock(NOW)
        self.shop = FakeShop(self.clock, language="en")
        file = PreferenceFile(folder / "desktop.json")
        file.save(Preferences("en"))
        self.file = file
        self.trays: list[FakeTray] = []

        def make(on_open: Callable[[], None], on_quit: Callable[[], None]) -> FakeTray | None:
            if not tray:
                return None
            self.trays.append(FakeTray(on_open, on_quit))
            return self.trays[0]

        self.desk = Desk(app, FakeShops(self.clock, self.shop), file, self.clock, make)
        self.desk._way_out._quit_app = lambda: None  # the tests go on
        self.desk.begin()
        qtbot.waitUntil(lambda: isinstance(self.desk.view, LockView))

    def sign_in(self) -> None:
        self.desk.sign_in(self.shop.sign_in(Credentials("sato", KEYS["sato"])))
        self.qtbot.waitUntil(lambda: isinstance(self.desk.view, DesktopView))

    def dialog(self) -> QuitDialog | None:
        found = [d for d in self.desk.window.findChildren(QuitDialog) if d.isVisible()]
        return found[0] if found else None

    def ended(self) -> bool:
        return self.shop.closed

    def asked(self) -> bool:
        return self.dialog() is not None

    def press(self, name: str) -> None:
        dialog = self.dialog()
        assert dialog is not None
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def end(self) -> None:
        self.desk._way_out._end()
        self.desk.window.deleteLater()


@pytest.fixture
def place(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Place]:
    place = Place(qapp, qtbot, tmp_path, tray=getattr(request, "param", True))
    yield place
    place.end()
    qapp.setQuitOnLastWindowClosed(True)


without_tray = pytest.mark.parametrize("place", [False], indirect=True)


def test_closing_leads_into_the_tray_with_an_empty_seat_and_is_said_once(place: Place) -> None:
    place.sign_in()
    tray = place.trays[0]
    for _ in range(2):
        place.desk.window.close()
        assert not place.desk.window.isVisible()
        assert place.desk.seat.who is None
        assert isinstance(place.desk.view, LockView)
        assert not place.ended()
        tray.open()
        assert place.desk.window.isVisible()
    assert tray.told == ["ShopGuard stays here"]
    assert place.file.load().tray_told


def test_quitting_from_the_tray_ends_the_desktop_without_a_question(place: Place) -> None:
    place.desk.window.close()
    place.trays[0].quit()
    assert place.ended()
    assert not place.trays[0].there


def test_the_settings_page_ends_the_desktop_as_the_tray_does(place: Place) -> None:
    place.sign_in()
    view = place.desk.view
    assert isinstance(view, DesktopView)
    place.qtbot.waitUntil(lambda: view.room is Room.LIVE)
    view.go_to(Room.SETTINGS)
    found = view.findChildren(QPushButton)
    (end,) = [each for each in found if each.text() == "Quit ShopGuard"]
    place.qtbot.mouseClick(end, Qt.MouseButton.LeftButton)
    assert place.ended()
    assert not place.trays[0].there


def test_recording_that_is_late_is_told_while_nobody_looks(place: Place) -> None:
    tray = place.trays[0]
    place.desk.window.close()
    place.shop.recording = 3
    for _ in range(40):
        place.clock.advance(SECOND)
        place.desk.tick()
        place.qtbot.wait(1)
    assert tray.told[1:] == ["1 camera is not being recorded"]
    assert tray.known is not None
    assert tray.known.recording == 3


@without_tray
def test_without_a_tray_closing_is_the_end(place: Place) -> None:
    place.sign_in()
    place.desk.window.close()
    assert not place.asked()
    assert place.ended()


@without_tray
def test_work_under_way_is_asked_about_and_going_on_loses_nothing(place: Place) -> None:
    go_on = threading.Event()
    place.desk.background.run(lambda _: go_on.wait(10), lambda _: None, on_progress=lambda _: None)
    place.desk.window.close()
    assert place.asked()
    assert not place.ended()
    place.press("Go on working")
    place.qtbot.waitUntil(lambda: not place.asked())
    assert place.desk.window.isVisible()
    place.desk.window.close()
    place.press("Quit all the same")
    assert place.ended()
    go_on.set()


@without_tray
def test_a_sheet_that_is_not_confirmed_is_asked_about(place: Place) -> None:
    place.sign_in()
    place.desk.seat.idle_locks = False
    place.desk.window.close()
    assert place.asked()
    place.press("Quit all the same")
    assert place.ended()


def test_nobody_is_asked_when_the_session_of_the_pc_ends(place: Place) -> None:
    place.desk.seat.idle_locks = False
    place.desk._way_out.session_ends()
    place.desk.window.close()
    assert place.ended()


def test_where_the_system_has_no_tray_there_is_none() -> None:
    made = system_tray(lambda: None, lambda: None)
    assert (made is not None) == QSystemTrayIcon.isSystemTrayAvailable()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_the_sign_says_how_recording_stands_in_words(qtbot: QtBot) -> None:
    opened: list[str] = []
    tray = SystemTray(lambda: opened.append("open"), lambda: opened.append("quit"))
    known = Status(NOW, "Midori", 4, 4, None, Recorder.RUNNING)
    tray.show_status(known)
    said = [tray._icon.toolTip()]
    tray.show_status(replace(known, recording=3))
    said.append(tray._icon.toolTip())
    tray.show_status(replace(known, recorder=Recorder.STOPPED))
    said.append(tray._icon.toolTip())
    assert tray._quit.text() == "Quit (recording goes on)"
    tray.show_status(replace(known, demo=True))
    assert tray._quit.text() == "End the demo (nothing is kept)"
    assert said == ["Midori\nRecording 4/4", "Midori\nRecording 3/4", "Midori\nRecorder stopped"]
    for action in tray._menu.actions():
        action.trigger()
    assert opened == ["open", "quit"]
    tray.hide()


@without_tray
def test_the_demo_does_not_end_with_its_window_unasked(place: Place) -> None:
    place.shop.show_samples()
    assert not place.desk.window.close()
    place.press("Go on working")
    assert not place.ended()
    assert not place.desk.window.close()
    place.press("End the demo")
    assert place.ended()


@without_tray
def test_a_log_that_cannot_be_written_keeps_nobody_from_closing_the_window(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.sign_in()
    rooms, who = place.desk.rooms, place.desk.seat.who
    assert rooms is not None
    assert who is not None
    request = LookRequest("safety", ("cam-1", "cam-2"), Span(NOW - HOUR, NOW))
    pair = Pair(who, Credentials("suzuki", KEYS["suzuki"]))
    footage = place.shop.door.open(request, pair)
    rooms.review.begin(footage, who)
    place.qtbot.waitUntil(lambda: rooms.review.player is not None)
    place.qtbot.waitUntil(lambda: len(place.shop.live.open) == 1)

    def full(*_: object) -> None:
        raise Unavailable("catalogue.full")

    monkeypatch.setattr(footage, "close", full)
    monkeypatch.setattr(place.shop, "sign_out", full)
    place.desk.window.close()
    assert not place.desk.window.isVisible()
    assert footage.ended is EndReason.CLOSED
    assert rooms.review.player is None
    assert rooms.live.picture("cam-1") is None
    assert place.ended()
