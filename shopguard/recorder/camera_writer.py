"""One camera's fragments on their way to the disk: a bounded queue, volumes, and what goes wrong.

``put`` never waits. Fragments are written in order by the pool; one counts only once it is durable.
A volume that cannot be written any more is abandoned as it is, and what was not acknowledged goes
into a new one. When the disk takes nothing for long, the oldest that wait are dropped, and told.
"""

from __future__ import annotations

import logging
import threading
import zlib
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from shopguard.base.clock import SECOND
from shopguard.base.errors import ShopGuardError
from shopguard.footage.fragment import Fragment, VolumeHead
from shopguard.footage.store import OpenVolume
from shopguard.recorder.causes import GapCause
from shopguard.recorder.segmenter import Break, Piece
from shopguard.recorder.writer_pool import WriterPool

log = logging.getLogger(__name__)

_BATCH_BYTES = 16 << 20
_FIRST_RETRY_S, _LAST_RETRY_S = 0.2, 5.0
_YOUNG_US = 10 * SECOND  # a volume this young takes a changed stream too
_MOST_STAGGER_US = 300 * SECOND


@dataclass(frozen=True, slots=True)
class Queued:
    """A piece and its number among all the camera's pieces of this run."""

    number: int
    piece: Piece

    @property
    def fragment(self) -> Fragment:
        return self.piece.fragment

    @property
    def size(self) -> int:
        return len(self.piece.fragment.data)


