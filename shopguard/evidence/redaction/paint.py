"""The covered picture. Nothing of what lay under a cover has any part in it.

A blur or a fine mosaic can be undone: each picture of a video samples a moving face a little
differently, and put together they give it back. So a cover is one flat colour with a drawn figure
on it, the same whoever lies under it, and the room that is taken away is one single still for the
whole copy, so coarse that a head is less than one of its squares.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import cv2
import numpy as np

from shopguard.evidence.redaction.covers import Covering
from shopguard.evidence.redaction.values import Box, Pixels, Size

SQUARES = 12  # across the whole picture
_STEPS = 32  # brightness of a square, in steps of that many of 256
_CONTRAST, _DARKEST = 0.4, 70  # calm, so that the person stands out
_FLAT = (148, 138, 128)  # blue, green, red
_FIGURE = (186, 178, 170)
_MARK_SHARE = 0.24  # of the picture's width
_MARK_LEAST = 150


def coarse(still: Pixels, size: Size) -> Pixels:
    """A still of the room as a few large squares, grey."""
    rows = max(2, round(SQUARES * size[1] / size[0]))
    squares: Any = cv2.resize(still, (SQUARES, rows), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(squares, cv2.COLOR_BGR2GRAY) // _STEPS * _STEPS
    squares = cv2.cvtColor((grey * _CONTRAST + _DARKEST).astype(np.uint8), cv2.COLOR_GRAY2BGR)
    room: Any = cv2.resize(squares, size, interpolation=cv2.INTER_NEAREST)
    pixels: Pixels = room
    return pixels


def covered(picture: Pixels, covering: Covering, room: Pixels) -> Pixels:
    """The picture as the copy has it; ``room``: what is there instead of everything not shown."""
    made = room.copy() if covering.rest else picture.copy()
    if not covering.rest:
        for box in covering.beneath:
            made[_rows(box), _columns(box)] = _FLAT
    for box in covering.shown:
        made[_rows(box), _columns(box)] = picture[_rows(box), _columns(box)]
    for box in covering.above:
        if not covering.rest or any(box.shared(shown) for shown in covering.shown):
            _cover(made, box)
    return made


def mark(picture: Pixels) -> None:
    """The words that say that the picture was edited, in its lower left corner."""
    height, width = picture.shape[:2]
    words = _mark(width, height)
    rows, columns = words.shape[:2]
    at = picture[height - rows :, :columns]
    at[:] = words


def _cover(picture: Pixels, box: Box) -> None:
    at = picture[_rows(box), _columns(box)]
    at[:] = _FLAT
    height, width = at.shape[:2]
    unit = min(width, height / 2)
    if unit < 8:
        return
    middle, head = width // 2, round(unit * 0.2)
    top = round((height - unit * 1.6) / 2) + head
    cv2.circle(at, (middle, top), head, _FIGURE, -1, cv2.LINE_AA)
    low, wide = top + head + round(unit * 0.08), round(unit * 0.32)
    cv2.ellipse(at, (middle, low + wide), (wide, wide), 0, 180, 360, _FIGURE, -1, cv2.LINE_AA)
    cv2.rectangle(
        at, (middle - wide, low + wide), (middle + wide, low + round(unit * 1.0)), _FIGURE, -1
    )


@lru_cache(4)
def _mark(width: int, height: int) -> Pixels:
    data = (resources.files("resources") / "evidence" / "edited.png").read_bytes()
    words: Any = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    wide = min(width, max(_MARK_LEAST, round(width * _MARK_SHARE)))
    rows = min(height, max(2, round(words.shape[0] * wide / words.shape[1])))
    fitted: Any = cv2.resize(words, (wide, rows), interpolation=cv2.INTER_AREA)
    pixels: Pixels = fitted
    return pixels


def _rows(box: Box) -> slice:
    return slice(box.top, box.bottom)


def _columns(box: Box) -> slice:
    return slice(box.left, box.right)
