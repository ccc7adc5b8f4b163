"""Two people with faces that the detectors find, gliding through a room in rows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from shopguard.evidence.redaction.people import PeopleFinder
from tests.fakes.films import CLIPS, Stroll

SIZE = 640, 384
FACE = 100, 120
ABOVE, BELOW = 20, 230  # top of the first one's row, and of the second one's
BETWEEN = 190
_FIRST_LEFT = 60
Colour = tuple[int, int, int]


def face_walk(pictures: int, *, real: bool, step: int = 14) -> Iterator[np.ndarray]:
    """Above from the left, below from the right. ``real``: photos, of the clips for measuring."""
    room = Stroll(SIZE)
    wide, high = FACE
    if real:
        first, second = photo("obama.jpg"), photo("biden.jpg")
    else:
        first = painted((224, 188, 160), (60, 40, 30))
        second = painted((190, 150, 120), (25, 22, 20))
    for number in range(pictures):
        made = room.picture()
        x = left_of_first(number, step)
        made[ABOVE : ABOVE + high, x : x + wide] = first
        made[BELOW : BELOW + high, SIZE[0] - wide - x : SIZE[0] - x] = second
        yield made


def left_of_first(number: int, step: int = 14) -> int:
    """Where the face above begins in that picture; the one below goes the other way."""
    return _FIRST_LEFT + number * step


def photo(name: str) -> np.ndarray:
    """The face of a photo of the clips for measuring."""
    data: Any = cv2.imread(str(CLIPS / "faces" / name))
    (face,) = PeopleFinder().faces(data)[:1]
    wide = face.grown(0.2 * face.width, 0.35 * face.height).within(data.shape[1::-1])
    part = data[wide.top : wide.bottom, wide.left : wide.right, ::-1]
    shrunk: np.ndarray = cv2.resize(part, FACE)
    return shrunk


def painted(skin: Colour, hair: Colour) -> np.ndarray:
    """Nobody's face, yet one to every detector."""
    face = np.full((240, 200, 3), 110, np.uint8)

    def oval(middle: tuple[int, int], size: tuple[int, int], colour: Colour) -> None:
        cv2.ellipse(face, middle, size, 0, 0, 360, colour, -1)

    shade: Colour = (skin[0] * 7 // 10, skin[1] * 7 // 10, skin[2] * 7 // 10)
    oval((100, 112), (78, 104), hair)
    oval((100, 128), (64, 88), skin)
    for x in (72, 128):
        oval((x, 98), (19, 4), hair)
        oval((x, 112), (20, 13), shade)
        oval((x, 114), (13, 6), (235, 235, 235))
        oval((x, 114), (6, 6), hair)
    oval((100, 162), (13, 5), shade)
    oval((100, 186), (26, 8), (150, 70, 70))
    small: np.ndarray = cv2.resize(cv2.GaussianBlur(face, (0, 0), 3), FACE)
    return small
