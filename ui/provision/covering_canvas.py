"""A picture with whoever was found in it: point at the person, draw a box; mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from ui.design import current
from ui.provision.covering import Outline, Place, Point, Seen
from ui.translate import translate
from ui.widgets.canvas import Canvas

_STEP, _FINE = 0.02, 0.004
_LEAST = 0.01  # of the picture: less is a click
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_BLACK = QColor(0, 0, 0)


class CoveringCanvas(Canvas):
    """``picked``: a point; ``drawn``: a place; ``taken``: a drawn box is not wanted."""

    ACCESSIBLE_ROLE = QAccessible.Role.Graphic
    picked = Signal(tuple)
    drawn = Signal(tuple)
    taken = Signal(tuple)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None
        self._cross: Point = (0.5, 0.5)
        self._corner: Point | None = None  # the other corner of a box being drawn
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._name()

    @property
    def cross(self) -> Point:
        return self._cross

    def show_seen(self, seen: Seen | None) -> None:
        """Another picture, or none."""
        if seen is not self._seen:
            self._seen = seen
            self._name()
            self.update()

    # --- mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._seen is not None:
            self._keyboard = False
            self._cross = self._corner = self._part(event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._corner is not None:
            self._cross = self._part(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._corner is not None:
            self._finish()

    # --- keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if self._seen is None:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self._move(_ARROWS[key], held)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._corner = self._corner or self._cross
            self._finish()
        elif key is Qt.Key.Key_Delete:
            self.taken.emit(self._cross)
        elif key is Qt.Key.Key_Escape and self._corner is not None:
            self._corner = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        """The cross; with Shift it pulls a box open, with Ctrl it goes in small steps."""
        size = _FINE if held & Qt.KeyboardModifier.ControlModifier else _STEP
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._corner = self._corner or self._cross
        else:
            self._corner = None
        self._keyboard = True
        x, y = self._cross[0] + way[0] * size, self._cross[1] + way[1] * size
        self._cross = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
        self._name()
        self.update()

    def _finish(self) -> None:
        corner, self._corner = self._corner, None
        if corner is None:
            return
        place = _between(corner, self._cross)
        if place[2] - place[0] < _LEAST or place[3] - place[1] < _LEAST:
            self.picked.emit(self._cross)
        else:
            self.drawn.emit(place)
        self.update()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        design, seen = current(), self._seen
        painter = QPainter(self)
        painter.fillRect(self.rect(), design.over_picture("ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if seen is not None:
            rows = seen.picture.rgb
            size = seen.picture.width, seen.picture.height
            kind = QImage.Format.Format_RGB888
            painter.drawImage(self._box(), QImage(rows.data, *size, rows.strides[0], kind))
            for outline in seen.outlines:
                self._paint_outline(painter, outline)
            if self._corner is not None:
                place = _between(self._corner, self._cross)
                painter.setPen(QPen(design.over_picture("text"), 2, Qt.PenStyle.DashLine))
                painter.drawRect(self._at(place))
            if self.hasFocus() and self._keyboard:
                self._paint_cross(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(design.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_outline(self, painter: QPainter, outline: Outline) -> None:
        """The person: a full line and a sign; somebody else: a thin line; by hand: dashes."""
        design, box = current(), self._at(outline.place)
        style = Qt.PenStyle.DashLine if outline.drawn else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wide = 3 if outline.shown else 1
        painter.setPen(QPen(_BLACK, wide + 2))
        painter.drawRect(box)
        painter.setPen(QPen(design.over_picture("text"), wide, style))
        painter.drawRect(box)
        sign = QRectF(box.left() + 4, box.top() + 4, 20, 20)
        painter.fillRect(sign.adjusted(-2, -2, 2, 2), _BLACK)
        name = "eye" if outline.shown else "eye-off"
        design.paint_icon(painter, name, sign, design.over_picture("text"))

    def _paint_cross(self, painter: QPainter) -> None:
        box = self._box()
        x = box.left() + self._cross[0] * box.width()
        y = box.top() + self._cross[1] * box.height()
        for wide, colour in ((4, _BLACK), (2, current().over_picture("text"))):
            painter.setPen(QPen(colour, wide))
            painter.drawLine(QPointF(x - 12, y), QPointF(x + 12, y))
            painter.drawLine(QPointF(x, y - 12), QPointF(x, y + 12))

    def _name(self) -> None:
        found = self._seen.outlines if self._seen else ()
        said = translate("covering", "Picture. Found in it: {n}; of those shown: {m}.")
        shown = sum(each.shown for each in found)
        self.setAccessibleName(said.format(n=len(found), m=shown))
        place = translate("covering", "Cross at {x} % across, {y} % down")
        x, y = (round(part * 100) for part in self._cross)
        self.setAccessibleDescription(place.format(x=x, y=y))

    def _box(self) -> QRectF:
        """Where the picture is, its shape kept."""
        room, seen = QRectF(self.rect()), self._seen
        if seen is None:
            return room
        scale = min(room.width() / seen.picture.width, room.height() / seen.picture.height)
        box = QRectF(0, 0, seen.picture.width * scale, seen.picture.height * scale)
        box.moveCenter(room.center())
        return box

    def _at(self, place: Place) -> QRectF:
        box = self._box()
        return QRectF(
            box.left() + place[0] * box.width(),
            box.top() + place[1] * box.height(),
            (place[2] - place[0]) * box.width(),
            (place[3] - place[1]) * box.height(),
        )

    def _part(self, place: QPointF) -> Point:
        box = self._box()
        x = (place.x() - box.left()) / box.width()
        y = (place.y() - box.top()) / box.height()
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))


def _between(one: Point, other: Point) -> Place:
    across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return across[0], down[0], across[1], down[1]
