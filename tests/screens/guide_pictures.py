"""Draw the pictures of the README and the guide anew: ``python -m tests.screens.guide_pictures``.

They are screens of the gallery, so that they show what the product shows.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

# First: it sets the platform and the time zone the pictures are drawn with.
from tests.screens.make_pictures import draw, screen  # isort: skip
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from shopguard.base.texts import LANGUAGES, Language
from ui.design import Look, Theme, apply_design
from ui.translate import use_language

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide" / "pictures"
GUIDE_WIDTH = 720
GUIDE_SCREENS = ("review", "people-sheet")  # as many as the guide's pages show


@dataclass(frozen=True, slots=True)
class Shot:
    """A file of ``docs/pictures`` and the screen it shows."""

    file: str
    screen: str
    language: Language
    theme: Theme = Theme.LIGHT


SHOTS = (
    Shot("review-en.png", "review", "en"),
    Shot("door-en.png", "door", "en"),
    Shot("live-ja.png", "live", "ja"),
    Shot("health-en.png", "health-day", "en"),
    Shot("people-en.png", "people", "en"),
    Shot("log-ja.png", "audit-chosen", "ja"),
)


def main(folder: Path = FOLDER, guide: Path = GUIDE) -> None:
    """Every picture into its folder."""
    app = screen()
    for shot in SHOTS:
        use_language(app, shot.language)
        apply_design(app, Look(shot.theme))
        draw(app, shot.screen, folder / shot.file)
    for language in LANGUAGES:
        use_language(app, language)
        apply_design(app, Look(Theme.LIGHT))
        for name in GUIDE_SCREENS:
            path = guide / f"{name}-{language}.png"
            draw(app, name, path)
            fit(path)


def fit(path: Path) -> None:
    """As wide as a page of the guide."""
    drawn = QImage(str(path))
    if drawn.width() > GUIDE_WIDTH:
        drawn = drawn.scaledToWidth(GUIDE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    drawn.save(str(path))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
