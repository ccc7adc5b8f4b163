"""The guide's pages, and what this ShopGuard is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shopguard.base.texts import RESOURCES, Language

GUIDE = RESOURCES / "guide"


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the guide. ``name``: its file's; ``text``: Markdown."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A package with its version and licence."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """``fingerprint``: of the key the shop signs its log with, in groups to be read aloud."""

    version: str
    shop: str
    fingerprint: str
    parts: tuple[Part, ...]


class AboutBook(Protocol):
    """All calls are slow."""

    def about(self) -> About: ...

    def licence(self, part: str) -> str:
        """The licence's text; empty where the part brings none."""
        ...


def topics(language: Language) -> tuple[Topic, ...]:
    """The guide in a language, in the order of its file names. Reads files."""
    found = []
    for path in sorted((GUIDE / language).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        found.append(Topic(path.name, text.partition("\n")[0].lstrip("# "), text))
    return tuple(found)
