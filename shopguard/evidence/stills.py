"""Printed stills by number, and what became of each, read out of the log itself (J-15).

printed ─► shredded | handed over with a provision ─► in the shop again
     └──► did not come out                              (came back, or it was the wrong number)

There is no second register: the entries of the log are what happened, and they never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, select

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.record import entry_of
from shopguard.base.clock import DAY
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from shopguard.database import schema


class StillState(StrEnum):
    """Where a print is. Words: ``still.state.<value>``."""

    KEPT = "kept"
    SHREDDED = "shredded"
    HANDED_OVER = "handed-over"
    NOT_MADE = "not-made"  # the printer failed; the number is used up


@dataclass(frozen=True, slots=True)
class StillEvent:
    """What happened to a print. ``provision``: the id of the one it was handed over with.

    ``again``: it was noted as gone, and is here after all.
    """

    at_us: int
    leads: StillState
    people: tuple[str, ...]
    note: str = ""
    provision: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class PrintedStill:
    """One number. ``purpose`` and ``note``: of the viewing it was printed from."""

    number: int
    camera_id: str
    seen: Span
    purpose: str
    note: str
    events: tuple[StillEvent, ...]

    @property
    def state(self) -> StillState:
        return self.events[-1].leads

    @property
    def printed_us(self) -> int:
        return self.events[0].at_us

    @property
    def viewers(self) -> tuple[str, ...]:
        return self.events[0].people

    @property
    def before(self) -> PrintedStill:
        """As it stood before the last thing that happened."""
        return replace(self, events=self.events[:-1])

    def is_overdue(self, now_us: int, days: int) -> bool:
        """Paper that has been in the shop for more than so many days."""
        return self.state is StillState.KEPT and now_us > self.printed_us + days * DAY


# Act of the log → where it leads, and from where that can happen.
LEADS: Mapping[Act, tuple[StillState, frozenset[StillState]]] = {
    Act.PRINT_SHREDDED: (StillState.SHREDDED, frozenset({StillState.KEPT})),
    Act.PRINT_HANDED_OVER: (StillState.HANDED_OVER, frozenset({StillState.KEPT})),
    Act.PRINT_BACK: (StillState.KEPT, frozenset({StillState.SHREDDED, StillState.HANDED_OVER})),
}
_ACTS = (Act.FOOTAGE_PRINTED, *LEADS)


def printed_stills(db: Connection) -> list[PrintedStill]:
    """Every number that was given out, newest first."""
    record = schema.audit_record
    query = select(record.c.at_us, record.c.body).where(record.c.action.in_(_ACTS))
    rows = db.execute(query.order_by(record.c.seq)).all()
    return _folded((row.at_us, entry_of(row.body)) for row in rows)


def still_numbered(db: Connection, number: int) -> PrintedStill:
    """InvalidInput when that number was not given out."""
    for still in printed_stills(db):
        if still.number == number:
            return still
    raise InvalidInput("still.unknown", number=number)


def require_still_step(still: PrintedStill, act: Act) -> None:
    """Refused when that cannot happen to it as it stands."""
    if still.state not in LEADS[act][1]:
        raise Refused("still.state")


def _folded(entries: Iterable[tuple[int, Entry]]) -> list[PrintedStill]:
    found: dict[int, PrintedStill] = {}
    for at_us, entry in entries:
        number, leads = entry.detail.get("number"), _leads(entry)
        if not isinstance(number, int) or leads is None:
            continue
        note, provision = (str(entry.detail.get(name, "")) for name in ("note", "provision"))
        again = entry.action == Act.PRINT_BACK
        event = StillEvent(at_us, leads, entry.people, note, provision, again)
        known = found.get(number)
        if known is not None:
            found[number] = replace(known, events=(*known.events, event))
        elif entry.span is not None and entry.cameras:
            camera = entry.cameras[0]
            first = replace(event, note="")
            found[number] = PrintedStill(number, camera, entry.span, entry.purpose, note, (first,))
    return sorted(found.values(), key=lambda still: -still.number)


def _leads(entry: Entry) -> StillState | None:
    """Where an entry leads; a try that was refused leads nowhere."""
    if entry.action == Act.FOOTAGE_PRINTED:
        return StillState.KEPT if entry.outcome == "done" else StillState.NOT_MADE
    return LEADS[Act(entry.action)][0] if entry.outcome == "done" else None
