"""Small parts in the one design language: labels, buttons, cards, notices, fields, columns."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.design import current

PITCH = 140  # of a line of text, in hundredths of its height
ICON = 20
SOON_MS = 1  # in a later turn of the loop: with 0 it would still be the same one
Item = QWidget | QLayout | int | None


class Prose(QLabel):
    """Words over several lines, set with room between them: the font's own pitch is too tight."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(words)

    def setText(self, words: str) -> None:
        self._words = words
        lines = "<br>".join(html.escape(line) for line in words.split("\n"))
        super().setText(f'<div style="line-height:{PITCH}%">{lines}</div>' if words else "")
        self.setAccessibleName(words)

    def text(self) -> str:
        return self._words


def label(words: str = "", kind: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """``kind``: heading, figure, strong, muted; ``tone``: good, late, lost, held."""
    made = Prose(words) if wrap else QLabel(words)
    if not wrap:
        made.setTextFormat(Qt.TextFormat.PlainText)
    made.setIndent(0)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of something already shown."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def icon_label(name: str, colour: str = "text", side: int = 24) -> QLabel:
    made = QLabel()
    made.setPixmap(current().icon(name, colour).pixmap(side, side))
    made.setFixedWidth(side)
    return made


def button(
    words: str, on_click: Callable[[], None] | None = None, kind: str = "", icon: str = ""
) -> QPushButton:
    """``kind``: primary (one a page), quiet, or plain."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)  # Enter presses what has the focus, as Space does
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        set_icon(made, icon, "on_accent" if kind == "primary" else "text")
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def look_final(shown: QPushButton, *, final: bool) -> None:
    """What cannot be undone has a sign and a look of its own, and Enter does not press it."""
    shown.setProperty("kind", "danger" if final else "primary")
    shown.setAutoDefault(not final)
    if final:
        set_icon(shown, "warning", "late")
    else:
        shown.setIcon(QIcon())
    shown.style().unpolish(shown)
    shown.style().polish(shown)


def set_icon(shown: QPushButton, icon: str, colour: str = "text") -> None:
    """An icon before a button's words, with room between; alone where it has none."""
    gap = 6 if shown.text() else 0
    shown.setIcon(current().icon(icon, colour, "accent", gap=gap / ICON))
    shown.setIconSize(QSize(ICON + gap, ICON))


def focus_soon(widget: QWidget) -> None:
    """Put the keyboard there once the window has settled, and it into sight."""

    def focus() -> None:
        widget.setFocus()
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    QTimer.singleShot(0, widget, focus)


def icon_button(
    icon: str, name: str, on_click: Callable[[], None] | None = None, keys: str = ""
) -> QPushButton:
    """A quiet button with a picture only; ``name`` is read aloud and shown on hovering."""
    made = button("", on_click, "quiet", icon)
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  {keys}" if keys else name)
    made.setFixedWidth(current().control)
    return made


def column(*items: Item, spacing: int = 1, margins: int = 0) -> QVBoxLayout:
    """Top to bottom; an int is a stretch. ``spacing`` and ``margins`` in units of the grid."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def row(*items: Item, spacing: int = 1, margins: int = 0) -> QHBoxLayout:
    """Left to right; an int is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def _fill(layout: QBoxLayout, items: tuple[Item, ...], spacing: int, margins: int) -> None:
    unit = current().unit
    layout.setSpacing(spacing * unit)
    layout.setContentsMargins(*[margins * unit] * 4)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif isinstance(item, int):
            layout.addStretch(item)


def holder(layout: QLayout, kind: str = "") -> QWidget:
    """A plain widget around a layout."""
    made = QWidget()
    made.setProperty("kind", kind)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, bool(kind))
    made.setLayout(layout)
    return made


def card(layout: QLayout) -> QFrame:
    made = QFrame()
    made.setProperty("kind", "card")
    made.setLayout(layout)
    return made


def card_head(icon: str, name: str) -> QWidget:
    """What a card is about."""
    return holder(row(icon_label(icon, "muted", 20), label(name, "strong"), 1))


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setProperty("kind", "rule")
    made.setFixedHeight(1)
    return made


class Scrolling(QScrollArea):
    """A page that may be taller than the window: as tall as its words need at this width."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The inner widget tells of a changed layout."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Without its bar where that suffices: its own width must not be what calls for it."""
        inner = self.widget()
        if inner is None or inner.layout() is None:
            return
        whole, room = self.maximumViewportSize(), self.viewport().size()
        if _height(inner, whole.width()) <= whole.height():
            room = whole
        inner.resize(room.width(), max(_height(inner, room.width()), room.height()))


def _height(inner: QWidget, width: int) -> int:
    """What it needs at that width."""
    layout = inner.layout()
    if layout is None:
        return 0
    needed = layout.totalHeightForWidth(width)
    return needed if needed >= 0 else layout.totalSizeHint().height()


def scrolling(inner: QWidget) -> QScrollArea:
    """``inner`` in a scroll area of its own."""
    return Scrolling(inner)


def title(words: str, why: str = "", *right: Item) -> QVBoxLayout:
    """A page's name and one sentence of why, with what can be done at its right."""
    heading = label(words, "heading")
    heading.setMinimumHeight(current().control)  # the same place on every page
    line = row(heading, 1, *right, spacing=2)
    layout = column(line, label(why, "muted", wrap=True) if why else None)
    layout.setSpacing(current().unit // 2)
    return layout


class Choice(QComboBox):
    """A drop-down list with the family's own arrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, self.height() / 2 - 8, 16, 16)
        current().paint_icon(painter, "down", box, current().colour("muted"))
        painter.end()

    def fill(self, entries: list[tuple[str, object]], chosen: object = None) -> None:
        """Entries as (words, value); keeps silent while it changes."""
        self.blockSignals(True)
        self.clear()
        for words, value in entries:
            self.addItem(words, value)
        index = next((i for i, (_, value) in enumerate(entries) if value == chosen), 0)
        self.setCurrentIndex(index if entries else -1)
        self.blockSignals(False)
