"""macOS: the notifications every program may hear when the screen locks or its saver begins.

Sleep has no such notification; a Mac that asks for a password locks as it falls asleep, and one
that does not is noticed by the seat at its first tick after waking.
"""

from __future__ import annotations

import sys

from ui.session import Away

TOLD: dict[str, Away] = {
    "com.apple.screenIsLocked": Away.COMPUTER_LOCKED,
    "com.apple.screensaver.didstart": Away.COMPUTER_LOCKED,
}

if sys.platform == "darwin":
    import ctypes
    from collections.abc import Callable

    _core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    _Heard = ctypes.CFUNCTYPE(None, *(ctypes.c_void_p,) * 5)
    _core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
    _core.CFStringCreateWithCString.restype = ctypes.c_void_p
    _core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    _core.CFNotificationCenterAddObserver.argtypes = [
        ctypes.c_void_p,
        ctypes.c_void_p,
        _Heard,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_long,
    ]
    _UTF8 = 0x08000100
    _AT_ONCE = 4

    class MacComputer:
        """Hears on the window's own run loop. Kept for the desktop's life."""

        def __init__(self, on_gone: Callable[[Away], None]) -> None:
            center = _core.CFNotificationCenterGetDistributedCenter()
            self._heard = []  # the system calls them as long as we live
            for name, why in TOLD.items():
                heard = _Heard(lambda *_, why=why: on_gone(why))
                self._heard.append(heard)
                words = _core.CFStringCreateWithCString(None, name.encode(), _UTF8)
                _core.CFNotificationCenterAddObserver(center, None, heard, words, None, _AT_ONCE)
