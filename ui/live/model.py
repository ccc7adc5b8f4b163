"""The live wall: what it needs of the engine, and when a picture counts as live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ui.model import Picture

LATE_AFTER_S = 3.0
LOST_AFTER_S = 15.0


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest that is known of one camera.

    ``age_s``: seconds since the newest picture reached this PC by the monotonic clock; None when
    none has come since watching began. ``cause``: when it is lost, of words under ``loss.<cause>``.
    """

    picture: Picture | None
    age_s: float | None
    cause: str = ""


class Wall(Protocol):
    """Cameras being watched. Decoding goes on elsewhere; asking never waits."""

    def feed(self, camera_id: str) -> Feed: ...

    def sizes(self, sizes: dict[str, tuple[int, int]]) -> None:
        """How large each picture is shown, in device pixels, so that no more is decoded."""
        ...

    def close(self) -> None: ...


class LiveFeeds(Protocol):
    """Where walls come from: the recorder's live tap."""

    def watch(self, camera_ids: Sequence[str], *, sharp: bool = False) -> Wall:
        """``sharp``: the large stream also where there is a small one."""
        ...


class TileState(StrEnum):
    """What a tile says of its picture."""

    WAITING = "waiting"
    LIVE = "live"
    LATE = "late"
    LOST = "lost"


def state_of(age_s: float | None, watched_s: float) -> TileState:
    """``watched_s``: since when the wall has been waiting for a first picture."""
    if age_s is None:
        return TileState.LOST if watched_s >= LOST_AFTER_S else TileState.WAITING
    if age_s < LATE_AFTER_S:
        return TileState.LIVE
    return TileState.LATE if age_s < LOST_AFTER_S else TileState.LOST
