"""Watches the window's thread: what it computes between two looks at its events, whom it asks.

Judged by the CPU time of that thread alone: a busy machine takes wall time away and changes no
figure here. Waiting costs no CPU, so whoever could make it wait is watched by name (``touched``).
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher

MOST_S = 0.050


class WindowWatch:
    """``turns``: the longest single turn of the event loop during each act, CPU seconds."""

    def __init__(self) -> None:
        self.turns: dict[str, float] = {}
        self._act = "nothing"
        self._since = time.thread_time()

    @contextmanager
    def during(self, act: str) -> Iterator[None]:
        """Whatever the window does from now on belongs to ``act``."""
        self._end_turn()
        self._act = act
        yield
        self._end_turn()
        self._act = "nothing"

    def begin(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._end_turn)
        dispatcher.awake.connect(self._end_turn)

    def end(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.disconnect(self._end_turn)
        dispatcher.awake.disconnect(self._end_turn)

    def _end_turn(self) -> None:
        now = time.thread_time()
        spent, self._since = now - self._since, now
        self.turns[self._act] = max(spent, self.turns.get(self._act, 0.0))


def stalls(rounds: list[dict[str, float]], most_s: float = MOST_S) -> dict[str, float]:
    """Acts that took too long in every round: once may be chance, each time is the code."""
    best = {act: min(turns.get(act, 0.0) for turns in rounds) for act in rounds[0]}
    return {act: seconds for act, seconds in best.items() if seconds > most_s}


def touched(thing: object, quick: frozenset[str], asked: list[str]) -> None:
    """Note every call of ``thing`` made on the main thread, but for the ``quick`` ones."""
    for name in dir(type(thing)):
        call = getattr(type(thing), name)
        if name.startswith("_") or name in quick or not callable(call) or isinstance(call, type):
            continue
        setattr(thing, name, _noting(getattr(thing, name), f"{type(thing).__name__}.{name}", asked))


def _noting(call: Callable[..., Any], name: str, asked: list[str]) -> Callable[..., Any]:
    @functools.wraps(call)
    def noted(*args: Any, **kwargs: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            asked.append(name)
        return call(*args, **kwargs)

    return noted
