"""The parts of a ``multipart/x-mixed-replace`` stream, as cameras send it: not always by the book.

The boundary may or may not stand in the header with its dashes, lengths may be missing, lines may
end in a bare newline. Memory is bounded whatever comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopguard.cameras.loss import BadStream

MAX_PART = 8 << 20
MAX_HEADER = 8 << 10
_BOUNDARY = re.compile(r'boundary\s*=\s*(?:"([^"]{1,120})"|([^\s;"]{1,120}))', re.IGNORECASE)
_LENGTH = re.compile(rb"^content-length\s*:\s*(\d{1,9})\s*$", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """One part's body and when its first byte came."""

    body: bytes
    arrived_us: int


def boundary_of(content_type: str) -> bytes:
    """The boundary without its leading dashes; Lost where the answer is no such stream."""
    found = _BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/") or found is None:
        raise BadStream("not a picture stream")
    token = (found.group(1) or found.group(2)).lstrip("-")
    if not token or not token.isascii():
        raise BadStream("no boundary")
    return token.encode()


class MultipartParser:
    """Feed it bytes, take parts."""

    def __init__(self, boundary: bytes) -> None:
        self._line = re.compile(
            rb"(?:^|\r?\n)-{0,4}" + re.escape(boundary) + rb"(-{2})?[ \t]*\r?\n"
        )
        self._buffer = bytearray()
        self._searched = 0
        self._wanted: int | None = None  # body length, once the header said it
        self._in_body = False
        self._arrived_us = 0

    def feed(self, data: bytes, arrived_us: int) -> list[Part]:
        """Whole parts that ended with ``data``; Lost for a stream that is no stream."""
        if not self._buffer and not self._in_body:
            self._arrived_us = arrived_us
        self._buffer += data
        parts: list[Part] = []
        while self._step(parts, arrived_us):
            pass
        return parts

    def _step(self, parts: list[Part], arrived_us: int) -> bool:
        """Go one state further; False when more bytes are needed."""
        if not self._in_body:
            return self._read_header()
        body = self._read_body()
        if body is None:
            return False
        parts.append(Part(body, self._arrived_us))
        self._arrived_us = arrived_us
        return True

    def _read_header(self) -> bool:
        line = self._line.search(self._buffer)
        end = _HEADER_END.search(self._buffer, line.end() - 2) if line else None
        if line is None or end is None:
            if len(self._buffer) > MAX_HEADER:
                raise BadStream("no part begins")
            return False
        length = _LENGTH.search(self._buffer[line.end() : end.end()].replace(b"\r", b""))
        self._wanted = int(length.group(1)) if length else None
        if self._wanted is not None and self._wanted > MAX_PART:
            raise BadStream("a part is too long")
        del self._buffer[: end.end()]
        self._in_body, self._searched = True, 0
        return True

    def _read_body(self) -> bytes | None:
        end = self._wanted
        if end is None:
            # Look again only at what is new, and at what a boundary could have begun in.
            line = self._line.search(self._buffer, max(0, self._searched - 256))
            self._searched = len(self._buffer)
            end = line.start() if line else None
        if end is None or len(self._buffer) < end:
            if len(self._buffer) > MAX_PART:
                raise BadStream("a part is too long")
            return None
        body = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._in_body = False
        return body
