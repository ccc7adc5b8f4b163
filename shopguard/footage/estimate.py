"""How many days of recordings fit: what the cameras write against the room there is (J-4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopguard.base.clock import DAY, SECOND

_DAY_S = DAY // SECOND


@dataclass(frozen=True, slots=True)
class Estimate:
    """``room_bytes``: for footage in all. ``rates``: bytes a second by camera, where known.

    ``settled``: at least one of them comes from recordings long enough to judge by.

    ``fits_days``: how long the room lasts if every camera is kept alike; None while no rate is
    known. ``needed_bytes``: what the days each camera is to be kept come to. ``unknown``: cameras
    whose rate nobody knows yet; they are not counted.
    """

    room_bytes: int
    rates: Mapping[str, int]
    fits_days: float | None
    needed_bytes: int
    unknown: tuple[str, ...] = ()
    settled: bool = True

    @property
    def enough(self) -> bool:
        """Whether everything is kept as long as it should be, as far as can be known."""
        return self.needed_bytes <= self.room_bytes


def estimate(room_bytes: int, rates: Mapping[str, int], days: Mapping[str, int]) -> Estimate:
    """``days``: of every camera there is; ``rates``: 0 or missing where not known."""
    known = {camera: rates[camera] for camera in days if rates.get(camera, 0) > 0}
    together = sum(known.values())
    return Estimate(
        room_bytes=room_bytes,
        rates=known,
        fits_days=room_bytes / together / _DAY_S if together else None,
        needed_bytes=sum(rate * _DAY_S * days[camera] for camera, rate in known.items()),
        unknown=tuple(camera for camera in days if camera not in known),
    )


def room_for_footage(
    *, free_bytes: int, footage_bytes: int, held_bytes: int, reserve_bytes: int,
    max_bytes: int | None,
) -> int:  # fmt: skip
    """What may hold footage that comes and goes: held footage stays, and the disk's reserve."""
    room = footage_bytes + free_bytes - reserve_bytes
    if max_bytes is not None:
        room = min(room, max_bytes)
    return max(0, room - held_bytes)
