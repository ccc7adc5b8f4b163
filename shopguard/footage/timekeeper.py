"""Trusted time for erasure: a wrong clock must never erase (J-4).

The wall clock is believed while it moves as the monotonic clock does. A step, or a start far from
the time last believed, puts it in doubt: erasure by age waits until the operating system says the
clock is synchronised, the clock comes back by itself, or a manager confirms the date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from shopguard.base.clock import HOUR, MINUTE, SECOND, Clock
from shopguard.database import schema
from shopguard.database.engine import Catalogue

STEP_US = MINUTE  # beyond this a difference is a step, not drift
LONGEST_PAUSE_US = 48 * HOUR  # a shop may be closed that long without a question


@dataclass(frozen=True, slots=True)
class TimeVerdict:
    """``now_us``: believed time, None in doubt. ``step_us``: how far the wall clock stepped now."""

    now_us: int | None
    step_us: int = 0


class TrustedTime:
    """Asked about once a minute by whoever erases; remembers across restarts.

    ``synchronised``: whether the operating system vouches for its clock (None: it cannot tell).
    """

    def __init__(
        self, catalogue: Catalogue, clock: Clock, synchronised: Callable[[], bool | None]
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._synchronised = synchronised
        self._anchor: tuple[int, float] | None = None  # wall and monotonic at the last look
        self._believed: tuple[int, float] | None = None  # the same, when last believed here

    def check(self) -> TimeVerdict:
        """Look at the clock, remember what is believed, tell a step."""
        wall, mono = self._clock.utc_us(), self._clock.monotonic()
        trusted, doubtful = self._load()
        step = self._step(wall, mono, trusted)
        self._anchor = (wall, mono)
        doubtful = doubtful or step != 0
        if doubtful and (self._synchronised() is True or self._came_back(wall, mono, trusted)):
            doubtful = False
        if not doubtful:
            self._believed = (wall, mono)
        self._save(trusted if doubtful else wall, doubtful=doubtful)
        return TimeVerdict(None if doubtful else wall, step)

    def confirm(self) -> None:
        """A manager says that today's date is right."""
        self._anchor = self._believed = (self._clock.utc_us(), self._clock.monotonic())
        self._save(self._anchor[0], doubtful=False)

    @property
    def in_doubt(self) -> bool:
        return self._load()[1]

    def _step(self, wall: int, mono: float, trusted: int | None) -> int:
        if self._anchor is not None:
            passed = round((mono - self._anchor[1]) * SECOND)
            step = wall - self._anchor[0] - passed
            return step if abs(step) > STEP_US else 0
        if trusted is None:
            return 0
        pause = wall - trusted
        return pause if pause < -STEP_US or pause > LONGEST_PAUSE_US else 0

    def _came_back(self, wall: int, mono: float, trusted: int | None) -> bool:
        """Whether the wall clock stands where the believed time has gone, or may have."""
        if self._believed is not None:
            expected = self._believed[0] + round((mono - self._believed[1]) * SECOND)
            return abs(wall - expected) <= STEP_US
        return trusted is not None and -STEP_US <= wall - trusted <= LONGEST_PAUSE_US

    def _load(self) -> tuple[int | None, bool]:
        mark = schema.clock_mark
        with self._catalogue.read() as db:
            row = db.execute(select(mark.c.trusted_us, mark.c.doubtful)).first()
        return (row[0], bool(row[1])) if row else (None, False)

    def _save(self, trusted: int | None, *, doubtful: bool) -> None:
        values = {"id": 1, "trusted_us": trusted, "doubtful": doubtful}
        with self._catalogue.write() as db:
            db.execute(insert(schema.clock_mark).values(values).on_conflict_do_update(set_=values))
