"""A camera that repeats one picture is not recording, however busily it sends.

A live sensor has noise: no two of its key frames are coded to the same bytes. So a stream is frozen
when, for 20 seconds, each key frame repeats a recent one byte for byte, and the frames up to the
next one are as large as those that followed it before.

What is not found: a sensor that hangs behind a clock the camera draws into the picture; an encoder
that codes the same picture differently each time, as it may to hold a bitrate; a film of more than
a few key frames played over and over.

While frozen, packets are held back from the last key frame on. When the picture moves, or a key
frame differs, they are handed on first: what came between two key frames is dropped only once the
second one has shown that nothing had changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from shopguard.base.clock import Clock
from shopguard.cameras.source import (
    CameraSource,
    LossCause,
    Packet,
    PacketSink,
    StreamInfo,
    VideoCodec,
)

FROZEN_S = 20.0
HEADER = 32  # bytes at the start of a key frame's slice: numbers that count key frames stand there
RECENT = 4  # different key frames remembered; encoders number them 0, 1, 0, 1 …
MAX_HELD = 16 * 1024 * 1024
MAX_FRAMES = 10_000  # between two key frames
SLACK = 16  # bytes: the same frame, its numbers written differently

_IS_SLICE: dict[object, Callable[[int], bool]] = {
    VideoCodec.H264: lambda first: 1 <= first & 31 <= 5,
    VideoCodec.H265: lambda first: first >> 1 & 63 <= 31,
}


class FrozenWatch:
    """A sink in front of a sink."""

    def __init__(self, sink: PacketSink, clock: Clock, *, frozen_s: float = FROZEN_S) -> None:
        self._sink = sink
        self._clock = clock
        self._frozen_s = frozen_s
        self._info: StreamInfo | None = None
        self._memory = _Memory(None)
        self._since: float | None = None  # all that came since was a repetition
        self._held: list[Packet] | None = None  # while frozen: from the last key frame on
        self._held_bytes = 0

    def stream(self, info: StreamInfo) -> None:
        """A new stream begins: nothing is known of it."""
        self._thaw()
        self._info = info
        self._memory = _Memory(_IS_SLICE.get(info.video.codec))
        self._sink.stream(info)

    def packet(self, packet: Packet) -> None:
        """Pass on, unless it is the same picture again."""
        if packet.track == "video":
            self._look(packet)
        if self._held is None:
            self._sink.packet(packet)
        else:
            self._hold(packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        """Pass on; what was held repeats what the sink has."""
        self._forget()
        self._sink.lost(cause, detail)

    def _look(self, packet: Packet) -> None:
        if not self._memory.repeats(packet):
            self._thaw()
            return
        if packet.key and self._held is None:
            now = self._clock.monotonic()
            self._since = now if self._since is None else self._since
            if now - self._since >= self._frozen_s:
                self._held = []
                self._sink.lost(LossCause.FROZEN, f"the same picture for {self._frozen_s:g} s")

    def _hold(self, packet: Packet) -> None:
        assert self._held is not None
        if packet.track == "video" and packet.key:
            self._held, self._held_bytes = [], 0
        self._held.append(packet)
        self._held_bytes += sum(map(len, packet.parts)) + 200
        if self._held_bytes > MAX_HELD:
            self._thaw()

    def _thaw(self) -> None:
        """It moves: hand on what was held, for what moves refers to it."""
        held = self._held or []
        self._forget()
        if held and self._info is not None:
            self._sink.stream(self._info)
            for packet in held:
                self._sink.packet(packet)

    def _forget(self) -> None:
        self._since = None
        self._held, self._held_bytes = None, 0


class _Memory:
    """Recent key frames, and how large the frames were that followed each the last time.

    Frames between key frames are looked at only once a key frame was repeated, which a live camera
    never does: so watching costs one digest per key frame.
    """

    def __init__(self, is_slice: Callable[[int], bool] | None) -> None:
        self._is_slice = is_slice
        self._followers: dict[bytes, list[int] | None] = {}
        self._key = b""
        self._now: list[int] | None = None  # sizes since a key frame that was a repetition
        self._before: list[int] | None = None  # those after the same one, the time before

    def repeats(self, packet: Packet) -> bool:
        """Whether ``packet`` says nothing that was not said before."""
        return self._repeats_key(packet) if packet.key else self._repeats_follower(packet)

    def _repeats_key(self, packet: Packet) -> bool:
        if self._now is not None:
            self._followers[self._key] = self._now
        self._key = self._digest_of_key(packet)
        if self._key in self._followers:
            self._now, self._before = [], self._followers[self._key]
            return self._before is not None
        self._now = self._before = None
        self._followers[self._key] = None
        if len(self._followers) > RECENT:
            del self._followers[next(iter(self._followers))]
        return False

    def _repeats_follower(self, packet: Packet) -> bool:
        now, before = self._now, self._before
        if now is None or len(now) >= MAX_FRAMES:
            return False
        at, size = len(now), sum(map(len, packet.parts))
        now.append(size)
        return before is not None and at < len(before) and abs(size - before[at]) <= SLACK

    def _digest_of_key(self, packet: Packet) -> bytes:
        """A slice's header may be a byte longer or shorter each time: count from its end."""
        digest = hashlib.blake2b(digest_size=16)
        for part in packet.parts:
            if self._is_slice is None:
                digest.update(part)
            elif self._is_slice(part[0]):
                digest.update(part[len(part) - (max(len(part) - HEADER, 0) & ~15) :])
        return digest.digest()


class Watched:
    """Any camera source, watched for a frozen picture."""

    def __init__(self, source: CameraSource, clock: Clock) -> None:
        self.source = source
        self._clock = clock

    def start(self, sink: PacketSink) -> None:
        """Begin, and go on until ``stop``."""
        self.source.start(FrozenWatch(sink, self._clock))

    def stop(self) -> None:
        """End; no call to the sink after this returns."""
        self.source.stop()
