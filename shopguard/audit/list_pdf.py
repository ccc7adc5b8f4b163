"""The log as a list on paper (A4, lying), with the signed head on its last page as text and QR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from shopguard.audit.export import Progress, building, counting
from shopguard.audit.heads import SignedHead
from shopguard.audit.record import Record, Wanted
from shopguard.audit.words import Names, action_words, person_words, purpose_words, told
from shopguard.base.clock import from_us
from shopguard.base.fonts import Face, pdf_font
from shopguard.base.paper import draw_qr, lines
from shopguard.base.texts import Language, text
from shopguard.database.engine import Catalogue

_WIDTH, _HEIGHT = landscape(A4)
_MARGIN = 12 * mm
_INNER: float = _WIDTH - 2 * _MARGIN
_SIZE = 8.5
_PITCH = _SIZE * 1.4
_PADDING = 3.0
_GREY = 0.45
_QR_SIDE = 42 * mm
_FOOT = 8 * mm
# Name under ``audit.page`` or ``audit.column``, and the column's share of the page.
_COLUMNS = (
    ("audit.column.seq", 0.06),
    ("audit.page.when", 0.15),
    ("audit.page.who", 0.16),
    ("audit.page.what", 0.19),
    ("audit.column.outcome", 0.07),
    ("audit.page.more", 0.37),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the list. ``only``: the filter in words, empty for the whole log."""

    shop: str
    printed_us: int
    only: str = ""


def export_pdf(
    catalogue: Catalogue,
    path: Path,
    wanted: Wanted,
    heading: Heading,
    head: SignedHead,
    *,
    names: Names,
    language: Language = "ja",
    progress: Progress = lambda _: None,
) -> int:
    """Write the wanted records as pages to print; how many there were.

    Raises as ``export_csv`` does, and Unavailable when the typeface is missing.
    """
    with catalogue.read() as db:
        found = counting(db, wanted, lambda share: progress(share * 0.8))
        rows = [_Row.of(record, names, language) for record in found]
    with building(path) as part:
        paper = _Paper(Canvas(str(part), pagesize=landscape(A4)), language)
        paper.canvas.setTitle(text("audit.page.title", language))
        pages = list(_pages(rows))
        for number, page in enumerate(pages, 1):
            progress(0.8 + 0.2 * number / len(pages))
            paper.page(page, number, len(pages), heading, len(rows))
            if number == len(pages):
                paper.head(head)
            paper.canvas.showPage()
        paper.canvas.save()
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry broken into lines, cell by cell."""

    cells: tuple[tuple[str, ...], ...]

    @staticmethod
    def of(record: Record, names: Names, language: Language) -> _Row:
        cells = _cells(record, names, language)
        widths = [share * _INNER - 2 * _PADDING for _, share in _COLUMNS]
        font = pdf_font(Face.REGULAR)
        fitted = zip(cells, widths, strict=True)
        return _Row(tuple(tuple(lines(cell, font, _SIZE, width)) for cell, width in fitted))

    @property
    def height(self) -> float:
        return max(len(cell) for cell in self.cells) * _PITCH + 2 * _PADDING


def _cells(record: Record, names: Names, language: Language) -> tuple[str, ...]:
    entry = record.entry
    more = [purpose_words(entry.purpose, language)] if entry.purpose else []
    more += ["・".join(names.get(camera, camera) for camera in entry.cameras)]
    if entry.span is not None:
        start, end = _moment(entry.span.start), _moment(entry.span.end)
        same_day = start.split()[0] == end.split()[0]
        ends = {"start": start, "end": end.split()[1] if same_day else end}
        more.append(text("audit.page.span", language, **ends))
    more += told(entry, names, language)
    return (
        str(record.seq),
        _moment(record.at_us),
        "・".join(person_words(one, names, language) for one in entry.people),
        action_words(entry.action, language),
        text(f"audit.outcome.{entry.outcome}", language),
        " / ".join(filter(None, more)),
    )


def _moment(us: int) -> str:
    return f"{from_us(us):%Y-%m-%d %H:%M:%S}"


_FIRST_TOP = _HEIGHT - _MARGIN - 22 * mm
_NEXT_TOP = _HEIGHT - _MARGIN
_BOTTOM = _MARGIN + _FOOT
_HEAD_ROOM = _QR_SIDE + 8 * mm
_HEAD_ROW = _PITCH + 2 * _PADDING


def _pages(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows page by page; the last page keeps room for the head."""
    page: list[_Row] = []
    y = _FIRST_TOP - _HEAD_ROW
    for row in rows:
        if page and y - row.height < _BOTTOM:
            yield page
            page, y = [], _NEXT_TOP - _HEAD_ROW
        page.append(row)
        y -= row.height
    yield page
    if y - _HEAD_ROOM < _BOTTOM:
        yield []


