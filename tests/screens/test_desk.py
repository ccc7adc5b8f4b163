"""The desk in a window: sign in, lock, look, end; with the real background and a shop of fakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop, FakeShops
from tests.fakes.desk_world import KEYS
from tests.screens.stand import NOW
from ui.desk import Desk
from ui.first_run.view import FirstRunView
from ui.frame.desktop_view import DesktopView
from ui.frame.lock_view import LockView
from ui.model import Room
from ui.preferences import PreferenceFile, Preferences
from ui.review.model import EndReason
from ui.review.timeline import Timeline
from ui.session import Away
from ui.start.opening import OpeningView
from ui.start.view import StartView
from ui.widgets.tile import Tile


class Person:
    """Somebody in front of the window: finds things by the name they read."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self._qtbot = qtbot
        self.desk = desk

    def find(self, name: str) -> QWidget:
        """Something visible that is called so; waits for it to come."""
        found: list[QWidget] = []

        def there() -> bool:
            found[:] = [
                part
                for window in QApplication.topLevelWidgets()
                for part in window.findChildren(QWidget)
                if part.isVisible() and name in (part.accessibleName(), _words(part))
            ]
            return bool(found)

        self._qtbot.waitUntil(there)
        return found[-1]

    def press(self, name: str) -> None:
        button = self.find(name)
        self._qtbot.waitUntil(button.isEnabled)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, name: str, words: str) -> None:
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.clear()
        self._qtbot.keyClicks(line, words)

    def waits(self, kind: type[QWidget]) -> None:
        self._qtbot.waitUntil(lambda: isinstance(self.desk.view, kind))

    def waits_for_another(self, view: DesktopView) -> None:
        def there() -> bool:
            return isinstance(self.desk.view, DesktopView) and self.desk.view is not view

        self._qtbot.waitUntil(there)

    def signs_in(self, login: str, words: str = "") -> None:
        self.waits(LockView)
        self.write("Login", login)
        self.write("Passphrase", words or KEYS[login])
        self.press("Sign in")


def _words(part: QWidget) -> str:
    return part.text() if isinstance(part, QAbstractButton) else ""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def shops(clock: FakeClock) -> FakeShops:
    return FakeShops(clock, FakeShop(clock, language="en"))


@pytest.fixture
def desk(qapp: QApplication, clock: FakeClock, shops: FakeShops, tmp_path: Path) -> Iterator[Desk]:
    file = PreferenceFile(tmp_path / "desktop.json")
    file.save(Preferences("en"))
    desk = Desk(qapp, shops, file, clock)
    yield desk
    desk.window.close()
    desk.window.deleteLater()


@pytest.fixture
def person(qtbot: QtBot, desk: Desk) -> Person:
    return Person(qtbot, desk)


def open_footage(person: Person) -> None:
    """From signing in to pictures."""
    person.desk.begin()
    person.signs_in("sato")
    person.waits(DesktopView)
    person.press("Recordings")
    person.press("Open recordings")
    for choice in ("Theft prevention", "Last hour", "Entrance", "Aisle A", "Till", "Back door"):
        person.press(choice)
    person.write("Passphrase of the second person", KEYS["suzuki"])
    person.press("Open for 30 minutes")
    person.find("Extend")


def pictures(desk: Desk) -> list[Tile]:
    return [tile for tile in desk.window.findChildren(Tile) if tile.picture is not None]


def test_without_a_shop_there_are_two_ways(person: Person, shops: FakeShops, qtbot: QtBot) -> None:
    shops.shop = None
    person.desk.begin()
    assert isinstance(person.desk.view, StartView)
    person.press("Set up my shop")
    person.waits(FirstRunView)
    person.press("Back")
    person.waits(StartView)
    person.press("Look around in the demo shop")
    person.waits(LockView)
    person.press("佐藤 花子 (chief manager)")
    person.press("Sign in")
    person.waits(DesktopView)
    person.press("Lock")
    person.press("Leave the demo")
    person.press("End the demo")
    person.waits(StartView)


