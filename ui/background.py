"""The one place with threads: long work beside the window, answers on the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.tasks import Context, Job, Lane, OnError, Progress

T = TypeVar("T")
THREADS = 8
log = logging.getLogger(__name__)


class Background(QObject):
    """Runs tasks in a small pool. Made on the window's thread, which gets every answer."""

    _arrived = Signal(object)

    def __init__(self, show_error: OnError) -> None:
        super().__init__()
        self._show_error = show_error
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="background")
        self._jobs: set[_Job] = set()
        self._stopped = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        task: Callable[[Context], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
        on_progress: Progress | None = None,
        on_lost: Callable[[T], None] | None = None,
    ) -> Job:
        """See ``tasks.Runner``."""
        job = _Job(self.answer, on_progress)
        self._jobs.add(job)
        failed = on_error or self._show_error

        def made() -> T:
            result = task(job)
            if on_lost is not None:
                job.keep(lambda: on_lost(result))
            return result

        def work() -> None:
            done = _outcome(made, on_done, failed)
            self.answer(lambda: self._finish(job, done))

        self._pool.submit(work)
        return job

    def lane(self) -> Lane:
        """See ``tasks.Runner``."""
        return _Lane(self)

    def submit(self, work: Callable[[], None]) -> None:
        """Run ``work`` in the pool; it must not raise."""
        self._pool.submit(work)

    def answer(self, call: Callable[[], None]) -> None:
        """Have ``call`` made on the window's thread. May be asked from any thread."""
        self._arrived.emit(call)

    @property
    def long_work(self) -> bool:
        """Whether something is under way that tells how far it is: it takes long, and is wanted."""
        return any(job.tells and not job.cancelled for job in self._jobs)

    def stop(self) -> None:
        """End: nobody waits for anything any more; what runs may finish unheard."""
        self._stopped = True
        for job in self._jobs:
            job.cancel()
            job.lose()
        self._jobs.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _finish(self, job: _Job, done: Callable[[], None]) -> None:
        self._jobs.discard(job)
        if not job.cancelled:
            job.let_go()
            done()
        elif job.holds:
            self._pool.submit(job.lose)

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._stopped:
            call()


class _Job:
    """One task under way, and its context."""

    def __init__(
        self, answer: Callable[[Callable[[], None]], None], on_progress: Progress | None
    ) -> None:
        self._answer = answer
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._ended = False  # for good: nothing that is made from now on is heard of
        self._lost: Callable[[], None] | None = None
        self._lock = threading.Lock()

    @property
    def holds(self) -> bool:
        """Whether something was made that nobody has taken yet."""
        return self._lost is not None

    def keep(self, lost: Callable[[], None]) -> None:
        """Something was made; ``lost`` undoes it, unless somebody takes it."""
        with self._lock:
            self._lost = lost
            ended = self._ended
        if ended:
            self.lose()

    def let_go(self) -> None:
        """It was taken."""
        with self._lock:
            self._lost = None

    def lose(self) -> None:
        """Nobody ever takes it: undo it, once."""
        with self._lock:
            self._ended = True
            lost, self._lost = self._lost, None
        if lost is not None:
            try:
                lost()
            except Exception:
                log.exception("what nobody waited for could not be undone")

    @property
    def tells(self) -> bool:
        return self._on_progress is not None

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    def progress(self, done: float) -> None:
        tell = self._on_progress
        if tell is not None:
            self._answer(lambda: None if self.cancelled else tell(done))


class _Lane:
    """One question at a time; of those that wait, only the newest. Used on the window's thread."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._running = False
        self._waiting: Callable[[], None] | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        return self._running

    def ask(
        self, question: Callable[[], T], on_done: Callable[[T], None], on_error: OnError
    ) -> None:
        def work() -> None:
            done = _outcome(question, on_done, on_error)
            self._background.answer(lambda: self._finish(done))

        self._waiting = work
        self._next()

    def close(self) -> None:
        self._closed = True
        self._waiting = None

    def _next(self) -> None:
        if self._running or self._closed or self._waiting is None:
            return
        work, self._waiting = self._waiting, None
        self._running = True
        self._background.submit(work)

    def _finish(self, done: Callable[[], None]) -> None:
        self._running = False
        if self._closed:
            return
        done()
        self._next()


def _outcome(
    work: Callable[[], T], on_done: Callable[[T], None], on_error: OnError
) -> Callable[[], None]:
    """Do ``work`` here; give back the call to make on the window's thread."""
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - handed over to whoever asked, never dropped
        failure = error
        return lambda: on_error(failure)
    return lambda: on_done(result)
