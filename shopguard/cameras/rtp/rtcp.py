"""RTCP: what a receiver says and hears (RFC 3550, 6)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from shopguard.cameras.rtp.track import Reception

_SENDER, _RECEIVER, _DESCRIPTION, _BYE = 200, 201, 202, 203
_NTP_TO_UNIX_S = 2_208_988_800


@dataclass(frozen=True, slots=True)
class SenderReport:
    """``ntp``: the camera's clock, 32.32 fixed point; 0 where it has none."""

    ssrc: int
    ntp: int

    @property
    def utc_us(self) -> int | None:
        """The camera's clock as UTC microseconds; None where it does not know the time."""
        if self.ntp >> 32 < _NTP_TO_UNIX_S:
            return None
        return (self.ntp * 1_000_000 >> 32) - _NTP_TO_UNIX_S * 1_000_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What matters of a compound packet."""

    report: SenderReport | None = None
    bye: bool = False


def parse(data: bytes, start: int, stop: int) -> Heard:
    """The compound packet ``data[start:stop]``; what cannot be read is passed over."""
    report: SenderReport | None = None
    bye = False
    while stop - start >= 4 and data[start] >> 6 == 2:
        end = start + 4 + 4 * int.from_bytes(data[start + 2 : start + 4])
        if end > stop:
            break
        kind = data[start + 1]
        if kind == _SENDER and end - start >= 28:
            ssrc, ntp = struct.unpack_from(">IQ", data, start + 4)
            report = SenderReport(ssrc, ntp)
        bye = bye or kind == _BYE
        start = end
    return Heard(report, bye)


def receiver_report(
    own_ssrc: int, reception: Reception, lost_since: int, expected_since: int,
    heard: SenderReport | None, heard_s_ago: float,
) -> bytes:  # fmt: skip
    """A report block and our name. Jitter is 0, not measured: sockets are read by the tick."""
    fraction = min(255, lost_since * 256 // expected_since) if expected_since > 0 else 0
    middle = heard.ntp >> 16 & 0xFFFFFFFF if heard else 0
    delay = min(int(heard_s_ago * 65536), 0xFFFFFFFF) if heard else 0
    lost = min(reception.lost, 0x7FFFFF)
    block = struct.pack(
        ">IIIIII", reception.ssrc, fraction << 24 | lost, reception.highest, 0, middle, delay
    )
    report = struct.pack(">BBHI", 0x81, _RECEIVER, 7, own_ssrc) + block
    name = b"viewer"
    item = bytes((1, len(name))) + name
    item += bytes(4 - len(item) % 4)
    words = (4 + len(item)) // 4
    return report + struct.pack(">BBHI", 0x81, _DESCRIPTION, words, own_ssrc) + item
