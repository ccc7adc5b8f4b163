"""How this seat likes its wall: how many tiles, and which camera where. Kept between starts.

Cameras stand in it by their ids alone; of the shop nothing can be read from it but the names that
somebody gave to arrangements.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Named:
    """An arrangement somebody gave a name."""

    name: str
    layout: WallLayout


@dataclass(frozen=True, slots=True)
class Kept:
    """All a seat remembers of its wall."""

    now: WallLayout = field(default_factory=WallLayout)
    named: tuple[Named, ...] = ()

    def find(self, name: str) -> WallLayout | None:
        return next((each.layout for each in self.named if each.name == name), None)


class Layouts(Protocol):
    """Where arrangements are kept. Both ask the disk."""

    def load(self) -> Kept: ...

    def save(self, kept: Kept) -> None: ...


class LayoutFile:
    """One small JSON file; a broken one counts as none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Kept:
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            return Kept(_layout(stored), tuple(map(_named, stored.get("named", []))))
        except FileNotFoundError:
            return Kept()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            log.warning("the wall's arrangement cannot be read; starting with none")
            return Kept()

    def save(self, kept: Kept) -> None:
        """Written beside and moved over, so that it is whole or absent."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        named = [{"name": each.name, **asdict(each.layout)} for each in kept.named]
        words = json.dumps({**asdict(kept.now), "named": named}, ensure_ascii=False)
        beside.write_text(words, encoding="utf-8")
        beside.replace(self.path)


def _layout(stored: dict[str, object]) -> WallLayout:
    tiles, order = stored["tiles"], stored["order"]
    if tiles not in (0, *GRIDS) or not isinstance(order, list):
        raise ValueError
    return WallLayout(int(str(tiles)), tuple(str(each) for each in order)[:_MOST_KEPT])


def _named(stored: dict[str, object]) -> Named:
    return Named(str(stored["name"]), _layout(stored))
