"""A picture in its frame: name and state above it, never anything on it but the watermark.

Painting is plain QImage over the decoder's own bytes: on a machine without a graphics card that
costs a sixth to a fifteenth of QOpenGLWidget or QVideoSink (decision 0009).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.design import current
from ui.model import Picture
from ui.widgets.text_block import TextBlock
from ui.widgets.zoom import Zoom

_DIM = QColor(0, 0, 0, 130)


@dataclass(frozen=True, slots=True)
class Badge:
    """A state: icon, words and a colour token of the picture ground."""

    icon: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Message:
    """What stands in place of a picture."""

    icon: str
    what: str
    rest: str = ""
    tone: str = "muted"


class Tile(QWidget):
    """Shows a picture, or says why there is none. Keeps no picture it does not show."""

    ACCESSIBLE_ROLE = QAccessible.Role.Graphic
    enlarge = Signal()
    resized = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._picture: Picture | None = None
        self._badge: Badge | None = None
        self._message: Message | None = None
        self._dim = False
        self._watermark = ""
        self._zoom = Zoom()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name_for_readers()

    # --- what it shows ----------------------------------------------------------------------

    def show_picture(self, picture: Picture, *, dim: bool = False) -> None:
        """``dim``: the picture is not of now."""
        if picture is self._picture and dim == self._dim:
            return
        had_words, self._message = self._message is not None, None
        self._picture, self._dim = picture, dim
        if had_words:
            self._name_for_readers()
            self.update()
        else:  # name and state stand as they are
            self.update(self._picture_box().toAlignedRect())

    def say(self, message: Message) -> None:
        """Words instead of a picture; the picture is forgotten."""
        if self._picture is None and message == self._message:
            return
        self._picture, self._message = None, message
        self._name_for_readers()
        self.update()

    def set_badge(self, badge: Badge | None) -> None:
        if badge == self._badge:
            return
        self._badge = badge
        self._name_for_readers()
        self.update()

    def set_watermark(self, words: str) -> None:
        self._watermark = words

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    def set_zoom(self, zoom: Zoom) -> None:
        """Which part of the picture fills the frame."""
        if zoom == self._zoom:
            return
        closer, self._zoom = zoom.factor != self._zoom.factor, zoom
        self._name_for_readers()
        self.update()
        if closer:  # another size is of use
            self.resized.emit()

    @property
    def picture(self) -> Picture | None:
        return self._picture

    @property
    def message(self) -> Message | None:
        return self._message

    @property
    def badge(self) -> Badge | None:
        return self._badge

    def picture_pixels(self) -> tuple[int, int]:
        """How large a picture is of use, in device pixels; even numbers."""
        box = self._picture_box()
        ratio = self.devicePixelRatioF() * self._zoom.factor
        return max(2, int(box.width() * ratio) & ~1), max(2, int(box.height() * ratio) & ~1)

    # --- Qt ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(480, 302)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.enlarge.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enlarge.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        design = current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), design.over_picture("ground"))
        box = self._picture_box()
        if event.rect().top() < box.top():
            self._paint_bar(painter)
        if self._picture is not None:
            shown = _paint_picture(painter, self._picture, box, self._zoom)
            if self._dim:
                painter.fillRect(shown, _DIM)
            if self._watermark:
                _paint_watermark(painter, shown, self._watermark)
        elif self._message is not None:
            _paint_message(painter, box, self._message)
        if self.hasFocus():
            painter.setPen(QPen(design.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _bar_height(self) -> float:
        return self.fontMetrics().height() + 12

    def _picture_box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, self._bar_height(), 0, 0)

    def _paint_bar(self, painter: QPainter) -> None:
        design = current()
        bar = QRectF(12, 0, self.width() - 24, self._bar_height())
        middle = Qt.AlignmentFlag.AlignVCenter
        taken = 0.0
        if self._badge is not None:
            colour = design.over_picture(self._badge.tone)
            width = QFontMetricsF(painter.font()).horizontalAdvance(self._badge.words)
            taken = width + 26
            painter.setPen(colour)
            painter.drawText(bar, middle | Qt.AlignmentFlag.AlignRight, self._badge.words)
            place = QRectF(bar.right() - taken, bar.center().y() - 9, 18, 18)
            design.paint_icon(painter, self._badge.icon, place, colour)
        painter.setFont(design.font(bold=True))
        painter.setPen(design.over_picture("text"))
        room = bar.width() - taken - 12
        closer = "" if self._zoom.whole else f"  {self._zoom.factor:.1f}×"
        name = QFontMetricsF(painter.font()).elidedText(
            self._name + closer, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(bar, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(design.font())

    def _name_for_readers(self) -> None:
        badge = self._badge.words if self._badge else ""
        said = self._message.what if self._message and not self._picture else ""
        closer = "" if self._zoom.whole else f"{self._zoom.factor:.1f}×"
        parts = dict.fromkeys(part for part in (self._name, closer, badge, said) if part)
        self.setAccessibleName(", ".join(parts))


def picture_place(picture: Picture, box: QRectF, ratio: float) -> QRectF:
    """The middle of ``box``, in the picture's shape."""
    scale = min(box.width() * ratio / picture.width, box.height() * ratio / picture.height)
    width, height = picture.width * scale / ratio, picture.height * scale / ratio
    left, top = box.center().x() - width / 2, box.center().y() - height / 2
    return QRectF(round(left), round(top), width, height)


