"""H.265 over RTP (RFC 7798): single NAL units, aggregation packets, fragments."""

from __future__ import annotations

from typing import ClassVar

from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp.units import UnitDepacketiser
from shopguard.cameras.source import LossCause, VideoCodec

_LAST_SLICE = 31
_AP, _FU, _PACI = 48, 49, 50


class H265Depacketiser(UnitDepacketiser):
    """Without decoding order numbers (``sprop-max-don-diff`` of 0, as cameras send)."""

    codec: ClassVar[VideoCodec] = VideoCodec.H265
    set_kinds: ClassVar[tuple[int, ...]] = (32, 33, 34)
    small_kinds: ClassVar[frozenset[int]] = frozenset({32, 33, 34, 35, 39})

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:
        """One payload."""
        if timestamp != self._timestamp:
            self._begin(timestamp)
        if not self._damaged:
            first = data[start]
            kind = first >> 1 & 0x3F
            if kind == _FU and stop - start > 3:
                flags = data[start + 2]
                header = bytes((first & 0x81 | (flags & 0x3F) << 1, data[start + 1]))
                self._fragment(data, start + 3, stop, flags, header)
            elif kind < _AP:
                self._whole(data[start:stop])
            else:
                self._rare(kind, data, start, stop)
        if marker and (self._trust_marker or self._damaged):
            self._finish()

    def _rare(self, kind: int, data: bytes, start: int, stop: int) -> None:
        if kind == _PACI:
            raise Lost(LossCause.UNSUPPORTED_CODEC, "H.265 with payload content information")
        if kind == _AP:
            self._several(data, start + 2, stop)
        elif kind == _FU:
            self._spoil()  # a fragment of nothing; the kinds above are to be passed over

    def _kind(self, nal: bytes) -> int:
        return nal[0] >> 1 & 0x3F

    def _slice(self, nal: bytes, kind: int) -> tuple[bool, bool, bool]:
        """Key: an intra random access point. First: ``first_slice_segment_in_pic_flag``."""
        return kind <= _LAST_SLICE, 16 <= kind <= 21, len(nal) > 2 and nal[2] >= 0x80
