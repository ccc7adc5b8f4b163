"""Text on paper: lines that fit a width, in Japanese as in English."""

from __future__ import annotations

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

_NEVER_FIRST = "、。）」・,.)"


def lines(words: str, font: str, size: float, width: float) -> list[str]:
    """Lines that fit: between words, and between any two letters of Japanese."""
    split: list[str] = simpleSplit(words, font, size, width)
    return [part for line in split for part in _cut(line, font, size, width)]


def _cut(line: str, font: str, size: float, width: float) -> list[str]:
    parts, rest = [], line
    while len(rest) > 1 and stringWidth(rest, font, size) > width:
        lengths = range(len(rest) - 1, 1, -1)
        fits = next((n for n in lengths if stringWidth(rest[:n], font, size) <= width), 1)
        while fits > 1 and rest[fits] in _NEVER_FIRST:
            fits -= 1
        parts.append(rest[:fits])
        rest = rest[fits:]
    return [*parts, rest]
