"""What a masked camera said and what is not through its worker yet: in order and bounded (G-2).

    camera's thread  ─► offered ─► writer thread ─► worker ─► reader thread ─► released ─► sink

Everything waits behind the packets before it, so audio and losses keep their place. Video is never
released: it leaves as a number and its times, for the picture that the worker made of it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from shopguard.cameras.fields import Polygon
from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.recorder.masking import wire

LATE_S = 3.0
START_S = 20.0  # Python and the codecs, read from a slow disk
MAX_BYTES = 32 << 20
MAX_ITEMS = 2000
MAX_AUDIO = 500  # packets in a row: audio without pictures is not recorded
REMEMBERED = 32  # packets whose picture may still come after they were answered: B-frames
_OVERHEAD = 200  # bytes an item costs besides its parts


@dataclass(frozen=True, slots=True)
class Loss:
    """The camera itself gives nothing."""

    cause: LossCause
    detail: str


@dataclass(frozen=True, slots=True)
class _Item:
    what: StreamInfo | Packet | Loss
    number: int
    since: float
    size: int

    @property
    def answered(self) -> bool:
        """Whether the worker gets it and says when it is done."""
        return not (isinstance(self.what, Packet) and self.what.track == "audio")


Released = StreamInfo | Packet | Loss
Times = tuple[int, int]  # pts and arrived_us


class Line:
    """The camera's sink. Nothing here waits but ``next_message``."""

    def __init__(self, polygons: tuple[Polygon, ...], monotonic: Callable[[], float]) -> None:
        self._polygons = polygons
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._info: StreamInfo | None = None
        self._open = True  # there is a worker, or the first is about to be
        self._waits_for_key = True
        self._number = 0
        self._audio_run = 0
        self._offered: deque[_Item] = deque()
        self._given: deque[_Item] = deque()
        self._times: dict[int, Times] = {}
        self._size = 0
        self._began = self._ready_at = 0.0
        self._is_ready = False
        self._trouble = ""
        self._missed = False
        self._losses: deque[Loss] = deque(maxlen=8)  # told while there is no worker

    @property
    def held(self) -> int:
        """Bytes that wait; never more than ``MAX_BYTES``."""
        return self._size

    # --- from the camera ---------------------------------------------------------------------

    def stream(self, info: StreamInfo) -> None:
        """See PacketSink."""
        with self._changed:
            self._info = info
            self._waits_for_key = True
            if self._open:
                self._offer(info)

    def packet(self, packet: Packet) -> None:
        """See PacketSink. Dropped where there is no worker."""
        with self._changed:
            video = packet.track == "video"
            self._missed |= video and not self._open
            starts = video and packet.key
            if not self._open or self._info is None or (self._waits_for_key and not starts):
                return
            self._waits_for_key = False
            self._audio_run = 0 if video else self._audio_run + 1
            if self._audio_run <= MAX_AUDIO:
                self._offer(packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        """See PacketSink."""
        with self._changed:
            self._waits_for_key = True
            loss = Loss(cause, detail)
            if self._open and self._info is not None:
                self._offer(loss)
            else:
                self._losses.append(loss)

    def _offer(self, what: Released) -> None:
        parts = what.parts if isinstance(what, Packet) else ()
        size = sum(map(len, parts)) + _OVERHEAD * (1 + len(parts))
        if self._size + size > MAX_BYTES or len(self._offered) + len(self._given) >= MAX_ITEMS:
            self._trouble = self._trouble or "the mask worker cannot keep up"
            self._waits_for_key = True
            return
        self._number += 1
        self._size += size
        self._offered.append(_Item(what, self._number, self._monotonic(), size))
        self._changed.notify_all()

    # --- for the worker's writer -------------------------------------------------------------

    def next_message(self) -> bytes | None:
        """Wait for the next message; None when the line was closed."""
        with self._changed:
            while self._open:
                while self._offered:
                    item = self._offered.popleft()
                    self._given.append(item)
                    if item.answered:
                        return self._message(item)
                self._changed.wait()
            return None

    def _message(self, item: _Item) -> bytes:
        match item.what:
            case StreamInfo(video=video):
                codec = VideoCodec(video.codec)
                job = wire.Job(codec, video.clock_rate, video.extradata, self._polygons)
                return wire.pack_job(item.number, job)
            case Packet() as packet:
                self._times[item.number] = packet.pts, packet.arrived_us
                return wire.pack_video(item.number, packet.pts, packet.key, packet.parts)
        return wire.pack_number(wire.FLUSH, item.number)

    # --- for the worker's reader -------------------------------------------------------------

    def ready(self) -> None:
        """The worker has started."""
        with self._changed:
            self._is_ready, self._ready_at = True, self._monotonic()

    def times(self, number: int) -> Times:
        """Of the packet a picture was made of; each makes one at most."""
        with self._changed:
            if number not in self._times:
                raise wire.broken("a picture of no packet")
            return self._times.pop(number)

    def done(self, number: int) -> tuple[bool, list[Released]]:
        """Once that message was answered: whether it was video, and what is released.

        Video itself is not.
        """
        with self._changed:
            released = self._release_audio()
            if not self._given or self._given[0].number != number:
                raise wire.broken("an answer to nothing")
            item = self._take()
            video = isinstance(item.what, Packet)
            if not video:
                released.append(item.what)
            released += self._release_audio()
            for old in [known for known in self._times if known <= number][:-REMEMBERED]:
                del self._times[old]
            return video, released

    def _release_audio(self) -> list[Released]:
        released: list[Released] = []
        while self._given and not self._given[0].answered:
            released.append(self._take().what)
        return released

    def _take(self) -> _Item:
        item = self._given.popleft()
        self._size -= item.size
        return item

    # --- for the keeper ----------------------------------------------------------------------

    def open(self) -> None:
        """A new worker is there: it is told the stream, then everything from a key frame on."""
        with self._changed:
            was_open, self._open = self._open, True
            self._is_ready, self._trouble, self._missed = False, "", False
            self._began = self._monotonic()
            if not was_open and self._info is not None:
                self._offer(self._info)

    def hang_up(self) -> None:
        """The worker must go: nothing more is taken, and its writer ends."""
        with self._changed:
            self._open, self._waits_for_key = False, True
            self._changed.notify_all()

    def close(self) -> bool:
        """The worker has gone, and so does all that waited; True where that held video."""
        with self._changed:
            waiting = [item.what for item in (*self._given, *self._offered)]
            self._offered.clear()
            self._given.clear()
            self._times.clear()
            self._size = 0
            self._losses.extend(what for what in waiting if isinstance(what, Loss))
            return any(isinstance(what, Packet) and what.track == "video" for what in waiting)

    def trouble(self) -> str:
        """Why this worker must go; empty while it does its work."""
        with self._changed:
            now = self._monotonic()
            waiting = (item.since for item in (*self._given, *self._offered) if item.answered)
            if not self._is_ready:
                late = now - self._began > START_S
            else:
                late = now - max(next(waiting, now), self._ready_at) > LATE_S
            return self._trouble or ("the mask worker fell behind" if late else "")

    def take_missed(self) -> tuple[bool, list[Loss]]:
        """Whether video was dropped for want of a worker, and what the camera said meanwhile."""
        with self._changed:
            missed, losses = self._missed, list(self._losses)
            self._missed = False
            self._losses.clear()
            return missed, losses
