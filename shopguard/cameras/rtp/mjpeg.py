"""MJPEG over RTP (RFC 2435): the pictures with the headers the payload format leaves out."""

from __future__ import annotations

from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.rtp.flow import Flow, Unwrap
from shopguard.cameras.rtp.jpeg_headers import headers, standard_tables
from shopguard.cameras.rtp.units import MAX_UNIT, PIECE
from shopguard.cameras.source import LossCause, Packet, TrackInfo, VideoCodec

_OWN_TABLES = 128  # Q from here on: the tables travel in the stream
_CHANGING_TABLES = 255  # … with every picture
_RESTARTS = 64  # types from here on have a restart header
_END = b"\xff\xd9"
_Tables = tuple[int, bytes]  # precision bits, values


class MjpegDepacketiser:
    """Each picture is a key frame. ``size``: what the session description says, for pictures
    wider or higher than the 2040 pixels the payload header can say.
    """

    def __init__(
        self, flow: Flow, clock_rate: int = 90_000, size: tuple[int, int] | None = None
    ) -> None:
        self._flow = flow
        self._size = size
        self._unwrap = Unwrap()
        self._tables: dict[int, _Tables] = {}
        self._head = b""
        self._head_of: tuple[object, ...] = ()
        self._timestamp = -1
        self._pieces: list[bytes] = []
        self._bytes = 0
        self._damaged = False
        self._arrived_us = 0
        self.track = TrackInfo(VideoCodec.MJPEG, clock_rate)

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:
        """One payload."""
        if timestamp != self._timestamp:
            self._begin(timestamp)
        if not self._damaged:
            self._take(data, start, stop)
        if marker:
            self._finish()

    def gap(self, count: int, timestamp: int) -> None:
        """The picture at hand, or the one that begins, lacks something."""
        self._spoil(count)
        if timestamp != self._timestamp:
            self._begin(timestamp)
            self._damaged = True

    def restart(self) -> None:
        """Drop the picture at hand."""
        self._clear()
        self._timestamp = -1
        self._flow.changed(restarted=True)

    def _begin(self, timestamp: int) -> None:
        if self._pieces or self._damaged:
            self._finish()
        self._timestamp = timestamp
        self._arrived_us = self._flow.arrived_us

    def _take(self, data: bytes, start: int, stop: int) -> None:
        if stop - start < 8:
            self._spoil()
            return
        offset = int.from_bytes(data[start + 1 : start + 4])
        if offset != self._bytes:
            self._spoil()
            return
        kind, quality, width, height = data[start + 4 : start + 8]
        at, restart = start + 8, 0
        if kind & _RESTARTS:
            restart, at = int.from_bytes(data[at : at + 2]), at + 4
        if offset == 0:
            tables, at = self._tables_of(data, at, stop, quality)
            if tables is None or at > stop:
                self._spoil()
                return
            self._keep_head(kind, width, height, tables, restart)
        self._bytes += stop - at if at < stop else 0
        if self._bytes + PIECE * len(self._pieces) > MAX_UNIT:
            raise BadStream("a picture is too large")
        self._pieces.append(data[at:stop])

    def _tables_of(
        self, data: bytes, at: int, stop: int, quality: int
    ) -> tuple[_Tables | None, int]:
        """The quantisation tables of a picture, and where its data begins."""
        if quality < _OWN_TABLES:
            return ((0, standard_tables(quality)) if 0 < quality < 100 else None), at
        length = int.from_bytes(data[at + 2 : at + 4])
        end = at + 4 + length
        if at + 4 > stop or end > stop:
            return None, at
        if not length:
            return self._tables.get(quality), end
        tables = (data[at + 1], data[at + 4 : end])
        if quality != _CHANGING_TABLES:
            self._tables[quality] = tables
        return tables, end

    def _keep_head(self, kind: int, width: int, height: int, tables: _Tables, restart: int) -> None:
        """Headers are built anew only where something in them changed."""
        wanted = (kind, width, height, tables, restart)
        if wanted == self._head_of:
            return
        if kind & ~(_RESTARTS | 1):
            raise Lost(LossCause.UNSUPPORTED_CODEC, "a kind of JPEG that is not 4:2:0 or 4:2:2")
        size = (width * 8, height * 8) if width and height else self._size
        if size is None:
            raise Lost(LossCause.UNSUPPORTED_CODEC, "JPEG pictures of unknown size")
        precision, values = tables
        self._head = headers(kind & 1, *size, values, precision, restart)
        self._head_of = wanted

    def _finish(self) -> None:
        if self._damaged or not self._bytes:
            self._clear()
            return
        tail = self._pieces[-1]
        end = b"" if tail.endswith(_END) else _END
        picture = b"".join((self._head, *self._pieces, end))
        pts = self._unwrap(self._timestamp)
        packet = Packet("video", [picture], pts, key=True, arrived_us=self._arrived_us)
        self._clear()
        self._flow.packet(packet)

    def _spoil(self, packets: int = 0) -> None:
        self._clear()
        self._damaged = True
        self._flow.damaged("video", packets)

    def _clear(self) -> None:
        self._pieces.clear()
        self._bytes = 0
        self._damaged = False
        self._arrived_us = self._flow.arrived_us
