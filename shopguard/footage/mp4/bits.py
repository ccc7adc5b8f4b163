"""Bit reading for parameter sets (ITU-T H.264 §7.2, H.265 §7.2)."""

from __future__ import annotations

from shopguard.base.errors import Damaged

_MAX_GOLOMB_ZEROS = 32


class BitReader:
    """Reads bits of a NAL unit's payload, emulation prevention removed; Damaged at its end."""

    def __init__(self, nal: bytes, header_bytes: int) -> None:
        payload = nal[header_bytes:].replace(b"\0\0\3", b"\0\0")
        self._value = int.from_bytes(payload, "big")
        self._left = len(payload) * 8

    def bits(self, count: int) -> int:
        """The next ``count`` bits as an unsigned number."""
        if count > self._left:
            raise Damaged("stream.parameter_set")
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def flag(self) -> bool:
        return self.bits(1) == 1

    def ue(self) -> int:
        """Unsigned Exp-Golomb."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > _MAX_GOLOMB_ZEROS:
                raise Damaged("stream.parameter_set")
        return (1 << zeros) - 1 + self.bits(zeros)

    def se(self) -> int:
        """Signed Exp-Golomb."""
        value = self.ue()
        return (value + 1) // 2 if value % 2 else -(value // 2)
