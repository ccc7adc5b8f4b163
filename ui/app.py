"""Starting the desktop: one application, one desk, one shop."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from shopguard.base.clock import SystemClock
from shopguard.base.home import Home
from shopguard.base.platform import host
from ui.desk import Desk
from ui.engine.shop import EngineShops
from ui.frame.computer import watch_computer
from ui.only_one import OnlyOne
from ui.preferences import PreferenceFile
from ui.translate import system_language


def main(home: Home) -> int:
    """Run the desktop of the shop in ``home`` until its window is closed; the exit code."""
    host.make_undumpable()  # managers' keys pass through this process
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the desktop needs a screen of its own")
    app.setApplicationName("ShopGuard")
    only_one = OnlyOne(home)
    if not only_one.is_first():
        return 0
    desk = Desk(app, EngineShops(home, system_language()), PreferenceFile(), SystemClock())
    desk.errors.install()
    only_one.calls(desk.come_forward)
    desk.begin()
    computer = watch_computer(desk.window, desk.seat)
    code = app.exec()
    del computer  # watched to the very end
    return code
