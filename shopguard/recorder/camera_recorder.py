"""One camera being recorded: source → segmenter → writer, its gaps, and the facts of its health.

The methods of ``PacketSink`` are called from the source's thread and never wait. Whatever goes
wrong in here ends with this camera: its segmenter begins anew and the gap says so.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from shopguard.base.clock import SECOND, Clock
from shopguard.cameras.register import Camera
from shopguard.cameras.source import CameraSource, LossCause, Packet, StreamInfo
from shopguard.footage.fragment import VolumeHead
from shopguard.recorder.camera_writer import CameraWriter, Queued, VolumeRoom
from shopguard.recorder.causes import GapCause
from shopguard.recorder.gap_tracker import GapTracker
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.report import CameraReport, State
from shopguard.recorder.segmenter import Piece, Segmenter
from shopguard.recorder.writer_pool import WriterPool

log = logging.getLogger(__name__)

LATE_AFTER_S = 10.0  # of the newest durable fragment's end; normal is below six
_IDLE_FLUSH_S = 5.0
_RATE_WINDOW = 10  # seconds


class Tap(Protocol):
    """Where packets go that somebody watches. Never waits."""

    def stream(self, camera_id: str, info: StreamInfo) -> None: ...

    def packet(self, camera_id: str, packet: Packet) -> None: ...

    def lost(self, camera_id: str, cause: str) -> None: ...


class CameraEvents(Protocol):
    """Who is told about a camera's footage. Quick; called on writers' and sources' threads."""

    def fragment(self, camera_id: str, queued: Queued, volume_id: str, head: VolumeHead) -> None:
        """A fragment is durable."""
        ...

    def disk_full(self) -> None: ...


@dataclass(slots=True)
class _Counts:
    bytes: int = 0
    frames: int = 0


