"""From the polygons of a privacy mask to the rectangles of a picture that are blackened (G-2).

A mask only ever grows: every 16 × 16 block of which any part, with a margin around it, lies in a
polygon or on its border is covered whole. Coders work on such blocks, so a covered one is coded
pure black and nothing of its neighbours is drawn into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shopguard.cameras.fields import Polygon

BLOCK = 16
MARGIN = 8  # pixels
_Blocks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels ``left`` ≤ x < ``right``, ``top`` ≤ y < ``bottom``; all multiples of ``BLOCK``."""

    left: int
    top: int
    right: int
    bottom: int


def covered(polygons: tuple[Polygon, ...], width: int, height: int) -> tuple[Box, ...]:
    """What to blacken in a picture of that size; every polygon covers at least one block.

    Corners lie in 0..1 of the picture; a polygon that crosses itself is filled even-odd. Boxes may
    reach past the right and lower edge. ValueError where a polygon is no such thing.
    """
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    blocks = np.zeros((rows, columns), bool)
    for polygon in polygons:
        corners = np.array(polygon, float)
        if not ((corners >= 0) & (corners <= 1)).all():  # NaN fails both
            raise ValueError("a mask outside the picture")
        corners = corners.round(6) * (width, height)  # finer steps only upset the arithmetic
        touched = _inside(corners, rows, columns) | _crossed(corners, rows, columns)
        if not touched.any():
            raise ValueError("a mask that covers nothing")
        blocks |= touched
    return tuple(_boxes(blocks))


def _centres(count: int) -> NDArray[np.float64]:
    return np.arange(count, dtype=np.float64) * BLOCK + BLOCK / 2


def _edges(corners: NDArray[np.float64]) -> Iterator[tuple[float, float, float, float]]:
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        yield float(x0), float(y0), float(x1), float(y1)


def _inside(corners: NDArray[np.float64], rows: int, columns: int) -> _Blocks:
    """Blocks whose middle lies in the polygon: a ray from it crosses an odd number of edges."""
    x, y = _centres(columns)[None, :], _centres(rows)[:, None]
    inside = np.zeros((rows, columns), bool)
    for x0, y0, x1, y1 in _edges(corners):
        if y0 != y1:
            spans = (y0 > y) != (y1 > y)
            inside ^= spans & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return inside


def _crossed(corners: NDArray[np.float64], rows: int, columns: int) -> _Blocks:
    """Blocks that, with the margin, touch an edge: no axis separates the two."""
    x, y = _centres(columns)[None, :], _centres(rows)[:, None]
    half = BLOCK / 2 + MARGIN
    crossed = np.zeros((rows, columns), bool)
    for x0, y0, x1, y1 in _edges(corners):
        beside = np.abs(x - (x0 + x1) / 2) <= half + abs(x1 - x0) / 2
        level = np.abs(y - (y0 + y1) / 2) <= half + abs(y1 - y0) / 2
        away = np.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0))
        crossed |= beside & level & (away <= half * (abs(x1 - x0) + abs(y1 - y0)))
    return crossed


def _boxes(blocks: _Blocks) -> Iterator[Box]:
    """Runs of blocks; equal rows are joined."""
    rows = [tuple(_runs(row)) for row in blocks]
    top = 0
    for bottom in range(1, len(rows) + 1):
        if bottom == len(rows) or rows[bottom] != rows[top]:
            for left, right in rows[top]:
                yield Box(left * BLOCK, top * BLOCK, right * BLOCK, bottom * BLOCK)
            top = bottom


def _runs(row: _Blocks) -> Iterator[tuple[int, int]]:
    steps = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    for left, right in zip(steps[::2], steps[1::2], strict=True):
        yield int(left), int(right)
