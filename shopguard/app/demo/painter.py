"""Draws a scene, frame by frame, with a number in every frame that survives coding."""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from shopguard.app.demo.scenes import Colour, Point, Scene, Walker

Picture = npt.NDArray[np.uint8]

NUMBER_BITS = 16
_INK: Colour = (38, 36, 34)
_PAPER: Colour = (240, 238, 232)
_SHIFT = 4  # cv2 draws at sixteenths of a pixel, so that slow walks do not jerk


class Painter:
    """Draws one scene at one size."""

    def __init__(self, scene: Scene, width: int, height: int) -> None:
        self._scene = scene
        self._size = (width, height)
        self._room = self._still_room()
        self._front = [(self._pixels(shape.points), shape.colour) for shape in scene.front]

    def picture(self, number: int, seconds: float, length: float) -> Picture:
        """RGB picture of frame ``number`` at ``seconds`` of a clip of ``length`` seconds."""
        canvas = self._room.copy()
        standing = [(*_where(w, seconds / length), w) for w in self._scene.walkers]
        standing.sort(key=lambda entry: entry[1])
        for x, y, walker in standing:
            if y <= self._scene.front_at:
                self._person(canvas, walker, (x, y), seconds)
        for points, colour in self._front:
            cv2.fillConvexPoly(canvas, points, colour, cv2.LINE_AA, _SHIFT)
        for x, y, walker in standing:
            if y > self._scene.front_at:
                self._person(canvas, walker, (x, y), seconds)
        self._caption(canvas, f"{self._scene.title}  {seconds:06.2f} s  #{number:05d}")
        write_number(canvas, number)
        return canvas

    def _pixels(self, points: tuple[Point, ...]) -> npt.NDArray[np.int32]:
        return np.array([self._pixel(point) for point in points], np.int32)

    def _pixel(self, point: Point) -> tuple[int, int]:
        width, height = self._size
        return int(point[0] * width * (1 << _SHIFT)), int(point[1] * height * (1 << _SHIFT))

    def _still_room(self) -> Picture:
        width, height = self._size
        far = int(self._scene.floor[0] * height)
        room = np.empty((height, width, 3), np.uint8)
        light = np.linspace(0.86, 1.04, height)[:, None, None]
        room[:far] = self._scene.wall
        room[far:] = self._scene.ground
        room[:] = np.clip(room * light, 0, 255).astype(np.uint8)
        for shape in self._scene.back:
            cv2.fillConvexPoly(room, self._pixels(shape.points), shape.colour, cv2.LINE_AA, _SHIFT)
        grain = np.random.default_rng(0).integers(-3, 4, room.shape[:2], dtype=np.int16)
        return (room + grain[..., None]).clip(0, 255).astype(np.uint8)

    def _person(self, canvas: Picture, walker: Walker, feet: Point, seconds: float) -> None:
        far, near = self._scene.floor
        tall = 0.20 + 0.36 * max(0.0, (feet[1] - far) / (near - far))
        wide = tall * self._size[1] / self._size[0]
        swing = math.sin(seconds * 5.2 + walker.phase * 9)

        def at(x: float, y: float) -> tuple[int, int]:
            return self._pixel((feet[0] + x * wide, feet[1] - y * tall))

        def limb(colour: Colour, start: Point, end: Point, part: float) -> None:
            thick = max(1, int(part * tall * self._size[1]))
            cv2.line(canvas, at(*start), at(*end), colour, thick, cv2.LINE_AA, _SHIFT)

        def oval(colour: Colour, middle: Point, across: float, up: float) -> None:
            axes = (int(across * tall * self._size[1] * 16), int(up * tall * self._size[1] * 16))
            cv2.ellipse(canvas, at(*middle), axes, 0, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)

        shade = tuple(int(part * 0.72) for part in self._scene.ground)
        oval((shade[0], shade[1], shade[2]), (0, 0), 0.19, 0.035)
        limb(walker.trousers, (-0.05, 0.47), (-0.05 + 0.10 * swing, 0.02), 0.105)
        limb(walker.trousers, (0.05, 0.47), (0.05 - 0.10 * swing, 0.02), 0.105)
        limb(walker.coat, (-0.13, 0.76), (-0.17 - 0.08 * swing, 0.46), 0.075)
        limb(walker.coat, (0.13, 0.76), (0.17 + 0.08 * swing, 0.46), 0.075)
        limb(walker.coat, (0, 0.50), (0, 0.72), 0.25)
        oval((222, 184, 156), (0, 0.905), 0.070, 0.088)
        oval(walker.hair, (0, 0.945), 0.074, 0.062)

    def _caption(self, canvas: Picture, words: str) -> None:
        width, height = self._size
        size = height / 720
        foot = (int(0.012 * width), int(0.045 * height))
        for colour, thick in ((_INK, 4), (_PAPER, 1)):
            stroke = max(1, round(thick * size))
            cv2.putText(
                canvas,
                words,
                foot,
                cv2.FONT_HERSHEY_DUPLEX,
                0.8 * size,
                colour,
                stroke,
                cv2.LINE_AA,
            )


def _where(walker: Walker, part: float) -> Point:
    """Position on the closed path; each stretch takes time by its length, with eased ends."""
    part = (part + walker.phase) % 1.0
    stretches = list(pairwise(walker.path))
    lengths = [0.04 + math.dist(start, end) for start, end in stretches]
    left = part * sum(lengths)
    for (start, end), length in zip(stretches, lengths, strict=True):
        if left <= length:
            ease = left / length
            ease = ease * ease * (3 - 2 * ease)
            return start[0] + (end[0] - start[0]) * ease, start[1] + (end[1] - start[1]) * ease
        left -= length
    return walker.path[-1]


def _squares(height: int, width: int) -> list[tuple[slice, slice]]:
    side = max(4, height // 60)
    top, left = height - 2 * side, width - (NUMBER_BITS + 1) * side
    return [
        (slice(top, top + side), slice(left + bit * side, left + (bit + 1) * side))
        for bit in range(NUMBER_BITS)
    ]


def write_number(picture: Picture, number: int) -> None:
    """Mark the lower right corner with ``number`` as black and white squares, highest bit first."""
    for bit, square in enumerate(_squares(*picture.shape[:2])):
        picture[square] = 255 if number >> (NUMBER_BITS - 1 - bit) & 1 else 0


def read_number(picture: Picture) -> int:
    """The number ``write_number`` put into ``picture`` (RGB or grey), also after coding."""
    number = 0
    for square in _squares(*picture.shape[:2]):
        number = number << 1 | int(picture[square].mean() > 127)
    return number
