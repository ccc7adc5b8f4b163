"""A desktop somebody lives at: the application on this thread, the person on another."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from shopguard.app.recorder import is_running
from shopguard.app.shop import Shop
from shopguard.base.clock import SystemClock
from shopguard.base.home import Home
from shopguard.base.texts import Language
from shopguard.recorder.channel import RecorderClient
from tests.journeys.person import Person
from ui.desk import Desk
from ui.engine.shop import EngineShops
from ui.preferences import PreferenceFile


def live(
    folder: Path,
    act: Callable[[Person, Desk], None],
    person: Callable[[Path], Person] = Person,
    language: Language = "en",
) -> NoReturn:
    """Open the desktop of ``folder/shop``, ``act`` at it, end both and the recorder it started.

    Leaves with 0, or with 1 and what went wrong on standard output.
    """
    app = QApplication([])
    home = Home(folder / "shop")
    preferences = PreferenceFile(folder / "d.json")
    preferences.save(replace(preferences.load(), language=language))
    desk = Desk(app, EngineShops(home, language), preferences, SystemClock())
    somebody, failed = person(folder), list[str]()

    def acting() -> None:
        try:
            act(somebody, desk)
        except Exception:  # noqa: BLE001 - whatever stopped them is printed, and the program ends
            failed.append(traceback.format_exc())
        somebody.ask(app.quit)

    desk.begin()
    desk.window.activateWindow()
    thread = threading.Thread(target=acting, daemon=True)
    thread.start()
    app.exec()
    thread.join(5)
    desk.close()
    if is_running(home):
        with Shop.open(home) as shop, RecorderClient.connect(home, shop.key) as recorder:
            recorder.stop_recorder()
    sys.stdout.write("".join(failed))
    sys.stdout.flush()
    os._exit(1 if failed else 0)