class CameraRecorder:
    """Records one camera until ``stop``."""

    def __init__(
        self,
        camera: Camera,
        room: VolumeRoom,
        pool: WriterPool,
        events: CameraEvents,
        tap: Tap,
        clock: Clock,
        occupied: Occupied,
        gaps: GapLedger,
        budget: int,
    ) -> None:
        self.camera = camera
        self.gaps = gaps
        self.writer = CameraWriter(camera.id, room, pool, self, budget)
        self._events = events
        self._tap = tap
        self._clock = clock
        self.occupied = occupied
        self._lock = threading.RLock()  # a full queue tells what it drops at once
        self._segmenter = Segmenter(occupied)
        self._info: StreamInfo | None = None
        self._source: CameraSource | None = None
        self._number = 0
        self._lost_after = 0  # fragments up to this number came before the camera was lost
        self._tracker = GapTracker(gaps)
        self._packet_mono: float | None = None
        self._piece_mono: dict[int, float] = {}
        self._durable: tuple[int, float] | None = None  # end, monotonic of its last packet
        self._started_mono = clock.monotonic()
        self._cause = ""
        self._write_trouble: tuple[GapCause, str] | None = None
        self._dropped = 0
        self._counts = _Counts()
        self._seen: deque[tuple[float, int, int]] = deque(maxlen=_RATE_WINDOW + 1)

    def start(self, source: CameraSource) -> None:
        """Begin."""
        self._source = source
        source.start(self)

    def stop(self, cause: GapCause) -> None:
        """End: what came is cut and queued, the volume closes when it is written."""
        if self._source is not None:
            self._source.stop()
        with self._lock:
            self._queue(self._segmenter.flush())
            self._begin_gap(str(cause), "")
        self.writer.finish()

    def give_up(self) -> None:
        """The disk did not take everything in time: what is not durable by now is missing."""
        with self._lock:
            start = self._durable[0] if self._durable else self._clock.utc_us()
            cause = self._write_trouble[0] if self._write_trouble else GapCause.DISK_SLOW
            self._tracker.give_up(start, cause)

    # --- PacketSink -------------------------------------------------------------------------

    def stream(self, info: StreamInfo) -> None:
        """See PacketSink."""
        with self._lock:
            self._info = info
            self._guarded(lambda: self._segmenter.stream(info))
        self._tap.stream(self.camera.id, info)

    def packet(self, packet: Packet) -> None:
        """See PacketSink."""
        with self._lock:
            self._packet_mono = self._clock.monotonic()
            if packet.track == "video":
                self._counts.frames += 1
            self._counts.bytes += sum(map(len, packet.parts))
            self._guarded(lambda: self._segmenter.push(packet))
        self._tap.packet(self.camera.id, packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        """See PacketSink."""
        self.missing(str(cause), detail)

    def missing(self, cause: str, detail: str) -> None:
        """Nothing usable comes, for a cause of the camera's or of our own."""
        with self._lock:
            self._guarded(self._segmenter.lost)
            self._begin_gap(cause, detail)
            self._cause, self._lost_after = cause, self._number
        self._tap.lost(self.camera.id, cause)

    # --- from the recorder ------------------------------------------------------------------

    def clock_stepped(self) -> None:
        """The PC's clock was set."""
        with self._lock:
            self._segmenter.clock_stepped()

    def tick(self) -> None:
        """Once a second: cut what waits for a camera that went quiet, notice what is late."""
        now = self._clock.monotonic()
        with self._lock:
            self._seen.append((now, self._counts.bytes, self._counts.frames))
            quiet = self._packet_mono is None or now - self._packet_mono > _IDLE_FLUSH_S
            if quiet and self._segmenter.pending:
                self._guarded(self._segmenter.flush)
            if self._is_late(now) and not self.writer.waiting_bytes and not self._tracker.is_open:
                # What is pending, if anything, stands after the gap.
                cause = LossCause.STALLED if quiet else GapCause.NO_KEY_FRAME
                self._begin_gap(str(cause), "")

    def newest_us(self) -> int | None:
        """End of the newest durable fragment of this run."""
        return self._durable[0] if self._durable else None

    def report(self, watchers: int) -> CameraReport:
        """The facts, this moment."""
        now = self._clock.monotonic()
        with self._lock:
            late, cause = self._is_late(now), self._cause
            age = now - self._durable[1] if self._durable else None
            bytes_s, frames_s = self._rates()
        return CameraReport(
            id=self.camera.id,
            name=self.camera.name,
            state=self._state(late=late, cause=cause),
            cause=self._cause_of(late=late, cause=cause, now=now),
            age_s=None if age is None else round(age, 2),
            newest_us=self.newest_us(),
            bytes_per_s=bytes_s,
            frames_per_s=frames_s,
            waiting_bytes=self.writer.waiting_bytes,
            dropped=self._dropped,
            ahead_s=round(self._segmenter.ahead_us / SECOND, 1),
            watchers=watchers,
        )

    @property
    def write_trouble(self) -> tuple[GapCause, str] | None:
        """Cause and code of the error while writing fails."""
        return self._write_trouble

    @property
    def info(self) -> StreamInfo | None:
        """What the camera sends, once it does."""
        return self._info

    # --- WriterEvents -----------------------------------------------------------------------

    def acked(self, queued: Queued, volume_id: str, head: VolumeHead) -> None:
        """See WriterEvents."""
        with self._lock:
            packet_mono = self._piece_mono.pop(queued.number, self._clock.monotonic())
            self._durable = (queued.fragment.span.end, packet_mono)
            self._tracker.stored(queued.number, queued.piece)
            if queued.number > self._lost_after:
                self._cause = ""
        self._events.fragment(self.camera.id, queued, volume_id, head)

    def dropped(self, queued: Queued, cause: GapCause) -> None:
        """See WriterEvents."""
        with self._lock:
            self._dropped += 1
            self._piece_mono.pop(queued.number, None)
            self._tracker.dropped(queued.number, queued.piece, cause)

    def failing(self, cause: GapCause, code: str) -> None:
        """See WriterEvents."""
        self._write_trouble = (cause, code)
        if cause is GapCause.DISK_FULL:
            self._events.disk_full()

    def working(self) -> None:
        """See WriterEvents."""
        self._write_trouble = None

    # --- inner, under the lock --------------------------------------------------------------

    def _guarded(self, cut: Callable[[], list[Piece]]) -> None:
        try:
            pieces = cut()
        except Exception:
            log.exception("camera %s", self.camera.id)
            self._segmenter = Segmenter(self.occupied)
            if self._info is not None:
                self._segmenter.stream(self._info)
            return
        self._queue(pieces)

    def _queue(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._number += 1
            self._piece_mono[self._number] = self._packet_mono or self._clock.monotonic()
            self.writer.put(Queued(self._number, piece))

    def _begin_gap(self, cause: str, detail: str) -> None:
        """From the end of what was cut; what still waits to be written lies before the gap."""
        start = self._segmenter.end_us or (self._durable[0] if self._durable else None)
        start = self._clock.utc_us() if start is None else start
        self._tracker.missing(self._number, start, cause, detail)

    def _is_late(self, now: float) -> bool:
        since = self._durable[1] if self._durable else self._started_mono
        return now - since > LATE_AFTER_S

    def _rates(self) -> tuple[int, float]:
        if len(self._seen) < 2:
            return 0, 0.0
        (t0, bytes0, frames0), (t1, bytes1, frames1) = self._seen[0], self._seen[-1]
        passed = max(t1 - t0, 0.001)
        return round((bytes1 - bytes0) / passed), round((frames1 - frames0) / passed, 1)

    def _state(self, *, late: bool, cause: str) -> State:
        if cause:
            return State.LOST
        if late:
            return State.LATE
        return State.RECORDING if self._durable else State.STARTING

    def _cause_of(self, *, late: bool, cause: str, now: float) -> str:
        if cause or not late:
            return cause
        if self._write_trouble:
            return str(self._write_trouble[0])
        if self._packet_mono is None or now - self._packet_mono > _IDLE_FLUSH_S:
            return str(LossCause.STALLED)
        return str(GapCause.DISK_SLOW if self.writer.waiting_bytes else GapCause.NO_KEY_FRAME)
