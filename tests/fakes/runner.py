"""Background work without threads: at once, or one by one when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ui.tasks import Job, Lane, OnError, Progress

T = TypeVar("T")


class FakeJob:
    """What a task is given, and what its owner can cancel."""

    def __init__(self, on_progress: Progress | None) -> None:
        self.cancelled = False
        self._on_progress = on_progress

    def cancel(self) -> None:
        self.cancelled = True

    def progress(self, done: float) -> None:
        if self._on_progress is not None and not self.cancelled:
            self._on_progress(done)


class FakeRunner:
    """``held`` True: work waits for ``let_go``. Errors nobody takes are kept in ``shown``."""

    def __init__(self, *, held: bool = False) -> None:
        self.held = held
        self.waiting: list[Callable[[], None]] = []
        self.shown: list[Exception] = []

    def run(
        self,
        task: Callable[[FakeJob], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
        on_progress: Progress | None = None,
        on_lost: Callable[[T], None] | None = None,
    ) -> Job:
        job = FakeJob(on_progress)

        def done(result: T) -> None:
            if not job.cancelled:
                on_done(result)
            elif on_lost is not None:
                on_lost(result)

        def failed(error: Exception) -> None:
            if not job.cancelled:
                (on_error or self.shown.append)(error)

        def work() -> None:
            outcome(lambda: task(job), done, failed)()

        self.do(work)
        return job

    def lane(self) -> Lane:
        return FakeLane(self)

    def do(self, work: Callable[[], None]) -> None:
        if self.held:
            self.waiting.append(work)
        else:
            work()

    def let_go(self) -> None:
        """Do all that waits, and what comes of it."""
        while self.waiting:
            self.waiting.pop(0)()


class FakeLane:
    """Keeps only the newest question that waits, as the real one does."""

    def __init__(self, runner: FakeRunner) -> None:
        self._runner = runner
        self._waiting: Callable[[], None] | None = None
        self._closed = False
        self.busy = False

    def ask(
        self, question: Callable[[], T], on_done: Callable[[T], None], on_error: OnError
    ) -> None:
        self._waiting = lambda: outcome(question, on_done, on_error)()
        self._next()

    def close(self) -> None:
        self._closed, self._waiting = True, None

    def _next(self) -> None:
        if self.busy or self._closed or self._waiting is None:
            return
        work, self._waiting, self.busy = self._waiting, None, True

        def turn() -> None:
            if not self._closed:
                work()
            self.busy = False
            self._next()

        self._runner.do(turn)


def outcome(
    work: Callable[[], T], on_done: Callable[[T], None], on_error: OnError
) -> Callable[[], None]:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - handed on, as the real one does
        failure = error
        return lambda: on_error(failure)
    return lambda: on_done(result)
