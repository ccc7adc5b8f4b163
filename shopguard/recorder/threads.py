"""Threads that work again and again, survive what it raises, and can be seen to be alive."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Loop:
    """Calls ``work`` every ``every_s`` seconds, sooner when kicked."""

    def __init__(self, name: str, work: Callable[[], None], every_s: float) -> None:
        self._work = work
        self._every_s = every_s
        self._kicked = threading.Event()
        self._stopping = threading.Event()
        self._turned = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def kick(self) -> None:
        """Work now instead of at the next turn."""
        self._kicked.set()

    def stop(self, patience_s: float = 10.0) -> None:
        """End after the work in hand; gives up waiting after ``patience_s``."""
        self._stopping.set()
        self._kicked.set()
        if self._thread.is_alive():
            self._thread.join(patience_s)

    @property
    def silent_s(self) -> float:
        """How long ago the last turn ended."""
        return time.monotonic() - self._turned

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._work()
            except Exception:
                log.exception("%s", self._thread.name)
            self._turned = time.monotonic()
            self._kicked.wait(self._every_s)
            self._kicked.clear()
