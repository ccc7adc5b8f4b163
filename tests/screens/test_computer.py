"""The computer's own lock and sleep, heard on a real bus: nobody sits here any more."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from tests.fakes.logind import OTHERS, OURS, FakeLogind, PrivateBus
from ui.frame.computer.linux import SCREEN_SAVERS, LinuxComputer
from ui.frame.computer.windows import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, told
from ui.session import Away

linux = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs dbus-daemon"
)


class Heard:
    """A bus, its logind, and what the desktop was told."""

    def __init__(self, bus: PrivateBus) -> None:
        self.logind = FakeLogind(bus.connect("logind"))
        self.session = bus.connect("session")
        self.gone: list[Away] = []
        self.computer = LinuxComputer(bus.connect("desktop"), self.session, self.gone.append)


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    with PrivateBus() as bus:
        made = Heard(bus)
        qtbot.waitUntil(lambda: made.computer.holds and made.computer.session == OURS)
        yield made
        made.logind.close()


def save(bus: QDBusConnection, name: str, *, begins: bool) -> None:
    """As a screen saver tells it."""
    message = QDBusMessage.createSignal("/ScreenSaver", name, "ActiveChanged")
    message.setArguments([begins])
    assert bus.send(message)


@linux
@pytest.mark.requirement("J-3")
def test_sleep_waits_until_the_seat_is_empty(heard: Heard, qtbot: QtBot) -> None:
    assert heard.logind.delayed
    heard.logind.sleep(begins=True)
    qtbot.waitUntil(lambda: heard.gone == [Away.SLEEP])
    assert heard.logind.delayed, "the locked seat has still to reach the screen"
    qtbot.waitUntil(lambda: not heard.logind.delayed)
    heard.logind.sleep(begins=False)
    qtbot.waitUntil(lambda: heard.logind.delayed)
    assert heard.gone == [Away.SLEEP]


@linux
@pytest.mark.requirement("J-3")
def test_a_lock_of_our_own_session_counts_and_another_persons_does_not(
    heard: Heard, qtbot: QtBot
) -> None:
    heard.logind.lock(OTHERS)
    heard.logind.change(OTHERS, LockedHint=True)
    heard.logind.change(OURS, LockedHint=False, IdleHint=True)
    heard.logind.lock(OURS)
    qtbot.waitUntil(lambda: bool(heard.gone))
    heard.logind.change(OURS, LockedHint=True)
    heard.logind.change(OURS, Active=False)
    qtbot.waitUntil(lambda: len(heard.gone) >= 3)
    assert heard.gone == [Away.COMPUTER_LOCKED] * 3


@linux
@pytest.mark.parametrize("name", SCREEN_SAVERS)
def test_a_screen_saver_counts_when_it_begins(heard: Heard, qtbot: QtBot, name: str) -> None:
    save(heard.session, name, begins=False)
    save(heard.session, name, begins=True)
    qtbot.waitUntil(lambda: bool(heard.gone))
    assert heard.gone == [Away.COMPUTER_LOCKED]


@linux
def test_without_a_log_in_service_the_screen_saver_is_heard_all_the_same(qtbot: QtBot) -> None:
    gone: list[Away] = []
    with PrivateBus() as bus:
        session = bus.connect("session")
        computer = LinuxComputer(QDBusConnection("nowhere"), session, gone.append)
        save(session, SCREEN_SAVERS[0], begins=True)
        qtbot.waitUntil(lambda: bool(gone))
        assert not computer.holds
        assert not computer.session


def test_windows_messages_that_end_a_sitting() -> None:
    """Lock, another person's turn, a remote seat left, logging off, and going to sleep."""
    ends = {
        (message, wparam): why
        for message in (WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, 0x0100)
        for wparam in range(32)
        if (why := told(message, wparam)) is not None
    }
    session = dict.fromkeys([(WM_WTSSESSION_CHANGE, n) for n in (2, 4, 6, 7)], Away.COMPUTER_LOCKED)
    assert ends == {(WM_POWERBROADCAST, 4): Away.SLEEP, **session}
