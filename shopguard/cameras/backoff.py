"""How long a source waits before it tries again: never long, never all cameras at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

FIRST_S = 0.5
LONGEST_S = 15.0
GOOD_S = 10.0


class Backoff:
    """0.5 s, doubling to 15 s; back to the start once packets came for 10 s.

    Each wait is drawn from the upper half of its step, so that sixteen cameras behind one switch
    do not return in the same instant.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._monotonic = monotonic
        self._draw = draw
        self._step = FIRST_S
        self._good_since: float | None = None

    def good(self) -> None:
        """Usable packets are coming; cheap enough to be called for each one."""
        if self._good_since is None:
            self._good_since = self._monotonic()

    def wait_s(self) -> float:
        """Call after each loss: seconds to wait before the next attempt."""
        if self._good_since is not None and self._monotonic() - self._good_since >= GOOD_S:
            self._step = FIRST_S
        self._good_since = None
        step = self._step
        self._step = min(2 * step, LONGEST_S)
        return step * (1 + self._draw()) / 2
