"""The recovery sheet as one A4 page in Japanese and English.

The page is made in memory and written once, to the path chosen, for its owner alone: no temporary
file ever holds the words.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from shopguard.base.clock import from_us
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.fonts import Face, pdf_font
from shopguard.base.paper import lines
from shopguard.base.platform import host
from shopguard.base.texts import LANGUAGES, Language, text
from shopguard.vault.sheet import SheetSecret

_WIDTH, _HEIGHT = A4
_MARGIN = 20 * mm
_INNER = _WIDTH - 2 * _MARGIN
_COLUMNS = 3
_QR_SIDE = 44 * mm
_GREY = 0.35


def write_sheet(path: Path, secret: SheetSecret, shop_name: str, made_us: int) -> None:
    """Write the sheet as a PDF only its owner may read; ``made_us`` in UTC microseconds.

    InvalidInput when the file exists already; Unavailable when it cannot be written or the
    typeface is missing.
    """
    page = sheet_pdf(secret, shop_name, made_us)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as file:
            host.private_file(path)
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise InvalidInput("sheet.file_exists", path=path) from error
    except OSError as error:
        raise Unavailable("sheet.not_written", path=path, reason=error.strerror) from error


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn line ends into others


def sheet_pdf(secret: SheetSecret, shop_name: str, made_us: int) -> bytes:
    """The page as PDF bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, initialFontName=pdf_font(Face.REGULAR))
    canvas.setTitle("ShopGuard")
    page = _Page(canvas, _HEIGHT - _MARGIN)
    _head(page, secret, shop_name, made_us)
    for language in LANGUAGES:
        page.paragraph(text("sheet.page.what", language), size=_size(language))
        page.paragraph(text("sheet.page.keep", language), size=_size(language), bold=True)
        page.gap(1.5 * mm)
    _words(page, secret)
    for language in LANGUAGES:
        page.paragraph(text("sheet.page.use", language), size=_size(language), bold=True)
        for step in (1, 2, 3):
            words = text(f"sheet.page.use_{step}", language)
            page.paragraph(words, size=_size(language), indent=6 * mm, before=f"{step}.")
        page.gap(1.5 * mm)
    _signature(page)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(slots=True)
class _Page:
    """A canvas written from top to bottom; ``y`` is where the next line's top will be."""

    canvas: Canvas
    y: float

    def gap(self, height: float) -> None:
        self.y -= height

    def paragraph(
        self, words: str, *, size: float, bold: bool = False, grey: float = 0,
        indent: float = 0, before: str = "",
    ) -> None:  # fmt: skip
        font = pdf_font(Face.BOLD if bold else Face.REGULAR)
        self.canvas.setFont(font, size)
        self.canvas.setFillGray(grey)
        self.canvas.drawString(_MARGIN, self.y - size * 1.5, before)
        for line in lines(words, font, size, _INNER - indent):
            self.y -= size * 1.5
            self.canvas.drawString(_MARGIN + indent, self.y, line)
        self.y -= size * 0.5

    def rule(self) -> None:
        self.canvas.setStrokeGray(_GREY)
        self.canvas.line(_MARGIN, self.y, _MARGIN + _INNER, self.y)


def _size(language: Language) -> float:
    return 10.5 if language == "ja" else 9.5


def _head(page: _Page, secret: SheetSecret, shop_name: str, made_us: int) -> None:
    titles = [text("sheet.page.title", language) for language in LANGUAGES]
    page.paragraph("  ".join(titles), size=22, bold=True)
    day = from_us(made_us)
    for name, value in (
        ("shop", shop_name),
        ("made", _both("day", year=day.year, month=day.month, day=day.day)),
        ("number", secret.mark),
    ):
        page.paragraph(f"{_both(name)}:  {value}", size=11)
    page.gap(2 * mm)
    page.rule()
    page.gap(2 * mm)


def _words(page: _Page, secret: SheetSecret) -> None:
    page.paragraph(_both("words"), size=11, bold=True)
    top = page.y - 4 * mm
    words = secret.words()
    rows = -(-len(words) // _COLUMNS)
    step = _QR_SIDE / rows
    width = (_INNER - _QR_SIDE - 6 * mm) / _COLUMNS
    for at, word in enumerate(words):
        left = _MARGIN + at // rows * width
        base = top - (at % rows + 0.65) * step
        page.canvas.setFillGray(_GREY)
        page.canvas.setFont(pdf_font(Face.REGULAR), 10)
        page.canvas.drawRightString(left + 6 * mm, base, f"{at + 1}")
        page.canvas.setFillGray(0)
        page.canvas.setFont(pdf_font(Face.BOLD), 15)
        page.canvas.drawString(left + 8 * mm, base, word)
    _qr(page.canvas, secret, _MARGIN + _INNER - _QR_SIDE, top - _QR_SIDE)
    page.y = top - _QR_SIDE - 5 * mm
    page.rule()
    page.gap(2 * mm)


def _qr(canvas: Canvas, secret: SheetSecret, left: float, bottom: float) -> None:
    matrix: Sequence[Sequence[int]] = secret.qr().matrix
    module = _QR_SIDE / len(matrix)
    canvas.setFillGray(0)
    for row, cells in enumerate(reversed(matrix)):
        for column, dark in enumerate(cells):
            if dark:
                x, y = left + column * module, bottom + row * module
                canvas.rect(x, y, module, module, stroke=0, fill=1)


def _signature(page: _Page) -> None:
    page.gap(11 * mm)
    page.canvas.setStrokeGray(_GREY)
    page.canvas.line(_MARGIN, page.y, _MARGIN + 90 * mm, page.y)
    page.paragraph(_both("signed"), size=9, grey=_GREY)


def _both(name: str, **params: object) -> str:
    """Both languages in one line, once where they are the same."""
    return " / ".join(
        dict.fromkeys(text(f"sheet.page.{name}", language, **params) for language in LANGUAGES)
    )
