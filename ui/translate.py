"""The language of the screens: Qt Linguist for what the desktop says, ``base.texts`` for the rest.

Source strings are English and stand in the code as ``translate("room", "Words")``;
``resources/i18n/ja.ts`` holds the Japanese. After changing words: ``python -m ui.translate``
collects them, and compiles ``ja.qm`` from what has been translated.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from shopguard.base.texts import RESOURCES, Language, text, words_for

CATALOGUE = RESOURCES / "i18n" / "ja.ts"
translate = QCoreApplication.translate
_installed: list[QTranslator] = []
_language: list[Language] = ["en"]


def system_language() -> Language:
    """Japanese where the system speaks it, English elsewhere."""
    wished = wished_language(os.environ) if sys.platform.startswith("linux") else ""
    return "ja" if (wished or QLocale.system().name()).startswith("ja") else "en"


def wished_language(environment: Mapping[str, str]) -> str:
    """What a Linux session asks for, also where that locale is not installed: Qt then says C."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wished = environment.get(name, "")
        if wished:
            plain = wished.partition(".")[0] in ("C", "POSIX")
            return "" if plain else environment.get("LANGUAGE", "") or wished
    return ""


def language() -> Language:
    """The language in use."""
    return _language[-1]


def first_weekday() -> int:
    """0 Monday to 6 Sunday: as this PC has it where it speaks the language, else its country's."""
    ours, system = QLocale(language()), QLocale.system()
    chosen = system if system.language() is ours.language() else ours
    return int(chosen.firstDayOfWeek().value) - 1


def use_language(app: QCoreApplication, wanted: Language) -> None:
    """Switch; views made before must be made anew."""
    while _installed:
        app.removeTranslator(_installed.pop())
    _language[:] = [wanted]
    QLocale.setDefault(QLocale(wanted))
    if wanted == "en":
        return
    ours = CATALOGUE.with_suffix(".qm")
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_ja.qm"
    for path in (qt, ours):
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)
            _installed.append(translator)


def engine_text(code: str, **params: object) -> str:
    """What the engine calls ``code``, in the language in use."""
    return text(code, language(), **params)


def engine_what(code: str, **params: object) -> str:
    """Only the first part of a three-part message: what happened."""
    return words_for(code, language(), **params).what


def collect(target: Path) -> None:
    """Bring the catalogue ``target`` up to date with the code (``pyside6-lupdate``)."""
    root = Path(__file__).parent
    sources = sorted(str(path) for path in root.rglob("*.py"))
    options = ["-locations", "none", "-no-obsolete", "-silent"]
    languages = ["-source-language", "en", "-target-language", "ja"]
    _tool("lupdate", *options, *sources, *languages, "-ts", str(target))


def compile_to(catalogue: Path, target: Path) -> None:
    """Compile ``catalogue`` (``pyside6-lrelease``).

    Beside ``target`` and then put in its place: a desktop that runs has the old file in its memory.
    """
    made = target.with_suffix(".making")
    try:
        _tool("lrelease", "-silent", str(catalogue), "-qm", str(made))
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def _tool(name: str, *arguments: str) -> None:
    tool = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent))
    if tool is None:
        raise FileNotFoundError(f"pyside6-{name}")
    subprocess.run([tool, *arguments], check=True)  # noqa: S603 - our own tool and files


if __name__ == "__main__":
    collect(CATALOGUE)
    compile_to(CATALOGUE, CATALOGUE.with_suffix(".qm"))
