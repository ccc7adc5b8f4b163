"""Every setting in words: for the documents and the settings screen.

python -m shopguard.settings.page docs/reference/settings.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from shopguard.base.texts import Language, text
from shopguard.settings.catalogue import SETTINGS, Setting, Unit, Value

_COLUMNS = ("setting", "name", "default", "range", "who")
_SAID = (Unit.DAYS, Unit.MINUTES, Unit.SECONDS, Unit.PERCENT)
_SIZES = ((1 << 50, "PiB"), (1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def setting_rows(language: Language) -> list[list[str]]:
    """The table in words: a head, then one row for each setting."""
    head = [text(f"setting.page.{column}", language) for column in _COLUMNS]
    return [head, *(_row(setting, language) for setting in SETTINGS.values())]


def value_words(setting: Setting, value: Value, language: Language) -> str:
    """A value as a person reads it: bytes in large units, yes and no."""
    if isinstance(value, bool):
        return text(f"setting.page.{'yes' if value else 'no'}", language)
    if isinstance(value, int) and setting.name.endswith("_bytes"):
        return _size(value)
    if setting.unit in _SAID:
        return f"{value} {text(f'setting.unit.{setting.unit}', language, n=value)}"
    return str(value) or "–"


def settings_page() -> str:
    """``docs/reference/settings.md``: English, then Japanese."""
    return "\n".join(["<!-- Made by shopguard.settings.page. -->", *_part("en"), *_part("ja")])


def _part(language: Language) -> list[str]:
    head, *rows = setting_rows(language)
    return [
        f"# {text('setting.page.title', language)}",
        "",
        text("setting.page.intro", language),
        "",
        _line(head),
        _line(["---"] * len(head)),
        *map(_line, rows),
        "",
    ]


def _row(setting: Setting, language: Language) -> list[str]:
    return [
        text(f"setting.{setting.name}", language),
        f"`{setting.name}`",
        value_words(setting, setting.default, language),
        _range(setting, language),
        text(f"setting.page.{'two' if setting.two else 'one'}", language),
    ]


def _range(setting: Setting, language: Language) -> str:
    if setting.kind is bool:
        return " / ".join(value_words(setting, value, language) for value in (True, False))
    if setting.kind is str:
        return text("setting.page.letters", language, limit=setting.maximum)
    bounds = (setting.minimum, setting.maximum)
    return "–".join(value_words(setting, bound, language) for bound in bounds)


def _size(size: int) -> str:
    for unit, name in _SIZES:
        if size >= unit:
            return f"{size / unit:g} {name}"
    return str(size)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(settings_page(), encoding="utf-8")
