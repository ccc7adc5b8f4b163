"""Making others unrecognisable, as the room sees it: parts of the footage, pictures, boxes (G-6.2).

Places are parts of the picture's width and height, 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ui.model import Picture, SignedIn

Point = tuple[float, float]
Stretch = tuple[int, int]  # pictures from … to before …
Place = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Part:
    """One film of one camera. ``at_us``: the time of every picture."""

    camera: str
    at_us: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Somebody in a picture. ``shown``: the person the copy is for; ``drawn``: by hand."""

    place: Place
    shown: bool
    drawn: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One picture of a part, with whoever was found in it.

    ``unseen``: parts of the film in which the copy shows nobody; ``looked``: pictures of the copy
    that were on the screen as they are now.
    """

    picture: Picture
    outlines: tuple[Outline, ...]
    unseen: tuple[Stretch, ...]
    room: bool  # the room stays in sight, and everybody who is not chosen is covered
    looked: tuple[Stretch, ...] = ()
    covered: bool = True  # as the copy will be; else as recorded


class Start(StrEnum):
    """With what it begins."""

    NEW = "new"
    RESUMED = "resumed"  # where it was left
    ANEW = "anew"  # what was begun before could not be gone on with


class Covering(Protocol):
    """An open viewing of a case's footage, with what is shown and covered so far.

    Corrections are quick; ``look``, ``keep`` and ``settle`` are slow.
    """

    @property
    def parts(self) -> tuple[Part, ...]: ...

    @property
    def start(self) -> Start: ...

    def looked(self, part: int) -> tuple[Stretch, ...]:
        """Which pictures of the copy were looked at. Slow."""
        ...

    def look(self, part: int, number: int, *, covered: bool) -> Seen:
        """``covered``: as the copy will show it; else as it was recorded."""
        ...

    def pick(self, part: int, number: int, at: Point) -> bool:
        """The person there is the one the copy is for, or is not after all. False: nobody."""
        ...

    def draw(self, part: int, numbers: tuple[int, int], place: Place, *, shown: bool) -> None:
        """Cover that place from one picture to another, or show what is there."""
        ...

    def take_away(self, part: int, number: int, at: Point) -> bool:
        """The box drawn by hand there is not wanted. False: there is none."""
        ...

    def undo(self, part: int) -> bool: ...

    def show_room(self, part: int, *, shown: bool) -> None: ...

    def keep(self) -> None:
        """What was done so far can be gone on with, whatever happens."""
        ...

    def settle(self, by: SignedIn) -> None:
        """Both agree to it; kept with the case, and how much was looked at goes into the log."""
        ...

    def close(self) -> None:
        """No picture stays; what was done is kept to go on with."""
        ...
