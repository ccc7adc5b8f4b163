"""Looking closer into a picture: which part of it fills the frame. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 8.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Zoom:
    """``x``, ``y``: the middle of what is seen, in parts of the picture."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def whole(self) -> bool:
        return self.factor <= 1.0

    def by(self, steps: float, at_x: float = 0.5, at_y: float = 0.5) -> Zoom:
        """Closer (further if less than 0); what is at (``at_x``, ``at_y``) of the frame stays."""
        factor = min(MOST, max(1.0, self.factor * STEP**steps))
        shift = 1 / self.factor - 1 / factor
        return _kept(factor, self.x + (at_x - 0.5) * shift, self.y + (at_y - 0.5) * shift)

    def moved(self, right: float, down: float) -> Zoom:
        """Look elsewhere, by so many frames."""
        return _kept(self.factor, self.x + right / self.factor, self.y + down / self.factor)

    def part_of(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, top, width and height of what is seen of a picture of that size."""
        wide, high = width / self.factor, height / self.factor
        return self.x * width - wide / 2, self.y * height - high / 2, wide, high


def _kept(factor: float, x: float, y: float) -> Zoom:
    """Never beyond the picture's edge."""
    half = 0.5 / factor
    return Zoom(factor, min(1 - half, max(half, x)), min(1 - half, max(half, y)))