@dataclass(slots=True)
class _Paper:
    """A canvas written from top to bottom."""

    canvas: Canvas
    language: Language
    y: float = field(default=0.0)

    def page(
        self, rows: Sequence[_Row], number: int, pages: int, heading: Heading, count: int
    ) -> None:
        self.y = _NEXT_TOP
        if number == 1:
            self._title(heading, count)
        if rows:
            self._headings()
        elif number == 1:
            self._line(text("audit.page.none", self.language), 10)
        for row in rows:
            self._row(row)
        said = text("audit.page.number", self.language, page=number, pages=pages)
        self.canvas.setFont(pdf_font(Face.REGULAR), 8)
        self.canvas.setFillGray(_GREY)
        self.canvas.drawRightString(_WIDTH - _MARGIN, _MARGIN, said)

    def head(self, head: SignedHead) -> None:
        """The log in one line, at the foot of the last page."""
        top = _BOTTOM + _QR_SIDE
        draw_qr(self.canvas, head.qr_matrix(), _MARGIN, top - _QR_SIDE, _QR_SIDE)
        left, width = _MARGIN + _QR_SIDE + 6 * mm, _INNER - _QR_SIDE - 6 * mm
        self.y = top
        self._line(text("audit.page.head", self.language), 11, bold=True, left=left)
        for part in lines(
            text("audit.page.head_why", self.language), pdf_font(Face.REGULAR), 9, width
        ):
            self._line(part, 9, left=left)
        self.y -= 4
        for part in lines(head.as_text(), pdf_font(Face.REGULAR), 9, width):
            self._line(part, 9, left=left)

    def _title(self, heading: Heading, count: int) -> None:
        language = self.language
        self._line(text("audit.page.title", language), 16, bold=True)
        made = {"shop": heading.shop, "time": _moment(heading.printed_us), "count": f"{count:,}"}
        self._line(text("audit.page.made", language, **made), 9.5)
        only = text("audit.page.only", language, words=heading.only) if heading.only else ""
        self._line(only or text("audit.page.all", language), 9.5)
        self.y = _FIRST_TOP

    def _headings(self) -> None:
        cells = tuple((text(code, self.language),) for code, _ in _COLUMNS)
        self._row(_Row(cells), bold=True)

    def _row(self, row: _Row, *, bold: bool = False) -> None:
        self.canvas.setFont(pdf_font(Face.BOLD if bold else Face.REGULAR), _SIZE)
        self.canvas.setFillGray(0)
        left = _MARGIN
        for cell, (_, share) in zip(row.cells, _COLUMNS, strict=True):
            for at, line in enumerate(cell, 1):
                self.canvas.drawString(left + _PADDING, self.y - _PADDING - at * _PITCH + 3, line)
            left += share * _INNER
        self.y -= row.height
        self.canvas.setStrokeGray(0 if bold else 0.8)
        self.canvas.line(_MARGIN, self.y, _WIDTH - _MARGIN, self.y)

    def _line(self, words: str, size: float, *, bold: bool = False, left: float = _MARGIN) -> None:
        self.y -= size * 1.5
        self.canvas.setFont(pdf_font(Face.BOLD if bold else Face.REGULAR), size)
        self.canvas.setFillGray(0)
        self.canvas.drawString(left, self.y, words)
