"""Text on paper: lines that fit a width, in Japanese as in English; a page; a QR code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from shopguard.base.fonts import Face, pdf_font
from shopguard.base.texts import Language

MARGIN = 20 * mm
INNER: float = A4[0] - 2 * MARGIN
GREY = 0.35

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


@dataclass(slots=True)
class Page:
    """A canvas (A4) written from top to bottom; ``y`` is where the next line's top will be."""

    canvas: Canvas
    y: float = A4[1] - MARGIN

    def gap(self, height: float) -> None:
        self.y -= height

    def paragraph(
        self, words: str, *, size: float, bold: bool = False, grey: float = 0,
        indent: float = 0, before: str = "", right: float = 0,
    ) -> None:  # fmt: skip
        """``before`` stands at the margin, left of the indent; ``right`` stays free."""
        font = pdf_font(Face.BOLD if bold else Face.REGULAR)
        self.canvas.setFont(font, size)
        self.canvas.setFillGray(grey)
        self.canvas.drawString(MARGIN, self.y - size * 1.5, before)
        for line in lines(words, font, size, INNER - indent - right):
            self.y -= size * 1.5
            self.canvas.drawString(MARGIN + indent, self.y, line)
        self.y -= size * 0.5

    def rule(self) -> None:
        self.canvas.setStrokeGray(GREY)
        self.canvas.line(MARGIN, self.y, MARGIN + INNER, self.y)

    def signature(self, words: str) -> None:
        """A line to sign on."""
        self.gap(11 * mm)
        self.canvas.setStrokeGray(GREY)
        self.canvas.line(MARGIN, self.y, MARGIN + 90 * mm, self.y)
        self.paragraph(words, size=9, grey=GREY)


def size_for(language: Language) -> float:
    """Japanese needs to stand a little larger to be read as well."""
    return 10.5 if language == "ja" else 9.5


def draw_qr(
    canvas: Canvas, matrix: Sequence[Sequence[int]], left: float, bottom: float, side: float
) -> None:
    """A QR code, row by row: 1 is dark."""
    module = side / len(matrix)
    canvas.setFillGray(0)
    for row, cells in enumerate(reversed(matrix)):
        for column, dark in enumerate(cells):
            if dark:
                x, y = left + column * module, bottom + row * module
                canvas.rect(x, y, module + 0.05, module + 0.05, stroke=0, fill=1)
