"""Draw the screens into files, to be looked at and for the guide.

python -m tests.screens.make_pictures OUT [--only NAME …] [--language ja en] [--theme light dark]
    [--large] [--size 1024 720] [--scale 2]
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Tokyo"
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from shopguard.base.texts import Language
from tests.screens.gallery import DIALOGS, NAMES, PAGES
from ui.design import Look, Theme, apply_design
from ui.translate import use_language

SIZE = (1280, 800)


def screen(scale: float = 1) -> QApplication:
    """A screen of 1280×800 as seen by the windows, set to ``scale``."""
    wide, high = SIZE
    one = {"name": "one", "width": wide * scale, "height": high * scale, "logicalDpi": 96, "dpr": 1}
    one |= {"x": 0, "y": 0, "logicalBaseDpi": 96}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps({"screens": [one]}))
        file.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
        os.environ["QT_SCALE_FACTOR"] = str(scale)
        app = QApplication([])
    app.setCursorFlashTime(0)
    QCursor.setPos(-100, -100)  # under no window, at any scale: what it lies on looks otherwise
    return app


def draw(app: QApplication, name: str, path: Path, size: tuple[int, int] = SIZE) -> None:
    """One screen into one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture_of(app, name, size).save(str(path))


def picture_of(app: QApplication, name: str, size: tuple[int, int] = SIZE) -> QPixmap:
    """One screen as it is dressed now, with what it asks over it."""
    window = QMainWindow()
    if name in PAGES:
        window.resize(*size)
        window.setCentralWidget(PAGES[name]())
        shown: QWidget = window
    else:
        shown = DIALOGS[name]()
        shown.show()
    shown.show()
    for _ in range(6):
        QTest.qWait(2)  # pages fill over several turns of the loop
    picture = shown.grab()
    asking = app.activeModalWidget()
    if isinstance(asking, QWidget) and asking is not shown:  # it stands over the page
        painter = QPainter(picture)
        centred = shown.rect().center() - asking.rect().center()
        painter.drawPixmap(centred, asking.grab())
        painter.end()
    shown.close()
    shown.deleteLater()
    app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=list(NAMES))
    parser.add_argument("--language", nargs="*", default=["ja", "en"])
    parser.add_argument("--theme", nargs="*", default=["light", "dark"])
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--size", nargs=2, type=int, default=list(SIZE))
    parser.add_argument("--scale", type=float, default=1, help="2: a screen set to 200 %%")
    wanted = parser.parse_args()
    app = screen(wanted.scale)
    languages: list[Language] = wanted.language
    for language in languages:
        use_language(app, language)
        for theme in wanted.theme:
            apply_design(app, Look(Theme(theme), wanted.large))
            for name in wanted.only:
                path = wanted.out / language / theme / f"{name}.png"
                draw(app, name, path, (wanted.size[0], wanted.size[1]))


if __name__ == "__main__":
    main()
