"""The signed head as one A4 page in Japanese and English, with how an outsider checks it."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from shopguard.audit.heads import SignedHead
from shopguard.base.clock import from_us
from shopguard.base.fonts import Face, pdf_font
from shopguard.base.paper import GREY, INNER, MARGIN, Page, draw_qr, size_for
from shopguard.base.texts import LANGUAGES, text

_QR_SIDE = 52 * mm
_STEPS = (1, 2, 3, 4)


def head_pdf(head: SignedHead, shop: str) -> bytes:
    """The page as PDF bytes; Unavailable when the typeface is missing."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, initialFontName=pdf_font(Face.REGULAR))
    canvas.setTitle("ShopGuard")
    page = Page(canvas)
    _facts(page, head, shop)
    _code(page, head)
    for language in LANGUAGES:
        page.paragraph(text("audit.head_page.check", language), size=11, bold=True)
        for step in _STEPS:
            words = text(f"audit.head_page.check_{step}", language)
            page.paragraph(words, size=size_for(language), indent=6 * mm, before=f"{step}.")
        page.gap(2 * mm)
    page.signature(_both("signed"))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _facts(page: Page, head: SignedHead, shop: str) -> None:
    page.paragraph(_both("title"), size=18, bold=True)
    for name, value in (
        ("shop", shop),
        ("entries", f"{head.size:,}"),
        ("made", f"{from_us(head.at_us):%Y-%m-%d %H:%M:%S %Z}"),
    ):
        page.paragraph(f"{_both(name)}:  {value}", size=11)
    page.gap(1 * mm)
    page.rule()
    page.gap(1 * mm)
    for language in LANGUAGES:
        page.paragraph(text("audit.head_page.why", language), size=size_for(language))
    page.gap(3 * mm)


def _code(page: Page, head: SignedHead) -> None:
    """The QR code at the right, the same as text beside it."""
    top = page.y
    draw_qr(page.canvas, head.qr_matrix(), MARGIN + INNER - _QR_SIDE, top - _QR_SIDE, _QR_SIDE)
    free = _QR_SIDE + 6 * mm
    page.paragraph(_both("text"), size=9, grey=GREY, right=free)
    page.paragraph(head.as_text(), size=10.5, right=free)
    page.y = min(page.y, top - _QR_SIDE) - 3 * mm
    page.rule()
    page.gap(2 * mm)


def _both(name: str) -> str:
    return " / ".join(text(f"audit.head_page.{name}", language) for language in LANGUAGES)
