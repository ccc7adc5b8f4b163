"""The gap ledger of one camera: when there is no footage, and why (J-4).

Kept in memory and written by ``flush`` on the book-keeping thread: whoever finds a gap never waits
for a disk, and a full disk loses none.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from shopguard.base.clock import SECOND
from shopguard.footage.store import FootageStore

SHORTEST_US = SECOND // 4  # a seam, not a gap
_MOST_WAITING = 500


@dataclass(slots=True)
class _Row:
    start_us: int
    cause: str
    detail: str
    approximate: bool
    end_us: int | None = None
    id: str = ""
    writing: bool = False


class GapLedger:
    """Gaps of one camera. Safe from several threads.

    ``open_id``: a gap that an earlier recorder left open; it ends with the first footage.
    ``changed``: called when there is something to flush.
    """

    def __init__(
        self,
        camera_id: str,
        open_id: str = "",
        open_start_us: int = 0,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._camera_id = camera_id
        self._changed = changed
        self._lock = threading.Lock()
        self._rows: list[_Row] = []
        self._current: _Row | None = None
        if open_id:
            self._current = _Row(open_start_us, "", "", approximate=False, id=open_id)

    @property
    def is_open(self) -> bool:
        return self._current is not None

    def begin(
        self, start_us: int, cause: str, detail: str = "", *, approximate: bool = False
    ) -> None:
        """Footage stops. While a gap is open its first cause stands."""
        with self._lock:
            if self._current is not None:
                return
            self._current = _Row(start_us, cause, detail, approximate)
        self._changed()

    def end(self, end_us: int) -> bool:
        """Footage goes on; False when that lies before the gap, because a clock was set back."""
        with self._lock:
            row, self._current = self._current, None
            if row is None:
                return True
            row.end_us = max(row.start_us, end_us)
            if row.writing or row.id or row.end_us - row.start_us >= SHORTEST_US:
                self._keep(row)
        self._changed()
        return end_us >= row.start_us

    def note(self, start_us: int, end_us: int, cause: str) -> None:
        """A gap that is over."""
        if end_us - start_us < SHORTEST_US:
            return
        with self._lock:
            self._keep(_Row(start_us, cause, "", approximate=False, end_us=end_us))

    def flush(self, store: FootageStore) -> None:
        """Write what is new; what fails stays and is tried again. One thread at a time."""
        with self._lock:
            rows = [*self._rows, *([self._current] if self._current else [])]
            for row in rows:
                row.writing = True
        for row in rows:
            if not row.id:
                row.id = store.begin_gap(
                    self._camera_id, row.start_us, row.cause, row.detail,
                    approximate=row.approximate,
                )  # fmt: skip
            if row.end_us is not None:
                store.end_gap(row.id, row.end_us)
                with self._lock:
                    self._rows = [kept for kept in self._rows if kept is not row]

    def _keep(self, row: _Row) -> None:
        """Add to what waits; on a disk that takes nothing for hours, neighbours are joined."""
        last = self._rows[-1] if self._rows else None
        full = len(self._rows) >= _MOST_WAITING
        if last is not None and not last.writing and (full or self._touches(last, row)):
            last.end_us = row.end_us
        else:
            self._rows.append(row)

    @staticmethod
    def _touches(last: _Row, row: _Row) -> bool:
        near = last.end_us is not None and 0 <= row.start_us - last.end_us < SECOND
        return near and last.cause == row.cause
