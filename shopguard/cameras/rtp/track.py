"""One RTP stream: headers checked, sequence kept, payloads handed on (RFC 3550).

This is the innermost loop of the recorder: it runs for every packet of every camera.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from shopguard.cameras.rtp.flow import Depacketiser

_HEADER = struct.Struct(">BBHII").unpack_from
_PLAIN = 0x80  # version 2, no padding, no extension, no contributing sources
_RESTART = 1000  # packets missing at once: not a loss, another beginning


@dataclass(frozen=True, slots=True)
class Reception:
    """What a receiver report says of a stream (RFC 3550, 6.4.1)."""

    ssrc: int
    highest: int  # extended sequence number
    lost: int


class Track:
    """Feeds one depacketiser; whatever is no packet of its stream is passed over."""

    __slots__ = (
        "_cycles", "_depacketiser", "_expected", "_lost", "_payload_type", "_push", "_resume",
        "_ssrc", "strays",
    )  # fmt: skip

    def __init__(self, payload_type: int, depacketiser: Depacketiser) -> None:
        self._payload_type = payload_type
        self._depacketiser = depacketiser
        self._push = depacketiser.push
        self._expected = -1  # sequence number of the next packet
        self._resume = -1  # one that came out of order; if its successor follows, it was a restart
        self._ssrc = -1
        self._cycles = 0
        self._lost = 0
        self.strays = 0

    @property
    def position(self) -> int:
        """Moves with every packet that counts."""
        return self._cycles + self._expected

    @property
    def reception(self) -> Reception | None:
        """For a receiver report; None before the first packet."""
        if self._ssrc < 0:
            return None
        return Reception(self._ssrc, (self._cycles + self._expected - 1) & 0xFFFFFFFF, self._lost)

    def receive(self, data: bytes, start: int, stop: int) -> None:
        """The packet ``data[start:stop]``."""
        if stop - start < 12:
            self.strays += 1
            return
        first, second, sequence, timestamp, ssrc = _HEADER(data, start)
        start += 12
        if first != _PLAIN:
            start, stop = _payload(data, first, start, stop)
        if second & 0x7F != self._payload_type or start >= stop:
            self.strays += 1
            return
        if (sequence != self._expected or ssrc != self._ssrc) and not self._joins(
            sequence, timestamp, ssrc
        ):
            return
        if sequence == 0xFFFF:
            self._expected = 0
            self._cycles += 0x10000
        else:
            self._expected = sequence + 1
        self._push(data, start, stop, timestamp, second >> 7)

    def _joins(self, sequence: int, timestamp: int, ssrc: int) -> bool:
        """Whether a packet that is not simply the next one is to be taken all the same."""
        if ssrc != self._ssrc:
            self._begin(ssrc)
            return True
        missing = (sequence - self._expected) & 0xFFFF
        if missing < _RESTART:
            self._lost += missing
            self._depacketiser.gap(missing, timestamp)
            return True
        if sequence == self._resume:  # two in a row: the camera counts from a new number
            self._begin(ssrc)
            return True
        self._resume = (sequence + 1) & 0xFFFF  # late or repeated: it was counted as lost
        self.strays += 1
        return False

    def _begin(self, ssrc: int) -> None:
        if self._ssrc >= 0:
            self._depacketiser.restart()
        self._ssrc = ssrc
        self._resume = -1


def _payload(data: bytes, first: int, start: int, stop: int) -> tuple[int, int]:
    """Where the payload stands after contributing sources, extension and padding; empty if bad."""
    start += 4 * (first & 0x0F)
    if first & 0x10:
        if start + 4 > stop:
            return stop, stop
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4])
    if first & 0x20:
        stop -= data[stop - 1] or stop
    return (start, stop) if first >> 6 == 2 else (stop, stop)