def test_a_shop_that_cannot_be_opened_says_why_and_can_be_tried_again(
    person: Person, shops: FakeShops
) -> None:
    shops.trouble = Unavailable("catalogue.wrong_key")
    person.desk.begin()
    person.find("Try again")
    assert isinstance(person.desk.view, OpeningView)
    shops.trouble = None
    person.press("Try again")
    person.waits(LockView)


def test_rooms_a_role_may_not_use_are_absent(person: Person) -> None:
    person.desk.begin()
    person.signs_in("takahashi")
    person.waits(DesktopView)
    view = person.desk.view
    assert isinstance(view, DesktopView)
    assert view.rooms == (Room.LIVE, Room.HEALTH, Room.SETTINGS, Room.HELP)
    view.go_to(Room.REVIEW)
    assert view.room is not Room.REVIEW


def test_staff_find_at_least_their_language_and_the_way_out(person: Person) -> None:
    person.desk.begin()
    person.signs_in("tanaka")
    person.waits(DesktopView)
    person.press("Sign out")
    person.waits(LockView)


def test_a_wrong_passphrase_is_said_in_place(person: Person, qtbot: QtBot) -> None:
    person.desk.begin()
    person.signs_in("sato", "not the words")
    view = person.desk.view
    qtbot.waitUntil(lambda: "could not be logged in" in _all_said(view))
    assert isinstance(person.desk.view, LockView)
    person.signs_in("sato")
    person.waits(DesktopView)


@pytest.mark.requirement("J-3", "J-12")
def test_two_people_open_look_and_close(person: Person, shops: FakeShops, qtbot: QtBot) -> None:
    open_footage(person)
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    assert shops.shop is not None
    footage = shops.shop.door.opened[0]
    assert [one.login for one in footage.viewers] == ["sato", "suzuki"]
    timeline = person.find("Timeline")
    assert isinstance(timeline, Timeline)
    person.press("Close")
    assert footage.ended is EndReason.CLOSED
    qtbot.waitUntil(lambda: pictures(person.desk) == [])
    person.find("Open recordings")


def test_the_keyboard_alone_opens_plays_and_extends(
    person: Person, shops: FakeShops, qtbot: QtBot
) -> None:
    person.desk.begin()
    person.signs_in("sato")
    person.waits(DesktopView)
    window, key = person.desk.window, Qt.Key
    qtbot.keyClick(window, key.Key_2, Qt.KeyboardModifier.ControlModifier)
    opening = person.find("Open recordings")
    opening.setFocus()
    qtbot.keyClick(opening, key.Key_Return)
    purpose = person.find("Theft prevention")
    qtbot.waitUntil(purpose.hasFocus)
    qtbot.keyClick(purpose, key.Key_Space)
    for camera in ("Entrance", "Aisle A", "Till", "Back door"):
        qtbot.keyClick(person.find(camera), key.Key_Space)
    secret = person.find("Passphrase of the second person")
    secret.setFocus()
    qtbot.keyClicks(secret, KEYS["suzuki"])
    qtbot.keyClick(secret, key.Key_Return)
    timeline = person.find("Timeline")
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    rooms = person.desk.rooms
    assert rooms is not None
    player = rooms.review.player
    assert player is not None
    window.activateWindow()  # what a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    timeline.setFocus()
    playing = []
    for pressed in (key.Key_Space, key.Key_K):
        qtbot.keyClick(timeline, pressed)
        playing.append(player.state.playing)
    assert playing == [True, False]
    qtbot.keyClick(timeline, key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert player.state.speed == 2.0
    line = person.find("Go to")
    line.setFocus()
    qtbot.keyClicks(line, "3 min ago jkl")
    assert isinstance(line, QLineEdit)
    assert line.text() == "3 min ago jkl"
    assert not player.state.playing
    extend = person.find("Extend")
    extend.setFocus()
    qtbot.keyClick(extend, key.Key_Space)
    person.find("Passphrase of the second person")
    assert not player.state.playing


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        (Away.IDLE, EndReason.IDLE),
        *((why, EndReason.LOCKED) for why in (Away.LOCKED, Away.SLEEP, Away.COMPUTER_LOCKED)),
    ],
)
def test_when_the_seat_empties_no_picture_and_no_dialog_is_left(
    person: Person, shops: FakeShops, qtbot: QtBot, why: Away, reason: EndReason
) -> None:
    open_footage(person)
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    person.press("Extend")
    person.find("Passphrase of the second person")
    person.desk.seat.leave(why)
    assert shops.shop is not None
    footage = shops.shop.door.opened[0]
    assert footage.ended is reason
    qtbot.waitUntil(lambda: footage.closed is reason)
    assert isinstance(person.desk.view, LockView)
    assert pictures(person.desk) == []
    assert not any(dialog.isVisible() for dialog in person.desk.window.findChildren(QDialog))
    qtbot.waitUntil(lambda: shops.shop is not None and bool(shops.shop.signed_out))
    assert shops.shop.signed_out == [("sato", why)]


