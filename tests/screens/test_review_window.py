"""Looking at recordings in a window, with the real background: what is shown, and what is left."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from weakref import ref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.span import Span
from tests.fakes.desk_footage import FakeFootage
from tests.screens.stand import NOW, Stand
from ui import words
from ui.background import Background
from ui.model import Picture, Room
from ui.review import dialogs
from ui.review.act_dialogs import StillDialog
from ui.review.model import EndReason
from ui.review.player import Player
from ui.review.presenter import ReviewPresenter
from ui.review.preview_popup import PreviewPopup
from ui.review.review_tile import ReviewTile
from ui.review.timeline import RULER, Timeline
from ui.review.view import ReviewView
from ui.rooms import Rooms
from ui.session import Away


class Window:
    """A viewing opened in a window, its work done beside it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.stand = Stand()
        self.background = Background(raise_it)
        stand = self.stand
        stand.rooms = Rooms(stand.shop, stand.seat, self.background, stand.clock, stand.layouts)
        stand.seat.leaving.append(lambda _who, why: stand.rooms.leave(why))
        self.desktop = stand.desktop(Room.REVIEW)
        qtbot.addWidget(self.desktop)
        self.desktop.resize(1280, 800)
        self.desktop.show()
        self.footage: FakeFootage = stand.shop.door.open(stand.request(), stand.pair())
        self.presenter.begin(self.footage, stand.who)
        qtbot.waitUntil(lambda: len(self.pictures()) == 4)

    @property
    def presenter(self) -> ReviewPresenter:
        return self.stand.rooms.review

    @property
    def player(self) -> Player:
        assert self.presenter.player is not None
        return self.presenter.player

    @property
    def view(self) -> ReviewView:
        return self.desktop.findChildren(ReviewView)[0]

    @property
    def timeline(self) -> Timeline:
        return self.desktop.findChildren(Timeline)[0]

    @property
    def popup(self) -> PreviewPopup:
        return self.desktop.findChildren(PreviewPopup)[0]

    def tiles(self) -> list[ReviewTile]:
        return self.desktop.findChildren(ReviewTile)

    def pictures(self) -> list[Picture]:
        return [tile.picture for tile in self.tiles() if tile.picture is not None]

    def hover(self, minutes: float, lane: int) -> None:
        """The pointer rests on a camera's line."""
        line = self.timeline
        x = line._scale().x(NOW - int(minutes * MINUTE))
        at = QPointF(x, RULER + lane * line._lane() + 8)
        none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
        moved = QMouseEvent(
            QEvent.Type.MouseMove, at, QPointF(line.mapToGlobal(at)), button, button, none
        )
        QApplication.sendEvent(line, moved)


def raise_it(error: Exception) -> None:
    raise error


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    window = Window(qtbot)
    yield window
    window.presenter.end(EndReason.CLOSED, wait=True)
    window.background.stop()


def preview_shown(window: Window) -> bool:
    tile = window.popup.tile
    return tile is not None and tile.picture is not None


@pytest.mark.requirement("J-3", "J-12")
@pytest.mark.parametrize("why", [Away.LOCKED, Away.IDLE, Away.SLEEP, Away.SIGNED_OUT, Away.CLOSED])
def test_after_the_end_no_picture_is_on_the_screen_or_in_memory(
    window: Window, qtbot: QtBot, why: Away
) -> None:
    window.hover(29, 1)
    qtbot.waitUntil(lambda: preview_shown(window))
    tile = window.popup.tile
    assert tile is not None
    assert tile.picture is not None
    kept = [ref(picture.rgb) for picture in (*window.pictures(), tile.picture)]
    assert len(kept) == 5
    del tile
    window.stand.seat.leave(why)
    # at once, before the window has had a turn:
    assert window.pictures() == []
    assert not preview_shown(window)
    assert window.presenter.player is None
    assert window.footage.ended is not None
    # a thread that was just decoding lets go when its picture is done:
    qtbot.waitUntil(lambda: not any(left() for left in kept) and not pictures_in_memory())
    qtbot.waitUntil(lambda: window.footage.closed is not None)


def pictures_in_memory() -> list[object]:
    """Whatever Qt or we could draw a camera's picture from."""
    gc.collect()
    return [
        each
        for each in gc.get_objects()
        if (isinstance(each, Picture) and each.at_us > NOW - DAY)
        or (isinstance(each, QImage | QPixmap) and each.width() > 400 and each.height() > 200)
    ]


