"""The sign beside the clock: is everything recorded, at a glance; a few words when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from shopguard.base.texts import fill
from ui.design import current
from ui.frame.glance import Trouble
from ui.frame.status_line import recording_words
from ui.model import Status
from ui.translate import translate

SHOWN_MS = 10_000


class Tray(Protocol):
    """What the desk asks of it."""

    def show_status(self, known: Status | None) -> None: ...

    def tell(self, title: str, words: str) -> None:
        """A few words beside the sign; clicking them opens the window."""
        ...

    def dress(self) -> None:
        """In the language and look of now."""
        ...

    def hide(self) -> None: ...


MakeTray = Callable[[Callable[[], None], Callable[[], None]], Tray | None]


def system_tray(on_open: Callable[[], None], on_quit: Callable[[], None]) -> Tray | None:
    """The system's own; None where it has none."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    return SystemTray(on_open, on_quit)


class SystemTray:
    """An icon, its words on hovering, and a menu of two entries."""

    def __init__(self, on_open: Callable[[], None], on_quit: Callable[[], None]) -> None:
        self._on_open = on_open
        self._on_quit = on_quit
        self._known: Status | None = None
        self._menu = QMenu()
        self._quit = QAction()
        self._icon = QSystemTrayIcon()
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(on_open)
        self.dress()
        self._icon.show()

    def dress(self) -> None:
        """See Tray."""
        self._menu.clear()
        self._menu.addAction(translate("frame", "Open ShopGuard")).triggered.connect(
            lambda _checked=False: self._on_open()
        )
        self._menu.addSeparator()
        self._quit = self._menu.addAction("")
        self._quit.triggered.connect(lambda _checked=False: self._on_quit())
        self._icon.setContextMenu(self._menu)
        self.show_status(self._known)

    def show_status(self, known: Status | None) -> None:
        """See Tray."""
        self._known = known
        said, icon, tone = recording_words(known)
        shop = known.shop if known is not None else "ShopGuard"
        self._icon.setIcon(current().icon(icon, tone))
        self._icon.setToolTip(f"{shop}\n{said}")
        goes_on = translate("frame", "Quit (recording goes on)")
        demo = known is not None and known.demo
        self._quit.setText(
            translate("frame", "End the demo (nothing is kept)") if demo else goes_on
        )

    def tell(self, title: str, words: str) -> None:
        """See Tray."""
        self._icon.showMessage(title, words, self._icon.icon(), SHOWN_MS)

    def hide(self) -> None:
        """See Tray."""
        self._icon.hide()

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how is not QSystemTrayIcon.ActivationReason.Context:
            self._on_open()


def trouble_words(trouble: Trouble, known: Status) -> tuple[str, str]:
    """What happened, and what to do."""
    if trouble is Trouble.STOPPED:
        return (
            translate("frame", "Nothing is being recorded"),
            translate("frame", "The recorder does not answer. Please open ShopGuard: Health."),
        )
    missing = known.cameras - known.recording
    return (
        fill(translate("frame", "{n} {n:?camera is|cameras are} not being recorded"), n=missing),
        translate("frame", "Please open ShopGuard: Health says which, and what to try."),
    )