@dataclass(frozen=True, slots=True)
class Slice:
    """What belongs into one volume."""

    start_us: int
    end_us: int
    codec: str

    @classmethod
    def of(cls, camera_id: str, first: Piece, length_us: int) -> Slice:
        """The slice that begins with ``first`` and ends by the clock.

        Not for every camera at the same second: opening and closing costs a few syncs each.
        """
        start = first.fragment.start_us
        most = max(1, min(length_us // 4, _MOST_STAGGER_US))
        stagger = zlib.crc32(camera_id.encode()) % most
        return cls(start, ((start - stagger) // length_us + 1) * length_us + stagger, first.codec)

    def takes(self, piece: Piece, before_us: int) -> bool:
        """Whether ``piece`` belongs in; ``before_us``: end of the fragment before it."""
        start = piece.fragment.start_us
        if piece.codec != self.codec or start < before_us:
            return False
        if piece.new_volume is Break.STREAM:
            return start - self.start_us < _YOUNG_US
        if piece.new_volume is not None:
            return False
        # Without any key frame a volume must end too, some time.
        late = 0 if piece.fragment.key else self.end_us - self.start_us
        return start < self.end_us + late


class VolumeRoom(Protocol):
    """Where volumes come from and go to (the store, with the vault's public key at hand)."""

    @property
    def volume_us(self) -> int:
        """How long a volume is."""
        ...

    def need_space(self) -> None:
        """Unavailable ``footage.disk_full`` where footage may take no more of the disk."""
        ...

    def begin(self, camera_id: str, start_us: int, codec: str) -> OpenVolume: ...

    def closed(self, volume_id: str, head: VolumeHead) -> None: ...

    def interrupted(self, volume_id: str, head: VolumeHead) -> None:
        """Never raises; what cannot be noted now is noted later."""
        ...


class WriterEvents(Protocol):
    """Who is told. Called on a writer's thread; quick."""

    def acked(self, queued: Queued, volume_id: str, head: VolumeHead) -> None: ...

    def dropped(self, queued: Queued, cause: GapCause) -> None: ...

    def failing(self, cause: GapCause, code: str) -> None: ...

    def working(self) -> None: ...


class CameraWriter:
    """The way of one camera's fragments. ``budget``: bytes that may wait."""

    def __init__(
        self,
        camera_id: str,
        room: VolumeRoom,
        pool: WriterPool,
        events: WriterEvents,
        budget: int,
    ) -> None:
        self._camera_id = camera_id
        self._room = room
        self._pool = pool
        self._events = events
        self.budget = budget
        self._lock = threading.Lock()
        self._queue: deque[Queued] = deque()
        self._bytes = 0  # in the queue and under way
        self._scheduled = False
        self._finishing = False
        self._finished = threading.Event()
        self._volume: OpenVolume | None = None
        self._slice: Slice | None = None  # of the open volume
        self._retry_s = 0.0
        self._trouble: GapCause | None = None

    @property
    def waiting_bytes(self) -> int:
        return self._bytes

    def put(self, queued: Queued) -> None:
        """Take a fragment; drops the oldest that wait when there are too many."""
        dropped: list[Queued] = []
        with self._lock:
            while self._queue and self._bytes + queued.size > self.budget:
                dropped += self._drop_oldest()
            self._queue.append(queued)
            self._bytes += queued.size
            cause = self._trouble or GapCause.DISK_SLOW
            self._schedule()
        for one in dropped:
            self._events.dropped(one, cause)

    def head(self) -> tuple[str, VolumeHead] | None:
        """The open volume and how far it goes; None when there is nothing to anchor."""
        volume = self._volume
        if volume is None or not volume.writer.head.fragments:
            return None
        return volume.id, volume.writer.head

    def finish(self) -> None:
        """Close the volume once everything that waits is written."""
        with self._lock:
            self._finishing = True
            self._schedule()

    def wait_finished(self, patience_s: float) -> bool:
        """Whether everything is on the disk and the volume closed."""
        return self._finished.wait(patience_s)

    # --- on a writer's thread ---------------------------------------------------------------

    def _schedule(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._pool.submit(self._work)

    def _work(self) -> float | None:
        batch = self._take()
        if not batch:
            return self._rest()
        try:
            self._room.need_space()
        except ShopGuardError as error:
            return self._put_back(batch, error)
        try:
            self._write(batch)
        except ShopGuardError as error:
            if self._trouble is None:
                log.warning("camera %s: writing failed: %s", self._camera_id, error.code)
            return self._fail(batch, error)
        except Exception as error:
            log.exception("camera %s: writing failed", self._camera_id)
            return self._fail(batch, error)
        return 0.0

    def _rest(self) -> float | None:
        if self._finishing:
            self._close_volume()
        with self._lock:
            if self._queue:
                return 0.0
            self._scheduled = False
            if self._finishing:
                self._finished.set()
        return None

    def _take(self) -> list[Queued]:
        """What can go into one transaction."""
        batch: list[Queued] = []
        size = 0
        with self._lock:
            while self._queue and size < _BATCH_BYTES:
                piece = self._queue[0].piece
                if not batch:
                    into = self._slice_for(piece)
                elif not into.takes(piece, batch[-1].fragment.span.end):
                    break
                batch.append(self._queue.popleft())
                size += batch[-1].size
        return batch

    def _slice_for(self, piece: Piece) -> Slice:
        """The open volume's slice if it takes ``piece``, a new one otherwise."""
        volume, into = self._volume, self._slice
        if volume and into and into.takes(piece, volume.writer.head.end_us):
            return into
        return Slice.of(self._camera_id, piece, self._room.volume_us)

    def _write(self, batch: list[Queued]) -> None:
        first = batch[0].piece
        into = self._slice_for(first)
        if self._volume is None or into is not self._slice:
            self._close_volume()
            self._volume = self._room.begin(self._camera_id, into.start_us, into.codec)
            self._slice = into
        head = self._volume.writer.append([queued.fragment for queued in batch])
        with self._lock:
            self._bytes -= sum(queued.size for queued in batch)
        for queued in batch:
            self._events.acked(queued, self._volume.id, head)
        if self._trouble is not None:
            self._trouble = None
            self._events.working()
        self._retry_s = 0.0

    def _close_volume(self) -> None:
        volume, self._volume = self._volume, None
        if volume is None:
            return
        head = volume.writer.head
        try:
            self._room.closed(volume.id, volume.writer.close())
        except ShopGuardError as error:
            log.warning("volume %s could not be closed: %s", volume.id, error.code)
            self._room.interrupted(volume.id, head)
        except Exception:
            log.exception("volume %s could not be closed", volume.id)
            self._room.interrupted(volume.id, head)

    def _fail(self, batch: list[Queued], error: Exception) -> float:
        volume, self._volume = self._volume, None
        if volume is not None:
            volume.writer.abandon()
            self._room.interrupted(volume.id, volume.writer.head)
        return self._put_back(batch, error)

    def _put_back(self, batch: list[Queued], error: Exception) -> float:
        """Try again later."""
        cause, code = _reason(error)
        with self._lock:
            self._queue.extendleft(reversed(batch))
            self._trouble = cause
            self._retry_s = min(max(self._retry_s * 2, _FIRST_RETRY_S), _LAST_RETRY_S)
        self._events.failing(cause, code)
        return self._retry_s

    def _drop_oldest(self) -> list[Queued]:
        """A fragment and those that only continue it."""
        gone = [self._queue.popleft()]
        while self._queue and not self._queue[0].fragment.key:
            gone.append(self._queue.popleft())
        self._bytes -= sum(queued.size for queued in gone)
        return gone


def _reason(error: Exception) -> tuple[GapCause, str]:
    code = error.code if isinstance(error, ShopGuardError) else type(error).__name__
    words = str(error.params.get("reason", "")) if isinstance(error, ShopGuardError) else ""
    full = code == "footage.disk_full" or "full" in words or getattr(error, "errno", 0) == 28
    return (GapCause.DISK_FULL if full else GapCause.DISK_ERROR), code
