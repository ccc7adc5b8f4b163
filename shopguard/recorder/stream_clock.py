"""From a camera's time stamps to UTC: anchored at the first packets, then following the PC's clock.

A stream's stamps count evenly from an arbitrary start; arrival times are UTC but jitter. The clock
adds one offset to the stamps. It is set so that the promptest packet of the first fragment is on
time, and afterwards moved a little at every cut. Where the PC's clock itself jumps, or a camera's
runs far away, the offset is set anew; never into a stretch that already holds footage.

Everything here is in ticks of the stream unless the name ends in ``_us``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from shopguard.base.clock import SECOND
from shopguard.footage.mp4.fragments import ticks_of, us_of
from shopguard.recorder.occupied import FOREVER, Occupied

_REORDER_S = 1  # further back than B-frames ever lie: the stamps jumped
_AHEAD_S = 10  # further ahead than the arrival allows: the stamps jumped
_TRUST_S = 1  # a deviation beyond this is no drift …
_DOUBT_S = 5  # … when it lasts this long
_ROOM_S = 20  # longer than any fragment
_GAIN = 8  # share of the deviation taken out per cut
_STEEPEST = 20  # and at most this share of the time that passed


class Jump(StrEnum):
    """Why time was set anew."""

    PC_CLOCK = "clock_jump"
    CAMERA_CLOCK = "camera_time_jump"


class StreamClock:
    """The offset between one track's stamps and UTC."""

    def __init__(self, rate: int, occupied: Occupied) -> None:
        self._rate = rate
        self._occupied = occupied
        self._offset: int | None = None
        self._shift = 0  # takes jumps out of the stamps
        self._newest: int | None = None
        self._newest_us = 0
        self._limit = FOREVER
        self._lead = 0  # how far UTC had to be moved ahead of the PC's clock, to be free
        self._doubt_us: int | None = None
        self._jump: Jump | None = None

    @property
    def anchored(self) -> bool:
        return self._offset is not None

    @property
    def lead_us(self) -> int:
        """How far stamps run ahead of the PC's clock because the time before held footage."""
        return self._lead * SECOND // self._rate

    def unroll(self, pts: int, arrived_us: int, step: int) -> int:
        """``pts`` with jumps taken out: after one, time goes on by what really passed."""
        if self._newest is None:
            self._newest, self._newest_us = pts + self._shift, arrived_us
            return self._newest
        passed = ticks_of(max(arrived_us - self._newest_us, 0), self._rate)
        ahead = pts + self._shift - self._newest
        if not -_REORDER_S * self._rate <= ahead <= passed + _AHEAD_S * self._rate:
            real = max(step, min(passed, _AHEAD_S * self._rate))
            self._shift += real - ahead
        pts += self._shift
        if pts > self._newest:
            self._newest, self._newest_us = pts, arrived_us
        return pts

    def forget(self) -> None:
        """The next packet belongs to another connection: its stamps may begin anywhere."""
        self.restart()
        self._newest = None

    def restart(self, jump: Jump | None = None) -> None:
        """Anchor anew at the next fragment."""
        self._offset = None
        self._doubt_us = None
        self._jump = jump or self._jump

    def utc(self, pts: int) -> int:
        """Absolute ticks of ``pts``; only when anchored."""
        if self._offset is None:
            raise RuntimeError("not anchored")
        return pts + self._offset

    def anchor(self, group: Sequence[tuple[int, int]]) -> Jump | None:
        """Set the offset from a first fragment's ``(pts, arrived_us)``; tells a jump, if any."""
        offset = self._promptest(group)
        start = min(pts for pts, _ in group) + offset
        free_us, end_us = self._occupied.place(us_of(start, self._rate))
        free = max(start, -(-free_us * self._rate // SECOND))
        self._lead = free - start
        self._offset = offset + self._lead
        self._limit = FOREVER if end_us == FOREVER else ticks_of(end_us, self._rate)
        jump, self._jump = self._jump, None
        return jump

    def follow(
        self, group: Sequence[tuple[int, int]], next_pts: int, room: int, *, may_jump: bool
    ) -> int | None:
        """Measure a finished fragment; returns where the next one starts, in absolute ticks.

        ``room``: how far that start may move back; ``may_jump``: it begins with a key frame.
        None after a jump: the next anchors anew.
        """
        if self._offset is None:
            raise RuntimeError("not anchored")
        late = self._promptest(group) - self._offset
        if self._is_far(late + self._lead, group[-1][1]) and may_jump:
            self.restart(Jump.CAMERA_CLOCK)
            return None
        if self._doubt_us is None:
            steepest = max(0, next_pts - group[0][0]) // _STEEPEST
            move = max(-steepest, -room, min(steepest, late // _GAIN))
            self._offset += move
            self._lead = max(0, self._lead + min(move, 0))
        start = next_pts + self._offset
        if start + _ROOM_S * self._rate < self._limit:
            return start
        self.restart(Jump.PC_CLOCK)
        return None

    def _is_far(self, deviation: int, arrived_us: int) -> bool:
        if abs(deviation) <= _TRUST_S * self._rate:
            self._doubt_us = None
            return False
        if self._doubt_us is None:
            self._doubt_us = arrived_us
        return abs(arrived_us - self._doubt_us) >= _DOUBT_S * SECOND

    def _promptest(self, group: Sequence[tuple[int, int]]) -> int:
        return min(ticks_of(arrived_us, self._rate) - pts for pts, arrived_us in group)
