"""A month of days: how much is missing on each, in a number and a pattern, never a colour alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from shopguard.base.clock import from_us
from shopguard.base.texts import fill
from ui import words
from ui.design import current
from ui.health.model import GapDay, GapMonth
from ui.translate import engine_text, first_weekday, language, translate
from ui.widgets.basics import label

LONG_S = 3600.0  # from here on a day's gaps are drawn as long ones
SHORT, LONG, NOT_YET = "short", "long", "not yet"
_HATCHES = {
    SHORT: ("late", Qt.BrushStyle.BDiagPattern),
    LONG: ("late", Qt.BrushStyle.DiagCrossPattern),
    NOT_YET: ("muted", Qt.BrushStyle.Dense6Pattern),
}
_DAYS = 7
_WEEKS = 6


class GapCalendar(QWidget):
    """``on_day`` is told the start of the day that was chosen. The arrows go from day to day."""

    def __init__(self, on_day: Callable[[int], None]) -> None:
        super().__init__()
        self._on_day = on_day
        self._days: tuple[GapDay, ...] | None = None
        self._buttons: dict[int, _Day] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current().unit // 2)
        self._first = first_weekday()
        for column in range(_DAYS):
            weekday = (self._first + column) % _DAYS
            name = label(engine_text(f"ui.weekday.{weekday}"), "muted")
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(name, 0, column)
            self._grid.setColumnStretch(column, 1)
        for week in range(1, _WEEKS + 1):
            self._grid.setRowMinimumHeight(week, current().wide(6))

    def show_month(self, month: GapMonth, chosen: int | None) -> None:
        if month.days != self._days:
            self._days = month.days
            self._fill(month.days)
        for start, button in self._buttons.items():
            button.setChecked(start == chosen)

    def _fill(self, days: tuple[GapDay, ...]) -> None:
        focused = next((at for at, one in self._buttons.items() if one.hasFocus()), None)
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        weekday = from_us(days[0].day.start).weekday() if days else self._first
        before = (weekday - self._first) % _DAYS
        for index, day in enumerate(days):
            made = _Day(day, self._go)
            made.clicked.connect(lambda _=False, start=day.day.start: self._on_day(start))
            self._group.addButton(made)
            week, column = divmod(before + index, _DAYS)
            self._grid.addWidget(made, week + 1, column)
            self._buttons[day.day.start] = made
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def _go(self, day: GapDay, days: int) -> None:
        """To the day so many days away, if there is something known of it."""
        starts = list(self._buttons)
        at = starts.index(day.day.start) + days
        if 0 <= at < len(starts) and self._buttons[starts[at]].isEnabled():
            self._buttons[starts[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[starts[at]].click()


_STEPS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Up): -_DAYS,
    int(Qt.Key.Key_Down): _DAYS,
}


class _Day(QAbstractButton):
    """One day; what is not known cannot be chosen. ``go``: to another one by the arrows."""

    def __init__(self, day: GapDay, go: Callable[[GapDay, int], None]) -> None:
        super().__init__()
        self._day = day
        self._go = go
        self._by_keyboard = False
        self.setCheckable(True)
        self.setEnabled(day.known)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(day_words(day))
        self.setToolTip(day_words(day))
        if day.known:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(current().wide(8), current().wide(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(self._day, step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        self._by_keyboard = not mouse
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        design, day = current(), self._day
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(design.colour("late_soft" if day.parts else "surface"))
        painter.drawRoundedRect(box, design.radius, design.radius)
        if day.parts:
            self._hatch(painter, box)
        elif day.begins:
            painter.fillRect(_stripe(box), hatch(NOT_YET))
        marked = self.isChecked() or (self.hasFocus() and self._by_keyboard)
        pen = design.colour("accent" if marked else "line")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawRoundedRect(box, design.radius, design.radius)
        if marked:
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), design.radius, design.radius)
        self._write(painter, box)
        painter.end()

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        """A stripe at the foot: sparse for short gaps, dense for an hour and more."""
        kind = LONG if self._day.missing_s >= LONG_S else SHORT
        painter.fillRect(_stripe(box), hatch(kind))

    def _write(self, painter: QPainter, box: QRectF) -> None:
        design, day = current(), self._day
        painter.setFont(design.font(bold=self.isChecked()))
        painter.setPen(design.colour("text" if day.known else "muted"))
        inner = box.adjusted(6, 3, -6, -3)
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, top, str(from_us(day.day.start).day))
        if day.parts:
            painter.setPen(design.colour("late"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner.adjusted(0, 4, 0, 0), right, short_length(day.missing_s))
        elif day.known:
            side = 16.0
            sign = QRectF(inner.right() - side, inner.center().y() - side / 2 + 2, side, side)
            design.paint_icon(painter, "check", sign, design.colour("good"))


class Swatch(QWidget):
    """A piece of the hatching, for the legend."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(24, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "surface" if self._kind == NOT_YET else "late_soft"
        painter.fillRect(self.rect(), current().colour(ground))
        painter.fillRect(self.rect(), hatch(self._kind))
        painter.end()


def hatch(kind: str) -> QBrush:
    """Lines for short gaps, crossed lines for long ones, dots where nothing recorded yet."""
    colour, style = _HATCHES[kind]
    return QBrush(current().colour(colour), style)


def _stripe(box: QRectF) -> QRectF:
    return QRectF(box.left() + 3, box.bottom() - 9, box.width() - 6, 6)


def short_length(seconds: float) -> str:
    """The largest part only: 3分, 2時間."""
    for part in (86_400, 3_600, 60):
        if seconds >= part:
            return words.length(int(seconds) // part * part, language())
    return words.length(seconds, language())


def day_words(day: GapDay) -> str:
    """A day in words, for the tooltip and for who listens."""
    name = words.day(day.day.start, language())
    if day.to_come:
        return translate("health", "{day}: still to come").format(day=name)
    if not day.known:
        return translate("health", "{day}: not yet recording").format(day=name)
    if not day.parts:
        return translate("health", "{day}: no gaps").format(day=name)
    said = translate("health", "{day}: {n} {n:?gap|gaps}, missing {length}")
    length = words.length(day.missing_s, language())
    return fill(said, day=name, n=len(day.parts), length=length)
