"""Entries of the log as a manager says them."""

from __future__ import annotations

from collections.abc import Iterable

from shopguard.base.texts import all_codes
from ui import words
from ui.audit.model import AuditFact, AuditFilter, AuditRow
from ui.model import CameraInfo, PersonInfo
from ui.translate import engine_text, engine_what, language, translate


def action_words(action: str) -> str:
    """What an action is called; its own name when a later version logged it."""
    code = f"audit.action.{action}"
    return engine_text(code) if code in all_codes() else action


_SUBJECTS = (
    ("footage", "live", "approval", "hold"),
    ("provision", "rights", "register", "scan", "paper", "notice"),
    ("erasure", "retention", "epoch"),
    ("camera", "gap"),
    ("login", "session", "person"),
    ("recorder", "disk", "clock"),
    ("shop", "setting", "vault", "sheet"),
    ("audit", "check", "catalogue"),
)  # what an action's name begins with, in the order a shop asks for it


def by_subject(actions: Iterable[str]) -> list[list[str]]:
    """Actions that belong together, each group in the order they happen in; unknown ones last."""
    kinds = [kind for group in _SUBJECTS for kind in group]
    homes = {kind: home for home, group in enumerate(_SUBJECTS) for kind in group}
    groups: dict[int, list[str]] = {}
    for action in sorted(actions, key=lambda each: _place(kinds, each)):
        groups.setdefault(homes.get(_kind(action), len(_SUBJECTS)), []).append(action)
    return list(groups.values())


def _kind(action: str) -> str:
    return action.partition(".")[0]


def _place(kinds: list[str], action: str) -> int:
    return kinds.index(_kind(action)) if _kind(action) in kinds else len(kinds)


def person_words(person: str) -> str:
    """A name; the recorder, the sheet and who owns the account of this PC are called so."""
    kind, _, user = person.partition(":")
    code = f"audit.person.{kind}"
    return engine_text(code, user=user) if code in all_codes() else person


def people_words(row: AuditRow) -> str:
    return "・".join(map(person_words, row.people))


def purpose_words(row: AuditRow) -> str:
    code = f"policy.purpose.{row.purpose}"
    return engine_text(code) if code in all_codes() else row.purpose


def span_words(row: AuditRow) -> str:
    return words.span(row.span, language()) if row.span is not None else ""


def fact_value(fact: AuditFact) -> str:
    return engine_what(fact.code) if fact.code else fact.value


_PLAIN = frozenset({"about", "why", "cause", "reason", "note", "file"})  # clear without a name


def fact_words(fact: AuditFact) -> str:
    """A fact in a line with others."""
    value = fact_value(fact)
    if fact.name in _PLAIN:
        return value
    name = engine_text(f"audit.detail.{fact.name}")
    return engine_text("audit.fact", name=name, value=value)


def about(row: AuditRow) -> str:
    """Everything else in one line: purpose, cameras, footage, and what the entry tells."""
    parts = [purpose_words(row), *map(fact_words, row.facts)]
    parts += ["・".join(row.cameras), span_words(row)]
    return " / ".join(filter(None, parts))


def details(row: AuditRow) -> list[tuple[str, str]]:
    """Everything an entry tells, each thing under its name."""
    named = [
        (translate("audit", "Who"), people_words(row)),
        (translate("audit", "Purpose"), purpose_words(row)),
        (translate("audit", "Cameras"), "・".join(row.cameras)),
        (translate("audit", "Footage"), span_words(row)),
        (translate("audit", "Seat"), row.seat),
    ]
    named += [(engine_text(f"audit.detail.{fact.name}"), fact_value(fact)) for fact in row.facts]
    return [(name, value) for name, value in named if value]


def filter_words(
    wanted: AuditFilter, people: tuple[PersonInfo, ...], cameras: tuple[CameraInfo, ...]
) -> str:
    """What is being shown, for the paper; empty for everything."""
    parts = [person.name for person in people if person.id == wanted.person_id]
    parts += [camera.name for camera in cameras if camera.id == wanted.camera_id]
    if wanted.day is not None:
        parts.append(words.day(wanted.day.start, language(), year=True))
    if wanted.action:
        parts.append(action_words(wanted.action))
    return " / ".join(parts)
