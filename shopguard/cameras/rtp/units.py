"""Access units of H.264 and H.265 out of NAL units: what both payload formats share.

A unit ends with the marker bit or with a new timestamp. Cameras get both wrong in known ways, and
these are lived with: a marker after parameter sets, parameter sets with a timestamp of their own,
several NAL units with start codes sent as one. A camera that marks each slice is found out by the
slice that follows; from then on only its timestamps count.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from shopguard.cameras.loss import BadStream
from shopguard.cameras.nal import split_bytestream
from shopguard.cameras.rtp.flow import Flow, Unwrap
from shopguard.cameras.source import Packet, TrackInfo, VideoCodec

MAX_UNIT = 16 * 1024 * 1024
PIECE = 64  # what a piece costs besides its bytes, so that many empty ones count too
_START_CODE = b"\0\0\1"


class UnitDepacketiser(ABC):
    """Collects NAL units, byte for byte as sent, and hands whole access units on."""

    codec: ClassVar[VideoCodec]
    set_kinds: ClassVar[tuple[int, ...]]  # parameter sets, in the order decoders want them
    small_kinds: ClassVar[frozenset[int]]  # what may have others glued to it with start codes

    def __init__(self, flow: Flow, sets: Iterable[bytes] = (), clock_rate: int = 90_000) -> None:
        self._flow = flow
        self._clock_rate = clock_rate
        self._unwrap = Unwrap()
        self._sets: dict[int, tuple[bytes, ...]] = {}
        self._keep_sets(nal for nal in sets if nal)
        self._trust_marker = True
        self._timestamp = -1
        self._finished = -1  # timestamp of the unit that a marker ended
        self._size = 0
        self._nals: list[bytes] = []
        self._new_sets: list[bytes] = []
        self._pieces: list[bytes] = []  # of the NAL unit that comes in fragments
        self._picture = self._key = self._damaged = False
        self._arrived_us = 0

    @property
    def track(self) -> TrackInfo:
        """Codec and the newest parameter sets."""
        sets = tuple(nal for kind in self.set_kinds for nal in self._sets.get(kind, ()))
        return TrackInfo(self.codec, self._clock_rate, sets)

    @abstractmethod
    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:
        """One payload."""

    @abstractmethod
    def _kind(self, nal: bytes) -> int:
        """The type in the NAL unit's header."""

    @abstractmethod
    def _slice(self, nal: bytes, kind: int) -> tuple[bool, bool, bool]:
        """Whether it is a slice, of a key frame, and the first of its picture."""

    def gap(self, count: int, timestamp: int) -> None:
        """The unit at hand lacks something, and so may the one that begins now."""
        self._spoil(count)
        if timestamp != self._timestamp:
            self._begin(timestamp)
            self._damaged = True

    def restart(self) -> None:
        """Drop the unit at hand; the sink is told what the stream is again."""
        self._clear()
        self._timestamp = self._finished = -1
        self._flow.changed(restarted=True)

    # --- for the payload formats -------------------------------------------------------------

    def _begin(self, timestamp: int) -> None:
        """Another timestamp: what is at hand is complete, unless there is no picture in it yet."""
        if self._picture or self._damaged or self._pieces:
            self._finish()
        if not self._nals:
            self._arrived_us = self._flow.arrived_us
        self._timestamp = timestamp

    def _fragment(self, data: bytes, start: int, stop: int, flags: int, header: bytes) -> None:
        """Part of a NAL unit; ``flags``: 0x80 the first one, 0x40 the last one."""
        pieces = self._pieces
        if flags & 0x80:
            if pieces:
                self._spoil()
                return
            pieces.append(header)
        elif not pieces:
            self._spoil()
            return
        self._size += stop - start + PIECE
        if self._size > MAX_UNIT:
            raise BadStream("an access unit is too large")
        pieces.append(data[start:stop])
        if flags & 0x40:
            nal = b"".join(pieces)
            pieces.clear()
            self._take(nal)

    def _whole(self, nal: bytes) -> None:
        """A NAL unit that came in one piece."""
        if self._pieces or not nal:
            self._spoil()
            return
        self._size += len(nal) + PIECE
        if self._size > MAX_UNIT:
            raise BadStream("an access unit is too large")
        self._take(nal)

    def _several(self, data: bytes, start: int, stop: int) -> None:
        """NAL units with two bytes of length before each."""
        while start < stop and not self._damaged:
            end = start + 2 + int.from_bytes(data[start : start + 2])
            if end > stop or end < start + 4:
                self._spoil()
                return
            self._whole(data[start + 2 : end])
            start = end

    def _finish(self) -> None:
        """The unit is complete; hand it on unless it is damaged or no picture."""
        if self._pieces:
            self._spoil()
        if self._damaged:
            self._clear()
            return
        if not self._picture:
            return  # parameter sets with a marker: the picture follows
        if self._new_sets:
            self._keep_sets(self._new_sets)
        self._finished = self._timestamp
        key = self._key and all(self._sets.get(kind) for kind in self.set_kinds)
        packet = Packet("video", self._nals, self._unwrap(self._timestamp), key, self._arrived_us)
        self._nals = []
        self._clear()
        self._flow.packet(packet)

    def _spoil(self, packets: int = 0) -> None:
        """What is at hand must not be stored."""
        if not self._damaged:
            self._clear()
            self._damaged = True
        self._flow.damaged("video", packets)

    # --- inside ------------------------------------------------------------------------------

    def _take(self, nal: bytes) -> None:
        kind = self._kind(nal)
        if nal[0] & 0x80:  # the camera itself says that it is broken
            self._spoil()
            return
        if kind in self.small_kinds and _START_CODE in nal:
            for part in split_bytestream(_START_CODE + nal):
                self._add(part, self._kind(part))
        else:
            self._add(nal, kind)

    def _add(self, nal: bytes, kind: int) -> None:
        is_slice, is_key, is_first = self._slice(nal, kind)
        if is_slice:
            if not self._picture and not is_first:
                if self._timestamp == self._finished:
                    self._trust_marker = False  # the unit just handed on was not complete
                self._spoil()  # or its beginning came before we did
                return
            self._picture = True
            self._key = self._key or is_key
        elif kind in self.set_kinds:
            self._new_sets.append(nal)
        self._nals.append(nal)

    def _keep_sets(self, nals: Iterable[bytes]) -> None:
        found: dict[int, tuple[bytes, ...]] = {}
        for nal in nals:
            kind = self._kind(nal)
            if kind in self.set_kinds and nal not in found.get(kind, ()):
                found[kind] = (*found.get(kind, ()), nal)
        merged = {**self._sets, **found}
        if merged != self._sets:
            self._sets = merged
            self._flow.changed()

    def _clear(self) -> None:
        self._nals.clear()
        self._new_sets.clear()
        self._pieces.clear()
        self._size = 0
        self._picture = self._key = self._damaged = False
        self._arrived_us = self._flow.arrived_us
