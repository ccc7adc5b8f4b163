"""Who sits at this seat, and when the seat locks by itself. No Qt, no engine."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from shopguard.base.clock import SECOND, Clock
from ui.model import SignedIn

IDLE_S = 300.0
WARN_S = 30.0
_ASLEEP_S = 30.0  # a wall clock that runs ahead by so much, or a tick so late: the PC slept


class Away(StrEnum):
    """Why nobody sits here any more."""

    LOCKED = "locked"
    IDLE = "idle"
    SLEEP = "sleep"
    COMPUTER_LOCKED = "computer_locked"
    SIGNED_OUT = "signed_out"
    CLOSED = "closed"


class Seat:
    """One person at a time. ``leaving`` is called before the seat is empty, in order.

    What shows something that needs a person registers there, and ends it before it returns.
    """

    def __init__(self, clock: Clock, idle_s: float = IDLE_S) -> None:
        self._clock = clock
        self._default_idle_s = self._idle_s = idle_s
        self._who: SignedIn | None = None
        self._touched = clock.monotonic()
        self._ticked = (clock.monotonic(), clock.utc_us())
        self.leaving: list[Callable[[SignedIn, Away], None]] = []
        self.idle_locks = True  # off while a recovery sheet is carried to the safe
        self.working = False  # both wait for something long: the seat locks when it is done
        self.hide_pictures: Callable[[Away], None] = lambda _why: None  # even then
        self.unattended = False  # left, as it seems, and not locked because of what is under way

    @property
    def who(self) -> SignedIn | None:
        return self._who

    def sit(self, who: SignedIn) -> None:
        """``who`` has proven themselves. The one before, if any, leaves first."""
        self.leave(Away.SIGNED_OUT)
        self._who, self.working = who, False
        self._idle_s = self._default_idle_s if who.idle_s is None else who.idle_s
        self.touch()
        self._ticked = (self._clock.monotonic(), self._clock.utc_us())

    def leave(self, why: Away) -> None:
        """Empty the seat; nothing happens when it is empty already."""
        if self._who is None:
            return
        who = self._who
        try:
            for ending in self.leaving:
                ending(who, why)
        finally:
            self._who = None

    def computer_left(self, why: Away) -> None:
        """The computer itself locks or sleeps. A sheet not yet on paper stays; pictures never."""
        if self._who is None:
            return
        if self._locks:
            self.leave(why)
        else:
            self._hide(why)

    def touch(self) -> None:
        """Somebody pressed a key or moved the mouse."""
        self._touched = self._clock.monotonic()
        self.unattended = False

    def tick(self) -> None:
        """Call about once a second: locks after idleness and after sleep."""
        now, wall = self._clock.monotonic(), self._clock.utc_us()
        before, wall_before = self._ticked
        self._ticked = (now, wall)
        slept = max(now - before, (wall - wall_before) / SECOND) > _ASLEEP_S
        if slept:
            self.computer_left(Away.SLEEP)
        elif now - self._touched >= self._idle_s:
            self._idle()

    def locks_in_s(self) -> float | None:
        """Seconds until the seat locks, once that is near; None before."""
        if self._who is None or not self._locks:
            return None
        left = self._idle_s - (self._clock.monotonic() - self._touched)
        return max(0.0, left) if left <= WARN_S else None

    @property
    def _locks(self) -> bool:
        return self.idle_locks and not self.working

    def _idle(self) -> None:
        """Nobody has a hand on it: what is being worked on goes on, pictures go."""
        if self._locks:
            self.leave(Away.IDLE)
        elif self.working and self._who is not None and not self.unattended:
            self._hide(Away.IDLE)

    def _hide(self, why: Away) -> None:
        self.unattended = True
        self.hide_pictures(why)
