"""What stands on the screen, for a person whose journey is written in English."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import partial

from shopguard.base.texts import Language, all_codes
from ui.translate import CATALOGUE

Tongue = Callable[[str], tuple[str, ...]]
"""English words → what may stand there instead: one word may be said in several rooms."""

_HOLE = re.compile(r"\{(\w+)(?::\?([^|}]*)\|([^}]*))?\}")


def english(words: str) -> tuple[str, ...]:
    return (words,)


def tongue(language: Language) -> Tongue:
    if language == "en":
        return english
    pairs = [*_desktop_words(), *_engine_words()]
    known: dict[str, tuple[str, ...]] = {}

    def say(words: str) -> tuple[str, ...]:
        if words not in known:
            known[words] = tuple(dict.fromkeys(_said(words, pairs))) or (words,)
        return known[words]

    return say


def _said(words: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    """The whole of it, also with its holes filled in, or what stands before a colon or a hole."""
    for source, said in pairs:
        if source == words:
            yield said
        elif source.startswith(words + ":"):
            yield said.split(":")[0]
        elif "{" in source and len(words) > 12 and source.startswith(words + " "):
            yield max(_fixed(said), key=len)
        elif len("".join(_fixed(source)).strip()) > 2 and (
            match := re.fullmatch(_pattern(source), words)
        ):
            yield _HOLE.sub(partial(_filled, match), said)
    for source, said in pairs:
        if len(words) > 12 and words in source and "{" not in said:
            yield said


def _fixed(said: str) -> list[str]:
    """What stands there whatever fills the holes."""
    return re.split(r"\{[^}]*\}", said)


def _pattern(source: str) -> str:
    """A text with holes as an expression; a hole that is there twice means the same twice."""
    seen: set[str] = set()
    parts, at = [], 0
    for hole in _HOLE.finditer(source):
        name, one, more = hole.groups()
        parts.append(re.escape(source[at : hole.start()]))
        if one is not None:
            parts.append(f"(?:{re.escape(one)}|{re.escape(more)})")
        else:
            parts.append(f"(?P={name})" if name in seen else rf"(?P<{name}>.+?)")
            seen.add(name)
        at = hole.end()
    return "".join([*parts, re.escape(source[at:])])


def _filled(found: re.Match[str], hole: re.Match[str]) -> str:
    """What stood in a hole of the source, for the same hole in the other language."""
    return found[hole[1]]


def _desktop_words() -> Iterator[tuple[str, str]]:
    for message in ET.parse(CATALOGUE).getroot().iter("message"):
        yield message.findtext("source", ""), message.findtext("translation", "")


def _engine_words() -> Iterator[tuple[str, str]]:
    for entry in all_codes().values():
        source, said = entry["en"], entry["ja"]
        if isinstance(source, str):
            yield source, said
        else:
            yield from ((source[part], said[part]) for part in source)
