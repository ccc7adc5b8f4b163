"""Who may do what: one table (J-1, J-3, J-5, J-13). A new action is one row.

``decide`` reads it: whatever no row allows is refused. ``docs/reference/policy.md`` and the
printed rule are made from it by ``policy_page``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from shopguard.access.person import MANAGERS, Person, Role


class Action(StrEnum):
    """What somebody may want to do. Words: ``policy.action.<value>``."""

    ANSWER_ALERT = "answer-alert"
    WATCH_LIVE = "watch-live"
    SEE_HEALTH = "see-health"
    REVIEW = "review"
    PRINT_STILL = "print-still"
    TRACK_STILL = "track-still"
    HOLD = "hold"
    RELEASE_HOLD = "release-hold"
    CONFIRM_INCIDENT = "confirm-incident"
    REGISTER_FACE = "register-face"
    RENEW_FACE = "renew-face"
    REMOVE_FACE = "remove-face"
    PROVIDE = "provide"
    DISCLOSE = "disclose"
    KEEP_REGISTER = "keep-register"
    READ_SCAN = "read-scan"
    SET_RETENTION = "set-retention"
    SET_MASKS = "set-masks"
    MANAGE_PEOPLE = "manage-people"
    CHANGE_MANAGER = "change-manager"
    NEW_SHEET = "new-sheet"
    SET_POLICY = "set-policy"
    SET_SEAT = "set-seat"
    RELAX_VIEWING = "relax-viewing"
    MANAGE_CAMERAS = "manage-cameras"
    CONFIRM_DATE = "confirm-date"
    READ_AUDIT = "read-audit"
    MAKE_REPORT = "make-report"


class Purpose(StrEnum):
    """What recordings may be used for (J-1, J-27). Words: ``policy.purpose.<value>``."""

    THEFT_PREVENTION = "theft-prevention"
    SAFETY = "safety"
    AUTHORITY_REQUEST = "authority-request"
    PERSON_REQUEST = "person-request"


class When(StrEnum):
    """One cell of the table. Words: ``policy.when.<value>``."""

    NEVER = "never"
    ALWAYS = "always"
    IF_RELAXED = "if-relaxed"  # both managers agreed that one may look (footage from then on)
    IF_LIVE_RULE = "if-live-rule"  # the shop's rule lets staff see the live wall


class Column(StrEnum):
    """Who stands there. Words: ``policy.column.<value>``."""

    STAFF = "staff"
    OPERATOR = "operator"
    MANAGER = "manager"
    TWO_MANAGERS = "two-managers"
    AUDITOR = "auditor"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    ``prepared``: everybody must have pledged and be trained. ``purposes``: one of them must be
    named. ``cameras``: the act is about cameras, which must be named. ``sheet``: the recovery
    sheet may stand in for one of the two managers.
    """

    who: Mapping[Column, When]
    prepared: bool = True
    purposes: frozenset[Purpose] = frozenset()
    cameras: bool = False
    sheet: bool = True


@dataclass(frozen=True, slots=True)
class Console:
    """Whoever owns the shop's account on this machine, named by it; nobody of the shop."""

    user: str

    @property
    def id(self) -> str:
        return f"console:{self.user}"


class Sheet:
    """The recovery sheet from the owner's safe, in the place of a manager."""

    id: Final = "sheet"


Party: TypeAlias = Person | Console | Sheet

_STAFF, _OPERATOR, _MANAGER = Column.STAFF, Column.OPERATOR, Column.MANAGER
_TWO, _AUDITOR, _CONSOLE = Column.TWO_MANAGERS, Column.AUDITOR, Column.CONSOLE
_YES = When.ALWAYS
_EVERY_PURPOSE = frozenset(Purpose)
_TWO_MANAGERS = {_TWO: _YES}
_RECORDINGS = Rule(_TWO_MANAGERS, purposes=_EVERY_PURPOSE, cameras=True)
_VIEWING = Rule({_MANAGER: When.IF_RELAXED, _TWO: _YES}, purposes=_EVERY_PURPOSE, cameras=True)
_SETTING_UP = Rule(_TWO_MANAGERS, prepared=False)  # else lapsed training could never be renewed

