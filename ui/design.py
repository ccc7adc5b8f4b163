"""The look: tokens → palette, style sheet, fonts and tinted icons. Nothing else picks a colour.

design = apply_design(app, Look(Theme.DARK, large=True))
painter.setPen(current().colour("muted"))
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from shopguard.base.texts import RESOURCES
from ui.roles import tell_roles

TextSize = Literal["body", "heading", "figure"]
_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "ground"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "ground"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "lost"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.ToolTipBase, "text"),
    (QPalette.ColorRole.ToolTipText, "surface"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "raised"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "edge"),
    (QPalette.ColorRole.Shadow, "edge"),
)


class Theme(StrEnum):
    """By day, by night, or as the system has it."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Look:
    """What a person may choose of the look."""

    theme: Theme = Theme.SYSTEM
    large: bool = False


@cache
def tokens() -> dict[str, dict[str, Any]]:
    """``resources/design/tokens.toml`` as it stands."""
    return tomllib.loads((RESOURCES / "design" / "tokens.toml").read_text(encoding="utf-8"))


class Design:
    """One look, resolved to colours, sizes and fonts."""

    def __init__(self, dark: bool, large: bool, family: str) -> None:
        table = tokens()
        self.dark = dark
        self.unit: int = table["space"]["unit"]
        self.control: int = table["space"]["control"]
        self.radius: int = table["space"]["radius"]
        self.veil: float = table["space"]["veil"]
        self._colours: dict[str, str] = table["dark" if dark else "light"]
        self._picture: dict[str, str] = table["picture"]
        self._scale: float = table["type"]["large"] if large else 1.0
        self._sizes: dict[str, float] = table["type"]
        self._family = family
        self._icons: dict[tuple[str, str, str, float], QIcon] = {}

    def colour(self, name: str) -> QColor:
        """A colour token of this theme."""
        return QColor(self._colours[name])

    def over_picture(self, name: str) -> QColor:
        """A colour token for what stands on or around video."""
        return QColor(self._picture[name])

    def points(self, size: TextSize) -> float:
        return float(self._sizes[size]) * self._scale

    def wide(self, units: float) -> int:
        """So many units of the grid, and more in the large print: what holds words grows too."""
        return round(units * self.unit * self._scale)

    def font(self, size: TextSize = "body", bold: bool = False) -> QFont:
        font = QFont(self._family)
        font.setPointSizeF(self.points(size))
        font.setBold(bold)
        return font

    def palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES:
            palette.setColor(role, self.colour(name))
        disabled = QPalette.ColorGroup.Disabled
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(disabled, role, self.colour("muted"))
        return palette

    def style_sheet(self) -> str:
        values: dict[str, object] = dict(self._colours)
        values |= {size: self.points(size) for size in ("heading", "figure")}
        values["radius"] = self.radius
        tick = RESOURCES / "icons" / "marks" / ("tick-dark.svg" if self.dark else "tick-light.svg")
        values["tick"] = tick.as_posix()
        values["control_inner"] = self.control - 2
        values["control_focus"] = self.control - 4
        sheet = (RESOURCES / "design" / "desktop.qss").read_text(encoding="utf-8")
        return Template(sheet).substitute(values)

    def icon(self, name: str, colour: str = "text", on: str = "", gap: float = 0.0) -> QIcon:
        """An icon of the family in a colour token; ``on`` is its colour while checked.

        ``gap``: empty room to its right, in parts of its own width. Each is made once: Qt keeps
        what it draws of every new one, megabytes of them in a day.
        """
        key = (name, colour, on, gap)
        if key not in self._icons:
            self._icons[key] = self._made_icon(*key)
        return self._icons[key]

    def _made_icon(self, name: str, colour: str, on: str, gap: float) -> QIcon:
        icon = QIcon(_Tinted(name, self.colour(colour)).pixmap(gap))
        muted = _Tinted(name, self.colour("muted")).pixmap(gap)
        icon.addPixmap(muted, QIcon.Mode.Disabled)
        if on:
            checked = _Tinted(name, self.colour(on)).pixmap(gap)
            icon.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
            icon.addPixmap(checked, QIcon.Mode.Active, QIcon.State.On)
        return icon

    def paint_icon(self, painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
        """Draw an icon of the family into ``box``."""
        _Tinted(name, colour).paint(painter, box)


@dataclass(frozen=True, slots=True)
class _Tinted:
    """An SVG of the family whose one colour is chosen at load."""

    name: str
    colour: QColor

    def paint(self, painter: QPainter, box: QRectF) -> None:
        _renderer(self.name, self.colour.name()).render(painter, box)

    def pixmap(self, gap: float = 0.0, side: int = 80) -> QPixmap:
        pixmap = QPixmap(QSize(round(side * (1 + gap)), side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def icon_names() -> list[str]:
    """Every icon of the family."""
    return sorted(path.stem for path in Path(RESOURCES / "icons").glob("*.svg"))


_current: list[Design] = []


def current() -> Design:
    """The look the application wears now."""
    return _current[-1]


def apply_design(app: QApplication, look: Look) -> Design:
    """Dress the application; widgets made before need to be made anew to follow in every pixel."""
    design = Design(_is_dark(app, look.theme), look.large, _family())
    _current[:] = [design]
    tell_roles()
    app.setStyle("Fusion")
    app.setPalette(design.palette())
    app.setFont(design.font())
    app.setStyleSheet(design.style_sheet())
    return design


def _is_dark(app: QApplication, theme: Theme) -> bool:
    if theme is Theme.SYSTEM:
        return app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme is Theme.DARK


def _family() -> str:
    """The first of the chosen families that this machine has, else the system's own."""
    have = set(QFontDatabase.families())
    wanted: list[str] = tokens()["type"]["families"]
    return next((family for family in wanted if family in have), QFont().defaultFamily())
