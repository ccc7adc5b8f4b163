"""Masks as they are being drawn: corners, shapes, one of them chosen. Values only, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ui.cameras.model import Point, Polygon

NEAR = 0.02  # of the picture: a corner so close to the first one closes the shape
MAX_MASKS = 16
MAX_CORNERS = 64
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """``growing``: corners of the mask that is not closed yet. ``chosen``: one of ``masks``."""

    masks: tuple[Polygon, ...] = ()
    growing: Polygon = ()
    chosen: int | None = None

    # --- drawing ----------------------------------------------------------------------------

    def corner(self, at: Point) -> Drawing:
        """A further corner; near the first one it closes the shape."""
        at = _inside(at)
        if len(self.growing) >= _FEWEST and _near(at, self.growing[0]):
            return self.close()
        if len(self.masks) >= MAX_MASKS or len(self.growing) >= MAX_CORNERS:
            return self
        return replace(self, growing=(*self.growing, at), chosen=None)

    def close(self) -> Drawing:
        """The shape is whole; nothing happens before its third corner."""
        if len(self.growing) < _FEWEST:
            return self
        masks = (*self.masks, self.growing)
        return Drawing(masks, (), len(masks) - 1)

    def undo(self) -> Drawing:
        """Take the last corner back."""
        return replace(self, growing=self.growing[:-1])

    def give_up(self) -> Drawing:
        """Forget the shape that is not closed."""
        return replace(self, growing=())

    # --- changing what is there -------------------------------------------------------------

    def choose_at(self, at: Point) -> Drawing:
        """The topmost mask under a point, or none."""
        under = [number for number, mask in enumerate(self.masks) if _holds(mask, at)]
        return replace(self, chosen=under[-1] if under else None)

    def choose_next(self, step: int = 1) -> Drawing:
        """One after the other, by keyboard."""
        if not self.masks:
            return self
        start = -1 if self.chosen is None and step > 0 else self.chosen or 0
        return replace(self, chosen=(start + step) % len(self.masks))

    def remove(self) -> Drawing:
        """Take the chosen mask away."""
        if self.chosen is None:
            return self
        return Drawing((*self.masks[: self.chosen], *self.masks[self.chosen + 1 :]), self.growing)

    def corner_near(self, at: Point, reach: Point) -> tuple[int, int] | None:
        """Mask and corner within ``reach`` of a point, the chosen mask's first."""
        order = sorted(range(len(self.masks)), key=lambda number: number != self.chosen)
        for number in order:
            for index, (x, y) in enumerate(self.masks[number]):
                if abs(x - at[0]) <= reach[0] and abs(y - at[1]) <= reach[1]:
                    return number, index
        return None

    def move_corner(self, place: tuple[int, int], to: Point) -> Drawing:
        """Drag one corner; it never leaves the picture."""
        number, index = place
        mask = self.masks[number]
        return self._with(number, (*mask[:index], _inside(to), *mask[index + 1 :]))

    def move(self, by: Point) -> Drawing:
        """Shift the chosen mask, as far as the picture goes."""
        if self.chosen is None:
            return self
        mask = self.masks[self.chosen]
        dx, dy = (
            max(
                -min(corner[axis] for corner in mask), min(1 - max(c[axis] for c in mask), by[axis])
            )
            for axis in (0, 1)
        )
        return self._with(self.chosen, tuple((x + dx, y + dy) for x, y in mask))

    def _with(self, number: int, mask: Polygon) -> Drawing:
        masks = (*self.masks[:number], mask, *self.masks[number + 1 :])
        return replace(self, masks=masks, chosen=number)


def _inside(at: Point) -> Point:
    return min(1.0, max(0.0, at[0])), min(1.0, max(0.0, at[1]))


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= NEAR and abs(one[1] - other[1]) <= NEAR


def _holds(mask: Polygon, at: Point) -> bool:
    """Even-odd rule."""
    inside = False
    x, y = at
    for (x1, y1), (x2, y2) in zip(mask, (*mask[1:], mask[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
