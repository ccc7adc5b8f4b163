"""The wall under a person's hands: arranged, enlarged, over a whole screen, looked into closer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from tests.screens.stand import Stand
from ui.frame.desktop_view import DesktopView
from ui.live.arrangements import ArrangementButton
from ui.live.tile import WallTile
from ui.live.view import LiveView
from ui.model import Room

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Wall:
    """A desk at its wall, in a window."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.stand = Stand()
        self.desktop: DesktopView = self.stand.desktop(Room.LIVE)
        self.window = QMainWindow()
        self.window.resize(1280, 800)
        self.window.setCentralWidget(self.desktop)
        self.window.show()
        page = self.desktop.page(Room.LIVE)
        assert isinstance(page, LiveView)
        self.page = page
        self.settle()

    def settle(self) -> None:
        self.page.tick()
        QApplication.processEvents()

    def order(self) -> list[str]:
        return [tile.camera.id for tile in self.stand.rooms.live.state.tiles]

    def tile(self, place: int) -> WallTile:
        """As they stand: the tile of the camera at that place."""
        names = [tile.camera.name for tile in self.stand.rooms.live.state.tiles]
        found = {tile.accessibleName().split(",")[0]: tile for tile in self.tiles()}
        return found[names[place]]

    def tiles(self) -> list[WallTile]:
        windows = [self.page] if self.page.whole is None else [self.page.whole]
        found = [tile for window in windows for tile in window.findChildren(WallTile)]
        return [tile for tile in found if not tile.isHidden()]

    def drag(self, one: WallTile, to: WallTile) -> None:
        left = Qt.MouseButton.LeftButton
        way = one.mapFromGlobal(to.mapToGlobal(to.rect().center()))
        self.qtbot.mousePress(one, left, pos=one.rect().center())
        for part in (0.3, 0.7, 1.0):
            self.qtbot.mouseMove(one, one.rect().center() * (1 - part) + way * part)
        self.qtbot.mouseRelease(one, left, pos=way)
        self.settle()


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[Wall]:
    wall = Wall(qtbot)
    yield wall
    wall.desktop.end()
    wall.window.close()
    wall.window.deleteLater()


def turn_wheel(tile: WallTile, notches: int, at: QPoint) -> None:
    place = QPointF(at)
    event = QWheelEvent(
        place, QPointF(tile.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(tile, event)


def test_a_tile_dragged_onto_another_changes_places_with_it_for_good(wall: Wall) -> None:
    wall.drag(wall.tile(0), wall.tile(3))
    assert wall.order() == ["cam-4", "cam-2", "cam-3", "cam-1"]
    assert wall.stand.layouts.saved[-1].now.order == ("cam-4", "cam-2", "cam-3", "cam-1")
    assert all(tile.picture is not None for tile in wall.tiles())


def test_a_tile_let_go_nowhere_stays(wall: Wall) -> None:
    tile = wall.tile(0)
    wall.qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=tile.rect().center())
    wall.qtbot.mouseMove(tile, QPoint(-400, -400))
    wall.qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(-400, -400))
    assert wall.order() == ["cam-1", "cam-2", "cam-3", "cam-4"]


def test_the_keyboard_goes_between_tiles_and_carries_them(wall: Wall) -> None:
    wall.window.activateWindow()
    wall.tile(0).setFocus()
    wall.qtbot.keyClick(wall.tile(0), KEY.Key_Right)
    assert wall.tile(1).hasFocus()
    wall.qtbot.keyClick(wall.tile(1), KEY.Key_Down, CTRL)
    wall.settle()
    assert wall.order() == ["cam-1", "cam-4", "cam-3", "cam-2"]
    assert wall.tile(3).hasFocus()
    wall.qtbot.keyClick(wall.tile(3), KEY.Key_Right)
    assert wall.tile(3).hasFocus()


@pytest.mark.parametrize("how", ["double-click", "Enter"])
def test_one_camera_is_enlarged_and_esc_brings_all_back(wall: Wall, how: str) -> None:
    wall.window.activateWindow()
    tile = wall.tile(2)
    if how == "Enter":
        wall.qtbot.keyClick(tile, KEY.Key_Return)
    else:
        wall.qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    wall.settle()
    assert wall.order() == ["cam-3"]
    assert lit(wall) == []
    wall.qtbot.keyClick(wall.window, KEY.Key_PageDown)
    assert wall.order() == ["cam-4"]
    wall.qtbot.keyClick(wall.window, KEY.Key_Escape)
    wall.settle()
    assert len(wall.order()) == 4
    assert lit(wall) == ["4 at once"]


