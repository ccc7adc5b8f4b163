"""The recordings' disk is full to the last byte: each room says so, and shows nothing for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from shopguard.recorder.channel.client import RecorderClient
from shopguard.recorder.report import HealthReport
from tests.fakes.desk_layouts import FakeLayouts
from tests.fakes.full_disk import Store, small_disk
from tests.fakes.runner import FakeRunner
from tests.fakes.small_shop import password_of
from ui.engine.shop import EngineShop
from ui.frame.desktop_view import DesktopView
from ui.frame.status import StatusPresenter
from ui.model import Credentials, Room
from ui.preferences import Preferences
from ui.review.model import LookRequest, Pair
from ui.review.open_dialog import OpenDialog
from ui.review.part_dialogs import HoldDialog
from ui.review.review_tile import ReviewTile
from ui.rooms import Rooms
from ui.session import Away, Seat
from ui.settings.view import ChangeDialog

FULL = "The disk is full, so the shop's catalogue cannot be written."


class Reporting(RecorderClient):
    """The line to a recorder: what it would report."""

    def __init__(self, store: Store) -> None:  # no line is opened
        self._store = store

    @property
    def connected(self) -> bool:
        return True

    def health(self) -> HealthReport:
        return self._store.health.report()

    def close(self) -> None:
        """Nothing to end."""


class Desk:
    """The chief sits at a real shop on that disk, everything recorded held; then it is full."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.store = store
        store.play(6)
        self.recorded = Span(store.clock.utc_us() - 6 * SECOND, store.clock.utc_us())
        self.shop = EngineShop(store.shop)
        self.shop._recorder.close()
        self.shop._recorder = Reporting(store)
        self.seat, self.runner = Seat(store.clock), FakeRunner()
        self.who = self.shop.sign_in(Credentials("sato", password_of("sato")))
        self.seat.sit(self.who)
        self.rooms = Rooms(self.shop, self.seat, self.runner, store.clock, FakeLayouts())
        ways = (lambda: None, lambda: None)
        pages = self.rooms.pages(Preferences(), lambda _: None, ways, lambda _: None)
        self.view = DesktopView(self.shop.name, self.who, pages, lambda: None, lambda _: None)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        self.status = StatusPresenter(self.shop, self.runner, store.clock)
        self.status.attach(self.view.show_status)

    @property
    def pair(self) -> Pair:
        return Pair(self.who, Credentials("suzuki", password_of("suzuki")))

    @property
    def request(self) -> LookRequest:
        ids = tuple(camera.id for camera in self.shop.cameras())
        return LookRequest("safety", ids, self.recorded)

    def open(self) -> None:
        self.view.go_to(Room.REVIEW)
        self.rooms.review.begin(self.shop.door.open(self.request, self.pair), self.who)

    def fill(self) -> None:
        """Not a byte is left, and nothing may go."""
        for camera in self.store.cameras:
            self.store.hold(camera, Span(0, 1 << 60))
        self.store.fill_up()
        self.store.loop.stop()  # what it could free it has freed
        self.store.upkeep.turn()
        take_the_rest(self.store.full.home.path)
        self.store.health.turn()

    def free(self) -> None:
        (self.store.full.home.path / "rest").unlink()

    def press(self, name: str) -> None:
        buttons = self.view.findChildren(QAbstractButton)
        next(each for each in buttons if each.text() == name and each.isVisible()).click()

    def end(self) -> None:
        """Room again, and nothing waits to be written."""
        (self.store.full.home.path / "rest").unlink(missing_ok=True)
        self.seat.leave(Away.CLOSED)
        self.store.shop.settings.set("overwrite_held", True)
        self.store.upkeep.space_wanted()
        self.store.upkeep.turn()
        for camera in self.store.cameras:
            self.store.settled(camera)
        self.store.close()


def take_the_rest(folder: Path) -> None:
    with (folder / "rest").open("wb", buffering=0) as rest:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    rest.write(bytes(size))
            except OSError:
                continue


def said(part: QWidget) -> str:
    """Everything that can be read there, also by a screen reader."""
    shown: list[Any] = [*part.findChildren(QLabel), *part.findChildren(QAbstractButton)]
    texts = [each.text() for each in shown if each.isVisibleTo(part)]
    named = [each.accessibleName() for each in part.findChildren(QWidget) if each.isVisibleTo(part)]
    cells = [
        item.text()
        for table in part.findChildren(QTableWidget)
        for item in table.findItems("", Qt.MatchFlag.MatchContains)
    ]
    return "\n".join([*texts, *named, *cells])


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with small_disk(tmp_path) as disk:
        desk = Desk(qtbot, Store(disk))
        yield desk
        desk.end()


@pytest.mark.requirement("J-4")
def test_the_line_at_the_top_and_health_say_that_nothing_is_recorded_and_why(desk: Desk) -> None:
    desk.fill()
    desk.status.tick()
    assert "Recording 0/2" in said(desk.view)
    desk.view.go_to(Room.HEALTH)
    QApplication.processEvents()
    words = said(desk.view.page(Room.HEALTH))
    assert "The disk for recordings is full." in words
    assert "Not recording" in words
    assert "The disk was full." in words
    assert "nothing else may be erased" in words
    assert "Release holds that are no longer needed" in words
    free_mb = desk.store.health.disk.free_bytes >> 20
    assert f" {free_mb} MB are free." in words


@pytest.mark.requirement("J-3", "J-14")
def test_what_cannot_be_written_down_is_not_shown(desk: Desk) -> None:
    desk.fill()
    desk.view.go_to(Room.REVIEW)
    desk.press("Open recordings")
    (dialog,) = desk.view.findChildren(OpenDialog)
    opening = dialog._presenter
    opening.choose_purpose("safety")
    for camera in desk.shop.cameras():
        opening.choose_camera(camera.id, wanted=True)
    opening.choose_span(desk.recorded)
    opening.open(password_of("suzuki"))
    assert FULL in said(dialog)
    assert not desk.view.findChildren(ReviewTile)
    desk.free()
    opening.open(password_of("suzuki"))
    assert any(tile.picture is not None for tile in desk.view.findChildren(ReviewTile))


@pytest.mark.requirement("J-14")
def test_a_hold_that_was_not_kept_says_so_and_leaving_still_ends_every_picture(desk: Desk) -> None:
    desk.open()
    desk.fill()
    review = desk.rooms.review
    holds = len(desk.store.shop.holds.active())
    review.set_mark(desk.recorded)
    desk.press("Keep")
    (dialog,) = desk.view.findChildren(HoldDialog)
    dialog._ground.setText("theft reported to the police")
    dialog._go.click()
    assert FULL in said(dialog)
    assert len(desk.store.shop.holds.active()) == holds
    dialog.reject()
    tiles = desk.view.findChildren(ReviewTile)
    assert any(tile.picture is not None for tile in tiles)
    with pytest.raises(Unavailable, match="disk is full"):  # the closing entry
        desk.rooms.leave(Away.CLOSED)
    assert all(tile.picture is None for tile in tiles)
    assert review.state.viewing is None


def test_a_setting_stays_as_it_was_and_the_page_says_why(desk: Desk) -> None:
    desk.fill()
    desk.view.go_to(Room.SETTINGS)
    settings, before = desk.rooms.settings, desk.store.shop.settings.number("session_minutes")
    settings.type_value("session_minutes", before + 5)
    settings.begin("session_minutes")
    settings.agree(desk.pair)
    (dialog,) = desk.view.findChildren(ChangeDialog)
    assert FULL in said(dialog)
    settings.give_up()
    assert desk.store.shop.settings.number("session_minutes") == before
