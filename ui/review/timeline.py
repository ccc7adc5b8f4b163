"""The timeline: a line a camera, gaps with their cause, held parts, damage, events, the playhead.

Wheel: zoom around the pointer. Drag: seek, the pictures follow. Shift and drag: mark a part.
Right button and drag, or wheel sideways: move along. A pointer that rests asks what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopguard.base.clock import DAY, SECOND
from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.review.lane_painter import LanePainter
from ui.review.model import Track
from ui.review.scale import Scale, within
from ui.review.tips import tip_at
from ui.translate import language, translate

RULER = 30
LANE = 26
MANY = 4  # lanes; with more of them each is as low as its name allows
PAD = 12


class _Drag(Enum):
    NONE = auto()
    SEEK = auto()
    MARK = auto()
    PAN = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A camera's name and its track."""

    name: str
    track: Track


class Timeline(QWidget):
    """Draws; decides nothing. Positions are UTC microseconds."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart
    sought = Signal(object, bool)  # moment, whether the pointer is still down
    marked = Signal(object)  # Span or None
    hovered = Signal(str, object, float)  # camera ("" for none), moment, x
    unhovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._granted = Span(0, DAY)
        self._view = self._granted
        self._at_us = 0
        self._mark: Span | None = None
        self._drag = _Drag.NONE
        self._grabbed = QPointF()
        self._grabbed_us = 0
        self._still: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("review", "Timeline"))

    # --- what it shows ----------------------------------------------------------------------

    def show_lines(self, lines: tuple[Line, ...], granted: Span) -> None:
        """``granted``: what may be seen; nothing beyond it is in sight."""
        if granted != self._granted:
            self._granted = self._view = granted
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self._redraw()

    def show_position(self, at_us: int) -> None:
        if at_us == self._at_us:
            return
        self._at_us = at_us
        if self._drag is _Drag.NONE and not self._view.contains(at_us):
            self._follow(at_us)
        self.setAccessibleDescription(words.moment(at_us, language()))
        self.update()

    def show_mark(self, mark: Span | None) -> None:
        self._mark = mark
        self.update()

    @property
    def view(self) -> Span:
        """The span in sight."""
        return self._view

    def zoom(self, factor: float, around_x: float | None = None) -> None:
        scale = self._scale()
        around = scale.x(self._at_us) if around_x is None else around_x
        self._look_at(scale.zoomed(factor, around, self._granted))

    # --- Qt: size and painting --------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(600, RULER + self._lane() * max(1, len(self._lines)) + PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._still is None:
            self._still = self._draw_still()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        if self._mark is not None:
            self._paint_mark(painter, scale, self._mark)
        self._paint_playhead(painter, scale)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _draw_still(self) -> QPixmap:
        """All but playhead and mark: drawn anew only when it changes."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(current().colour("surface"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current().font())
        lanes = LanePainter(painter, self._scale())
        lanes.ruler(RULER, self.height() - PAD / 2)
        for index, line in enumerate(self._lines):
            top = RULER + index * self._lane()
            lanes.name(line.name, QRectF(PAD, top, self._names() - PAD, self._lane()))
            lanes.track(line.track, self._granted, top, self._lane())
        painter.end()
        return pixmap

    def _paint_mark(self, painter: QPainter, scale: Scale, mark: Span) -> None:
        part = mark.clip(self._view)
        if part is None:
            return
        colour = current().colour("accent")
        left, right = scale.x(part.start), max(scale.x(part.end), scale.x(part.start) + 2)
        box = QRectF(left, RULER - 6, right - left, self.height() - RULER)
        painter.setPen(QPen(colour, 2))
        soft = current().colour("accent")
        soft.setAlpha(46)
        painter.setBrush(soft)
        painter.drawRect(box)

    def _paint_playhead(self, painter: QPainter, scale: Scale) -> None:
        if not self._view.contains(self._at_us):
            return
        x = scale.x(self._at_us)
        colour = current().colour("text")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, RULER - 4), QPointF(x, self.height() - PAD / 2))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        top = RULER - 4
        painter.drawPolygon(
            QPolygonF([QPointF(x - 6, top - 8), QPointF(x + 6, top - 8), QPointF(x, top)])
        )

    # --- Qt: pointer and keys ---------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag = _Drag.MARK if shift else _Drag.SEEK
        elif event.button() in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            self._drag = _Drag.PAN
        self._grabbed, self._grabbed_us = at, self._us(at)
        self.unhovered.emit()
        if self._drag is _Drag.SEEK:
            self.sought.emit(self._grabbed_us, True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is _Drag.SEEK:
            self.sought.emit(self._us(at), True)
        elif self._drag is _Drag.MARK:
            ends = sorted((self._grabbed_us, self._us(at)))
            self.marked.emit(Span(ends[0], max(ends[1], ends[0] + 1)))
        elif self._drag is _Drag.PAN:
            self._look_at(self._scale().moved(self._grabbed.x() - at.x(), self._granted))
            self._grabbed = at
        else:
            self._hover(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unhovered.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, _Drag.NONE
        if drag is _Drag.SEEK:
            self.sought.emit(self._us(event.position()), False)
        elif drag is _Drag.MARK and abs(event.position().x() - self._grabbed.x()) < 3:
            self.marked.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if abs(delta.x()) > abs(delta.y()):
            self._look_at(self._scale().moved(-delta.x() / 2, self._granted))
        elif delta.y():
            self.zoom(0.8 ** (delta.y() / 120), event.position().x())
            self._hover(event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            int(Qt.Key.Key_Plus): lambda: self.zoom(0.5),
            int(Qt.Key.Key_Equal): lambda: self.zoom(0.5),
            int(Qt.Key.Key_Minus): lambda: self.zoom(2.0),
            int(Qt.Key.Key_Home): lambda: self.sought.emit(self._granted.start, False),
            int(Qt.Key.Key_End): lambda: self.sought.emit(self._granted.end - SECOND, False),
        }
        act = acts.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def tip(self, at: QPointF) -> str:
        """What is said of the place under the pointer."""
        line = self._line_at(at)
        return "" if line is None else self.tip_of(line.track.camera_id, self._us(at))

    def tip_of(self, camera_id: str, us: int) -> str:
        """What is said of a moment of one camera; a few pixels beside still count."""
        track = next((e.track for e in self._lines if e.track.camera_id == camera_id), None)
        reach = 4 * self._view.duration // max(1, self.width())
        return "" if track is None else tip_at(track, us, reach, self._granted)

    # --- inner ------------------------------------------------------------------------------

    def _hover(self, at: QPointF) -> None:
        line = self._line_at(at)
        beside = at.x() < self._names() or not self._granted.contains(self._scale().us(at.x()))
        if beside:
            self.unhovered.emit()
        else:
            self.hovered.emit(line.track.camera_id if line else "", self._us(at), at.x())

    def _line_at(self, at: QPointF) -> Line | None:
        """The camera whose lane is there."""
        index = int((at.y() - RULER) // self._lane())
        if at.x() < self._names() or not 0 <= index < len(self._lines):
            return None
        return self._lines[index]

    def _lane(self) -> int:
        """How high a lane is."""
        least = int(QFontMetricsF(current().font()).height()) - 2
        return LANE if len(self._lines) <= MANY else max(18, least)

    def _names(self) -> float:
        metrics = QFontMetricsF(current().font())
        widest = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0)
        return min(widest, 140.0) + 2 * PAD

    def _scale(self) -> Scale:
        left = self._names()
        return Scale(self._view, left, max(40.0, self.width() - left - 2 * PAD))

    def _us(self, at: QPointF) -> int:
        us = self._scale().us(at.x())
        return min(max(us, self._granted.start), self._granted.end - 1)

    def _look_at(self, view: Span) -> None:
        if view != self._view:
            self._view = view
            self._redraw()

    def _follow(self, at_us: int) -> None:
        """Turn the page so that the playhead is in sight, near the left."""
        start = at_us - self._view.duration // 10
        self._look_at(within(Span(start, start + self._view.duration), self._granted))

    def _redraw(self) -> None:
        self._still = None
        self.update()
