"""One picture on paper: numbered, and marked with who looked and when (J-12, J-15).

The page is made in memory. The mark lies across the picture itself, so that a cut-out or a photo
of the paper still names the viewers.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from shopguard.base.clock import from_us
from shopguard.base.fonts import Face, pdf_font
from shopguard.base.texts import Language, text
from shopguard.playback.pictures import Picture

_WIDTH, _HEIGHT = landscape(A4)
_MARGIN = 15 * mm
_LINE = 6 * mm
_GREY = 0.35
_MARK_SIZE = 13
_MARK_ALPHA = 0.34


@dataclass(frozen=True, slots=True)
class StillFacts:
    """What stands beside the picture. ``purpose``: a policy purpose's value."""

    number: int
    shop: str
    camera: str
    viewers: tuple[str, ...]
    purpose: str
    printed_us: int


def still_pdf(picture: Picture, facts: StillFacts, language: Language) -> bytes:
    """One landscape A4 page as PDF bytes; Unavailable where the typeface is missing."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), initialFontName=pdf_font(Face.REGULAR))
    canvas.setTitle("ShopGuard")
    top = _head(canvas, picture, facts, language)
    bottom = _foot(canvas, facts, language)
    _picture(canvas, picture, facts, bottom, top)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(canvas: Canvas, picture: Picture, facts: StillFacts, language: Language) -> float:
    """Number and where the picture is from; where the next thing's top may be."""
    y = _HEIGHT - _MARGIN - 5 * mm
    canvas.setFont(pdf_font(Face.BOLD), 18)
    canvas.drawString(_MARGIN, y, text("still.title", language, number=facts.number))
    canvas.setFont(pdf_font(Face.REGULAR), 12)
    canvas.drawRightString(_WIDTH - _MARGIN, y, facts.shop)
    y -= _LINE * 1.3
    seen = text("still.seen", language, camera=facts.camera, at=_moment(picture.at_us))
    canvas.setFont(pdf_font(Face.BOLD), 12)
    canvas.drawString(_MARGIN, y, seen)
    top: float = y - 4 * mm
    return top


def _foot(canvas: Canvas, facts: StillFacts, language: Language) -> float:
    """Who, what for, and how to treat the paper; where the picture's bottom may be."""
    purpose = text(f"policy.purpose.{facts.purpose}", language) if facts.purpose else ""
    lines = (
        text(
            "still.who",
            language,
            people="・".join(facts.viewers),
            purpose=purpose,
            at=_moment(facts.printed_us),
        ),
        text("still.keep", language),
        text("still.shred", language),
    )
    y = _MARGIN
    canvas.setFont(pdf_font(Face.REGULAR), 10)
    for line in reversed(lines):
        canvas.setFillGray(0 if line is lines[0] else _GREY)
        canvas.drawString(_MARGIN, y, line)
        y += _LINE
    bottom: float = y + 2 * mm
    return bottom


def _picture(
    canvas: Canvas, picture: Picture, facts: StillFacts, bottom: float, top: float
) -> None:
    height, width = picture.rgb.shape[:2]
    scale = min((_WIDTH - 2 * _MARGIN) / width, (top - bottom) / height)
    shown_width, shown_height = width * scale, height * scale
    left = (_WIDTH - shown_width) / 2
    low = bottom + (top - bottom - shown_height) / 2
    image = ImageReader(BytesIO(png(picture.rgb)))
    canvas.drawImage(image, left, low, shown_width, shown_height)
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(left, low, shown_width, shown_height)
    canvas.clipPath(frame, stroke=0)
    words = f"No. {facts.number}  {'・'.join(facts.viewers)}  {_moment(facts.printed_us)}"
    _mark(canvas, words, (left, low, shown_width, shown_height))
    canvas.restoreState()


def _mark(canvas: Canvas, words: str, box: tuple[float, float, float, float]) -> None:
    """The words again and again, light over dark, so that they show on any picture."""
    left, low, width, height = box
    font = pdf_font(Face.BOLD)
    canvas.setFont(font, _MARK_SIZE)
    step = stringWidth(words, font, _MARK_SIZE) + 16 * mm
    for line in range(int(height / (22 * mm)) + 1):
        y = low + (line + 0.5) * 22 * mm
        x = left - (line % 2) * step / 2 + 6 * mm
        while x < left + width:
            for shift, grey in ((0.7, 0.0), (0.0, 1.0)):
                canvas.setFillGray(grey, alpha=_MARK_ALPHA)
                canvas.drawString(x + shift, y - shift, words)
            x += step
    canvas.setFillGray(0, alpha=1)


def _moment(us: int) -> str:
    return f"{from_us(us):%Y-%m-%d %H:%M:%S}"


def png(rgb: NDArray[np.uint8]) -> bytes:
    """The picture without loss, as PNG bytes in memory."""
    height, width = rgb.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # a filter byte (none) before every row
    rows[:, 1:] = rgb.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
