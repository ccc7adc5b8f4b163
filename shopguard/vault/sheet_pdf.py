"""The recovery sheet as one A4 page in Japanese and English.

The page is made in memory and written once, to the path chosen, for its owner alone: no temporary
file ever holds the words.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from shopguard.base.clock import from_us
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.fonts import Face, pdf_font
from shopguard.base.paper import GREY, INNER, MARGIN, Page, draw_qr, size_for
from shopguard.base.platform import host
from shopguard.base.texts import LANGUAGES, text
from shopguard.vault.sheet import SheetSecret

_COLUMNS = 3
_QR_SIDE = 44 * mm


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
    page = Page(canvas)
    _head(page, secret, shop_name, made_us)
    for language in LANGUAGES:
        page.paragraph(text("sheet.page.what", language), size=size_for(language))
        page.paragraph(text("sheet.page.keep", language), size=size_for(language), bold=True)
        page.gap(1.5 * mm)
    _words(page, secret)
    for language in LANGUAGES:
        page.paragraph(text("sheet.page.use", language), size=size_for(language), bold=True)
        for step in (1, 2, 3):
            words = text(f"sheet.page.use_{step}", language)
            page.paragraph(words, size=size_for(language), indent=6 * mm, before=f"{step}.")
        page.gap(1.5 * mm)
    page.signature(_both("signed"))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(page: Page, secret: SheetSecret, shop_name: str, made_us: int) -> None:
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


def _words(page: Page, secret: SheetSecret) -> None:
    page.paragraph(_both("words"), size=11, bold=True)
    top = page.y - 4 * mm
    words = secret.words()
    rows = -(-len(words) // _COLUMNS)
    step = _QR_SIDE / rows
    width = (INNER - _QR_SIDE - 6 * mm) / _COLUMNS
    for at, word in enumerate(words):
        left = MARGIN + at // rows * width
        base = top - (at % rows + 0.65) * step
        page.canvas.setFillGray(GREY)
        page.canvas.setFont(pdf_font(Face.REGULAR), 10)
        page.canvas.drawRightString(left + 6 * mm, base, f"{at + 1}")
        page.canvas.setFillGray(0)
        page.canvas.setFont(pdf_font(Face.BOLD), 15)
        page.canvas.drawString(left + 8 * mm, base, word)
    matrix = secret.qr().matrix
    draw_qr(page.canvas, matrix, MARGIN + INNER - _QR_SIDE, top - _QR_SIDE, _QR_SIDE)
    page.y = top - _QR_SIDE - 5 * mm
    page.rule()
    page.gap(2 * mm)


def _both(name: str, **params: object) -> str:
    """Both languages in one line, once where they are the same."""
    return " / ".join(
        dict.fromkeys(text(f"sheet.page.{name}", language, **params) for language in LANGUAGES)
    )
