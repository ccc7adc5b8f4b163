"""A form on A4: a heading, what it says in rows, and lines to sign on. Japanese or English.

pdf = form_pdf(Form("提供記録", parts=(Rows((("相手", "…"),)), Words("…"), Signature("受領者"))))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO
from typing import Any, TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import SimpleDocTemplate
from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import Table, TableStyle

from shopguard.base.fonts import Face, pdf_font

_MARGIN = 18 * mm
_LABEL = 0.28
_SIZE, _LEADING = 10.0, 15.0
_GREY, _LIGHT = (0.35, 0.35, 0.35), (0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. ``strong`` for what must not be overlooked."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A small heading within the form."""

    words: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Names and what stands beside them; an empty one leaves room to write by hand."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a heading; ``shares`` of the width, adding up to 1."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on, with its day."""

    who: str
    day: str


Part: TypeAlias = Words | Head | Rows | Grid | Signature


@dataclass(frozen=True, slots=True)
class Form:
    """``above``: day and number, at the right; ``to``: whom it is for; ``foot``: on every page."""

    title: str
    parts: Sequence[Part]
    above: str = ""
    to: str = ""
    foot: str = ""
    lying: bool = False


def form_pdf(form: Form) -> bytes:
    """The pages as PDF bytes; Unavailable when the typeface is missing."""
    size = landscape(A4) if form.lying else A4
    width = size[0] - 2 * _MARGIN
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=form.title,
        creator="ShopGuard",
    )
    story: list[Flowable] = []
    if form.above:
        story.append(Paragraph(escape(form.above), _style(alignment=TA_RIGHT)))
    if form.to:
        story.append(Paragraph(escape(form.to), _style()))
    title = _style(fontSize=17, leading=24, alignment=TA_CENTER, fontName=pdf_font(Face.BOLD))
    story += [Spacer(1, 4 * mm), Paragraph(escape(form.title), title), Spacer(1, 5 * mm)]
    for part in form.parts:
        story += [*_flow(part, width), Spacer(1, 3 * mm)]
    on_page = partial(_foot, words=form.foot)
    document.build(story, onFirstPage=on_page, onLaterPages=on_page)
    return buffer.getvalue()


def _flow(part: Part, width: float) -> list[Flowable]:
    match part:
        case Words(words, strong):
            face = Face.BOLD if strong else Face.REGULAR
            return [_paragraph(words, fontName=pdf_font(face))]
        case Head(words):
            return [_paragraph(words, fontName=pdf_font(Face.BOLD), fontSize=12, leading=18)]
        case Rows(rows):
            return [_rows(rows, width)]
        case Grid(heads, rows, shares):
            return [_grid(heads, rows, shares, width)]
        case Signature(who, day):
            return [KeepTogether([Spacer(1, 8 * mm), _signature(who, day, width)])]


def _rows(rows: Sequence[tuple[str, str]], width: float) -> Table:
    cells = [[_paragraph(name, textColor=_GREY), _paragraph(words)] for name, words in rows]
    table = Table(cells, [width * _LABEL, width * (1 - _LABEL)], splitInRow=1)
    lines: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, _GREY)]
    table.setStyle(TableStyle([*lines, *_PADDING, ("BACKGROUND", (0, 0), (0, -1), _LIGHT)]))
    return table


def _grid(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], width: float
) -> Table:
    bold = pdf_font(Face.BOLD)
    small = {"fontSize": 8.5, "leading": 12.5}
    cells = [[_paragraph(head, fontName=bold, **small) for head in heads]]
    cells += [[_paragraph(words, **small) for words in row] for row in rows]
    widths = [width * share for share in shares]
    table = Table(cells, widths, repeatRows=1, splitInRow=1)
    lines: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, _GREY)]
    table.setStyle(TableStyle([*lines, *_PADDING, ("BACKGROUND", (0, 0), (-1, 0), _LIGHT)]))
    return table


_PADDING: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]


def _signature(who: str, day: str, width: float) -> Table:
    table = Table([[_paragraph(who), "", _paragraph(day)]], [width * 0.3, width * 0.4, width * 0.3])
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.7, _GREY), *_PADDING]))
    return table


def _paragraph(words: str, **style: Any) -> Paragraph:
    return Paragraph("<br/>".join(escape(line) for line in words.split("\n")), _style(**style))


def _style(**more: Any) -> ParagraphStyle:
    plain = {"fontName": pdf_font(Face.REGULAR), "fontSize": _SIZE, "leading": _LEADING}
    return ParagraphStyle("words", wordWrap="CJK", **(plain | more))


def _foot(canvas: Canvas, _document: SimpleDocTemplate, *, words: str) -> None:
    canvas.setFont(pdf_font(Face.REGULAR), 8)
    canvas.setFillColorRGB(*_GREY)
    canvas.drawString(_MARGIN, 9 * mm, words)
    canvas.drawRightString(canvas._pagesize[0] - _MARGIN, 9 * mm, str(canvas.getPageNumber()))