POLICY: Mapping[Action, Rule] = {
    Action.ANSWER_ALERT: Rule({_STAFF: _YES, _OPERATOR: _YES, _MANAGER: _YES}, cameras=True),
    Action.WATCH_LIVE: Rule(
        {_STAFF: When.IF_LIVE_RULE, _OPERATOR: _YES, _MANAGER: _YES}, cameras=True
    ),
    Action.SEE_HEALTH: Rule({_OPERATOR: _YES, _MANAGER: _YES, _CONSOLE: _YES}, prepared=False),
    Action.REVIEW: _VIEWING,
    Action.PRINT_STILL: _VIEWING,
    # What became of a print: paper that is out already, nothing is shown.
    Action.TRACK_STILL: Rule({_MANAGER: _YES}, prepared=False, cameras=True),
    Action.HOLD: Rule({_MANAGER: _YES}, prepared=False, cameras=True),  # it only protects
    Action.RELEASE_HOLD: Rule(_TWO_MANAGERS, cameras=True),
    Action.CONFIRM_INCIDENT: _RECORDINGS,
    Action.REGISTER_FACE: _RECORDINGS,
    Action.RENEW_FACE: _RECORDINGS,
    Action.REMOVE_FACE: Rule({_MANAGER: _YES}, prepared=False),  # it only protects
    Action.PROVIDE: _RECORDINGS,
    Action.DISCLOSE: Rule(
        _TWO_MANAGERS, purposes=frozenset({Purpose.PERSON_REQUEST}), cameras=True
    ),
    # Paper only: a request is noted, refused, corrected, handed over; footage needs PROVIDE.
    Action.KEEP_REGISTER: Rule({_MANAGER: _YES, _CONSOLE: _YES}, prepared=False),
    Action.READ_SCAN: Rule(_TWO_MANAGERS),
    Action.SET_RETENTION: Rule(_TWO_MANAGERS),
    Action.SET_MASKS: Rule(_TWO_MANAGERS, cameras=True),
    Action.MANAGE_PEOPLE: _SETTING_UP,
    Action.CHANGE_MANAGER: _SETTING_UP,
    Action.NEW_SHEET: _SETTING_UP,
    Action.SET_POLICY: Rule(_TWO_MANAGERS),
    Action.SET_SEAT: Rule({_MANAGER: _YES}, prepared=False),
    Action.RELAX_VIEWING: Rule(_TWO_MANAGERS, sheet=False),  # both have to agree in person
    Action.MANAGE_CAMERAS: Rule({_MANAGER: _YES, _CONSOLE: _YES}, prepared=False),
    Action.CONFIRM_DATE: Rule({_MANAGER: _YES}, prepared=False),  # after a clock jump
    Action.READ_AUDIT: Rule({_MANAGER: _YES, _AUDITOR: _YES, _CONSOLE: _YES}, prepared=False),
    Action.MAKE_REPORT: Rule({_MANAGER: _YES, _AUDITOR: _YES}, prepared=False),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a decision depends on besides the people: the shop's rule, and now (UTC µs)."""

    now_us: int
    relaxed: bool = False
    live_for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer. ``code`` is ``policy.allowed`` or the error code that says why not."""

    allowed: bool
    code: str


ALLOWED = Decision(allowed=True, code="policy.allowed")


def decide(
    action: Action, people: Sequence[Party], circumstances: Circumstances, *,
    purpose: Purpose | None = None, cameras: Collection[str] = (),
) -> Decision:  # fmt: skip
    """Whether ``people``, all of them together, may do ``action`` to ``cameras``."""
    rule = POLICY[action]
    code = (
        _wrong_people(people)
        or _wrong_role(rule, people, circumstances)
        or _unprepared(rule, people, circumstances.now_us)
        or _wrong_purpose(rule, purpose)
        or _wrong_cameras(rule, people, cameras)
    )
    return Decision(allowed=False, code=code) if code else ALLOWED


def _wrong_people(people: Sequence[Party]) -> str | None:
    if not people:
        return "policy.nobody"
    if len({party.id for party in people}) < len(people):
        return "policy.same_person"
    if any(isinstance(party, Person) and not party.present for party in people):
        return "policy.not_present"
    return None


def _wrong_role(rule: Rule, people: Sequence[Party], circumstances: Circumstances) -> str | None:
    if not rule.sheet and any(isinstance(party, Sheet) for party in people):
        return "policy.no_sheet"
    cells = {column: rule.who.get(column, When.NEVER) for column in columns_of(people)}
    if any(_holds(cell, circumstances) for cell in cells.values()):
        return None
    if When.IF_LIVE_RULE in cells.values():
        return "policy.not_live"
    one_of_two = all(isinstance(party, Sheet) or _is_manager(party) for party in people)
    if one_of_two and rule.who.get(Column.TWO_MANAGERS) is When.ALWAYS:
        return "policy.needs_two"
    return "policy.role"


def columns_of(people: Sequence[Party]) -> frozenset[Column]:
    """Columns that speak for these people together; empty when none does.

    Two managers may do what each of them may do alone; two others may do nothing together.
    """
    match people:
        case [Console()]:
            return frozenset({Column.CONSOLE})
        case [Person() as person]:
            return frozenset(_COLUMN_OF[role] for role in person.roles)
        case [first, second] if _is_manager(first) and _is_manager(second):
            return frozenset({Column.MANAGER, Column.TWO_MANAGERS})
        case [first, second] if _is_manager(first) and isinstance(second, Sheet):
            return frozenset({Column.TWO_MANAGERS})
        case [first, second] if isinstance(first, Sheet) and _is_manager(second):
            return frozenset({Column.TWO_MANAGERS})
        case _:
            return frozenset()


_COLUMN_OF = {
    Role.CHIEF: Column.MANAGER,
    Role.DEPUTY: Column.MANAGER,
    Role.OPERATOR: Column.OPERATOR,
    Role.STAFF: Column.STAFF,
    Role.AUDITOR: Column.AUDITOR,
}


def _is_manager(party: Party) -> bool:
    return isinstance(party, Person) and bool(party.roles & MANAGERS)


def _holds(cell: When, circumstances: Circumstances) -> bool:
    match cell:
        case When.ALWAYS:
            return True
        case When.IF_RELAXED:
            return circumstances.relaxed
        case When.IF_LIVE_RULE:
            return circumstances.live_for_staff
        case When.NEVER:
            return False


def _unprepared(rule: Rule, people: Sequence[Party], now_us: int) -> str | None:
    if not rule.prepared:
        return None
    persons = [party for party in people if isinstance(party, Person)]
    if any(person.pledged_us is None or person.pledged_us > now_us for person in persons):
        return "policy.not_pledged"
    if any(not now_us < (person.trained_until_us or 0) for person in persons):
        return "policy.not_trained"
    return None


def _wrong_purpose(rule: Rule, purpose: Purpose | None) -> str | None:
    if rule.purposes and purpose not in rule.purposes:
        return "policy.no_purpose"
    return None


def _wrong_cameras(rule: Rule, people: Sequence[Party], cameras: Collection[str]) -> str | None:
    if rule.cameras and not cameras:
        return "policy.no_camera"
    return next(("policy.not_your_camera" for one in people if not _may_see(one, cameras)), None)


def _may_see(party: Party, cameras: Collection[str]) -> bool:
    if not isinstance(party, Person) or party.is_manager or party.cameras is None:
        return True
    return party.cameras.issuperset(cameras)