def _paint_picture(painter: QPainter, picture: Picture, box: QRectF, zoom: Zoom) -> QRectF:
    """Into the middle of ``box``, its shape kept; where it went."""
    rows = picture.rgb
    image = QImage(
        rows.data, picture.width, picture.height, rows.strides[0], QImage.Format.Format_RGB888
    )
    ratio = painter.device().devicePixelRatio()
    place = picture_place(picture, box, ratio)
    part = QRectF(*zoom.part_of(picture.width, picture.height))
    smooth = not zoom.whole or place.width() * ratio < picture.width
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(place, image, part)
    return place


def _paint_watermark(painter: QPainter, box: QRectF, words: str) -> None:
    """Faint, across the picture, so that a photograph of the screen names who looked."""
    painter.save()
    painter.setClipRect(box)
    painter.setFont(current().font(bold=True))
    metrics = QFontMetricsF(painter.font())
    step_x, step_y = metrics.horizontalAdvance(words) + 72, metrics.height() * 5
    for line in range(int(box.height() / step_y) + 2):
        at = box.left() - (line % 2) * step_x / 2 + 24
        y = box.top() + step_y * (line + 0.5)
        while at < box.right():
            for shift, colour in ((1, QColor(0, 0, 0, 56)), (0, QColor(255, 255, 255, 70))):
                painter.setPen(colour)
                painter.drawText(QPointF(at + shift, y + shift), words)
            at += step_x
    painter.restore()


def _paint_message(painter: QPainter, box: QRectF, message: Message) -> None:
    """An icon, what is the matter, and what to try; smaller where there is little room."""
    design = current()
    inner = box.adjusted(24, 8, -24, -8)
    side = 40.0 if box.height() > 160 else 0.0
    what = TextBlock(message.what, design.font(bold=True), inner.width())
    rest = TextBlock(message.rest, design.font(), inner.width())
    gap = 8.0
    if side + what.height + rest.height + 2 * gap > inner.height():
        rest = TextBlock("", design.font(), inner.width())
    height = side + gap + what.height + (gap + rest.height if rest.height else 0)
    top = box.center().y() - height / 2
    tone = design.over_picture(message.tone)
    if side:
        place = QRectF(box.center().x() - side / 2, top, side, side)
        design.paint_icon(painter, message.icon, place, tone)
        top += side + gap
    what.paint(painter, QPointF(inner.left(), top), tone)
    rest.paint(painter, QPointF(inner.left(), top + what.height + gap), design.over_picture("text"))
