"""Whether a recorder that gives no answer is only starting, or has stopped."""

from __future__ import annotations

from shopguard.base.clock import Clock
from ui.model import Recorder

STARTS_WITHIN_S = 60.0  # a small PC right after it was switched on
FOUND_WITHIN_S = 5.0  # the line to one that runs already


class Beginning:
    """Told when a recorder is started; asked with every report, or none."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made = clock.monotonic()
        self._began: float | None = None
        self._heard = False

    def began(self) -> None:
        """One is started now."""
        self._began = self._clock.monotonic()

    def stands(self, *, answered: bool) -> Recorder:
        """Once it has answered, silence is trouble; before, it has its time to start."""
        if answered:
            self._began, self._heard = None, True
            return Recorder.RUNNING
        now = self._clock.monotonic()
        if self._began is not None and now - self._began < STARTS_WITHIN_S:
            return Recorder.STARTING
        if not self._heard and now - self._made < FOUND_WITHIN_S:
            return Recorder.UNKNOWN
        return Recorder.STOPPED
