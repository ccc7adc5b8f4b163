"""A few threads that write for all cameras: SQLCipher works outside the interpreter's lock.

A camera is served by one thread at a time, so its fragments stay in order; one camera's slow or
broken write never waits in front of another's for longer than it takes.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

# Returns how many seconds later it wants to be called again; None: when submitted anew.
Job = Callable[[], float | None]


class WriterPool:
    """Runs jobs as they come, or later."""

    def __init__(self, threads: int) -> None:
        self._condition = threading.Condition()
        self._due: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._running = 0
        self._closing = False
        self._threads = [
            threading.Thread(target=self._run, name=f"writer {number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job, later_s: float = 0.0) -> None:
        """Run ``job`` in ``later_s`` seconds. Never waits."""
        with self._condition:
            heapq.heappush(self._due, (time.monotonic() + later_s, next(self._order), job))
            self._condition.notify()

    def close(self, patience_s: float) -> bool:
        """Do what is due, then end; False when a write still hangs after ``patience_s``."""
        until = time.monotonic() + patience_s
        with self._condition:
            while self._due or self._running:
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._condition.wait(min(left, 0.1))
            self._closing = True
            self._due.clear()
            self._condition.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            again: float | None = None
            try:
                again = job()
            except Exception:
                log.exception("writer")
            with self._condition:
                self._running -= 1
                self._condition.notify_all()
            if again is not None:
                self.submit(job, again)

    def _next(self) -> Job | None:
        with self._condition:
            while not self._closing:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    self._running += 1
                    return heapq.heappop(self._due)[2]
                self._condition.wait(wait)
        return None
