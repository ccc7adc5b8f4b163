"""What people ask about their own data: disclosure, correction, stop, erasure (APPI 33-35).

received ─► identified ─► answered
    └───────────┴─► withdrawn          (a note is possible at any time)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from shopguard.audit.entry import JsonValue
from shopguard.base.clock import DAY
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.evidence.cases import Case, CaseEntry


class Wish(StrEnum):
    """What somebody asks for. Words: ``rights.wish.<value>``."""

    DISCLOSURE = "disclosure"
    CORRECTION = "correction"
    STOP_USE = "stop-use"
    ERASURE = "erasure"
    PROVISION_RECORD = "provision-record"


# Where the law says so; keys of resources/law/statutes.toml.
LAW: Mapping[Wish, tuple[str, ...]] = {
    Wish.DISCLOSURE: ("appi-33",),
    Wish.CORRECTION: ("appi-34",),
    Wish.STOP_USE: ("appi-35",),
    Wish.ERASURE: ("appi-35",),
    Wish.PROVISION_RECORD: ("appi-33",),
}


class Answer(StrEnum):
    """What the shop answers. Words: ``rights.answer.<value>``; each has its letter."""

    GRANTED = "granted"
    PARTLY = "partly"
    NOTHING_KEPT = "nothing-kept"  # overwritten already, or never recorded
    DECLINED = "declined"


class RightsStep(StrEnum):
    """What may happen to a request. Words: ``rights.step.<value>``."""

    RECEIVED = "received"
    IDENTIFIED = "identified"
    NOTED = "noted"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class RightsState(StrEnum):
    """Where a request stands. Words: ``rights.state.<value>``."""

    RECEIVED = "received"
    IDENTIFIED = "identified"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


_ANY = tuple(RightsState)
_OPEN = (RightsState.RECEIVED, RightsState.IDENTIFIED)
# Step → the states it may happen in (None: a new case), and where it leads (None: nowhere).
_STEPS: Mapping[RightsStep, tuple[tuple[RightsState | None, ...], RightsState | None]] = {
    RightsStep.RECEIVED: ((None,), RightsState.RECEIVED),
    RightsStep.IDENTIFIED: ((RightsState.RECEIVED,), RightsState.IDENTIFIED),
    RightsStep.NOTED: (_ANY, None),
    RightsStep.ANSWERED: ((RightsState.IDENTIFIED,), RightsState.ANSWERED),
    RightsStep.WITHDRAWN: (_OPEN, RightsState.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """A case of the register, read as a rights request. ``due_us``: when an answer is owed.

    ``cameras`` and ``span``: what is asked about, as far as it is known; a search may have told.
    ``provision``: id of the provision by which pictures are disclosed.
    """

    case: Case
    state: RightsState
    wish: Wish
    who: str
    contact: str
    words: str
    cameras: tuple[str, ...]
    span: Span | None
    received_us: int
    due_us: int
    provision: str = ""

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def number(self) -> int:
        return self.case.number

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN

    def is_overdue(self, now_us: int) -> bool:
        return self.is_open and now_us > self.due_us

    def last(self, step: RightsStep) -> CaseEntry | None:
        found = (entry for entry in reversed(self.case.entries) if entry.kind == step)
        return next(found, None)


def rights_of(case: Case) -> RightsRequest:
    """What the entries of ``case`` add up to."""
    first, state = case.entries[0], RightsState.RECEIVED
    told: dict[str, JsonValue] = {}
    for entry in case.entries:
        state = _STEPS[RightsStep(entry.kind)][1] or state
        told |= {name: said for name, said in entry.data.items() if name in _TOLD}
    told |= {name: first.data[name] for name in _FIRST}
    span = cast("list[int] | None", told["span"])
    return RightsRequest(
        case,
        state,
        Wish(str(told["wish"])),
        str(told["who"]),
        str(told["contact"]),
        str(told["words"]),
        tuple(cast("list[str]", told["cameras"])),
        None if span is None else Span(*span),
        first.at_us,
        first.at_us + cast("int", told["due_days"]) * DAY,
        str(told.get("provision", "")),
    )


_FIRST = ("wish", "who", "contact", "words", "due_days")  # as they were when it came
_TOLD = ("cameras", "span", "provision")  # as the newest entry has them that speaks of them


def require_rights_step(request: RightsRequest | None, step: RightsStep) -> None:
    """Refused when that cannot happen to it as it stands; nothing is answered to a stranger."""
    state = None if request is None else request.state
    if step is RightsStep.ANSWERED and state is RightsState.RECEIVED:
        raise Refused("rights.not_identified")
    if state not in _STEPS[step][0]:
        raise Refused("provision.state")


def received(
    wish: Wish, who: str, contact: str, words: str, cameras: tuple[str, ...], span: Span | None,
    due_days: int,
) -> dict[str, JsonValue]:  # fmt: skip
    """What the first entry of a request says."""
    return {
        "wish": wish.value,
        "who": who,
        "contact": contact,
        "words": words,
        "cameras": list(cameras),
        "span": None if span is None else [span.start, span.end],
        "due_days": due_days,
    }
