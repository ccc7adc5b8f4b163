"""Packets of one camera become fragments (J-4, G-6.2).

A fragment is cut at a key frame once a second has passed, and without one at four seconds or
8 MiB: then it continues the fragment before. What a camera sent is not changed, not left out and
not stamped twice into the same time; only pictures before the first key frame, which nobody could
see, are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged
from shopguard.cameras.source import Packet, StreamInfo
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.fragments import build_fragment, us_of
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.samples import AudioClock, Run, decode_times, video_run
from shopguard.recorder.stream_clock import Jump, StreamClock
from shopguard.recorder.stream_sets import StreamSets

CUT_US = 1 * SECOND
FORCED_CUT_US = 4 * SECOND
FORCED_CUT_BYTES = 8 << 20
FORCED_CUT_PICTURES = 1000
_HOLD_S = 2  # a picture stands this long at most …
_HOLD_PICTURES = 3  # … or three times as long as the ones before it
_LONGEST_HOLD_S = 10
_MOST_AUDIO = 2000  # packets waiting for the next cut


class Break(StrEnum):
    """Why a fragment must begin a new volume."""

    STREAM = "stream_change"
    PC_CLOCK = "clock_jump"
    CAMERA_CLOCK = "camera_time_jump"


@dataclass(frozen=True, slots=True)
class Piece:
    """A fragment on its way to the disk.

    ``new_volume``: it must not join the volume before it. ``free_since_us``: where the newest
    footage before it ends, by time and not by when it was recorded.
    """

    fragment: Fragment
    codec: str
    new_volume: Break | None = None
    free_since_us: int | None = None


class Segmenter:
    """Cuts one camera's packets. Used by one thread at a time; never waits."""

    def __init__(self, occupied: Occupied | None = None) -> None:
        self._occupied = occupied or Occupied()
        self._sets: StreamSets | None = None
        self._clock = StreamClock(1, self._occupied)
        self._audio: AudioClock | None = None
        self._rate = 1
        self._init = b""
        self._break: Break | None = None
        self._waiting = True  # for a key frame
        self._stepped = False
        self._video: list[Packet] = []
        self._stamps: list[int] = []
        self._size = 0
        self._newest = 0
        self._end: int | None = None  # of the fragment before, in ticks, on the same anchor
        self._picture = 1  # usual length of a picture, in ticks
        self._sound: list[Packet] = []
        self.dropped = 0  # pictures nobody could have seen
        self.end_us: int | None = None  # of the newest fragment

    @property
    def pending(self) -> int:
        """Pictures not yet in a fragment."""
        return len(self._video)

    @property
    def waiting_for_key(self) -> bool:
        return self._waiting

    @property
    def ahead_us(self) -> int:
        """How far stored time runs ahead of the PC's clock (that was set back over footage)."""
        return self._clock.lead_us

    def stream(self, info: StreamInfo) -> list[Piece]:
        """The stream is this from now on; what was pending comes out."""
        if self._sets is not None and self._sets.given == info:
            return []
        pieces = self.flush()
        if self._sets is not None:
            self._break = Break.STREAM
        self._rate = info.video.clock_rate
        self._clock = StreamClock(self._rate, self._occupied)
        self._sets = StreamSets(info)
        self._audio = AudioClock(info.audio) if info.audio else None
        self._picture = max(1, self._rate // 25)
        self._init = b""
        self._waiting = True
        self._end = None
        return pieces

    def lost(self) -> list[Piece]:
        """Packets stop; the next ones begin anew with a key frame."""
        pieces = self.flush()
        self._clock.forget()
        self._end = None
        self._waiting = True
        return pieces

    def clock_stepped(self) -> None:
        """The PC's clock was set: at the next key frame time is taken from it anew."""
        self._stepped = True

    def push(self, packet: Packet) -> list[Piece]:
        """The next packet; gives the fragment it completes, if it does."""
        if packet.track == "audio":
            if self._video and self._audio is not None and len(self._sound) < _MOST_AUDIO:
                self._sound.append(packet)
            return []
        if self._sets is None or (self._waiting and not packet.key):
            self.dropped += 1
            return []
        stamp = self._clock.unroll(packet.pts, packet.arrived_us, self._picture)
        size = sum(map(len, packet.parts))
        pieces = self._cut_before(packet, stamp, size) if self._video else []
        if self._video or self._begin(packet, self._sets):
            self._video.append(packet)
            self._stamps.append(stamp)
            self._size += size
            self._newest = max(self._newest, stamp) if len(self._video) > 1 else stamp
        return pieces

    def flush(self) -> list[Piece]:
        """What is pending, as a fragment of its own."""
        return [self._cut(None)] if self._video else []

    # --- where to cut -----------------------------------------------------------------------

    def _cut_before(self, packet: Packet, stamp: int, size: int) -> list[Piece]:
        if packet.key and self._renews(packet):
            piece = self._cut(stamp, at_key=True)
            self._break = Break.STREAM
        elif packet.key and self._stepped:
            piece = self._cut(None)
            self._restart(Jump.PC_CLOCK)
        elif self._is_hole(stamp):
            piece = self._cut(stamp, at_key=packet.key, joined=False)
        elif self._is_due(packet, stamp, size):
            piece = self._cut(stamp, at_key=packet.key)
        else:
            return []
        return [piece]

    def _renews(self, key: Packet) -> bool:
        return self._sets is not None and self._sets.init_for(key) != self._init

    def _is_hole(self, stamp: int) -> bool:
        hold = max(_HOLD_S * self._rate, _HOLD_PICTURES * self._picture)
        return stamp - self._newest > min(hold, _LONGEST_HOLD_S * self._rate)

    def _is_due(self, packet: Packet, stamp: int, size: int) -> bool:
        arrived = abs(packet.arrived_us - self._video[0].arrived_us)
        passed = max(us_of(stamp - self._stamps[0], self._rate), arrived)
        if packet.key and passed >= CUT_US:
            return True
        too_many = len(self._video) >= FORCED_CUT_PICTURES
        return passed >= FORCED_CUT_US or too_many or self._size + size > FORCED_CUT_BYTES

    # --- cutting ----------------------------------------------------------------------------

    def _begin(self, packet: Packet, sets: StreamSets) -> bool:
        if packet.key:
            try:
                self._init = sets.init_for(packet)
            except Damaged:
                self._waiting = True
                self.dropped += 1
                return False
            if self._stepped:
                self._restart(Jump.PC_CLOCK)
            self._waiting = False
        return True

    def _cut(self, following: int | None, *, at_key: bool = False, joined: bool = True) -> Piece:
        """The pending packets as a fragment. ``following``: stamp of the picture after them."""
        group = [
            (stamp, packet.arrived_us)
            for stamp, packet in zip(self._stamps, self._video, strict=True)
        ]
        jump = None if self._clock.anchored else self._clock.anchor(group)
        stamps = [self._clock.utc(stamp) for stamp in self._stamps]
        times = decode_times(stamps, self._end)
        end = self._usual_end(times, following)
        if following is not None:
            room = max(0, self._clock.utc(following) - times[-1] - 1)
            start = self._clock.follow(group, following, room, may_jump=at_key)
            if start is not None and joined:
                end = max(start, times[-1] + 1)
        self._end = end if self._clock.anchored else None
        runs: list[Run] = [video_run(self._codec, self._video, stamps, times, end)]
        if self._sound and self._audio is not None:
            runs.append(self._audio.run(self._sound, self._clock.lead_us))
        start_us, end_us = us_of(times[0], self._rate), us_of(end, self._rate)
        fragment = Fragment(
            start_us, end_us - start_us, self._video[0].key, len(times), self._init,
            build_fragment(runs),
        )  # fmt: skip
        free_since = self._occupied.end_before(start_us)
        self._occupied.add(fragment.span)
        self.end_us = end_us
        why = Break(jump.value) if jump else self._break
        piece = Piece(fragment, self._codec, why, free_since)
        self._break = None
        self._video, self._stamps, self._sound, self._size = [], [], [], 0
        return piece

    def _usual_end(self, times: list[int], following: int | None) -> int:
        """When the last picture ends if it stands as long as the others."""
        if len(times) > 1:
            self._picture = max(1, (times[-1] - times[0]) // (len(times) - 1))
        elif following is not None:
            passed = following - self._newest
            self._picture = max(1, min(passed, _LONGEST_HOLD_S * self._rate))
        return times[-1] + self._picture

    @property
    def _codec(self) -> str:
        return str(self._sets.info.video.codec) if self._sets else ""

    def _restart(self, jump: Jump) -> None:
        self._clock.restart(jump)
        self._stepped = False
        self._end = None
