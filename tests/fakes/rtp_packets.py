"""RTP packets as cameras make them, out of coded units."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec

MTU = 200


def rtp(
    payload: bytes, sequence: int, timestamp: int, *, marker: bool = False, payload_type: int = 96,
    ssrc: int = 7,
) -> bytes:  # fmt: skip
    """One packet with the plain header."""
    second = payload_type | (0x80 if marker else 0)
    head = struct.pack(
        ">BBHII", 0x80, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc & 0xFFFFFFFF
    )
    return head + payload


def h264_payloads(nal: bytes, mtu: int = MTU) -> list[bytes]:
    """A single NAL unit packet, or FU-A fragments."""
    if len(nal) <= mtu:
        return [nal]
    pieces = [nal[at : at + mtu] for at in range(1, len(nal), mtu)]
    flags = _flags(len(pieces))
    return [
        bytes((nal[0] & 0xE0 | 28, flag | nal[0] & 0x1F)) + piece
        for flag, piece in zip(flags, pieces, strict=True)
    ]


def h265_payloads(nal: bytes, mtu: int = MTU) -> list[bytes]:
    """A single NAL unit packet, or fragments."""
    if len(nal) <= mtu:
        return [nal]
    pieces = [nal[at : at + mtu] for at in range(2, len(nal), mtu)]
    flags = _flags(len(pieces))
    return [
        bytes((nal[0] & 0x81 | 49 << 1, nal[1], flag | nal[0] >> 1 & 0x3F)) + piece
        for flag, piece in zip(flags, pieces, strict=True)
    ]


def _flags(count: int) -> list[int]:
    if count == 1:
        return [0xC0]
    return [0x80, *[0] * (count - 2), 0x40]


def aggregated(nals: Iterable[bytes], codec: VideoCodec) -> bytes:
    """STAP-A or an aggregation packet."""
    head = b"\x78" if codec is VideoCodec.H264 else bytes((48 << 1, 1))
    return head + b"".join(len(nal).to_bytes(2) + nal for nal in nals)


PAYLOADS = {VideoCodec.H264: h264_payloads, VideoCodec.H265: h265_payloads}


def jpeg_payloads(picture: bytes, mtu: int = 1000) -> list[bytes]:
    """A baseline JPEG as RFC 2435 sends it, with its quantisation tables (Q 255)."""
    tables, kind, width, height, restart, at = b"", 1, 0, 0, 0, 2
    while picture[at + 1] != 0xDA:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4])
        body = picture[at + 4 : at + 2 + length]
        if marker == 0xDB:
            for start in range(0, len(body), 65):
                tables += body[start + 1 : start + 65]
        elif marker == 0xC0:
            height, width = struct.unpack_from(">HH", body, 1)
            kind = 1 if body[7] == 0x22 else 0
        elif marker == 0xDD:
            restart = int.from_bytes(body)
        at += 2 + length
    data = picture[at + 2 + int.from_bytes(picture[at + 2 : at + 4]) : -2]
    payloads = []
    for start in range(0, len(data), mtu):
        head = b"\0" + start.to_bytes(3) + bytes((kind | (64 if restart else 0), 255))
        head += bytes((width // 8, height // 8))
        if restart:
            head += struct.pack(">HH", restart, 0xFFFF)
        if start == 0:
            head += b"\0\0" + len(tables).to_bytes(2) + tables
        payloads.append(head + data[start : start + mtu])
    return payloads


def aac_payload(units: list[bytes]) -> bytes:
    """Several access units, AAC-hbr: 13 bits of size, 3 of index."""
    sizes = b"".join((len(unit) << 3).to_bytes(2) for unit in units)
    return (16 * len(units)).to_bytes(2) + sizes + b"".join(units)


def packetised(
    packets: Iterable[Packet], codec: VideoCodec, *, mtu: int = MTU, first: int = 65_530,
    timestamp: int = 0xFFFF_0000,
) -> Iterator[bytes]:  # fmt: skip
    """Every unit as RTP packets; numbers and timestamps wrap around early."""
    sequence = first
    for packet in packets:
        cut = (
            jpeg_payloads(packet.parts[0])
            if codec is VideoCodec.MJPEG
            else [payload for nal in packet.parts for payload in PAYLOADS[codec](nal, mtu)]
        )
        for number, payload in enumerate(cut):
            last = number == len(cut) - 1
            yield rtp(payload, sequence, packet.pts + timestamp, marker=last)
            sequence += 1


@dataclass
class Collected:
    """A sink that remembers, in order, whatever it is told."""

    told: list[StreamInfo | Packet | tuple[LossCause, str]] = field(default_factory=list)

    def stream(self, info: StreamInfo) -> None:
        self.told.append(info)

    def packet(self, packet: Packet) -> None:
        self.told.append(packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        self.told.append((cause, detail))

    @property
    def streams(self) -> list[StreamInfo]:
        return [entry for entry in self.told if isinstance(entry, StreamInfo)]

    @property
    def packets(self) -> list[Packet]:
        return [entry for entry in self.told if isinstance(entry, Packet)]

    @property
    def video(self) -> list[Packet]:
        return [packet for packet in self.packets if packet.track == "video"]

    @property
    def audio(self) -> list[Packet]:
        return [packet for packet in self.packets if packet.track == "audio"]

    @property
    def losses(self) -> list[tuple[LossCause, str]]:
        return [entry for entry in self.told if isinstance(entry, tuple)]
