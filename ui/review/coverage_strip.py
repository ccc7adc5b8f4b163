"""A thin strip a camera: where recordings exist in the span about to be opened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.review.lane_painter import LanePainter
from ui.review.scale import Scale
from ui.review.timeline import Line
from ui.translate import language, translate

_LANE = 22
_RULER = 28


class CoverageStrip(QWidget):
    """Only looked at; its words say the same for who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._span: Span | None = None
        self._room = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keep_room(self, lines: int) -> None:
        """For so many cameras, chosen or not: what stands below does not move under the hand."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()

    def show_lines(self, lines: tuple[Line, ...], span: Span | None) -> None:
        self._lines, self._span = lines, span
        self.setAccessibleName(self._said())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _RULER + _LANE * max(1, self._room, len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._span is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current().font())
        metrics = QFontMetricsF(painter.font())
        names = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0)
        left = min(names, 140.0) + 16
        lanes = LanePainter(painter, Scale(self._span, left, max(40.0, self.width() - left - 24)))
        lanes.ruler(_RULER, _RULER + _LANE * len(self._lines))
        for index, line in enumerate(self._lines):
            top = _RULER + index * _LANE
            lanes.name(line.name, QRectF(0, top, left - 8, _LANE))
            lanes.track(line.track, self._span, top, _LANE)
        if not self._lines:
            painter.setPen(current().colour("muted"))
            room = QRectF(self.rect()).adjusted(0, _RULER, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _empty_words())
        painter.end()

    def _said(self) -> str:
        if not self._lines:
            return _empty_words()
        parts = [translate("review", "What is recorded in this span:")]
        for line in self._lines:
            missing = sum(gap.span.duration for gap in line.track.gaps) / SECOND
            said = (
                translate("review", "{camera}: {length} missing")
                if missing
                else translate("review", "{camera}: complete")
            )
            length = words.length(missing, language())
            parts.append(said.format(camera=line.name, length=length))
        return " ".join(parts)


def _empty_words() -> str:
    return translate("door", "Choose cameras to see here when they recorded.")
