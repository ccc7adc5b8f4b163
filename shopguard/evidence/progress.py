"""How far a long piece of work has come, and whether somebody wants it to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopguard.base.errors import Unavailable

Progress = Callable[[float], None]  # 0 … 1
Cancelled = Callable[[], bool]


@dataclass(slots=True)
class Steps:
    """Counts ``total`` units of work; asks at every one whether to go on."""

    total: int
    progress: Progress
    cancelled: Cancelled
    so_far: int = 0

    def done(self, units: int) -> None:
        """Unavailable ``export.given_up`` when somebody wants it to end."""
        self.require_going_on()
        self.so_far += units
        self.progress(min(self.so_far / self.total, 1.0))

    def require_going_on(self) -> None:
        if self.cancelled():
            raise Unavailable("export.given_up")
