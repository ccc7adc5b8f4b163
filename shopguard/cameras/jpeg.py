"""Just enough of JPEG: is it one, and how large is the picture."""

from __future__ import annotations

START = b"\xff\xd8"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header, None where there is none."""
    if not data.startswith(START):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height = int.from_bytes(data[at + 5 : at + 7])
            width = int.from_bytes(data[at + 7 : at + 9])
            return (width, height) if width and height else None
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return None
