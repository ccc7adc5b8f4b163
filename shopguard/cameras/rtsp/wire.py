"""What comes over an RTSP connection: replies, requests, and RTP frames between them.

Cameras send frames wherever they like, even between the lines of a reply: a line of a message never
begins with a dollar sign, so a frame is recognised there. Everything is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from shopguard.cameras.loss import BadStream

MAX_MESSAGE = 64 * 1024
_DOLLAR = 0x24
_REPLY = re.compile(rb"RTSP/1\.\d (\d{3})(?: .*)?")
_REQUEST = re.compile(rb"([A-Z_]{3,20}) \S+ RTSP/1\.\d")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([^\x00-\x08\x0a-\x1f\x7f]*)")

Receiver = Callable[[bytes, int, int], None]


@dataclass(frozen=True, slots=True)
class Message:
    """A reply (``status`` above 0), or a request of the camera's (``method``)."""

    status: int = 0
    method: str = ""
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first value of a header (lower case name), empty where there is none."""
        return self.headers.get(name, [""])[0]

    def number(self, name: str) -> int | None:
        """A header's value as a number of at most nine digits."""
        words = self.header(name).strip()
        return int(words) if re.fullmatch(r"[0-9]{1,9}", words) else None


class Wire:
    """Takes bytes as they come. ``channels``: who gets the frames of an interleaved channel."""

    def __init__(self, heard: Callable[[Message], None]) -> None:
        self.channels: dict[int, Receiver] = {}
        self._heard = heard
        self._rest = b""
        self._lines: list[bytes] = []
        self._size = 0
        self._message: Message | None = None  # whose body is still to come
        self._body = b""
        self._missing = 0

    def feed(self, data: bytes) -> None:
        """The next bytes. BadStream where they are no RTSP."""
        if self._rest:
            data = self._rest + data
        channels = self.channels
        at, end = 0, len(data)
        while at < end:
            if data[at] == _DOLLAR and not self._missing:
                if end - at < 4:
                    break
                stop = at + 4 + (data[at + 2] << 8 | data[at + 3])
                if stop > end:
                    break
                receive = channels.get(data[at + 1])
                if receive is not None:
                    receive(data, at + 4, stop)
                at = stop
                continue
            taken = self._take_body(data, at) if self._missing else self._take_line(data, at)
            if not taken:
                break
            at += taken
        self._rest = data[at:]

    def _take_line(self, data: bytes, at: int) -> int:
        """How many bytes the line at ``at`` has; 0 while its end is not there."""
        end = data.find(b"\n", at, at + MAX_MESSAGE)
        length = (end + 1 if end >= 0 else len(data)) - at
        if self._size + length > MAX_MESSAGE:
            raise BadStream("an RTSP message is too long")
        if end < 0:
            return 0
        line = data[at:end].rstrip(b"\r")
        if line:
            if not self._lines and not (_REPLY.fullmatch(line) or _REQUEST.fullmatch(line)):
                raise BadStream("not RTSP")
            self._lines.append(line)
            self._size += length
        elif self._lines:
            self._end_headers()
        return length

    def _end_headers(self) -> None:
        message = _parse(self._lines)
        self._lines, self._size = [], 0
        length = message.header("content-length").strip() or "0"
        if not re.fullmatch(r"[0-9]{1,6}", length) or int(length) > MAX_MESSAGE:
            raise BadStream("an RTSP message is too long")
        self._missing = int(length)
        if self._missing:
            self._message = message
        else:
            self._heard(message)

    def _take_body(self, data: bytes, at: int) -> int:
        if not self._body and data[at] == _DOLLAR and self.channels:
            taken = self._take_frame_before_body(data, at)
            if taken is not None:
                return taken
        piece = data[at : at + self._missing]
        self._body += piece
        self._missing -= len(piece)
        if not self._missing and self._message is not None:
            whole = self._message
            message = Message(whole.status, whole.method, whole.headers, self._body)
            self._message, self._body = None, b""
            self._heard(message)
        return len(piece)

    def _take_frame_before_body(self, data: bytes, at: int) -> int | None:
        """As ``_take_line``; None where it is the body that begins with a dollar sign."""
        if len(data) - at < 2:
            return 0
        receive = self.channels.get(data[at + 1])
        if receive is None:
            return None
        stop = at + 4 + int.from_bytes(data[at + 2 : at + 4])
        if len(data) - at < 4 or stop > len(data):
            return 0
        receive(data, at + 4, stop)
        return stop - at


def _parse(lines: list[bytes]) -> Message:
    headers: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines[1:]:
        words = line.decode("utf-8", "replace")
        if words[0] in " \t" and values:  # a line goes on
            match = _HEADER.fullmatch(f"x:{words}")
            values[-1] += f" {match[2].strip()}" if match else ""
        elif match := _HEADER.fullmatch(words):
            values = headers.setdefault(match[1].lower(), [])
            values.append(match[2].rstrip())
    reply, request = _REPLY.fullmatch(lines[0]), _REQUEST.fullmatch(lines[0])
    return Message(int(reply[1]) if reply else 0, request[1].decode() if request else "", headers)
