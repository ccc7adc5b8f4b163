"""The values a redaction is made of. Boxes in pixels of the recorded picture; pictures by index."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]
Pixels = NDArray[np.uint8]  # height × width × blue, green, red


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """Pixels ``left`` ≤ x < ``right``, ``top`` ≤ y < ``bottom``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels in it; 0 where its edges cross."""
        return max(0, self.width) * max(0, self.height)

    def grown(self, across: float, up: float, down: float | None = None) -> Box:
        """Wider on both sides by ``across`` pixels, higher by ``up``, lower by ``down``."""
        lower = up if down is None else down
        return Box(
            round(self.left - across),
            round(self.top - up),
            round(self.right + across),
            round(self.bottom + lower),
        )

    def within(self, size: Size) -> Box:
        """What of it lies in a picture of that size."""
        return Box(
            min(max(self.left, 0), size[0]),
            min(max(self.top, 0), size[1]),
            min(max(self.right, 0), size[0]),
            min(max(self.bottom, 0), size[1]),
        )

    def shared(self, other: Box) -> int:
        """Pixels in both."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, across) * max(0, down)

    def likeness(self, other: Box) -> float:
        """Pixels in both, of those in either: 1 where they are the same."""
        both = self.shared(other)
        return both / max(1, self.area + other.area - both)

    def cover_of(self, other: Box) -> float:
        """Pixels in both, of the smaller one's: 1 where one lies in the other."""
        return self.shared(other) / max(1, min(self.area, other.area))

    def scaled(self, across: float, down: float) -> Box:
        """The same place in a picture larger or smaller by these; never smaller than it was."""
        return Box(
            math.floor(self.left * across),
            math.floor(self.top * down),
            math.ceil(self.right * across),
            math.ceil(self.bottom * down),
        )


def joined(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    found = list(boxes)
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def between(first: Box, last: Box, share: float) -> Box:
    """The box on its way from ``first`` (0) to ``last`` (1)."""

    def at(start: int, end: int) -> int:
        return round(start + (end - start) * share)

    return Box(
        at(first.left, last.left),
        at(first.top, last.top),
        at(first.right, last.right),
        at(first.bottom, last.bottom),
    )


class Kind(StrEnum):
    """How a track was found."""

    MOVING = "moving"  # something before the empty scene
    FACE = "face"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Track:
    """One person, or what could be one, from picture ``first`` on: a box a picture."""

    number: int
    kind: Kind
    first: int
    boxes: tuple[Box, ...]

    @property
    def end(self) -> int:
        """The picture after its last."""
        return self.first + len(self.boxes)

    def at(self, picture: int) -> Box | None:
        return self.boxes[picture - self.first] if self.first <= picture < self.end else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was at some time from picture ``first`` to before ``end``, and may stand."""

    first: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box drawn by hand on some pictures (``keys``); in between it goes from one to the next."""

    number: int
    shown: bool  # the person the copy is for; else somebody to cover
    keys: tuple[tuple[int, Box], ...]

    @property
    def first(self) -> int:
        return self.keys[0][0]

    @property
    def end(self) -> int:
        return self.keys[-1][0] + 1

    def at(self, picture: int) -> Box | None:
        if not self.first <= picture < self.end:
            return None
        for (start, one), (stop, other) in pairwise(self.keys):
            if start <= picture <= stop:
                return between(one, other, (picture - start) / (stop - start))
        return self.keys[0][1]


class Style(StrEnum):
    """How much of the picture is taken away."""

    ALL_BUT_ONE = "all_but_one"  # everything but the person's own box, the room as well
    OTHERS = "others"  # the room stays; whoever is found or moves in it is covered
