"""How a camera's line is drawn: recorded, missing, held, damaged, what happened."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen, QPolygonF

from shopguard.base.clock import DAY, MINUTE, SECOND, from_us
from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.review.model import Track
from ui.review.scale import Scale, columns
from ui.translate import language


class LanePainter:
    """Draws onto one painter at one scale."""

    def __init__(self, painter: QPainter, scale: Scale) -> None:
        self._painter = painter
        self._scale = scale
        self._design = current()
        self._metrics = QFontMetricsF(self._design.font())

    def ruler(self, height: float, bottom: float) -> None:
        """Times along the top, and fine lines down through the lanes."""
        painter, scale = self._painter, self._scale
        widest = self._metrics.horizontalAdvance("00:00:00.0") + 16
        step = scale.step(widest)
        painter.setPen(QPen(self._design.colour("line"), 1))
        for at in scale.ticks(step):
            x = round(scale.x(at)) + 0.5
            painter.drawLine(QPointF(x, height - 8), QPointF(x, bottom))
        painter.setPen(self._design.colour("muted"))
        for at in scale.ticks(step):
            box = QRectF(scale.x(at) - widest / 2, 0, widest, height - 8)
            if (
                box.left() >= scale.left - widest / 2
                and box.right() <= scale.left + scale.width + 40
            ):
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _tick_words(at, step))

    def name(self, name: str, box: QRectF) -> None:
        self._painter.setPen(self._design.colour("text"))
        shown = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(box, flags, shown)

    def track(self, track: Track, granted: Span, top: float, height: float) -> None:
        """The bar of one camera; what was not granted stays empty."""
        bar_top, bar = top + 6, height - 12
        self._ground(granted, bar_top, bar)
        covered = tuple(span for span in track.covered if span.overlaps(granted))
        self._strips(covered, bar_top, bar, QBrush(self._design.colour("recorded")))
        damage = tuple(each.span for each in track.damaged)
        self._strips(damage, bar_top, bar, QBrush(self._design.colour("surface")))
        hatch = QBrush(self._design.colour("lost"), Qt.BrushStyle.BDiagPattern)
        self._strips(damage, bar_top, bar, hatch, outline="lost")
        held = tuple(each.span for each in track.held)
        self._strips(held, bar_top + bar - 4, 4, QBrush(self._design.colour("held")))
        for each in track.held:
            self._lock(each.span, bar_top, bar)
        for happening in track.happenings:
            if self._scale.view.contains(happening.at_us):
                self._happening(happening.at_us, bar_top)

    def _ground(self, granted: Span, top: float, height: float) -> None:
        """Dots where nothing is recorded: a gap is seen, never mistaken for black pictures."""
        part = granted.clip(self._scale.view)
        if part is None:
            return
        box = QRectF(
            self._scale.x(part.start),
            top,
            self._scale.x(part.end) - self._scale.x(part.start),
            height,
        )
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._design.colour("raised"))
        self._painter.drawRoundedRect(box, 2, 2)
        self._painter.setBrush(QBrush(self._design.colour("edge"), Qt.BrushStyle.Dense6Pattern))
        self._painter.drawRoundedRect(box, 2, 2)

    def _strips(
        self, spans: tuple[Span, ...], top: float, height: float, brush: QBrush, outline: str = ""
    ) -> None:
        self._painter.setBrush(brush)
        pen = QPen(self._design.colour(outline), 1) if outline else QPen(Qt.PenStyle.NoPen)
        self._painter.setPen(pen)
        for left, right in columns(spans, self._scale):
            self._painter.drawRoundedRect(QRectF(left, top, max(1.5, right - left), height), 2, 2)

    def _lock(self, span: Span, top: float, height: float) -> None:
        part = span.clip(self._scale.view)
        if part is None:
            return
        middle = (self._scale.x(part.start) + self._scale.x(part.end)) / 2
        box = QRectF(middle - 9, top + height / 2 - 9, 18, 18)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._design.colour("surface"))
        self._painter.drawEllipse(box)
        inner = box.adjusted(2.5, 2.5, -2.5, -2.5)
        self._design.paint_icon(self._painter, "lock", inner, self._design.colour("held"))

    def _happening(self, at_us: int, top: float) -> None:
        x = self._scale.x(at_us)
        shape = [QPointF(x, top + 3), QPointF(x - 5, top - 5), QPointF(x + 5, top - 5)]
        self._painter.setPen(QPen(self._design.colour("surface"), 1))
        self._painter.setBrush(self._design.colour("event"))
        self._painter.drawPolygon(QPolygonF(shape))


def _tick_words(at: int, step: int) -> str:
    moment = from_us(at)
    midnight = moment.hour == moment.minute == moment.second == 0
    if step >= DAY or midnight:
        return words.day(at, language())
    if step < SECOND:
        return words.clock(at, tenths=True)
    return f"{moment:%H:%M}" if step >= MINUTE else f"{moment:%H:%M:%S}"
