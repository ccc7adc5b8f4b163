"""How this seat likes its wall: how many tiles, and which camera where. Kept between starts.

Cameras stand in it by their ids alone; nothing of the shop can be read from it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import isqrt
from pathlib import Path
from typing import Protocol

from ui.model import CameraInfo

GRIDS = (1, 4, 9, 16)
_MOST_KEPT = 256
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WallLayout:
    """``tiles`` 0: as few as hold every camera. ``order``: camera ids; others come after them."""

    tiles: int = 0
    order: tuple[str, ...] = ()

    def across(self, cameras: int) -> int:
        """Tiles in a row and in a column."""
        tiles = self.tiles or next((n for n in GRIDS if n >= cameras), GRIDS[-1])
        return isqrt(tiles)

    def arranged(self, cameras: Sequence[CameraInfo]) -> tuple[CameraInfo, ...]:
        """The cameras as this seat has put them."""
        places = {camera_id: place for place, camera_id in enumerate(self.order)}
        return tuple(sorted(cameras, key=lambda camera: places.get(camera.id, len(places))))

    def swapped(self, cameras: Sequence[CameraInfo], one: str, other: str) -> WallLayout:
        """Two cameras change places."""
        ids = [camera.id for camera in self.arranged(cameras)]
        if one in ids and other in ids:
            here, there = ids.index(one), ids.index(other)
            ids[here], ids[there] = ids[there], ids[here]
        return replace(self, order=tuple(ids))


class Layouts(Protocol):
    """Where an arrangement is kept. Both ask the disk."""

    def load(self) -> WallLayout: ...

    def save(self, layout: WallLayout) -> None: ...


class LayoutFile:
    """One small JSON file; a broken one counts as none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> WallLayout:
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            tiles, order = stored["tiles"], stored["order"]
            good = tiles in (0, *GRIDS) and all(isinstance(each, str) for each in order)
        except FileNotFoundError:
            return WallLayout()
        except (OSError, ValueError, KeyError, TypeError):
            good = False
        if not good:
            log.warning("the wall's arrangement cannot be read; starting with none")
            return WallLayout()
        return WallLayout(int(tiles), tuple(order)[:_MOST_KEPT])

    def save(self, layout: WallLayout) -> None:
        """Written beside and moved over, so that it is whole or absent."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(layout)), encoding="utf-8")
        beside.replace(self.path)
