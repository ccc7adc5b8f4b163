"""What a presenter may ask of the background: no Qt, so that presenters run without a window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from shopguard.base.errors import ShopGuardError

log = logging.getLogger(__name__)
T = TypeVar("T")
Progress = Callable[[float], None]
OnError = Callable[[Exception], None]


class Context(Protocol):
    """What a task is given: a way to tell how far it is, and to learn that nobody waits."""

    @property
    def cancelled(self) -> bool: ...

    def progress(self, done: float) -> None:
        """``done``: 0 to 1."""
        ...


class Job(Protocol):
    """Work under way."""

    def cancel(self) -> None:
        """Nobody waits any more: no call comes after this returns."""
        ...


class Lane(Protocol):
    """Questions in a row, one at a time, of which only the newest waiting one is kept.

    For pictures under a moving pointer: what nobody waits for any more is never decoded.
    """

    @property
    def busy(self) -> bool: ...

    def ask(
        self,
        question: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError,
    ) -> None: ...

    def close(self) -> None:
        """No answer comes after this returns; what still runs ends by itself."""
        ...


class Runner(Protocol):
    """The one place with threads, as presenters see it. Answers come on the window's thread."""

    def run(
        self,
        task: Callable[[Context], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
        on_progress: Progress | None = None,
        on_lost: Callable[[T], None] | None = None,
    ) -> Job:
        """``on_error`` None: the error is shown in the one place that shows errors.

        ``on_lost``: gets what the task made where nobody waits for it any more, to undo it. Of
        ``on_done`` and ``on_lost`` exactly one is called; this one in the background, and quickly.
        """
        ...

    def lane(self) -> Lane: ...


class Cancelled(Exception):
    """Ends work that nobody waits for; the runner drops it unheard."""


def heeding(context: Context) -> Progress:
    """Tells how far work is, and ends it where nobody waits for it any more."""

    def progress(done: float) -> None:
        if context.cancelled:
            raise Cancelled
        context.progress(done)

    return progress


def end_each(*steps: Callable[[], object] | None) -> None:
    """Every step of an ending, though one before it failed; None is no step.

    Nobody is left to be told: what the engine could not do (write to a full disk) goes to the log.
    """
    for step in filter(None, steps):
        try:
            step()
        except ShopGuardError as error:
            log.warning("ending: %s", error.code)
