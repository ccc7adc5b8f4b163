"""Lighter or darker for looking only: the recording, packages and prints stay as they are."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ui.model import Picture
from ui.review.model import Shot

LEVELS = range(-4, 5)  # 0: as recorded
_STEPS_TO_DOUBLE = 2.5


def brightened(shot: Shot, level: int) -> Shot:
    """The same picture, dark parts lifted (``level`` above 0) or lowered."""
    if level == 0 or not isinstance(shot, Picture):
        return shot
    return Picture(shot.at_us, _table(level)[shot.rgb])


@cache
def _table(level: int) -> NDArray[np.uint8]:
    """A gamma curve: black stays black and white stays white."""
    share: NDArray[np.float64] = np.arange(256) / 255
    curve = share ** (2 ** (-level / _STEPS_TO_DOUBLE))
    return np.asarray(np.rint(curve * 255), np.uint8)
