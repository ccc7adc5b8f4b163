"""A thin strip a camera: where recordings exist in the span about to be opened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
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


class CoverageStrip(QWidget):
    """Only looked at; its words say the same for who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._span: Span | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[Line, ...], span: Span | None) -> None:
        self._lines, self._span = lines, span
        self.setAccessibleName(self._said())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 28 + _LANE * max(1, len(self._lines)))

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
        lanes.ruler(28, self.height())
        for index, line in enumerate(self._lines):
            top = 28 + index * _LANE
            lanes.name(line.name, QRectF(0, top, left - 8, _LANE))
            lanes.track(line.track, self._span, top, _LANE)
        painter.end()

    def _said(self) -> str:
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
