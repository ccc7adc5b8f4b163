"""Five drawn views of one small shop, with people walking through. Nobody real is ever shown.

A scene is a still room, walkers on closed paths (so that the clip loops without a jump) and the
things that stand in front of them. Coordinates are parts of the picture (0..1), ``(0, 0)`` top
left; a walker's size grows with how far down the floor he stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon."""

    colour: Colour
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody on a closed path; ``coat``, ``trousers`` and ``hair`` are RGB."""

    coat: Colour
    trousers: Colour
    hair: Colour
    path: tuple[Point, ...]
    phase: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A room. ``floor``: where feet may be, from far to near.

    ``front`` hides the walkers whose feet are farther away than ``front_at``.
    """

    name: str
    title: str
    wall: Colour
    ground: Colour
    floor: tuple[float, float]
    back: tuple[Shape, ...]
    walkers: tuple[Walker, ...]
    front: tuple[Shape, ...] = ()
    front_at: float = 1.0


def box(colour: Colour, left: float, top: float, right: float, bottom: float) -> Shape:
    """An upright rectangle."""
    return Shape(colour, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _goods(left: float, top: float, right: float, bottom: float, seed: int) -> tuple[Shape, ...]:
    """A shelf full of things, each a little different."""
    luck = np.random.default_rng(seed)
    shapes = [box((150, 128, 104), left, top, right, bottom)]
    rows, step = 4, 0.018
    height = (bottom - top) / rows
    for row in range(rows):
        foot = top + (row + 1) * height - 0.012
        at = left + 0.006
        while at + step < right:
            tall = height * luck.uniform(0.45, 0.75)
            red, green, blue = (int(luck.integers(80, 200)) for _ in range(3))
            shapes.append(box((red, green, blue), at, foot - tall, at + step * 0.8, foot))
            at += step
    return tuple(shapes)


def _aisle_shelf(side: float, seed: int) -> tuple[Shape, ...]:
    """A shelf running away from the camera along the left (0) or right (1) wall."""
    luck = np.random.default_rng(seed)

    def at(depth: float, height: float) -> Point:
        near = 0.0 if side == 0 else 1.0
        far = 0.40 if side == 0 else 0.60
        top, bottom = (0.02 + 0.24 * depth, 1.06 - 0.46 * depth)
        return near + (far - near) * depth, bottom + (top - bottom) * height

    shapes = [Shape((146, 124, 100), (at(0, 0), at(0, 1), at(1, 1), at(1, 0)))]
    for row in range(4):
        depth = 0.02
        while depth < 0.95:
            wide, tall = 0.03 + 0.02 * (1 - depth), luck.uniform(0.12, 0.19)
            low = 0.03 + row * 0.245
            red, green, blue = (int(luck.integers(80, 200)) for _ in range(3))
            end = min(depth + wide, 0.97)
            corners = (at(depth, low), at(depth, low + tall), at(end, low + tall), at(end, low))
            shapes.append(Shape((red, green, blue), corners))
            depth += wide * 1.25
    return tuple(shapes)


_COATS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((66, 104, 148), (52, 54, 66), (40, 32, 28)),
    ((168, 74, 62), (70, 66, 78), (74, 52, 36)),
    ((84, 132, 92), (46, 58, 84), (30, 28, 30)),
    ((206, 176, 96), (92, 76, 66), (120, 112, 108)),
)
_STAFF: tuple[Colour, Colour, Colour] = ((28, 116, 118), (44, 46, 52), (46, 34, 28))


def _walker(look: int, phase: float, *path: Point) -> Walker:
    return Walker(*_COATS[look], path=path, phase=phase)


