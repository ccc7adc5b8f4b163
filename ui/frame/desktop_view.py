"""The frame of somebody signed in: rail, status line, and the page they are on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.frame.rail import Rail
from ui.frame.status import StatusState
from ui.frame.status_line import StatusLine
from ui.model import Room, SignedIn
from ui.widgets.basics import focus_soon
from ui.widgets.page import Page

MakePage = Callable[[], Page]


class DesktopView(QWidget):
    """Makes each page when it is first gone to. What is not allowed is absent."""

    def __init__(
        self,
        shop: str,
        who: SignedIn,
        pages: Mapping[Room, MakePage],
        on_lock: Callable[[], None],
        on_room: Callable[[Room], None],
    ) -> None:
        super().__init__()
        self._makers = {room: make for room, make in pages.items() if room in who.rooms}
        self._pages: dict[Room, Page] = {}
        self._on_room = on_room
        self._room: Room | None = None
        self._rail = Rail(tuple(self._makers), self.go_to)
        health = Room.HEALTH in self._makers
        to_health = (lambda: self.go_to(Room.HEALTH)) if health else None
        self._status = StatusLine(shop, who, to_health, on_lock)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._status)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)
        if Room.HELP in self._makers:
            QShortcut("F1", self, lambda: self.go_to(Room.HELP))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def rooms(self) -> tuple[Room, ...]:
        return tuple(self._makers)

    @property
    def room(self) -> Room | None:
        return self._room

    def page(self, room: Room) -> Page:
        """The page of a room, made now if it was not yet."""
        if room not in self._pages:
            self._pages[room] = self._makers[room]()
            self._stack.addWidget(self._pages[room])
        return self._pages[room]

    def go_to(self, room: Room) -> None:
        """Show a room; one that is not there is passed over for the first that is."""
        if room not in self._makers:
            room = next(iter(self._makers))
        if room is self._room:
            return
        self.leave()
        self._room = room
        self._rail.choose(room)
        page = self.page(room)
        self._stack.setCurrentWidget(page)
        page.enter()
        if self.focusWidget() is None and self._rail.chosen is not None:
            focus_soon(self._rail.chosen)  # somebody may have no mouse
        self._on_room(room)

    def leave(self) -> None:
        """The page in sight goes out of it."""
        if self._room is not None:
            self._pages[self._room].leave()
            self._room = None

    def end(self) -> None:
        """This frame is thrown away, with every page made."""
        self.leave()
        for page in self._pages.values():
            page.end()

    def show_status(self, state: StatusState) -> None:
        self._status.render_state(state)

    def show_time(self, now_us: int) -> None:
        self._status.show_time(now_us)