def test_while_a_sheet_is_carried_to_the_safe_a_locked_pc_still_ends_the_viewing(
    person: Person, shops: FakeShops, qtbot: QtBot
) -> None:
    open_footage(person)
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    person.desk.seat.idle_locks = False
    person.desk.seat.computer_left(Away.COMPUTER_LOCKED)
    assert shops.shop is not None
    assert shops.shop.door.opened[0].ended is EndReason.LOCKED
    assert pictures(person.desk) == []
    person.desk.seat.idle_locks = True  # the sheet is on paper


def test_idleness_locks_and_the_live_wall_is_closed(
    person: Person, shops: FakeShops, clock: FakeClock, qtbot: QtBot
) -> None:
    person.desk.begin()
    person.signs_in("sato")
    shop = shops.shop
    assert shop is not None
    qtbot.waitUntil(lambda: len(shop.live.open) == 1)
    for _ in range(320):
        clock.advance(SECOND)
        person.desk.tick()
    assert isinstance(person.desk.view, LockView)
    qtbot.waitUntil(lambda: shop.live.open == [])


def test_the_language_changes_in_the_middle_of_a_viewing(
    person: Person, shops: FakeShops, qtbot: QtBot
) -> None:
    open_footage(person)
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    person.desk.choose_language("ja")
    person.find("延長")
    qtbot.waitUntil(lambda: len(pictures(person.desk)) == 4)
    assert shops.shop is not None
    assert shops.shop.door.opened[0].closed is None
    assert person.desk.preferences.language == "ja"


def test_closing_the_window_ends_everything(person: Person, shops: FakeShops, qtbot: QtBot) -> None:
    open_footage(person)
    shop = shops.shop
    assert shop is not None
    person.desk.window.close()
    assert shop.door.opened[0].closed is EndReason.CLOSED
    assert shop.signed_out == [("sato", "closed")]
    assert shop.closed


def _all_said(view: QWidget) -> str:
    return " ".join(part.accessibleName() for part in view.findChildren(QWidget))


def test_what_comes_late_for_a_page_thrown_away_is_passed_over(
    person: Person, shops: FakeShops, qtbot: QtBot
) -> None:
    """Another language while questions are under way, on every page."""
    person.desk.begin()
    person.signs_in("sato")
    person.waits(DesktopView)
    for language in ("ja", "en"):
        view = person.desk.view
        assert isinstance(view, DesktopView)
        for room in view.rooms:
            view.go_to(room)
        person.desk.choose_language("ja" if language == "ja" else "en")
        person.waits_for_another(view)
        person.desk.tick()
    person.find("Lock")