SCENES: dict[str, Scene] = {
    scene.name: scene
    for scene in (
        Scene(
            "entrance",
            "ENTRANCE",
            (206, 210, 206),
            (178, 172, 162),
            (0.60, 1.02),
            (
                box((120, 132, 140), 0.33, 0.10, 0.67, 0.62),
                box((186, 214, 226), 0.345, 0.13, 0.495, 0.615),
                box((190, 218, 230), 0.505, 0.13, 0.655, 0.615),
                box((28, 116, 118), 0.36, 0.03, 0.64, 0.085),
                Shape((112, 108, 102), ((0.34, 0.64), (0.66, 0.64), (0.72, 0.80), (0.28, 0.80))),
                *_goods(0.02, 0.22, 0.26, 0.66, 3),
                *_goods(0.76, 0.22, 0.98, 0.66, 4),
            ),
            (
                _walker(0, 0.0, (0.44, 0.62), (0.40, 0.85), (0.10, 1.25), (0.3, 1.3), (0.44, 0.62)),
                _walker(1, 0.45, (0.56, 0.62), (0.62, 0.86), (1.1, 1.0), (1.1, 0.8), (0.56, 0.62)),
                _walker(3, 0.7, (-0.1, 0.9), (0.4, 0.8), (0.55, 0.63), (0.3, 0.75), (-0.1, 0.9)),
            ),
        ),
        Scene(
            "aisle",
            "AISLE",
            (214, 212, 204),
            (190, 184, 172),
            (0.56, 1.05),
            (
                box((196, 196, 190), 0.40, 0.26, 0.60, 0.60),
                *_goods(0.42, 0.34, 0.58, 0.58, 6),
                *_aisle_shelf(0, 1),
                *_aisle_shelf(1, 2),
            ),
            (
                _walker(2, 0.0, (0.50, 0.62), (0.44, 0.84), (0.42, 0.86), (0.5, 1.4), (0.50, 0.62)),
                _walker(1, 0.3, (0.53, 0.66), (0.60, 0.80), (0.61, 0.80), (0.53, 0.66)),
                _walker(0, 0.6, (0.52, 1.4), (0.50, 0.95), (0.47, 0.70), (0.52, 1.4)),
            ),
        ),
        Scene(
            "register",
            "REGISTER",
            (216, 208, 194),
            (172, 166, 158),
            (0.52, 1.02),
            (
                *_goods(0.04, 0.12, 0.46, 0.50, 8),
                box((232, 228, 214), 0.54, 0.12, 0.94, 0.40),
                box((28, 116, 118), 0.58, 0.17, 0.90, 0.21),
                box((190, 140, 70), 0.58, 0.25, 0.78, 0.28),
                box((170, 170, 164), 0.58, 0.32, 0.84, 0.35),
            ),
            (
                Walker(*_STAFF, path=((0.60, 0.66), (0.66, 0.66), (0.74, 0.65), (0.60, 0.66))),
                _walker(3, 0.1, (-0.1, 1.0), (0.55, 0.98), (0.57, 0.98), (-0.1, 1.15)),
                _walker(0, 0.6, (1.1, 1.0), (0.80, 0.97), (0.78, 0.97), (1.1, 1.0)),
            ),
            (
                box((136, 100, 70), 0.42, 0.62, 0.96, 0.80),
                box((160, 122, 88), 0.40, 0.58, 0.98, 0.63),
                box((60, 62, 66), 0.80, 0.48, 0.90, 0.58),
                box((150, 190, 200), 0.81, 0.49, 0.89, 0.555),
            ),
            0.80,
        ),
        Scene(
            "backdoor",
            "BACK DOOR",
            (158, 160, 158),
            (126, 124, 120),
            (0.58, 1.02),
            (
                box((92, 104, 112), 0.56, 0.14, 0.78, 0.64),
                box((112, 126, 136), 0.575, 0.165, 0.765, 0.635),
                box((214, 190, 90), 0.74, 0.40, 0.755, 0.44),
                box((60, 150, 96), 0.60, 0.06, 0.74, 0.11),
                box((168, 134, 92), 0.06, 0.44, 0.22, 0.66),
                box((180, 146, 102), 0.09, 0.26, 0.24, 0.45),
                box((156, 122, 84), 0.24, 0.48, 0.38, 0.67),
                box((182, 184, 186), 0.85, 0.20, 0.96, 0.66),
            ),
            (
                Walker(*_STAFF, path=((0.66, 0.64), (0.4, 0.80), (0.34, 0.76), (0.66, 0.64))),
                _walker(1, 0.5, (-0.1, 1.0), (0.45, 0.9), (1.1, 1.0), (1.1, 1.3), (-0.1, 1.0)),
            ),
        ),
        Scene(  # a private place to cover: the curtain of the fitting room at the right
            "fitting",
            "FITTING ROOM",
            (212, 206, 200),
            (180, 172, 160),
            (0.58, 1.02),
            (
                *_goods(0.03, 0.16, 0.40, 0.60, 11),
                box((120, 96, 76), 0.62, 0.08, 0.94, 0.66),
                box((150, 92, 104), 0.64, 0.12, 0.92, 0.65),
                *(box((128, 74, 88), at, 0.12, at + 0.012, 0.65) for at in (0.69, 0.76, 0.83)),
                box((188, 210, 220), 0.46, 0.16, 0.57, 0.60),
            ),
            (
                _walker(2, 0.0, (-0.1, 0.95), (0.48, 0.72), (0.56, 0.74), (0.2, 1.2), (-0.1, 0.95)),
                Walker(*_STAFF, path=((0.24, 0.66), (0.42, 0.70), (0.34, 0.68), (0.24, 0.66))),
            ),
        ),
    )
}
