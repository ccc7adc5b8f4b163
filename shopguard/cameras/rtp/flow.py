"""One connected stream on its way to the sink: what it is first, then whole units only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from shopguard.cameras.source import (
    LossCause,
    Packet,
    PacketSink,
    StreamInfo,
    TrackInfo,
    VideoCodec,
)

TrackName = Literal["video", "audio"]


class Depacketiser(Protocol):
    """Turns the payloads of one RTP stream into packets for a ``Flow``."""

    def push(self, data: bytes, start: int, stop: int, timestamp: int, marker: int) -> None:
        """One payload (never empty), in order: ``data[start:stop]``."""
        ...

    def gap(self, count: int, timestamp: int) -> None:
        """``count`` RTP packets before the one with this timestamp never came."""
        ...

    def restart(self) -> None:
        """The camera began anew: forget the unit at hand, timestamps jump."""
        ...

    @property
    def track(self) -> TrackInfo:
        """What the track is, as far as known."""
        ...


@dataclass(slots=True)
class Tally:
    """What came and what did not, since the source was started."""

    units: int = 0
    lost_packets: int = 0
    damaged_units: int = 0


class Flow:
    """Lets nothing pass before the first key frame, nor after a loss until the next one.

    ``arrived_us`` is set by whoever reads the socket. ``good`` is called with the first packet of
    each stretch that nothing is missing from.
    """

    def __init__(self, sink: PacketSink, tally: Tally, good: Callable[[], None]) -> None:
        self.arrived_us = 0
        self.audio: Depacketiser | None = None
        self._video: Depacketiser | None = None
        self._sink: PacketSink | None = sink
        self._tally = tally
        self._good = good
        self._waiting = True
        self._untold = True  # the stream has changed and the sink does not know
        self._needs_key = True

    def carry(self, video: Depacketiser, audio: Depacketiser | None) -> None:
        """The tracks of the stream."""
        self._video, self.audio = video, audio
        self._needs_key = video.track.codec is not VideoCodec.MJPEG

    @property
    def units(self) -> int:
        """Units handed on so far."""
        return self._tally.units

    def packet(self, packet: Packet) -> None:
        """A whole unit."""
        sink = self._sink
        if sink is None:
            return
        if self._waiting:
            if packet.track != "video" or not packet.key:
                return
            self._waiting = False
            self._good()
        if self._untold:
            self._tell(sink)
        self._tally.units += 1
        sink.packet(packet)

    def changed(self, *, restarted: bool = False) -> None:
        """Parameter sets are new, or (``restarted``) everything is."""
        self._untold = True
        self._waiting = self._waiting or restarted

    def damaged(self, track: TrackName, packets: int) -> None:
        """A unit was dropped because ``packets`` RTP packets (0: its contents) are missing."""
        self._tally.lost_packets += packets
        self._tally.damaged_units += 1
        if track == "audio" or not self._needs_key or self._waiting:
            return
        self._waiting = True  # what follows refers to a picture nobody has
        if self._sink is not None:
            what = f"{packets} packets lost" if packets else "a damaged picture"
            self._sink.lost(LossCause.BAD_STREAM, f"{what}; waiting for the next key frame")

    def close(self) -> None:
        """Nothing reaches the sink from now on."""
        self._sink = None

    def _tell(self, sink: PacketSink) -> None:
        assert self._video is not None
        self._untold = False
        audio = self.audio.track if self.audio else None
        sink.stream(StreamInfo(self._video.track, audio))


class Unwrap:
    """RTP timestamps (32 bits, any start) as numbers that don't wrap around."""

    __slots__ = ("_raw", "_value")

    def __init__(self) -> None:
        self._raw: int | None = None
        self._value = 0

    def __call__(self, timestamp: int) -> int:
        """The unwrapped value; jumps of less than half the range go whichever way is nearer."""
        if self._raw is None:
            self._value = timestamp
        else:
            step = (timestamp - self._raw) & 0xFFFFFFFF
            self._value += step - (step >> 31 << 32)
        self._raw = timestamp
        return self._value
