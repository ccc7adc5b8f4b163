"""How every screen looked when somebody last looked at it; and whether it still looks so.

python -m tests.screens.snapshots [--check] [--scale 1] [--only NAME …] [--language ja en]
    [--theme light dark]

A screen is kept small, one picture for each language and theme, in ``pictures/NAME.png``. At any
scale of the display it must look like that one picture. What is compared are colours of small
areas, so that another build of Qt or of the font passes, and a part that moved, went missing or
lost its colour does not. Without ``--check`` the pictures are drawn anew: look at them, then
commit them with the change that made them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# First: it sets the platform and the time zone the pictures are drawn with.
from tests.screens.make_pictures import picture_of, screen  # isort: skip
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from shopguard.base.texts import LANGUAGES, Language
from tests.screens.gallery import NAMES
from ui.design import Look, Theme, apply_design
from ui.translate import use_language

FOLDER = Path(__file__).parent / "pictures"
WIDE = 160  # of one small picture
AREA = 4  # compared are means of so many pixels each way
FAINT = 14  # of 255: an area that differs by less looks the same
FEW = 0.012  # the share of areas that may differ
VARIANTS = tuple((language, theme) for language in LANGUAGES for theme in (Theme.LIGHT, Theme.DARK))
Small = npt.NDArray[np.uint8]


def dress(app: QApplication, language: Language, theme: Theme) -> None:
    use_language(app, language)
    apply_design(app, Look(theme))


def small(app: QApplication, name: str) -> Small:
    """The screen as it is dressed now, ``WIDE`` across, rows of red, green, blue."""
    picture = picture_of(app, name).toImage()
    shape = picture.deviceIndependentSize()
    high = max(1, round(WIDE * shape.height() / shape.width()))
    mode = Qt.TransformationMode.SmoothTransformation
    image = picture.scaled(WIDE, high, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    return pixels(image)


def pixels(image: QImage) -> Small:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def differs(one: Small, other: Small) -> float:
    """The share of areas whose colour is another; what only one of them has counts as another."""
    high = -(-max(len(one), len(other)) // AREA) * AREA
    apart = np.abs(_areas(_filled(one, high)) - _areas(_filled(other, high))).max(axis=2)
    return float((apart > FAINT).mean())


def kept(name: str) -> list[Small]:
    """One for each of ``VARIANTS``; empty where none has been drawn yet."""
    image = QImage(str(FOLDER / f"{name}.png"))
    if image.isNull():
        return []
    return np.split(pixels(image), len(VARIANTS), axis=1)


def keep(name: str, pictures: list[Small]) -> None:
    """Beside each other; a dialog may be higher in one language than in the other."""
    high = max(len(picture) for picture in pictures)
    whole = np.ascontiguousarray(np.concatenate([_filled(p, high) for p in pictures], axis=1))
    across = whole.shape[1]
    image = QImage(whole.data, across, high, across * 3, QImage.Format.Format_RGB888)
    FOLDER.mkdir(exist_ok=True)
    few = image.convertToFormat(QImage.Format.Format_Indexed8)  # a third of the size
    few.save(str(FOLDER / f"{name}.png"))


def changed(
    app: QApplication, names: list[str], languages: list[Language], themes: list[Theme]
) -> list[str]:
    """Screens that look otherwise than kept, each with by how much."""
    found = []
    for index, (language, theme) in enumerate(VARIANTS):
        if language not in languages or theme not in themes:
            continue
        dress(app, language, theme)
        for name in names:
            before = kept(name)
            share = differs(before[index], small(app, name)) if before else 1.0
            if share > FEW:
                found.append(f"{name} {language} {theme.value}: {share:.1%}")
    return found


def draw(app: QApplication, names: list[str]) -> None:
    """Every variant of these anew."""
    drawn: dict[str, list[Small]] = {name: [] for name in names}
    for language, theme in VARIANTS:
        dress(app, language, theme)
        for name in names:
            drawn[name].append(small(app, name))
    for name, pictures in drawn.items():
        keep(name, pictures)


def _filled(picture: Small, high: int) -> Small:
    """Down to ``high`` with a grey that no screen has for its ground."""
    rest = np.full((high - len(picture), WIDE, 3), 128, np.uint8)
    return np.concatenate([picture, rest])


def _areas(picture: Small) -> npt.NDArray[np.float64]:
    high, wide, _ = picture.shape
    blocks = picture.astype(np.float64).reshape(high // AREA, AREA, wide // AREA, AREA, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--check", action="store_true")
    words.add_argument("--scale", type=float, default=1)
    words.add_argument("--only", nargs="*", default=list(NAMES))
    words.add_argument("--language", nargs="*", default=list(LANGUAGES))
    words.add_argument("--theme", nargs="*", default=["light", "dark"])
    wanted = words.parse_args()
    app = screen(wanted.scale)
    if not wanted.check:
        draw(app, wanted.only)
        return 0
    found = changed(app, wanted.only, wanted.language, [Theme(each) for each in wanted.theme])
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
