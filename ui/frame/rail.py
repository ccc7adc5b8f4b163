"""The rail at the left: a room each, with its name. Rooms a role may not enter are absent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.design import current
from ui.model import Room
from ui.translate import translate

WIDTH = 88
_ICON_SIDE = 24


def room_name(room: Room) -> str:
    """What the rail calls a room."""
    names = {
        Room.LIVE: translate("rooms", "Live"),
        Room.REVIEW: translate("rooms", "Recordings"),
        Room.ALERTS: translate("rooms", "Alerts"),
        Room.INCIDENTS: translate("rooms", "Incidents"),
        Room.PROVISION: translate("rooms", "Hand over"),
        Room.PAPERS: translate("rooms", "Papers"),
        Room.CAMERAS: translate("rooms", "Cameras"),
        Room.RETENTION: translate("rooms", "Retention"),
        Room.AUDIT: translate("rooms", "Log"),
        Room.HEALTH: translate("rooms", "Health"),
        Room.PEOPLE: translate("rooms", "People"),
        Room.SETTINGS: translate("rooms", "Settings"),
        Room.HELP: translate("rooms", "Help"),
    }
    return names[room]


ICONS = {
    Room.LIVE: "live",
    Room.REVIEW: "footage",
    Room.ALERTS: "alert",
    Room.INCIDENTS: "incident",
    Room.PROVISION: "provision",
    Room.PAPERS: "papers",
    Room.CAMERAS: "camera",
    Room.RETENTION: "disk",
    Room.AUDIT: "audit",
    Room.HEALTH: "health",
    Room.PEOPLE: "people",
    Room.SETTINGS: "settings",
    Room.HELP: "help",
}


class _RailButton(QPushButton):
    """A picture over a word; the chosen one is filled and carries a bar, not only a colour."""

    def __init__(self, room: Room, number: int) -> None:
        super().__init__(room_name(room))
        self._room = room
        self._by_keyboard = False
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setShortcut(QKeySequence(f"Ctrl+{number}"))
        self.setAccessibleName(room_name(room))
        self.setToolTip(f"{room_name(room)}  Ctrl+{number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring for the keyboard only: who clicked knows where they are."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keyboard = event.reason() in reasons
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = False
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, 38 + 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """On a low screen the rooms stand closer together, so that all of them are seen."""
        return QSize(WIDTH - 16, _ICON_SIDE + 10 + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        design = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(design.colour("accent_soft" if self.isChecked() else "raised"))
            painter.drawRoundedRect(box, design.radius, design.radius)
        if self.isChecked():
            painter.setBrush(design.colour("accent"))
            painter.drawRoundedRect(QRectF(1, 12, 3, self.height() - 24), 1.5, 1.5)
        if self._by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(design.colour("accent"))
            painter.drawRoundedRect(box, design.radius, design.radius)
        colour = design.colour("accent" if self.isChecked() else "text")
        line = self.fontMetrics().height()
        top = max(2.0, min(10.0, (self.height() - _ICON_SIDE - 4 - line) / 2))
        icon = QRectF(self.width() / 2 - _ICON_SIDE / 2, top, _ICON_SIDE, _ICON_SIDE)
        design.paint_icon(painter, ICONS[self._room], icon, colour)
        painter.setPen(colour)
        painter.setFont(design.font(bold=self.isChecked()))
        words = QRectF(0, top + _ICON_SIDE + 2, self.width(), line + 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self.text())
        painter.end()


class Rail(QWidget):
    """``on_room`` is told of each choice."""

    def __init__(self, rooms: Sequence[Room], on_room: Callable[[Room], None]) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[Room, QPushButton] = {}
        self.chosen: QPushButton | None = None
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for number, room in enumerate(rooms, 1):
            made = _RailButton(room, number)
            made.clicked.connect(lambda _checked=False, room=room: on_room(room))
            group.addButton(made)
            layout.addWidget(made)
            self._buttons[room] = made
        layout.addStretch(1)
        widest = max(b.fontMetrics().horizontalAdvance(b.text()) for b in self._buttons.values())
        self.setFixedWidth(max(WIDTH, widest + 40))

    def choose(self, room: Room) -> None:
        """Show ``room`` as the chosen one."""
        self.chosen = self._buttons[room]
        self.chosen.setChecked(True)

    @property
    def rooms(self) -> tuple[Room, ...]:
        return tuple(self._buttons)
