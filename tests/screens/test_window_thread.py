"""The window never stands still: no turn of its thread computes over 50 ms or waits for a shop.

Three times 50 ms outside the long campaigns: nobody knows how fast the machine is.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop, FakeShops
from tests.fakes.desk_world import KEYS
from tests.fakes.window_watch import MOST_S, WindowWatch, stalls, touched
from tests.screens.stand import NOW
from ui.design import Theme
from ui.desk import Desk
from ui.frame.desktop_view import DesktopView
from ui.frame.lock_view import LockView
from ui.model import Credentials
from ui.preferences import PreferenceFile, Preferences

MOST_ROUNDS = 8
QUICK = frozenset({"say", "sample_people", "camera_list", "check"})


@pytest.fixture
def watch() -> Iterator[WindowWatch]:
    watch = WindowWatch()
    watch.begin()
    yield watch
    watch.end()


def burn(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_the_watch_sees_a_turn_that_computes_too_long(watch: WindowWatch, qtbot: QtBot) -> None:
    with watch.during("long"):
        QTimer.singleShot(0, lambda: burn(2 * MOST_S))
        qtbot.wait(1)
    with watch.during("many short"):
        left = [8]

        def some() -> None:
            burn(MOST_S / 8)
            left[0] -= 1
            if left[0]:
                QTimer.singleShot(1, some)

        QTimer.singleShot(0, some)
        qtbot.waitUntil(lambda: not left[0])
    assert list(stalls([watch.turns])) == ["long"]


def test_the_watch_sees_a_shop_asked_on_the_windows_thread() -> None:
    shop, asked = FakeShop(FakeClock(NOW)), list[str]()
    touched(shop, QUICK, asked)
    shop.cameras()
    assert asked == ["FakeShop.cameras"]


@pytest.fixture
def most_s(request: pytest.FixtureRequest) -> float:
    """On a machine nobody knows, three times as long is sure to be the code's fault."""
    return MOST_S if request.config.getoption("--soak") else 3 * MOST_S


@pytest.fixture
def alone(qapp: QApplication) -> None:
    """Without windows that other tests left: a new style sheet goes over every one of them."""
    for window in qapp.topLevelWidgets():
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.mark.usefixtures("alone")
def test_no_page_holds_the_window_up(
    watch: WindowWatch, qapp: QApplication, qtbot: QtBot, tmp_path: Path, most_s: float
) -> None:
    rounds, asked = [], list[str]()
    for number in range(MOST_ROUNDS):
        watch.turns = {}
        file = PreferenceFile(tmp_path / f"{number}.json")
        file.save(Preferences("ja"))
        go_around(watch, qapp, qtbot, file, asked)
        rounds.append(watch.turns)
        if not stalls(rounds, most_s):
            break
    assert asked == []
    assert stalls(rounds, most_s) == {}


def go_around(
    watch: WindowWatch, qapp: QApplication, qtbot: QtBot, file: PreferenceFile, asked: list[str]
) -> None:
    """Sign in, every page twice, half a minute of ticks on each, two languages, out again."""
    clock = FakeClock(NOW)
    shop = FakeShop(clock)
    for thing in (
        shop, shop.live, shop.recordings, shop.door, shop.audit, shop.health, shop.retention,
        shop.camera_set_up,
    ):  # fmt: skip
        touched(thing, QUICK, asked)
    with watch.during("start"):
        desk = Desk(qapp, FakeShops(clock, shop), file, clock)
        desk.begin()
        qtbot.waitUntil(lambda: isinstance(desk.view, LockView))
    with watch.during("sign in"):
        who = FakeShop(clock).sign_in(Credentials("sato", KEYS["sato"]))
        desk.sign_in(who)
        qtbot.wait(50)
    view = desk.view
    assert isinstance(view, DesktopView)
    for turn in ("first", "again"):
        for room in view.rooms:
            with watch.during(f"{room.value}, {turn}"):
                view.go_to(room)
                qtbot.wait(60)
            with watch.during(f"{room.value}, ticking"):
                desk.tick()
                qtbot.wait(60)
    with watch.during("another language"):
        desk.choose_language("en")
        qtbot.waitUntil(lambda: isinstance(desk.view, DesktopView) and desk.view is not view)
    with watch.during("another look"):
        view = desk.view
        desk.prefer(replace(desk.preferences, theme=Theme.DARK, large=True))
        qtbot.waitUntil(lambda: isinstance(desk.view, DesktopView) and desk.view is not view)
    with watch.during("lock"):
        desk.lock()
        qtbot.wait(20)
    asked_before = list(asked)
    desk.window.close()
    desk.window.deleteLater()
    asked[:] = asked_before  # at the very end nobody waits for the window any more
