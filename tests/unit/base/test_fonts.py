"""Finding the type: single files as on Debian, collections as on Windows, and neither."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from shopguard.base.errors import Unavailable
from shopguard.base.fonts import PACKAGE, Face, find_font, pdf_font


def collection(*fonts: bytes) -> bytes:
    """A TrueType collection of whole fonts, as Windows brings BIZ UDGothic."""
    start = 12 + 4 * len(fonts)
    offsets, body = [], b""
    for font in fonts:
        base = start + len(body)
        offsets.append(base)
        moved = bytearray(font)
        for table in range(struct.unpack_from(">H", font, 4)[0]):
            at = 12 + 16 * table + 8
            struct.pack_into(">I", moved, at, struct.unpack_from(">I", font, at)[0] + base)
        body += moved + bytes(-len(moved) % 4)
    head = b"ttcf" + struct.pack(">II", 0x00010000, len(fonts))
    return head + struct.pack(f">{len(fonts)}I", *offsets) + body


@pytest.mark.parametrize("face", Face)
def test_the_type_of_this_machine_is_found(face: Face) -> None:
    found = find_font(face)
    assert found.path.exists()
    assert pdf_font(face) == face.value


def test_the_right_face_of_a_collection_is_taken(tmp_path: Path) -> None:
    proportional = find_font(Face.REGULAR).path
    fixed = proportional.with_name("BIZUDGothic-Regular.ttf")
    fonts = fixed.read_bytes(), proportional.read_bytes()
    path = tmp_path / "Fonts" / "BIZ-UDGothicR.ttc"
    path.parent.mkdir()
    for order, index in ((fonts, 1), (fonts[::-1], 0)):
        path.write_bytes(collection(*order))
        found = find_font(Face.REGULAR, [tmp_path])
        assert (found.path, found.index) == (path, index)


def test_what_is_no_such_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "BIZUDPGothic-Bold.ttf").write_bytes(b"not a font")
    (tmp_path / "BIZ-UDGothicB.ttc").write_bytes(find_font(Face.REGULAR).path.read_bytes())
    for folders in ([tmp_path], [tmp_path / "missing"], []):
        with pytest.raises(Unavailable) as missing:
            find_font(Face.BOLD, folders)
        assert missing.value.code == "font.missing"
        assert PACKAGE in str(missing.value)
