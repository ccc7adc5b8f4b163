"""A small logind on a private bus: answers what the desktop asks, and tells what a test wants."""

from __future__ import annotations

import os
import subprocess
from types import TracebackType

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)

from ui.frame.computer.linux import LOGIND, MANAGER, MANAGER_PATH, PROPERTIES, SESSION

OURS = f"{MANAGER_PATH}/session/_31"
OTHERS = f"{MANAGER_PATH}/session/_37"


class PrivateBus:
    """A ``dbus-daemon`` of its own; ``connect`` gives a new connection under that name."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self._address = self._process.stdout.readline().strip()
        self._names: list[str] = []

    def connect(self, name: str) -> QDBusConnection:
        self._names.append(f"{name}-{self._process.pid}")
        found = QDBusConnection.connectToBus(self._address, self._names[-1])
        assert found.isConnected()
        return found

    def __enter__(self) -> PrivateBus:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class FakeLogind(QDBusVirtualObject):
    """``delayed``: whether somebody's delay lock keeps the machine awake."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self._locks: list[int] = []
        self.asked: list[list[object]] = []
        assert bus.registerService(LOGIND)
        whole = QDBusConnection.VirtualObjectRegisterOption.SubPath
        assert bus.registerVirtualObject(MANAGER_PATH, self, whole)

    @property
    def delayed(self) -> bool:
        return any(not _let_go(lock) for lock in self._locks)

    def sleep(self, *, begins: bool) -> None:
        self._tell(MANAGER_PATH, MANAGER, "PrepareForSleep", begins)

    def lock(self, session: str) -> None:
        self._tell(session, SESSION, "Lock")

    def change(self, session: str, **now: bool) -> None:
        self._tell(session, PROPERTIES, "PropertiesChanged", SESSION, now, list[str]())

    def close(self) -> None:
        for lock in self._locks:
            os.close(lock)

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(  # noqa: N802 - Qt's name
        self, message: QDBusMessage, bus: QDBusConnection
    ) -> bool:
        """See Qt."""
        self.asked.append([message.member(), *message.arguments()])
        answer = message.createReply()
        if message.member() == "GetSession":
            answer.setArguments([QDBusObjectPath(OURS)])
        elif message.member() == "Inhibit":
            ours, theirs = os.pipe()
            os.set_blocking(ours, False)
            self._locks.append(ours)
            answer.setArguments([QDBusUnixFileDescriptor(theirs)])
            os.close(theirs)
        else:
            return False
        return bus.send(answer)

    def _tell(self, path: str, interface: str, signal: str, *words: object) -> None:
        message = QDBusMessage.createSignal(path, interface, signal)
        message.setArguments(list(words))
        assert self._bus.send(message)


def _let_go(lock: int) -> bool:
    """The other end is closed once nobody holds it."""
    try:
        return os.read(lock, 1) == b""
    except BlockingIOError:
        return False
