"""Closing the window: into the tray where there is one, else the end; the recorder goes on anyway.

A question is asked only where something would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from shopguard.base.clock import Clock
from ui.frame.glance import Glance, Trouble
from ui.frame.leaving import Loss, QuitDialog
from ui.frame.tray import MakeTray, trouble_words
from ui.main_window import MainWindow
from ui.model import Status
from ui.translate import translate


class Stays(Protocol):
    """What the way out asks of the desk."""

    def loss(self) -> Loss | None:
        """What quitting now would lose."""
        ...

    def watches_shop(self) -> bool:
        """Whether a shop is open whose recording is worth a sign in the tray."""
        ...

    def empty_seat(self) -> None:
        """Nobody sits here while there is no window."""
        ...

    def tray_told(self) -> bool:
        """Whether this seat was told before where closing leads; from now on it was."""
        ...

    def close(self) -> None: ...


class WayOut:
    """One for the desktop's life. ``quit_app``: ends the program once the window is closed."""

    def __init__(
        self,
        window: MainWindow,
        stays: Stays,
        clock: Clock,
        make_tray: MakeTray,
        quit_app: Callable[[], None],
    ) -> None:
        self._window = window
        self._stays = stays
        self._glance = Glance(clock)
        self._quit_app = quit_app
        self._ending = False
        self._known: Status | None = None
        self._tray = make_tray(self.open, self.quit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(lambda _manager: self.session_ends())
            app.setQuitOnLastWindowClosed(self._tray is None)

    def closing(self) -> bool:
        """The window is to close: whether it may."""
        if not self._ending and self._tray is not None and self._stays.watches_shop():
            self._into_tray()
            return False
        loss = None if self._ending else self._stays.loss()
        if loss is not None:
            self._ask(loss)
            return False
        self._stays.close()
        if self._tray is not None:
            self._tray.hide()
            QTimer.singleShot(0, self._quit_app)
        return True

    def open(self) -> None:
        """The window comes back, in front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.activateWindow()

    def quit(self) -> None:
        """From the tray's menu: the end, unless something would be lost."""
        loss = self._stays.loss()
        if loss is not None:
            self.open()
            self._ask(loss)
            return
        self._end()

    def tick(self, known: Status | None) -> None:
        """Once a second: the sign is true, and says what nobody is looking at."""
        if self._tray is None:
            return
        if known != self._known:
            self._known = known
            self._tray.show_status(known)
        trouble = self._glance.news(known)
        if trouble is not Trouble.NONE and known is not None and not self._window.isActiveWindow():
            self._tray.tell(*trouble_words(trouble, known))

    def dress(self) -> None:
        """Another language or look."""
        if self._tray is not None:
            self._tray.dress()

    def session_ends(self) -> None:
        """The person signs out of the PC: nothing is asked, and nothing stays."""
        self._ending = True

    # --- inner ------------------------------------------------------------------------------

    def _into_tray(self) -> None:
        self._stays.empty_seat()
        self._window.hide()
        if self._tray is not None and not self._stays.tray_told():
            self._tray.tell(
                translate("frame", "ShopGuard stays here"),
                translate(
                    "frame",
                    "Recording goes on. Click this sign to open the window again; its menu ends"
                    " ShopGuard.",
                ),
            )

    def _ask(self, loss: Loss) -> None:
        dialog = QuitDialog(loss, self._end, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _end(self) -> None:
        self._ending = True
        self._window.close()