@pytest.mark.requirement("J-3")
def test_the_window_does_not_wait_for_the_keys_to_be_wiped(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, threads = threading.Event(), []

    def close(reason: EndReason) -> None:
        threads.append(threading.current_thread())
        go_on.wait(60)
        window.footage.closed = reason

    monkeypatch.setattr(window.footage, "close", close)
    window.presenter.end(EndReason.LOCKED)
    assert window.footage.closed is None  # still being read from somewhere
    assert window.pictures() == []
    go_on.set()
    qtbot.waitUntil(lambda: window.footage.closed is EndReason.LOCKED)
    assert threads != [threading.main_thread()]


@pytest.mark.requirement("J-3")
def test_a_pc_that_slept_shows_nothing_from_the_first_turn_on(window: Window) -> None:
    window.stand.clock.advance(HOUR)
    window.presenter.tick()
    assert window.pictures() == []
    assert window.presenter.state.ended is EndReason.LOCKED


@pytest.mark.requirement("J-12")
def test_the_picture_under_the_pointer_names_who_looks_and_goes_with_the_pointer(
    window: Window, qtbot: QtBot
) -> None:
    window.hover(29, 1)
    qtbot.waitUntil(lambda: preview_shown(window))
    tile = window.popup.tile
    assert tile is not None
    assert "Sato" in tile._watermark
    assert "Held until" in window.popup._said.text()
    window.hover(20, 3)
    qtbot.waitUntil(lambda: window.popup.tile is not None and window.popup.tile.message is not None)
    qtbot.waitUntil(lambda: "No recording" in window.popup.tile.message.what)
    QApplication.sendEvent(window.timeline, QEvent(QEvent.Type.Leave))
    assert not window.popup.isVisible()
    assert not preview_shown(window)


def test_after_enter_the_keyboard_is_back_with_the_pictures(window: Window, qtbot: QtBot) -> None:
    window.desktop.activateWindow()
    qtbot.waitUntil(window.desktop.isActiveWindow)
    line = next(w for w in window.desktop.findChildren(QLineEdit) if w.accessibleName() == "Go to")
    line.setFocus()
    qtbot.keyClicks(line, "nonsense")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.hasFocus()
    assert isinstance(window.presenter.state.trouble, InvalidInput)
    line.clear()
    qtbot.keyClicks(line, words.clock(NOW - 30 * MINUTE))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (window.timeline.hasFocus(), line.text()) == (True, "")
    assert window.player.state.at_us == NOW - 30 * MINUTE


def test_a_clicked_button_leaves_space_to_the_pictures(window: Window, qtbot: QtBot) -> None:
    window.desktop.activateWindow()
    qtbot.waitUntil(window.desktop.isActiveWindow)
    window.timeline.setFocus()
    window.presenter.set_mark(Span(NOW - 10 * MINUTE, NOW - 9 * MINUTE))
    names = ("Repeat the marked part", "One picture on")
    for name in names:
        buttons = window.desktop.findChildren(QPushButton)
        (button,) = [each for each in buttons if each.accessibleName() == name]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.timeline.hasFocus()
    assert window.player.state.loop == window.presenter.state.mark
    playing = window.player.state.playing
    qtbot.keyClick(window.timeline, Qt.Key.Key_Space)
    assert window.player.state.playing is not playing
    qtbot.keyClick(window.timeline, Qt.Key.Key_R)
    assert window.player.state.loop is None


def test_the_wheel_looks_closer_and_asks_for_finer_pictures(window: Window, qtbot: QtBot) -> None:
    tile = window.tiles()[0]
    before = window.player._sizes["cam-1"]
    at = QPointF(tile.rect().center())
    wheel = QWheelEvent(
        at, QPointF(tile.mapToGlobal(at)), QPoint(), QPoint(0, 480),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(tile, wheel)
    assert tile.zoom.factor > 2
    assert window.player._sizes["cam-1"][0] > 2 * before[0]
    qtbot.keyClick(tile, Qt.Key.Key_0)
    assert tile.zoom.whole


def test_an_enlarged_camera_is_the_only_one_that_is_decoded(window: Window, qtbot: QtBot) -> None:
    tile = window.tiles()[1]
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    assert window.player.lead == "cam-2"
    window.footage.asked.clear()
    window.player.seek(NOW - 5 * MINUTE)
    qtbot.waitUntil(lambda: bool(window.footage.asked))
    assert {camera for camera, _, _ in window.footage.asked} == {"cam-2"}
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {c for c, _, _ in window.footage.asked} == set(window.player._frames))


# --- a still on paper -----------------------------------------------------------------------


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Callable[[QPrinter | None], None]:
    """``paper(printer)``: what the person chooses in the printer's dialog."""
    return lambda printer: monkeypatch.setattr(dialogs, "choose_printer", lambda *_a, **_k: printer)


@pytest.mark.requirement("J-15")
def test_thinking_better_of_the_printer_uses_no_number(
    window: Window, qtbot: QtBot, paper: Callable[[QPrinter | None], None]
) -> None:
    paper(None)
    window.view.dialogs.print_still()
    (dialog,) = window.desktop.findChildren(StillDialog)
    dialog._submit()
    assert window.footage.stills == []
    assert dialog._go.isEnabled()


@pytest.mark.requirement("J-15")
def test_a_still_has_its_number_before_it_goes_on_paper(
    window: Window,
    qtbot: QtBot,
    paper: Callable[[QPrinter | None], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[tuple[int, bytes, threading.Thread]] = []

    def put(_printer: QPrinter, pdf: bytes) -> None:
        order.append((len(window.footage.stills), pdf[:4], threading.current_thread()))

    paper(QPrinter())
    monkeypatch.setattr(dialogs, "print_on", put)
    window.view.dialogs.print_still()
    window.desktop.findChildren(StillDialog)[0]._submit()
    qtbot.waitUntil(lambda: window.presenter.state.told is not None)
    assert window.footage.stills == [("cam-1", window.player.shots["cam-1"].at_us)]
    (printed,) = order
    assert printed[:2] == (1, b"%PDF")
    assert printed[2] is not threading.main_thread()


@pytest.mark.requirement("J-15")
def test_a_printer_that_fails_is_said_and_logged(
    window: Window,
    qtbot: QtBot,
    paper: Callable[[QPrinter | None], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_printer: QPrinter, _pdf: bytes) -> None:
        raise Unavailable("ui.no_printer")

    paper(QPrinter())
    monkeypatch.setattr(dialogs, "print_on", broken)
    window.view.dialogs.print_still()
    (dialog,) = window.desktop.findChildren(StillDialog)
    dialog._submit()
    qtbot.waitUntil(lambda: window.footage.failed_stills == [1])
    qtbot.waitUntil(dialog._go.isEnabled)
    assert dialog.isVisible()
    assert window.presenter.state.told is None
