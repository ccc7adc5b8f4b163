"""Holds: footage that overwriting passes by, with ground, owner, expiry and a quota (T-4).

A hold protects whole volumes that overlap its span. The quota keeps holds from stopping recording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import DAY, Clock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.ids import new_id
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage.store import FootageStore, Volume

LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Hold:
    """``ground``: why, in the manager's words. ``owner_id``: who set it."""

    id: str
    camera_id: str
    span: Span
    ground: str
    owner_id: str
    created_us: int
    expires_us: int
    released_us: int | None = None


class Holds:
    """The holds of one shop. Who may set or release one is decided before, by the policy."""

    def __init__(
        self, catalogue: Catalogue, store: FootageStore, ledger: Ledger, clock: Clock
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._ledger = ledger
        self._clock = clock

    def planned(
        self, cameras: Sequence[str], span: Span, *, ground: str, owner_id: str, days: int
    ) -> list[Hold]:
        """Holds of ``span`` for each camera, not yet in force; InvalidInput when senseless."""
        if not ground.strip():
            raise InvalidInput("hold.no_ground")
        if not 1 <= days <= LONGEST_DAYS or span.duration <= 0:
            raise InvalidInput("hold.span", longest=LONGEST_DAYS)
        now = self._clock.utc_us()
        return [
            Hold(new_id(), camera, span, ground.strip(), owner_id, now, now + days * DAY)
            for camera in cameras
        ]

    def place(self, holds: Sequence[Hold], quota_bytes: int, db: Connection) -> None:
        """Put planned holds in force within the gate's transaction; Refused beyond the quota."""
        self.require_room(holds, quota_bytes, db)
        for hold in holds:
            db.execute(insert(schema.hold).values(_row(hold)))

    def require_room(self, holds: Sequence[Hold], quota_bytes: int, db: Connection) -> None:
        """Refused ``hold.quota`` where they would be beyond it, with those there are."""
        if self.held_bytes([*self.active(db), *holds]) > quota_bytes:
            raise Refused("hold.quota")

    def release(self, holds: Sequence[Hold], reason: str, db: Connection) -> None:
        """End holds before their time, within the gate's transaction; none, where one is over."""
        if not {hold.id for hold in holds} <= {hold.id for hold in self.active(db)}:
            raise InvalidInput("hold.released_already")
        self._end(holds, reason, db)

    def expire(self, now_us: int) -> list[Hold]:
        """End the holds whose time is over; ``now_us`` is trusted time."""
        over = [hold for hold in self.active() if hold.expires_us <= now_us]
        if over:
            with self._catalogue.write() as db:
                self._end(over, "expired", db)
                self._ledger.append(_expired_entry(over), db)
        return over

    def get(self, hold_id: str) -> Hold:
        """InvalidInput when there is none of that id."""
        with self._catalogue.read() as db:
            row = db.execute(_HOLDS.where(schema.hold.c.id == hold_id)).first()
        if row is None:
            raise InvalidInput("hold.unknown")
        return _hold(tuple(row))

    def active(self, db: Connection | None = None) -> list[Hold]:
        """Every hold not released; one past its expiry still holds until ``expire`` ends it."""
        query = _HOLDS.where(schema.hold.c.released_us.is_(None))
        if db is not None:
            return [_hold(tuple(row)) for row in db.execute(query)]
        with self._catalogue.read() as own:
            return [_hold(tuple(row)) for row in own.execute(query)]

    def held_bytes(self, holds: Iterable[Hold]) -> int:
        """Bytes of the volumes these holds protect."""
        protected = {
            volume.id: volume.head.bytes
            for hold in holds
            for volume in self._store.volumes(
                hold.camera_id, Span(hold.span.start - 1, hold.span.end)
            )
            if is_held(volume, (hold,))
        }
        return sum(protected.values())

    def _end(self, holds: Sequence[Hold], reason: str, db: Connection) -> None:
        values = {"released_us": self._clock.utc_us(), "release_reason": reason}
        ids = [hold.id for hold in holds]
        db.execute(update(schema.hold).where(schema.hold.c.id.in_(ids)).values(values))


def _expired_entry(holds: Sequence[Hold]) -> Entry:
    span = Span(min(h.span.start for h in holds), max(h.span.end for h in holds))
    cameras = tuple(sorted({hold.camera_id for hold in holds}))
    detail: dict[str, JsonValue] = {"holds": [hold.id for hold in holds]}
    who = ("recorder",)
    return Entry(Act.HOLD_EXPIRED, who, "done", who[0], cameras=cameras, span=span, detail=detail)


def is_held(volume: Volume, holds: Iterable[Hold]) -> bool:
    """Whether one of the holds protects the volume. A growing one reaches to now."""
    end = max(volume.span.end, volume.span.start + 1)
    reach = Span(volume.span.start, 2**62 if volume.growing else end)
    return any(hold.camera_id == volume.camera_id and hold.span.overlaps(reach) for hold in holds)


_HOLDS = select(
    schema.hold.c.id,
    schema.hold.c.camera_id,
    schema.hold.c.start_us,
    schema.hold.c.end_us,
    schema.hold.c.ground,
    schema.hold.c.owner_id,
    schema.hold.c.created_us,
    schema.hold.c.expires_us,
    schema.hold.c.released_us,
).order_by(schema.hold.c.created_us)


def _hold(row: tuple[Any, ...]) -> Hold:
    hold_id, camera_id, start, end, *rest = row
    return Hold(hold_id, camera_id, Span(start, end), *rest)


def _row(hold: Hold) -> dict[str, object]:
    return {
        "id": hold.id,
        "camera_id": hold.camera_id,
        "start_us": hold.span.start,
        "end_us": hold.span.end,
        "ground": hold.ground,
        "owner_id": hold.owner_id,
        "created_us": hold.created_us,
        "expires_us": hold.expires_us,
    }
