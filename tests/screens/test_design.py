"""The look: contrast, fonts and icons come from the tokens alone."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from shopguard.base.texts import RESOURCES
from tests.screens.conftest import dress
from ui.design import Look, Theme, apply_design, current, icon_names, tokens

TEXTS = ("text", "muted", "accent", "good", "late", "lost", "held", "event")
GROUNDS = ("ground", "surface")
SPECIAL = (
    ("on_accent", "accent"),
    ("surface", "text"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("accent", "accent_soft"),
    ("text", "good_soft"),
    ("text", "late_soft"),
    ("text", "lost_soft"),
    ("text", "event_soft"),
    ("muted", "raised"),
    ("late", "late_soft"),
    ("lost", "lost_soft"),
    ("text", "held_soft"),
    ("held", "held_soft"),
    ("good", "good_soft"),
    ("event", "event_soft"),
    ("accent", "raised"),
)
SHAPES = ("edge", "recorded", "held", "lost", "event", "accent")  # drawn, not written: 3 to 1


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_are_legible_on_every_ground(theme: str) -> None:
    colours = tokens()[theme]
    pairs = [*itertools.product(TEXTS, GROUNDS), *SPECIAL]
    bad = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: value for pair, value in bad.items() if value < 4.5} == {}


def sheet_pairs() -> list[tuple[str, str]]:
    """Every text colour of the style sheet with the background of the same rule."""
    sheet = (RESOURCES / "design" / "desktop.qss").read_text(encoding="utf-8")
    found = []
    for rule in re.findall(r"{([^}]*)}", sheet):
        text = re.search(r"(?<![-\w])(?:selection-)?color: \$(\w+)", rule)
        ground = re.search(r"background(?:-color)?: \$(\w+)", rule)
        if text is not None and ground is not None:
            found.append((text[1], ground[1]))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_the_style_sheet_is_legible(theme: str) -> None:
    colours = tokens()[theme]
    pairs = sheet_pairs()
    assert len(pairs) > 10
    low = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_stand_out(theme: str) -> None:
    colours = tokens()[theme]
    low = {name: contrast(colours[name], colours["surface"]) for name in SHAPES}
    assert {name: value for name, value in low.items() if value < 3} == {}


def test_words_over_pictures_are_legible() -> None:
    colours = tokens()["picture"]
    for name in colours:
        if name != "ground":
            assert contrast(colours[name], colours["ground"]) >= 4.5, name


def test_both_themes_have_the_same_names() -> None:
    assert set(tokens()["light"]) == set(tokens()["dark"])


def test_no_colour_is_chosen_anywhere_else() -> None:
    sheet = (RESOURCES / "design" / "desktop.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet) == []
    ticks = {
        theme: (RESOURCES / "icons" / "marks" / f"tick-{theme}.svg").read_text(encoding="utf-8")
        for theme in ("light", "dark")
    }
    for theme, drawn in ticks.items():
        assert tokens()[theme]["on_accent"] in drawn


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_in_the_colour_it_is_given(name: str, qapp: QApplication) -> None:
    image = current().icon(name, "accent").pixmap(48, 48).toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    solid = pixels[pixels[..., 3] > 250][:, :3].astype(int)
    wanted = current().colour("accent")
    assert len(solid) > 20
    assert np.abs(solid - [wanted.blue(), wanted.green(), wanted.red()]).max() <= 3


def test_an_icon_asked_for_again_is_the_same_picture(qapp: QApplication) -> None:
    """Of every new one Qt keeps what it drew: a line asked for every second fills the memory."""
    design = apply_design(qapp, Look(Theme.LIGHT))
    assert design.icon("disk").cacheKey() == current().icon("disk").cacheKey()
    assert design.icon("disk", "muted").cacheKey() != design.icon("disk").cacheKey()


def test_every_icon_is_of_the_one_family() -> None:
    for name in icon_names():
        drawn = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in drawn, name
        assert 'stroke-width="1.75"' in drawn, name
        assert re.findall(r"#[0-9a-fA-F]{3}", drawn) == [], name


def test_large_print_and_dark_change_the_whole_application(qapp: QApplication) -> None:
    small = qapp.font().pointSizeF()
    ground = qapp.palette().window().color()
    dress(qapp, "en", Theme.DARK, large=True)
    assert qapp.font().pointSizeF() == pytest.approx(small * 1.3)
    assert qapp.palette().window().color() != ground
    assert QColor(tokens()["dark"]["ground"]) == qapp.palette().window().color()


def test_the_font_is_the_chosen_one_where_the_machine_has_it(qapp: QApplication) -> None:
    design = apply_design(qapp, Look(Theme.LIGHT))
    assert design.font().family() in tokens()["type"]["families"]