def lit(wall: Wall) -> list[str]:
    """Which grid is said to be shown."""
    buttons = wall.window.findChildren(QPushButton)
    names = [shown.accessibleName() for shown in buttons if shown.isChecked()]
    return [name for name in names if name.endswith("at once")]


def test_the_wheel_looks_closer_and_the_decoder_is_asked_for_more(wall: Wall) -> None:
    tile = wall.tile(0)
    before = tile.picture_pixels()
    turn_wheel(tile, 4, tile.rect().center())
    assert tile.zoom.factor == pytest.approx(1.25**4)
    assert tile.picture_pixels()[0] > 2 * before[0]
    assert wall.stand.shop.live.open[0].told["cam-1"] == tile.picture_pixels()
    assert "2.4×" in tile.accessibleName()
    wall.qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=tile.rect().center())
    wall.qtbot.mouseMove(tile, tile.rect().center() + QPoint(-90, 0))
    wall.qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton)
    assert tile.zoom.x > 0.5
    assert wall.order()[0] == "cam-1"
    wall.qtbot.keyClick(tile, KEY.Key_Escape)
    assert tile.zoom.whole
    assert len(wall.order()) == 4


def test_over_the_whole_screen_and_back_nothing_is_watched_anew(wall: Wall) -> None:
    watched = list(wall.stand.shop.live.open)
    wall.window.activateWindow()
    wall.qtbot.keyClick(wall.window, KEY.Key_F11)
    whole = wall.page.whole
    assert whole is not None
    assert whole.isFullScreen()
    assert len(wall.tiles()) == 4
    wall.desktop.go_to(Room.HEALTH)
    wall.settle()
    assert all(tile.picture is not None for tile in wall.tiles())
    assert wall.stand.shop.live.open == watched
    wall.desktop.go_to(Room.LIVE)
    wall.qtbot.keyClick(whole, KEY.Key_F11)
    assert wall.page.whole is None
    assert len(wall.tiles()) == 4
    assert wall.stand.shop.live.open == watched


def test_a_wall_over_a_screen_that_is_unplugged_comes_back(wall: Wall) -> None:
    wall.page.whole_screen()
    whole = wall.page.whole
    assert whole is not None
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(whole.on_screen)
    assert not whole.isVisible()
    assert all(tile.isVisible() for tile in wall.tiles())


def test_when_the_seat_empties_no_picture_is_left_on_any_screen(wall: Wall) -> None:
    wall.page.whole_screen()
    wall.desktop.go_to(Room.HEALTH)
    whole = wall.page.whole
    assert whole is not None
    wall.desktop.end()
    assert not whole.isVisible()
    assert [tile for tile in wall.page.findChildren(WallTile) if tile.picture is not None] == []
    assert wall.stand.shop.live.open == []


@pytest.mark.requirement("J-12")
def test_no_key_of_the_wall_takes_a_picture_out(wall: Wall) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    tile = wall.tile(0)
    for key in (KEY.Key_C, KEY.Key_X, KEY.Key_S, KEY.Key_P, KEY.Key_E):
        wall.qtbot.keyClick(tile, key, CTRL)
    assert not clipboard.text()
    assert clipboard.image().isNull()
    assert tile.actions() == []


def test_an_arrangement_is_named_chosen_and_undone_by_keyboard(wall: Wall) -> None:
    live = wall.stand.rooms.live
    wall.tile(0).setFocus()
    wall.qtbot.keyClick(wall.tile(0), KEY.Key_Right, CTRL)
    button = wall.page.findChild(ArrangementButton)
    assert button is not None
    dialog = button.ask_name()
    wall.settle()
    line = dialog.findChild(QLineEdit)
    assert line is not None
    wall.qtbot.keyClick(line, KEY.Key_Return)
    assert dialog.isVisible(), "a name is needed"
    wall.qtbot.keyClicks(line, "closing")
    wall.qtbot.keyClick(line, KEY.Key_Return)
    wall.settle()
    kept = wall.order()
    assert (live.state.name, button.text()) == ("closing", "closing")
    wall.qtbot.keyClick(wall.tile(0), KEY.Key_Down, CTRL)
    other = wall.order()
    wall.window.activateWindow()
    wall.settle()
    wall.qtbot.keyClick(wall.tile(0), KEY.Key_1, Qt.KeyboardModifier.AltModifier)
    assert wall.order() == kept
    wall.qtbot.keyClick(wall.tile(0), KEY.Key_Z, CTRL)
    assert wall.order() == other
    words = [action.text() for action in button.menu().actions()]
    assert words[0] == "closing\tAlt+1"
    assert words[-1] == "Name this arrangement…"
