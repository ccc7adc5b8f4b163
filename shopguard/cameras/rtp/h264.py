"""H.264 over RTP (RFC 6184): single NAL units, STAP, FU."""

from __future__ import annotations

from typing import ClassVar

from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp.units import UnitDepacketiser
from shopguard.cameras.source import LossCause, VideoCodec

_STAP_A, _STAP_B, _MTAP16, _MTAP24, _FU_A, _FU_B = range(24, 30)
_IDR = 5
_HEADERS = tuple(bytes((number,)) for number in range(256))


class H264Depacketiser(UnitDepacketiser):
    """Non-interleaved; the decoding order numbers of STAP-B and FU-B are passed over."""

    codec: ClassVar[VideoCodec] = VideoCodec.H264
    set_kinds: ClassVar[tuple[int, ...]] = (7, 8)
    small_kinds: ClassVar[frozenset[int]] = frozenset({0, 6, 7, 8, 9})

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:
        """One payload."""
        if timestamp != self._timestamp:
            self._begin(timestamp)
        if not self._damaged:
            first = data[start]
            kind = first & 0x1F
            if kind == _FU_A and stop - start > 2:
                flags = data[start + 1]
                header = _HEADERS[first & 0xE0 | flags & 0x1F]
                self._fragment(data, start + 2, stop, flags, header)
            elif kind < _STAP_A:
                self._whole(data[start:stop])
            else:
                self._rare(kind, data, start, stop)
        if marker and (self._trust_marker or self._damaged):
            self._finish()

    def _rare(self, kind: int, data: bytes, start: int, stop: int) -> None:
        if kind in (_MTAP16, _MTAP24):
            raise Lost(LossCause.UNSUPPORTED_CODEC, "H.264 in interleaved mode")
        if kind == _STAP_A:
            self._several(data, start + 1, stop)
        elif kind == _STAP_B:
            self._several(data, start + 3, stop)
        elif kind == _FU_B and stop - start > 4:
            flags = data[start + 1]
            header = _HEADERS[data[start] & 0xE0 | flags & 0x1F]
            self._fragment(data, start + 4, stop, flags, header)
        elif kind <= _FU_B:
            self._spoil()  # a fragment of nothing; the kinds above are to be passed over

    def _kind(self, nal: bytes) -> int:
        return nal[0] & 0x1F

    def _slice(self, nal: bytes, kind: int) -> tuple[bool, bool, bool]:
        """``first_mb_in_slice`` is 0 where the first bit after the header is set."""
        return 1 <= kind <= _IDR, kind == _IDR, len(nal) > 1 and nal[1] >= 0x80
