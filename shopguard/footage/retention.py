"""Retention: whole volumes end by age and by space, never a held one (J-4, T-4, G-6.4).

The sealed key goes first, in the same transaction as the audit entry: that alone ends the footage.
The file follows; if anything interrupts, ``resume`` finishes at the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import DAY, Clock
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage import ballast
from shopguard.footage.holds import Hold, Holds, is_held
from shopguard.footage.store import FootageStore, Volume, VolumeState

ERASABLE = (VolumeState.CLOSED, VolumeState.INTERRUPTED)
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class CameraRule:
    """One camera's retention. ``max_bytes`` None: no bound of its own."""

    days: int
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """The shop's retention. ``reserve_bytes``: free space kept on the disk.

    ``overwrite_held``: whether the oldest held footage goes when nothing else is left; otherwise
    recording waits, and the alarm says so.
    """

    days: int
    max_bytes: int | None
    reserve_bytes: int
    ballast_bytes: int
    overwrite_held: bool = False
    cameras: dict[str, CameraRule] = field(default_factory=dict)

    def camera(self, camera_id: str) -> CameraRule:
        return self.cameras.get(camera_id, CameraRule(self.days))


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What a run erased, and whether space is still short with nothing left that may go."""

    erased: tuple[Volume, ...] = ()
    short: bool = False


class Retention:
    """Erases what the rules say; run by the recorder each minute and when a disk is full."""

    def __init__(
        self,
        home: Home,
        catalogue: Catalogue,
        store: FootageStore,
        holds: Holds,
        ledger: Ledger,
        clock: Clock,
        free_bytes: Callable[[], int] | None = None,
    ) -> None:
        self._home = home
        self._catalogue = catalogue
        self._store = store
        self._holds = holds
        self._ledger = ledger
        self._clock = clock
        self._free_bytes = free_bytes or (lambda: host.free_bytes(home.path))

    def run(self, rules: RetentionRules, now_us: int | None) -> RetentionReport:
        """One pass. ``now_us`` is trusted time; None (clock in doubt) erases nothing by age."""
        self.resume()
        if now_us is not None:
            self._holds.expire(now_us)
        erased = [*self._by_age(rules, now_us), *self._by_camera_bytes(rules)]
        by_space, short = self._by_space(rules)
        ballast.fill(self._home, rules.ballast_bytes)
        return RetentionReport((*erased, *by_space), short)

    def make_room(self, rules: RetentionRules) -> RetentionReport:
        """A write failed for want of space: give the ballast back, overwrite the oldest."""
        ballast.drop(self._home)
        erased, short = self._by_space(rules, at_least_one=True)
        return RetentionReport(tuple(erased), short)

    def erase(
        self, volumes: Sequence[Volume], reason: str, people: tuple[str, ...] = ("recorder",)
    ) -> None:
        """End these volumes: keys and audit entry in one transaction, then the files."""
        if not volumes:
            return
        ids = [volume.id for volume in volumes]
        table = schema.volume
        with self._catalogue.write() as db:
            gone = {
                "state": VolumeState.ERASING,
                "sealed_key": None,
                "erased_us": self._clock.utc_us(),
                "erase_reason": reason,
            }
            for part in _parts(ids):
                db.execute(update(table).where(table.c.id.in_(part)).values(gone))
            self._ledger.append(_erased_entry(volumes, reason, people), db)
        self._unlink(volumes)

    def resume(self) -> int:
        """Finish erasures that were interrupted; how many volumes that were."""
        left = self._store.volumes(states=(VolumeState.ERASING,))
        self._unlink(left)
        return len(left)

    # --- which -------------------------------------------------------------------------------

    def _by_age(self, rules: RetentionRules, now_us: int | None) -> list[Volume]:
        if now_us is None:
            return []
        due = [
            volume
            for volume in self._erasable()
            if _newest(volume, now_us) < now_us - rules.camera(volume.camera_id).days * DAY
        ]
        self.erase(due, "age")
        return due

    def _by_camera_bytes(self, rules: RetentionRules) -> list[Volume]:
        due: list[Volume] = []
        for camera_id, rule in rules.cameras.items():
            if rule.max_bytes is None:
                continue
            excess = self._used(camera_id) - rule.max_bytes
            due += _oldest(self._erasable(camera_id), excess)
        self.erase(due, "camera_space")
        return due

    def _by_space(
        self, rules: RetentionRules, *, at_least_one: bool = False
    ) -> tuple[list[Volume], bool]:
        excess = self._excess(rules)
        if at_least_one:
            excess = max(excess, 1)
        if excess <= 0:
            return [], False
        due = _oldest(self._erasable(), excess)
        missing = excess - sum(volume.head.bytes for volume in due)
        self.erase(due, "space")
        if missing <= 0 or due:
            return due, False
        if rules.overwrite_held:
            held = _oldest(self._store.volumes(states=ERASABLE), missing)
            self.erase(held, "space_held")
            return held, not held
        return due, True

    def _excess(self, rules: RetentionRules) -> int:
        """Bytes that must go so that the disk's reserve and the store's bound are kept."""
        by_disk = rules.reserve_bytes - self._free_bytes()
        by_bound = self._used() - rules.max_bytes if rules.max_bytes is not None else 0
        return max(by_disk, by_bound)

    def _used(self, camera_id: str | None = None) -> int:
        return sum(volume.head.bytes for volume in self._store.volumes(camera_id))

    def _erasable(self, camera_id: str | None = None) -> list[Volume]:
        holds: list[Hold] = self._holds.active()
        found = self._store.volumes(camera_id, states=ERASABLE)
        return [volume for volume in found if not is_held(volume, holds)]

    # --- files -------------------------------------------------------------------------------

    def _unlink(self, volumes: Iterable[Volume]) -> None:
        gone: list[str] = []
        for volume in volumes:
            try:
                for suffix in _SIDE_FILES:
                    volume.path.with_name(volume.path.name + suffix).unlink(missing_ok=True)
            except OSError:  # a reader still has it open (Windows): the key is gone, next run tries
                continue
            gone.append(volume.id)
        table = schema.volume
        with self._catalogue.write() as db:
            for part in _parts(gone):
                erased = update(table).where(table.c.id.in_(part)).values(state=VolumeState.ERASED)
                db.execute(erased)

    def erased_since(self, since_us: int) -> list[tuple[str, str, Span, int, str]]:
        """(volume, camera, span, when, why) of erased footage: the proof of J-4."""
        table = schema.volume
        query = (
            select(table.c.id, table.c.camera_id, table.c.start_us, table.c.end_us)
            .add_columns(table.c.erased_us, table.c.erase_reason)
            .where(table.c.erased_us >= since_us)
            .order_by(table.c.erased_us)
        )
        with self._catalogue.read() as db:
            rows = db.execute(query).all()
        return [(vid, cam, Span(start, end), at, why) for vid, cam, start, end, at, why in rows]


def _newest(volume: Volume, now_us: int) -> int:
    """When its last picture was taken, as far as can be known.

    A PC whose clock woke up in 1970 stamps its first minute so; the volume is closed when the clock
    is put right, and by that time it is not old.
    """
    closed = volume.closed_us if volume.state is VolumeState.CLOSED else None
    if closed is None or closed > now_us:
        return volume.span.end
    return max(volume.span.end, closed)


def _oldest(volumes: list[Volume], excess: int) -> list[Volume]:
    chosen: list[Volume] = []
    for volume in sorted(volumes, key=lambda found: found.span.start):
        if excess <= 0:
            break
        chosen.append(volume)
        excess -= volume.head.bytes
    return chosen


def _parts(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _erased_entry(volumes: Sequence[Volume], reason: str, people: tuple[str, ...]) -> Entry:
    span = Span(min(v.span.start for v in volumes), max(v.span.end for v in volumes))
    detail: dict[str, JsonValue] = {
        "reason": reason,
        "volumes": len(volumes),
        "bytes": sum(volume.head.bytes for volume in volumes),
    }
    cameras = tuple(sorted({volume.camera_id for volume in volumes}))
    action = Act.FOOTAGE_ERASED
    return Entry(action, people, "done", people[0], cameras=cameras, span=span, detail=detail)
