"""Windows: session notifications and power broadcasts, as they reach our window."""

from __future__ import annotations

import sys

from ui.session import Away

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
_TOLD: dict[tuple[int, int], Away] = {
    (WM_POWERBROADCAST, 0x4): Away.SLEEP,  # PBT_APMSUSPEND
    (WM_WTSSESSION_CHANGE, 0x2): Away.COMPUTER_LOCKED,  # WTS_CONSOLE_DISCONNECT: another's turn
    (WM_WTSSESSION_CHANGE, 0x4): Away.COMPUTER_LOCKED,  # WTS_REMOTE_DISCONNECT
    (WM_WTSSESSION_CHANGE, 0x6): Away.COMPUTER_LOCKED,  # WTS_SESSION_LOGOFF
    (WM_WTSSESSION_CHANGE, 0x7): Away.COMPUTER_LOCKED,  # WTS_SESSION_LOCK
}


def told(message: int, wparam: int) -> Away | None:
    """What a window message says of the person at the seat."""
    return _TOLD.get((message, wparam))


if sys.platform == "win32":
    import ctypes
    from collections.abc import Callable
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
    from PySide6.QtWidgets import QWidget

    _sessions = ctypes.WinDLL("wtsapi32", use_last_error=True)
    _sessions.WTSRegisterSessionNotification.argtypes = [wintypes.HWND, wintypes.DWORD]
    _THIS_SESSION = 0

    class WindowsComputer(QAbstractNativeEventFilter):
        """Reads the messages of ``window``; none is kept from anybody else."""

        def __init__(self, window: QWidget, on_gone: Callable[[Away], None]) -> None:
            super().__init__()
            self._on_gone = on_gone
            _sessions.WTSRegisterSessionNotification(int(window.winId()), _THIS_SESSION)
            app = QCoreApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self)

        def nativeEventFilter(
            self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> tuple[bool, int]:
            """See Qt."""
            found = wintypes.MSG.from_address(int(message))
            why = told(int(found.message), int(found.wParam))
            if why is not None:
                self._on_gone(why)
            return False, 0
