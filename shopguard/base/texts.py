"""Words for people, by code and language, from ``resources/texts/*.toml``.

A table holds either plain words (``ja = "…"``, ``en = "…"``) or the three parts of a message
(``ja = {what = "…", means = "…", do = "…"}``). One file per package; codes are unique over all.
What changes with a number names both forms: ``{days} {days:?day|days}``.
"""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class Words:
    """A message in its three parts; ``means`` and ``do`` are empty for plain words."""

    what: str
    means: str = ""
    do: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.means, self.do) if part)


@dataclass(frozen=True, slots=True)
class Named:
    """Things that have words of their own under ``<table>.<name>``; said in the reader's language.

    Given as what belongs into a message, when the language is not known yet.
    """

    table: str
    names: tuple[str, ...]

    def said(self, language: Language) -> dict[str, str]:
        """Their words by name."""
        return {name: text(f"{self.table}.{name}", language) for name in self.names}


_BETWEEN: dict[Language, str] = {"ja": "、", "en": ", "}


class _Filling(string.Formatter):
    """Fills words in; ``{n:?day|days}`` is the first word for one, the second for any other."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec.startswith("?"):
            return str(super().format_field(value, format_spec))
        one, _, more = format_spec[1:].partition("|")
        return one if str(value) == "1" else more


def fill(words: str, /, **params: object) -> str:
    """``words`` with what belongs into them."""
    return _Filling().vformat(words, (), params)


def words_for(code: str, language: Language, **params: object) -> Words:
    """The words of ``code``; raises KeyError for a code without words (a bug)."""
    entry = _entry(code)[language]
    params = {name: _told(value, language) for name, value in params.items()}
    if isinstance(entry, str):
        return Words(fill(entry, **params))
    return Words(**{part: fill(str(words), **params) for part, words in entry.items()})


def text(code: str, language: Language, **params: object) -> str:
    """Plain words of ``code``."""
    return str(words_for(code, language, **params))


def _told(value: object, language: Language) -> object:
    if isinstance(value, Named):
        return _BETWEEN[language].join(value.said(language).values())
    return value


def all_codes() -> dict[str, dict[str, Any]]:
    """Every code with its languages, flattened to dotted names."""
    return _catalogue()


def _entry(code: str) -> dict[str, Any]:
    return _catalogue()[code]


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    codes: dict[str, dict[str, Any]] = {}
    for path in sorted((RESOURCES / "texts").glob("*.toml")):
        for code, entry in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
            if code in codes:
                raise KeyError(f"{code} has words twice, again in {path.name}")
            codes[code] = entry
    return codes


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for name, value in table.items():
        code = f"{prefix}{name}"
        if "ja" in value:
            found.append((code, value))
        else:
            found.extend(_flatten(value, f"{code}."))
    return found
