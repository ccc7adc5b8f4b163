"""The real desktop of a shop, for the bench: ``HOME [--wall N]``.

Says ``seen`` once the sign-in has been painted; with ``--wall`` it signs in, goes on watching, and
says ``live`` once every tile is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from shopguard.base.clock import SystemClock
from shopguard.base.home import Home
from tests.bench.people import SECRETS
from ui.desk import Desk
from ui.engine.shop import EngineShops
from ui.frame.lock_view import LockView
from ui.live.model import TileState
from ui.model import Credentials
from ui.preferences import PreferenceFile

LOOK_MS = 20


class Bench:
    """Somebody who signs in and then only looks."""

    def __init__(self, desk: Desk, tiles: int) -> None:
        self._desk = desk
        self._tiles = tiles
        self._said: list[str] = []

    def look(self) -> None:
        view = self._desk.window.centralWidget()
        if isinstance(view, LockView) and "seen" not in self._said:
            view.repaint()
            self._say("seen")
            shop = self._desk.shop
            if self._tiles and shop is not None:
                who = Credentials("sato", SECRETS["sato"])
                self._desk.background.run(lambda _: shop.sign_in(who), self._desk.sign_in)
        rooms = self._desk.rooms
        if rooms is not None:
            self._desk.seat.touch()
            live = [tile.state for tile in rooms.live.state.tiles].count(TileState.LIVE)
            if live == self._tiles and "live" not in self._said:
                self._say("live")

    def _say(self, what: str) -> None:
        self._said.append(what)
        sys.stdout.write(f"{what}\n")
        sys.stdout.flush()


def main() -> int:
    home = Path(sys.argv[1])
    tiles = int(sys.argv[3]) if "--wall" in sys.argv else 0
    app = QApplication([])
    preferences = PreferenceFile(home.parent / "seat" / "desktop.json")
    desk = Desk(app, EngineShops(Home(home), "en"), preferences, SystemClock())
    bench = Bench(desk, tiles)
    looking = QTimer()
    looking.timeout.connect(bench.look)
    looking.start(LOOK_MS)
    desk.begin()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
