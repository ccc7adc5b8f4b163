"""Linux: logind tells of locking, of another person's turn and of sleep; screen savers tell, too.

Sleep waits for us: as long as we hold a delay lock of logind, the machine stays awake (for five
seconds at most), so that the last thing on the screen before sleep is the locked seat.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import SLOT, QObject, QTimer, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

from ui.session import Away

LOGIND = "org.freedesktop.login1"
MANAGER = f"{LOGIND}.Manager"
SESSION = f"{LOGIND}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
MANAGER_PATH = "/org/freedesktop/login1"
SCREEN_SAVERS = tuple(
    f"org.{desk}.ScreenSaver" for desk in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
PAINTED_MS = 200  # until the locked seat has reached the screen
_GONE: dict[str, bool] = {"LockedHint": True, "Active": False}  # Active: another person's turn
log = logging.getLogger(__name__)


class LinuxComputer(QObject):
    """Listens on both buses. Where one is missing, the other alone is heard."""

    def __init__(
        self, system: QDBusConnection, session: QDBusConnection, on_gone: Callable[[Away], None]
    ) -> None:
        super().__init__()
        self._system = system
        self._on_gone = on_gone
        self._own = ""  # our session; until it is known, any session's lock counts as ours
        self._delay: QDBusUnixFileDescriptor | None = None
        self._listen(MANAGER_PATH, MANAGER, "PrepareForSleep", _slot("sleeps(bool)"))
        self._listen("", SESSION, "Lock", _slot("locks(QDBusMessage)"))
        changed = _slot("changes(QString,QVariantMap,QDBusMessage)")
        self._listen("", PROPERTIES, "PropertiesChanged", changed)
        for name in SCREEN_SAVERS:
            session.connect("", "", name, "ActiveChanged", self, _slot("saves(bool)"))
        self._ask("GetSession", ["auto"], _slot("is_session(QDBusObjectPath)"))
        self._hold()

    @property
    def holds(self) -> bool:
        """Whether sleep waits for us."""
        return self._delay is not None

    @property
    def session(self) -> str:
        """The path of our session; empty until it is known."""
        return self._own

    # --- what the buses tell ----------------------------------------------------------------

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        if not begins:
            self._hold()
            return
        try:
            self._on_gone(Away.SLEEP)
        finally:
            QTimer.singleShot(PAINTED_MS, self, self._let_go)

    @Slot("QDBusMessage")
    def locks(self, message: QDBusMessage) -> None:
        if self._ours(message):
            self._on_gone(Away.COMPUTER_LOCKED)

    @Slot(str, "QVariantMap", "QDBusMessage")
    def changes(self, of: str, now: Mapping[str, object], message: QDBusMessage) -> None:
        gone = any(now.get(name) is sign for name, sign in _GONE.items())
        if of == SESSION and gone and self._ours(message):
            self._on_gone(Away.COMPUTER_LOCKED)

    @Slot(bool)
    def saves(self, begins: bool) -> None:
        if begins:
            self._on_gone(Away.COMPUTER_LOCKED)

    @Slot("QDBusObjectPath")
    def is_session(self, path: QDBusObjectPath) -> None:
        self._own = path.path()

    @Slot("QDBusUnixFileDescriptor")
    def may_delay(self, lock: QDBusUnixFileDescriptor) -> None:
        self._let_go()
        self._delay = QDBusUnixFileDescriptor(lock)

    @Slot("QDBusError")
    def refused(self, error: QDBusError) -> None:
        """No logind, or not for us: what else is heard still counts."""
        log.info("the system's log-in service does not answer: %s", error.name())

    # --- inner ------------------------------------------------------------------------------

    def _ours(self, message: QDBusMessage) -> bool:
        return self._own in ("", message.path())

    def _listen(self, path: str, interface: str, signal: str, slot: bytes) -> None:
        self._system.connect(LOGIND, path, interface, signal, self, slot)

    def _hold(self) -> None:
        words = ["sleep", "ShopGuard", "The seat is locked first", "delay"]
        self._ask("Inhibit", words, _slot("may_delay(QDBusUnixFileDescriptor)"))

    def _let_go(self) -> None:
        lock, self._delay = self._delay, None
        if lock is not None:
            os.close(lock.takeFileDescriptor())

    def _ask(self, method: str, words: list[str], answer: bytes) -> None:
        """Without waiting for the answer."""
        call = QDBusMessage.createMethodCall(LOGIND, MANAGER_PATH, MANAGER, method)
        call.setArguments(words)
        refused = _slot("refused(QDBusError)")
        self._system.callWithCallback(call, self, answer, refused)


def _slot(signature: str) -> bytes:
    """The types say what the bus is to give. Qt's own stubs call text bytes here."""
    return cast("bytes", SLOT(signature))


def this_computer(on_gone: Callable[[Away], None]) -> LinuxComputer:
    """Of the person who started the desktop."""
    return LinuxComputer(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), on_gone)
