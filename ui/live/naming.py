"""Arrangements of the wall under names: kept, renamed, removed. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ui.live.layout import Kept, Named, WallLayout
from ui.model import CameraInfo

MOST = 12  # more would be a list to search, not a choice
LONGEST = 24


class NameAct(StrEnum):
    """What was done with a name."""

    KEPT = "kept"
    CHOSEN = "chosen"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Undo:
    """The last act, and how everything stood before it."""

    act: NameAct
    name: str
    before: Kept


class Trouble(StrEnum):
    """Why a name cannot be used."""

    NONE = ""
    EMPTY = "empty"
    TAKEN = "taken"
    FULL = "full"


def judged(kept: Kept, name: str, renaming: str = "") -> Trouble:
    """Whether ``name`` may be used; ``renaming``: for the one now called so."""
    name = cleaned(name)
    if not name:
        return Trouble.EMPTY
    if name != renaming and kept.find(name) is not None:
        return Trouble.TAKEN
    return Trouble.FULL if not renaming and len(kept.named) >= MOST else Trouble.NONE


def cleaned(name: str) -> str:
    """One line, no blanks around."""
    return " ".join(name.split())[:LONGEST].strip()


def added(kept: Kept, name: str, layout: WallLayout) -> Kept:
    return replace(kept, named=(*kept.named, Named(cleaned(name), layout)))


def renamed(kept: Kept, old: str, new: str) -> Kept:
    named = (replace(n, name=cleaned(new)) if n.name == old else n for n in kept.named)
    return replace(kept, named=tuple(named))


def removed(kept: Kept, name: str) -> Kept:
    return replace(kept, named=tuple(each for each in kept.named if each.name != name))


def name_of(kept: Kept, cameras: Sequence[CameraInfo]) -> str:
    """Which arrangement stands on the wall now; empty where it is none that has a name."""
    count = len(cameras)
    now = kept.now.arranged(cameras), kept.now.across(count)
    for each in kept.named:
        if (each.layout.arranged(cameras), each.layout.across(count)) == now:
            return each.name
    return ""
