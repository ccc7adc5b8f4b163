"""Audio over RTP: AAC (RFC 3640, mode AAC-hbr) and G.711 (RFC 3551)."""

from __future__ import annotations

from collections.abc import Mapping

from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp.flow import Flow, Unwrap
from shopguard.cameras.source import AudioCodec, LossCause, Packet, TrackInfo

MAX_AUDIO = 64 * 1024  # one AAC access unit in fragments; 8 KiB is the most AAC-LC can need


class G711Depacketiser:
    """Each payload is a piece of sound of its own."""

    def __init__(self, flow: Flow, codec: AudioCodec, clock_rate: int, channels: int) -> None:
        self._flow = flow
        self._unwrap = Unwrap()
        self.track = TrackInfo(codec, clock_rate, (), channels)

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:  # noqa: ARG002 - marks a talk spurt
        """One payload."""
        pts = self._unwrap(timestamp)
        self._flow.packet(
            Packet("audio", [data[start:stop]], pts, key=True, arrived_us=self._flow.arrived_us)
        )

    def gap(self, count: int, timestamp: int) -> None:  # noqa: ARG002 - nothing is at hand
        """Some sound is missing."""
        self._flow.damaged("audio", count)

    def restart(self) -> None:
        """Sound goes on with other timestamps."""
        self._flow.changed()


class AacDepacketiser:
    """Several access units in a packet, or one in several packets; not interleaved."""

    def __init__(
        self, flow: Flow, clock_rate: int, channels: int, parameters: Mapping[str, str]
    ) -> None:
        self._flow = flow
        self._unwrap = Unwrap()
        self._size_bits = _number(parameters, "sizelength")
        self._index_bits = _number(parameters, "indexlength")
        self._delta_bits = _number(parameters, "indexdeltalength")
        if not 1 <= self._size_bits <= 16 or max(self._index_bits, self._delta_bits) > 8:
            raise Lost(LossCause.UNSUPPORTED_CODEC, "AAC without unit sizes")
        config = _hex(parameters.get("config", ""))
        if len(config) < 2:
            raise Lost(LossCause.UNSUPPORTED_CODEC, "AAC without configuration")
        self._unit_ticks = 960 if config[1] & 4 and config[0] >> 3 != 31 else 1024
        self._partial = b""
        self._wanted = 0  # size of the unit that comes in several packets
        self.track = TrackInfo(AudioCodec.AAC, clock_rate, (config,), channels)

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:  # noqa: ARG002 - sizes tell the end
        """One payload."""
        sizes, at = self._sizes(data, start, stop)
        if not sizes:
            self._spoil(0)
            return
        pts = self._unwrap(timestamp)
        if self._wanted or (len(sizes) == 1 and sizes[0] > stop - at):
            self._fragment(data[at:stop], sizes[0], pts)
            return
        for number, size in enumerate(sizes):
            if at + size > stop:
                self._spoil(0)
                return
            self._emit(data[at : at + size], pts + number * self._unit_ticks)
            at += size

    def gap(self, count: int, timestamp: int) -> None:  # noqa: ARG002 - the unit at hand is lost
        """Some sound is missing."""
        self._spoil(count)

    def restart(self) -> None:
        """Sound goes on with other timestamps."""
        self._partial, self._wanted = b"", 0
        self._flow.changed()

    def _sizes(self, data: bytes, start: int, stop: int) -> tuple[list[int], int]:
        """The unit sizes of the AU header section, and where the first unit begins."""
        bits = int.from_bytes(data[start : start + 2])
        at = start + 2 + (bits + 7) // 8
        if stop - start < 4 or at >= stop:
            return [], stop
        header = int.from_bytes(data[start + 2 : at]) >> (-bits % 8)
        sizes: list[int] = []
        index_bits = self._index_bits
        while bits >= self._size_bits + index_bits:
            bits -= self._size_bits + index_bits
            entry = header >> bits
            if entry & ((1 << index_bits) - 1):
                return [], stop  # interleaved: no camera does, and order matters more than sound
            size = entry >> index_bits & ((1 << self._size_bits) - 1)
            sizes.append(size)
            index_bits = self._delta_bits
        return (sizes, at) if all(sizes) else ([], stop)

    def _fragment(self, piece: bytes, size: int, pts: int) -> None:
        if self._wanted not in (0, size) or size > MAX_AUDIO:
            self._spoil(0)
            return
        self._wanted = size
        self._partial += piece
        if len(self._partial) == size:
            unit, self._partial, self._wanted = self._partial, b"", 0
            self._emit(unit, pts)
        elif len(self._partial) > size:
            self._spoil(0)

    def _emit(self, unit: bytes, pts: int) -> None:
        self._flow.packet(Packet("audio", [unit], pts, key=True, arrived_us=self._flow.arrived_us))

    def _spoil(self, packets: int) -> None:
        self._partial, self._wanted = b"", 0
        self._flow.damaged("audio", packets)


def _number(parameters: Mapping[str, str], name: str) -> int:
    words = parameters.get(name, "0")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0


def _hex(words: str) -> bytes:
    try:
        return bytes.fromhex(words[:128])
    except ValueError:
        return b""
