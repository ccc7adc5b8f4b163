"""Grounds on which footage may be given out, and what each asks for (J-6, J-7, G-7, T-5).

A new ground is one row here and its words in ``resources/texts/provision.toml``: ``ground.<key>``,
``ground.why.<key>``, ``ground.print.<key>``; a field's under ``provision.field.<name>``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from shopguard.access.policy import Action, Purpose
from shopguard.base.clock import parse_time
from shopguard.base.errors import InvalidInput, Refused, ShopGuardError
from shopguard.base.texts import RESOURCES, Language, Named

LONGEST = 2000
Fields = Mapping[str, str]


class Kind(StrEnum):
    """What a field holds. Dates are ISO 8601 days, times ISO 8601 with offset."""

    WORDS = "words"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    SCAN = "scan"  # digest of an attached file


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be filled in.

    ``inside``: it stays in the shop, off the package. ``call``: a call is not noted without it.
    ``ahead``: a day that is still to come.
    """

    name: str
    kind: Kind = Kind.WORDS
    required: bool = True
    inside: bool = False
    call: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. ``law``: keys of ``resources/law/statutes.toml``; ``allows``: whether footage
    may be given on it at all (there is one row for requests without any ground); ``action``: what
    the policy table is asked; ``hides_others``: only copies leave in which nobody but one person
    can be recognised."""

    key: str
    purpose: Purpose
    law: tuple[str, ...]
    fields: tuple[Field, ...]
    allows: bool = True
    action: Action = Action.PROVIDE
    hides_others: bool = False

    @property
    def needs_scan(self) -> bool:
        return any(field.kind is Kind.SCAN and field.required for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


# Who gets it and how they were known, asked for on every ground (G-7.2).
_RECIPIENT = (
    Field("recipient", call=True),
    Field("organisation", required=False),
    Field("contact"),
    Field("identity_document"),
    Field("identity_number", required=False, inside=True),
    Field("identity_how", Kind.LONG, inside=True),
)
# Why it is needed, and why not less would do.
_NEED = (
    Field("need", Kind.LONG),
    Field("person_shown", required=False),
    Field("asked_from", Kind.TIME, required=False),
    Field("asked_to", Kind.TIME, required=False),
    Field("return_by", Kind.DATE, required=False, ahead=True),
)
_AGENCY = Field("agency", call=True)
_OFFICER = (_AGENCY, Field("rank"), Field("callback", Kind.PHONE, inside=True))
_DOCUMENT = (Field("document"), Field("document_date", Kind.DATE))
_SCAN = Field("scan", Kind.SCAN, inside=True)
_NO_CONSENT = Field("no_consent", Kind.LONG)

_AUTHORITY, _SAFETY, _PERSON = (
    Purpose.AUTHORITY_REQUEST,
    Purpose.SAFETY,
    Purpose.PERSON_REQUEST,
)
_ROWS = (
    Ground(
        "warrant",
        _AUTHORITY,
        ("appi-27-1-1", "procedure-218"),
        (*_DOCUMENT, Field("court"), *_OFFICER, _SCAN, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "police-inquiry",
        _AUTHORITY,
        ("appi-27-1-1", "procedure-197-2"),
        (*_DOCUMENT, *_OFFICER, Field("callback_answer", inside=True), _SCAN, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "other-duty",
        _AUTHORITY,
        ("appi-27-1-1",),
        (Field("law"), *_DOCUMENT, _AGENCY, _SCAN, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "danger",
        _SAFETY,
        ("appi-27-1-2",),
        (Field("danger", Kind.LONG), _NO_CONSENT, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "public-health",
        _SAFETY,
        ("appi-27-1-3",),
        (_AGENCY, Field("health", Kind.LONG), _NO_CONSENT, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "state-cooperation",
        _AUTHORITY,
        ("appi-27-1-4",),
        (
            *(*_DOCUMENT, _AGENCY, Field("task", Kind.LONG), _NO_CONSENT, _SCAN),
            *(*_RECIPIENT, *_NEED),
        ),
    ),
    Ground(
        "facility-operator",
        _SAFETY,
        ("appi-27-1",),
        (Field("contract"), Field("contract_date", Kind.DATE), _SCAN, *_RECIPIENT, *_NEED),
    ),
    Ground(
        "consent",
        _PERSON,
        ("appi-27-1",),
        (
            *(Field("person_shown"), Field("consent_date", Kind.DATE), _SCAN, *_RECIPIENT),
            *(field for field in _NEED if field.name != "person_shown"),
        ),
    ),
    Ground(
        "self",
        _PERSON,
        ("appi-33",),
        (*_RECIPIENT, *_NEED),
        action=Action.DISCLOSE,
        hides_others=True,
    ),
    Ground(
        "none",
        _PERSON,
        (),
        (
            Field("recipient"),
            Field("organisation", required=False),
            Field("contact", required=False),
            Field("need", Kind.LONG, required=False),
        ),
        allows=False,
    ),
)

GROUNDS: Mapping[str, Ground] = {row.key: row for row in _ROWS}


def ground_of(key: str) -> Ground:
    """The row of ``key``; InvalidInput names the ones there are."""
    try:
        return GROUNDS[key]
    except KeyError:
        raise InvalidInput("provision.ground", known=", ".join(GROUNDS)) from None


def cleaned(ground: Ground, given: Mapping[str, object]) -> Fields:
    """What was filled in, without empty ones; InvalidInput names what makes no sense."""
    known = {field.name: field for field in ground.fields}
    unknown = [name for name in given if name not in known]
    if unknown:
        raise InvalidInput("provision.field_unknown", field=str(unknown[0])[:60])
    found: dict[str, str] = {}
    for name, value in given.items():
        words = _one(known[name], value)
        if words:
            found[name] = words
    return found


def missing(ground: Ground, fields: Fields) -> list[str]:
    """Names of what must still be filled in."""
    return [field.name for field in ground.fields if field.required and not fields.get(field.name)]


def missing_at_call(ground: Ground, fields: Fields) -> list[str]:
    """Who called is known even before the paper comes."""
    return [field.name for field in ground.fields if field.call and not fields.get(field.name)]


def require_caller(ground: Ground, fields: Fields) -> None:
    """Refused while nobody can be called back about it."""
    lacking = missing_at_call(ground, fields)
    if lacking:
        raise Refused("provision.no_caller", fields=_named(lacking))


def require_complete(ground: Ground, fields: Fields) -> None:
    """Refused without a ground, or while something it asks for is missing."""
    if not ground.allows:
        raise Refused("provision.no_ground")
    require_filled(ground, fields)


def require_filled(ground: Ground, fields: Fields) -> None:
    """Refused while something is missing that the ground asks for; the words name it."""
    lacking = missing(ground, fields)
    if lacking:
        raise Refused("provision.incomplete", fields=_named(lacking))


def _named(fields: Sequence[str]) -> Named:
    """As they are called on screens and papers."""
    return Named("provision.field", tuple(fields))


@cache
def _statutes() -> dict[str, dict[str, str]]:
    path = RESOURCES / "law" / "statutes.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def statutes(keys: Sequence[str], language: Language) -> str:
    """The law in words, for screens and papers."""
    return "・".join(_statutes()[key][language] for key in keys)


def _one(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidInput("provision.field", field=_named((field.name,)))
    words = unicodedata.normalize("NFC", value).strip()
    hidden = any(unicodedata.category(letter)[0] == "C" and letter != "\n" for letter in words)
    if len(words) > LONGEST or hidden:
        raise InvalidInput("provision.field", field=_named((field.name,)))
    if words and not _fits(field.kind, words):
        raise InvalidInput("provision.field", field=_named((field.name,)))
    return words


def _fits(kind: Kind, words: str) -> bool:
    match kind:
        case Kind.DATE:
            return _is_day(words)
        case Kind.TIME:
            return _is_time(words)
        case Kind.PHONE:
            return re.fullmatch(r"\+?[0-9０-９][0-9０-９ ()（）ー-]{5,30}", words) is not None
        case Kind.SCAN:
            return re.fullmatch(r"[0-9a-f]{64}", words) is not None
        case Kind.WORDS | Kind.LONG:
            return True


def _is_day(words: str) -> bool:
    """Written as 2026-11-20, so that days can be compared as they stand."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _is_time(words: str) -> bool:
    try:
        parse_time(words)
    except ShopGuardError:
        return False
    return True
