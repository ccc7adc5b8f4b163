"""The camera's picture to draw on, with the mouse or with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

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
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy

from ui.cameras.drawing import Drawing
from ui.cameras.model import Point, Polygon
from ui.design import current
from ui.model import Picture
from ui.translate import translate
from ui.widgets.canvas import Canvas

_REACH = 8.0  # pixels around a corner that take hold of it
_STEP, _FINE = 0.02, 0.004
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_COVER = QColor(0, 0, 0)


class MaskCanvas(Canvas):
    """Shows a ``Drawing`` over a picture. ``changed``: something was drawn."""

    ACCESSIBLE_ROLE = QAccessible.Role.Graphic
    changed = Signal()

    def __init__(self, picture: Picture, masks: tuple[Polygon, ...]) -> None:
        super().__init__()
        self._picture = picture
        self._drawing = Drawing(masks)
        self._cursor: Point = (0.5, 0.5)
        self._dragged: tuple[int, int] | None = None
        self._pulled: Point | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(480, 270)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.show_drawing(self._drawing)

    @property
    def drawing(self) -> Drawing:
        return self._drawing

    def remove(self) -> None:
        self.show_drawing(self._drawing.remove())

    def close_shape(self) -> None:
        self.show_drawing(self._drawing.close())

    def undo(self) -> None:
        self.show_drawing(self._drawing.undo())

    # --- mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._keyboard = False
        at = self._part(event.position())
        box = self._box()
        reach = _REACH / box.width(), _REACH / box.height()
        if self._drawing.growing:
            self.show_drawing(self._drawing.corner(at))
            return
        self._dragged = self._drawing.corner_near(at, reach)
        chosen = self._drawing.choose_at(at)
        if self._dragged is None and chosen.chosen is None:
            self.show_drawing(self._drawing.corner(at))
        elif self._dragged is None:
            self._pulled = at
            self.show_drawing(chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._part(event.position())
        self._cursor = min(1.0, max(0.0, at[0])), min(1.0, max(0.0, at[1]))
        if self._dragged is not None:
            self.show_drawing(self._drawing.move_corner(self._dragged, at))
        elif self._pulled is not None:
            step = at[0] - self._pulled[0], at[1] - self._pulled[1]
            self._pulled = at
            self.show_drawing(self._drawing.move(step))
        elif self._drawing.growing:
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = self._pulled = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press has set its corner already; the shape is closed with it."""
        if event.button() is Qt.MouseButton.LeftButton and self._drawing.growing:
            self.show_drawing(self._drawing.close())

    # --- keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._step(_ARROWS[key], event.modifiers())
            return
        drawing = self._drawing
        if key is Qt.Key.Key_Escape and drawing.growing:
            self.show_drawing(drawing.give_up())
            return
        acts: dict[Qt.Key, Callable[[], Drawing]] = {
            Qt.Key.Key_Space: lambda: drawing.corner(self._cursor),
            Qt.Key.Key_Return: drawing.close,
            Qt.Key.Key_Enter: drawing.close,
            Qt.Key.Key_Backspace: drawing.undo,
            Qt.Key.Key_Delete: drawing.remove,
            Qt.Key.Key_PageDown: drawing.choose_next,
            Qt.Key.Key_PageUp: lambda: drawing.choose_next(-1),
        }
        if key not in acts:
            super().keyPressEvent(event)
            return
        self._keyboard = True
        self.show_drawing(acts[key]())

    def _step(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        """The cross moves; with Shift the chosen mask does; with Ctrl in small steps."""
        size = _FINE if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP
        step = way[0] * size, way[1] * size
        self._keyboard = True
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.show_drawing(self._drawing.move(step))
            return
        x, y = self._cursor[0] + step[0], self._cursor[1] + step[1]
        self._cursor = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
        self.show_drawing(self._drawing)

    def show_drawing(self, drawing: Drawing) -> None:
        """Another drawing; told to whoever listens."""
        changed, self._drawing = drawing != self._drawing, drawing
        said = translate("cameras", "Picture to draw on. Masks: {n}. Corners set: {m}.")
        place = translate("cameras", "Cross at {x} % across, {y} % down")
        x, y = (round(part * 100) for part in self._cursor)
        words = said.format(n=len(drawing.masks), m=len(drawing.growing))
        self.setAccessibleName(words)
        self.setAccessibleDescription(place.format(x=x, y=y))
        self.update()
        if changed:
            self.changed.emit()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        design = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), design.over_picture("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        rows = self._picture.rgb
        kind = QImage.Format.Format_RGB888
        size = self._picture.width, self._picture.height
        painter.drawImage(box, QImage(rows.data, *size, rows.strides[0], kind))
        line = design.over_picture("text")
        for number, mask in enumerate(self._drawing.masks):
            self._paint_mask(painter, mask, chosen=number == self._drawing.chosen)
        if self._drawing.growing:
            shape = [self._at(corner) for corner in self._drawing.growing]
            painter.setPen(QPen(line, 2, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF([*shape, self._at(self._cursor)]))
            self._paint_corners(painter, shape, line)
        if self.hasFocus() and self._keyboard:
            self._paint_cross(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(design.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_mask(self, painter: QPainter, mask: Polygon, *, chosen: bool) -> None:
        """Black, as it will be recorded; the chosen one has a thicker edge and its corners."""
        design = current()
        shape = [self._at(corner) for corner in mask]
        edge = design.over_picture("text" if chosen else "muted")
        painter.setBrush(_COVER)
        painter.setPen(QPen(edge, 3 if chosen else 1))
        painter.drawPolygon(QPolygonF(shape))
        if chosen:
            self._paint_corners(painter, shape, edge)

    @staticmethod
    def _paint_corners(painter: QPainter, shape: list[QPointF], colour: QColor) -> None:
        painter.setPen(QPen(_COVER, 1))
        painter.setBrush(colour)
        for corner in shape:
            painter.drawEllipse(corner, 5, 5)

    def _paint_cross(self, painter: QPainter) -> None:
        middle = self._at(self._cursor)
        for width, colour in ((4, _COVER), (2, current().over_picture("text"))):
            painter.setPen(QPen(colour, width))
            painter.drawLine(middle - QPointF(12, 0), middle + QPointF(12, 0))
            painter.drawLine(middle - QPointF(0, 12), middle + QPointF(0, 12))

    def _box(self) -> QRectF:
        """Where the picture is, its shape kept."""
        room = QRectF(self.rect())
        scale = min(room.width() / self._picture.width, room.height() / self._picture.height)
        box = QRectF(0, 0, self._picture.width * scale, self._picture.height * scale)
        box.moveCenter(room.center())
        return box

    def _at(self, point: Point) -> QPointF:
        box = self._box()
        return QPointF(box.left() + point[0] * box.width(), box.top() + point[1] * box.height())

    def _part(self, place: QPointF) -> Point:
        box = self._box()
        return (
            (place.x() - box.left()) / box.width(),
            (place.y() - box.top()) / box.height(),
        )
