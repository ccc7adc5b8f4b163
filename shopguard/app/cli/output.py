"""What a command prints: sentences for people, JSON for programs; and how errors end it.

Exit codes: 0 done, 2 usage, 3 refused, 4 damaged data, 5 something outside is unavailable.
"""

from __future__ import annotations

import codecs
import json
import locale
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from shopguard.base.errors import ShopGuardError
from shopguard.base.home import Home
from shopguard.base.texts import Language, Named, text


@dataclass(slots=True)
class Console:
    """The global options, and the one way to print."""

    home: Home = field(default_factory=Home.default)
    as_json: bool = False
    secrets: str | None = None
    language: Language = "en"

    def result(self, data: Mapping[str, Any], *lines: str) -> None:
        """The outcome of a command: ``data`` for programs, ``lines`` for people."""
        if self.as_json:
            self._write(_json(data))
        else:
            for line in lines:
                self._write(line)

    def table(self, key: str, rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> None:
        """A list: JSON under ``key``, or columns under their names."""
        if self.as_json:
            self._write(_json({key: rows}))
            return
        names = list(columns)
        cells = [[_cell(row.get(name)) for name in names] for row in rows]
        widths = [max(len(name), *(len(row[at]) for row in cells)) if cells else len(name)
                  for at, name in enumerate(names)]  # fmt: skip
        for line in ([*names], *cells):
            self._write(
                "  ".join(
                    cell.ljust(width) for cell, width in zip(line, widths, strict=True)
                ).rstrip()
            )

    def failure(self, error: ShopGuardError) -> None:
        """Say what happened, what it means and what to do."""
        words = error.words(self.language)
        if self.as_json:
            told = {"code": error.code, "what": words.what, "means": words.means, "do": words.do}
            self._write(_json({"error": told | self._names(error)}))
        for part in (words.what, words.means, words.do):
            if part:
                sys.stderr.write(part + "\n")
        for names in self._names(error).values():  # what to write into a file of fields
            for name, said in names.items():
                sys.stderr.write(f"  {name}  {said}\n")

    def _names(self, error: ShopGuardError) -> dict[str, dict[str, str]]:
        """What the message names, by the names that files and options know it under."""
        named = ((each, value) for each, value in error.params.items() if isinstance(value, Named))
        return {each: value.said(self.language) for each, value in named}

    def say(self, code: str, **params: object) -> str:
        """Words of ``code`` in the console's language."""
        return text(code, self.language, **params)

    def _write(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def forgiving(*streams: TextIO) -> None:
    """What a terminal has no letter for is shown in another way, instead of ending the command.

    (Where Windows sends words into a file it may know Western letters alone.)
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _json(data: object) -> str:
    """Letters as they are where the other end is sure to read them, else in JSON's own way."""
    plain = codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
    return json.dumps(data, ensure_ascii=not plain, default=str)


def take_global_options(words: list[str]) -> tuple[Console, list[str]]:
    """Read ``--home``, ``--json``, ``--secrets`` and ``--language`` wherever they stand."""
    console, rest = Console(language=_language()), []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, _, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word == "--json":
            console.as_json = True
        elif name in _VALUED and (value or waiting):
            _VALUED[name](console, value or waiting.pop(0))
        else:
            rest.append(word)
    return console, rest


def _set_language(console: Console, value: str) -> None:
    console.language = "ja" if value.startswith("ja") else "en"


def _set_home(console: Console, value: str) -> None:
    console.home = Home(Path(value).expanduser().absolute())


def _set_secrets(console: Console, value: str) -> None:
    console.secrets = value


_VALUED = {"--home": _set_home, "--secrets": _set_secrets, "--language": _set_language}


def _language() -> Language:
    chosen = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "ja" if chosen.lower().startswith(("ja", "japanese")) else "en"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
