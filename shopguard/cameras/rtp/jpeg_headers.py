"""The JPEG headers that RTP leaves out (RFC 2435, 3.1 and appendices A, B; ITU-T T.81 annex K)."""

from __future__ import annotations

from functools import cache

_ZIGZAG = sorted(
    range(64),
    key=lambda at: (sum(divmod(at, 8)), divmod(at, 8)[(sum(divmod(at, 8)) + 1) % 2]),
)
_LUMA = """
    16 11 10 16 24 40 51 61      12 12 14 19 26 58 60 55
    14 13 16 24 40 57 69 56      14 17 22 29 51 87 80 62
    18 22 37 56 68 109 103 77    24 35 55 64 81 104 113 92
    49 64 78 87 103 121 120 101  72 92 95 98 112 100 103 99
"""
_CHROMA = (
    """
    17 18 24 47 99 99 99 99      18 21 26 66 99 99 99 99
    24 26 56 99 99 99 99 99      47 66 99 99 99 99 99 99
"""
    + "99 " * 32
)
_HUFFMAN = {  # class and number of the table: code lengths and values
    0x00: "00010501010101010100000000000000000102030405060708090a0b",
    0x10: "0002010303020403050504040000017d"
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a"
    "25262728292a3435363738393a434445464748494a535455565758595a636465666768696a73747576777879"
    "7a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9"
    "cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
    0x01: "00030101010101010101010000000000000102030405060708090a0b",
    0x11: "00020102040403040705040400010277"
    "0001020311040521310612415107617113223281081442a191b1c109233352f0156272d10a162434e125f117"
    "18191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778"
    "797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7"
    "c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa",
}


@cache
def standard_tables(quality: int) -> bytes:
    """Luma and chroma quantisation for a Q of 1 to 99, 64 bytes each, in zigzag order."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    values = [
        min(max((table[at] * scale + 50) // 100, 1), 255)
        for table in ([int(number) for number in words.split()] for words in (_LUMA, _CHROMA))
        for at in _ZIGZAG
    ]
    return bytes(values)


@cache
def _huffman() -> bytes:
    tables = ((number, bytes.fromhex(words)) for number, words in _HUFFMAN.items())
    return b"".join(_segment(0xC4, bytes((number,)) + table) for number, table in tables)


def headers(
    subsampling: int, width: int, height: int, tables: bytes, precision: int, restart: int
) -> bytes:
    """Everything up to the coded data.

    ``subsampling``: 0 is 4:2:2, 1 is 4:2:0. ``tables``: one after another; bit n of ``precision``
    says that table n has 16-bit values. ``restart``: interval of restart markers, 0 for none.
    """
    out = b"\xff\xd8"
    at = number = 0
    while at < len(tables) and number < 4:
        wide = precision >> number & 1
        table = tables[at : at + (128 if wide else 64)]
        out += _segment(0xDB, bytes((wide << 4 | number,)) + table)
        at, number = at + len(table), number + 1
    if restart:
        out += _segment(0xDD, restart.to_bytes(2))
    chroma = 1 if number > 1 else 0
    size = b"\x08" + height.to_bytes(2) + width.to_bytes(2)
    parts = bytes((3, 1, 0x22 if subsampling else 0x21, 0, 2, 0x11, chroma, 3, 0x11, chroma))
    scan = bytes((3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0))
    return out + _segment(0xC0, size + parts) + _huffman() + _segment(0xDA, scan)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body
