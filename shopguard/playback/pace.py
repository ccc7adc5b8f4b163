"""How much of a live stream is decoded: all of it, or less while this machine cannot keep up.

The recorder comes first: a wall that falls behind decodes less, it never asks for more time.
"""

from __future__ import annotations

from enum import IntEnum

BEHIND_S = 0.5
AT_HAND_S = 0.15
CALM_S = 10.0


class Effort(IntEnum):
    """What is left out."""

    ALL = 0
    REFERENCES = 1  # pictures no other picture needs are left out
    KEYS = 2  # one picture a group


class Pace:
    """One stream's. ``behind_s``: how long the packet at hand waited before it was decoded."""

    def __init__(self, now: float) -> None:
        self.effort = Effort.ALL
        self._changed = now
        self._calm_since = now

    def after(self, behind_s: float, now: float) -> Effort:
        """One step less at a time while behind, one step more after a calm while."""
        if behind_s > AT_HAND_S:
            self._calm_since = now
        if behind_s > BEHIND_S and now - self._changed >= BEHIND_S:
            self._become(Effort(min(self.effort + 1, Effort.KEYS)), now)
        elif self.effort and now - max(self._calm_since, self._changed) >= CALM_S:
            self._become(Effort(self.effort - 1), now)
        return self.effort

    def _become(self, effort: Effort, now: float) -> None:
        self.effort, self._changed = effort, now
