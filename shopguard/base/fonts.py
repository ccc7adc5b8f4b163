"""Finding the type on this machine: BIZ UDPGothic, made to be read by everyone.

Windows brings it; Debian has it as ``fonts-morisawa-bizud-gothic``. It is embedded in every PDF,
so a page looks the same wherever it is printed.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from shopguard.base.errors import Unavailable

PACKAGE = "fonts-morisawa-bizud-gothic"


class Face(StrEnum):
    """The two weights used, by their PostScript names."""

    REGULAR = "BIZUDPGothic-Regular"
    BOLD = "BIZUDPGothic-Bold"


# The single files of Debian and Google, and the collections of Windows (which hold both the
# proportional face wanted here and the fixed one).
_FILES = {
    Face.REGULAR: ("BIZUDPGothic-Regular.ttf", "BIZ-UDGothicR.ttc"),
    Face.BOLD: ("BIZUDPGothic-Bold.ttf", "BIZ-UDGothicB.ttc"),
}


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file, and which of the faces in it (0 but for collections)."""

    path: Path
    index: int = 0


def find_font(face: Face, folders: Sequence[Path] | None = None) -> FontFile:
    """Where ``face`` is; Unavailable, saying what to install, when it is nowhere."""
    for folder in _folders() if folders is None else folders:
        for name in _FILES[face]:
            for path in sorted(folder.rglob(name)):
                index = _index_of(face, path)
                if index is not None:
                    return FontFile(path, index)
    raise Unavailable("font.missing", font="BIZ UDPGothic", package=PACKAGE)


@cache
def pdf_font(face: Face) -> str:
    """``face`` ready for use in a PDF, by the name to set it with."""
    found = find_font(face)
    font = TTFont(face.value, str(found.path), subfontIndex=found.index)
    pdfmetrics.registerFont(font)
    return face.value


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield home / "Library" / "Fonts"
        yield Path("/Library/Fonts")
        yield Path("/System/Library")
    else:
        yield Path("/usr/share/fonts")
        yield Path("/usr/local/share/fonts")
        yield home / ".local" / "share" / "fonts"


def _index_of(face: Face, path: Path) -> int | None:
    """Which face of the file is the one wanted."""
    try:
        for index in range(_count(path)):
            found = TTFont("probe", str(path), subfontIndex=index).face.name
            if _letters(found) == _letters(face.value):
                return index
    except (TTFError, OSError, struct.error):  # not a font, or not readable: look further
        return None
    return None


def _count(path: Path) -> int:
    """How many faces a file holds: 1, but for collections."""
    with path.open("rb") as file:
        head = file.read(12)
    return int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1


def _letters(name: str | bytes) -> str:
    plain = name.decode("latin-1") if isinstance(name, bytes) else name
    return plain.replace("-", "").removesuffix("Regular").lower()
