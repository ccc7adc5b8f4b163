"""What a fixed camera sees when nothing moves, and what moves in front of it.

The empty scene is the median of pictures spread over some minutes. Somebody who stands there for
most of that time becomes part of it, and cannot be told from the room. So wherever anything
moved at any time of those minutes, or small restlessness shows again and again, is a place where
somebody may stand all the time (``occupied``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from shopguard.base.clock import MINUTE, SECOND
from shopguard.base.span import Span
from shopguard.evidence.redaction.reel import Reel, pixels_of
from shopguard.evidence.redaction.values import Box, Pixels, Size

WIDTH = 480  # pictures are compared at this width: noise and small leaves go, people stay
WINDOW_US = 5 * MINUTE  # then the light may have changed: another empty scene
SAMPLES = 32
_EVERY_SHOT_US = 90 * SECOND  # a part this short is cheaper to run through than to jump about in
_LEAST = 20  # of 255: what differs by less is noise
_NOISE = 4.0
_RESTLESS = 14
_RESTLESS_SHARE = 0.12
_OCCUPIED = 2  # pictures in which something moved there
_SMALLEST = 0.0006  # of the picture: about a head far away
_UNSTEADY = 0.6  # of the picture differs: the camera was moved or the light went out
_CELL = 8
_PART = 0.08  # of a cell


def small(bgr: Pixels) -> Pixels:
    """The picture as it is compared."""
    height, width = bgr.shape[:2]
    side = (min(WIDTH, width), max(2, round(height * min(1.0, WIDTH / width))))
    shrunk: Any = cv2.resize(bgr, side, interpolation=cv2.INTER_AREA)
    blurred: Any = cv2.GaussianBlur(shrunk, (5, 5), 0)
    pixels: Pixels = blurred
    return pixels


@dataclass(frozen=True, slots=True)
class Moving:
    """What differs from the empty scene. ``unsteady``: nearly everything does."""

    boxes: tuple[Box, ...]  # in the recorded picture
    unsteady: bool


class Scene:
    """The empty scene of some minutes."""

    def __init__(self, pictures: Sequence[Pixels], size: Size) -> None:
        stack = np.stack(pictures)
        self._empty: Any = np.median(stack, axis=0).astype(np.uint8)
        spread = np.median(np.abs(stack.astype(np.int16) - self._empty), axis=0).max(axis=2)
        self._limit = np.maximum(_LEAST, _NOISE * spread).astype(np.uint8)
        rows, columns = self._limit.shape
        self._across, self._down = size[0] / columns, size[1] / rows
        self._least = max(30, round(rows * columns * _SMALLEST))
        self._restless = np.zeros((-(-rows // _CELL), -(-columns // _CELL)), np.float32)
        self._moved = np.zeros_like(self._restless)
        self._looks = 0

    @property
    def empty(self) -> Pixels:
        """The empty scene, small."""
        still: Pixels = self._empty
        return still

    def moving(self, picture: Pixels) -> Moving:
        """What differs in ``picture`` (made by ``small``)."""
        apart = cv2.absdiff(picture, self._empty).max(axis=2)
        self._note(apart)
        mask: Any = (apart > self._limit).astype(np.uint8)
        if mask.mean() > _UNSTEADY:
            return Moving((), unsteady=True)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 9), np.uint8))
        boxes = tuple(self._boxes(mask))
        if boxes:
            self._moved += self._cells(mask)
        return Moving(boxes, unsteady=False)

    def occupied(self) -> tuple[Box, ...]:
        """Where somebody was in any picture so far, or stands and hardly moves."""
        restless = self._restless > _RESTLESS_SHARE * max(1, self._looks)
        cells: Any = (restless | (self._moved >= _OCCUPIED)).astype(np.uint8)
        cells = cv2.morphologyEx(cells, cv2.MORPH_CLOSE, np.ones((5, 3), np.uint8))
        cells = cv2.dilate(cells, np.ones((3, 3), np.uint8))
        return tuple(
            Box(left * _CELL, top * _CELL, right * _CELL, bottom * _CELL).scaled(
                self._across, self._down
            )
            for left, top, right, bottom in _runs(cells.astype(bool))
        )

    def _note(self, apart: Any) -> None:
        alive = cv2.morphologyEx(
            (apart > _RESTLESS).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)
        )
        self._restless += self._cells(alive)
        self._looks += 1

    def _cells(self, mask: Any) -> Any:
        """Cells of which a part is in the mask."""
        rows, columns = mask.shape
        high, wide = self._restless.shape
        whole = np.zeros((high * _CELL, wide * _CELL), np.float32)
        whole[:rows, :columns] = mask
        return whole.reshape(high, _CELL, wide, _CELL).mean(axis=(1, 3)) > _PART

    def _boxes(self, mask: Any) -> Iterable[Box]:
        count, _, rows, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        for left, top, width, height, area in rows[1:count].tolist():
            if area >= self._least:
                box = Box(left, top, left + width, top + height)
                yield box.scaled(self._across, self._down)


def _runs(cells: Any) -> Iterator[tuple[int, int, int, int]]:
    """The true cells as boxes: runs of a row, equal rows joined."""
    open_runs: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*cells, np.zeros(cells.shape[1], bool)]):
        steps = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
        found = {(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)}
        for run in [run for run in open_runs if run not in found]:
            yield run[0], open_runs.pop(run), run[1], row
        for run in found:
            open_runs.setdefault(run, row)


def scene_of(reel: Reel, window: Span, size: Size) -> Scene:
    """The empty scene of the part of ``reel`` in ``window``."""
    return Scene(samples(reel, window), size)


def windows(span: Span) -> list[Span]:
    """The span in pieces of a few minutes, the last one not much shorter than the others."""
    count = max(1, round((span.end - span.start) / WINDOW_US))
    edges = [span.start + (span.end - span.start) * n // count for n in range(count + 1)]
    return [Span(start, end) for start, end in pairwise(edges)]


def samples(reel: Reel, window: Span) -> list[Pixels]:
    """Small pictures spread over the window."""
    length = window.end - window.start
    if length <= _EVERY_SHOT_US:
        return _spread(reel, window, length // SAMPLES)
    found: list[Pixels] = []
    for number in range(SAMPLES):
        at = window.start + length * number // SAMPLES
        found += _spread(reel, Span(at, window.end), length, most=1)
    return found


def _spread(reel: Reel, span: Span, apart_us: int, most: int = SAMPLES + 1) -> list[Pixels]:
    found: list[Pixels] = []
    due = span.start
    for shot in reel.shots(span):
        if shot.at_us >= due:
            found.append(small(pixels_of(shot)))
            due = shot.at_us + apart_us
            if len(found) >= most:
                break
    return found
