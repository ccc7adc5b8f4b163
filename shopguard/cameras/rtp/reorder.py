"""Datagrams overtake each other on the way: back into order, without waiting long."""

from __future__ import annotations

from collections.abc import Callable

DEPTH = 64  # packets: some 50 ms of a main stream
_LATE = 1000  # this far behind a datagram is late or repeated, and of no use


class Reorder:
    """Holds back what came too early, at most ``DEPTH`` packets; then what is missing is lost."""

    def __init__(self, deliver: Callable[[bytes, int, int], None]) -> None:
        self._deliver = deliver
        self._next = -1
        self._early: dict[int, bytes] = {}

    def receive(self, datagram: bytes) -> None:
        """One datagram, as it came."""
        if len(datagram) < 12:
            return
        sequence = int.from_bytes(datagram[2:4])
        if sequence == self._next or self._next < 0:
            self._pass(sequence, datagram)
            self._drain()
            return
        ahead = (sequence - self._next) & 0xFFFF
        if ahead >= 0x8000:
            if ahead < 0x10000 - _LATE:  # the camera began anew
                self._early.clear()
                self._pass(sequence, datagram)
            return
        self._early[sequence] = datagram
        if len(self._early) > DEPTH:
            first = min(self._early, key=lambda early: (early - self._next) & 0xFFFF)
            self._pass(first, self._early.pop(first))
            self._drain()

    def _drain(self) -> None:
        while (datagram := self._early.pop(self._next, None)) is not None:
            self._pass(self._next, datagram)

    def _pass(self, sequence: int, datagram: bytes) -> None:
        self._next = (sequence + 1) & 0xFFFF
        self._deliver(datagram, 0, len(datagram))
