"""A provision: what was asked on which ground, and what became of it (J-6, J-7, APPI 29).

announced ─► open ─► exported ─► handed over ─► returned
     └────────┴─► refused          (a correction is possible at any time and changes no state)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from shopguard.audit.entry import JsonValue
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.evidence.absent import Absent
from shopguard.evidence.cases import Case, CaseEntry
from shopguard.evidence.grounds import GROUNDS, Fields, Ground


class Step(StrEnum):
    """What may happen to a provision. Words: ``provision.step.<value>``."""

    ANNOUNCED = "announced"  # by telephone: the paper will follow, or not
    OPENED = "opened"
    EXPORTED = "exported"
    FAILED = "failed"  # an export that did not come to its end
    KEY_SHOWN = "key-shown"  # that the package's password was shown, never what it is
    HANDED_OVER = "handed-over"
    RETURNED = "returned"  # or destroyed by the recipient, as agreed
    REFUSED = "refused"
    CORRECTED = "corrected"
    REDACTED = "redacted"  # what a copy shows and covers was looked through, and is settled


class State(StrEnum):
    """Where a provision stands. Words: ``provision.state.<value>``."""

    ANNOUNCED = "announced"
    OPEN = "open"
    EXPORTED = "exported"
    HANDED_OVER = "handed-over"
    RETURNED = "returned"
    REFUSED = "refused"


_ANY = tuple(State)
# Step → the states it may happen in (None: a new case), and where it leads (None: nowhere).
_STEPS: Mapping[Step, tuple[tuple[State | None, ...], State | None]] = {
    Step.ANNOUNCED: ((None,), State.ANNOUNCED),
    Step.OPENED: ((None, State.ANNOUNCED), State.OPEN),
    Step.EXPORTED: ((State.OPEN, State.EXPORTED), State.EXPORTED),
    Step.FAILED: ((State.OPEN, State.EXPORTED), None),
    Step.KEY_SHOWN: ((State.EXPORTED, State.HANDED_OVER), None),
    Step.HANDED_OVER: ((State.EXPORTED,), State.HANDED_OVER),
    Step.RETURNED: ((State.HANDED_OVER,), State.RETURNED),
    Step.REFUSED: ((None, State.ANNOUNCED, State.OPEN), State.REFUSED),
    Step.CORRECTED: (_ANY, None),
    Step.REDACTED: ((State.OPEN, State.EXPORTED), None),
}


@dataclass(frozen=True, slots=True)
class Provision:
    """A case of the register, read as a provision. Times UTC µs."""

    case: Case
    state: State
    ground: Ground
    fields: Fields
    cameras: tuple[str, ...]
    span: Span | None
    opened_us: int
    by: tuple[str, ...]
    ready: bool = False  # a package is there, and somebody was shown its password
    absent: tuple[Absent, ...] | None = None  # from the package; None while there is none

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def number(self) -> int:
        return self.case.number

    def last(self, step: Step) -> CaseEntry | None:
        """The newest entry of that kind."""
        found = (entry for entry in reversed(self.case.entries) if entry.kind == step)
        return next(found, None)


def provision_of(case: Case) -> Provision:
    """What the entries of ``case`` add up to."""
    state: State | None = None
    told: dict[str, JsonValue] = {}
    ready, absent = False, None
    for entry in _lasting(case):
        _, leads = _STEPS[Step(entry.kind)]
        state = leads or state
        ready = _READY.get(Step(entry.kind), ready)
        if entry.kind == Step.EXPORTED:
            absent = _absent(entry)
        told |= {name: entry.data[name] for name in _TOLD if name in entry.data}
    first = case.entries[0]
    span = cast("list[int] | None", told.get("span"))
    return Provision(
        case,
        state or State.OPEN,
        GROUNDS[str(told.get("ground", "none"))],
        cast("Fields", told.get("fields", {})),
        tuple(cast("list[str]", told.get("cameras", []))),
        None if span is None else Span(*span),
        first.at_us,
        first.people,
        ready,
        absent,
    )


def _absent(entry: CaseEntry) -> tuple[Absent, ...] | None:
    """What an export told of it; None for those of before it was told."""
    rows = cast("list[Mapping[str, JsonValue]] | None", entry.data.get("absent"))
    return None if rows is None else tuple(Absent.of_json(row) for row in rows)


def _lasting(case: Case) -> Iterator[CaseEntry]:
    """The entries without exports that came to nothing after they were noted.

    A failure names the export that it ended; before it did so, it was the one just before it.
    """
    failed = [entry for entry in case.entries if entry.kind == Step.FAILED]
    ended = {entry.data.get("manifest") for entry in failed}
    just_before = {entry.place - 1 for entry in failed if "manifest" not in entry.data}
    for entry in case.entries:
        gone = entry.data.get("manifest") in ended or entry.place in just_before
        if entry.kind != Step.EXPORTED or not gone:
            yield entry


_READY = {Step.EXPORTED: False, Step.KEY_SHOWN: True}


_TOLD = ("ground", "fields", "cameras", "span")


def require_step(provision: Provision | None, step: Step) -> None:
    """Refused ``provision.state`` when that cannot happen to it as it stands."""
    state = None if provision is None else provision.state
    if state not in _STEPS[step][0]:
        raise Refused("provision.state")
