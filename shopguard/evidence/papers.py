"""Papers of a provision: cover sheet, provision record, receipt, letter of refusal, list (APPI 29).

A new paper is one function here and its words under ``paper.<name>``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from shopguard.base.clock import from_us, parse_time
from shopguard.base.forms import Form, Grid, Head, Part, Rows, Signature, Words, form_pdf
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.evidence.grounds import Kind, statutes
from shopguard.evidence.provisions import Provision, Step

JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the papers need to know of the shop. ``names``: of people and cameras by id."""

    name: str
    contact: str
    fingerprint: str
    names: Mapping[str, str]
    now_us: int


def paper_pdf(
    name: str, provision: Provision, shop: Letterhead, language: Language = "ja"
) -> bytes:
    """One of ``PAPERS`` as PDF bytes."""
    return form_pdf(PAPERS[name](provision, shop, language))


def list_pdf(provisions: Sequence[Provision], shop: Letterhead, language: Language = "ja") -> bytes:
    """The register as the rule-books ask for it: day, recipient, images, purpose, reason (J-7)."""
    heads = ("number", "day", "recipient", "what", "ground", "reason", "state")
    rows = [_list_row(each, shop, language) for each in provisions]
    shares = (0.06, 0.12, 0.17, 0.23, 0.16, 0.16, 0.10)
    grid = Grid([text(f"paper.list.{head}", language) for head in heads], rows, shares)
    title = text("paper.list.title", language)
    return form_pdf(
        Form(title, [grid], above=day(shop.now_us, language), foot=shop.name, lying=True)
    )


def moment(us: int, language: Language) -> str:
    """A time as papers give it: always Japan's."""
    return f"{from_us(us, JAPAN):{_FORMATS[language]} %H:%M:%S}"


# --- papers ---------------------------------------------------------------------------------------


def _cover(provision: Provision, shop: Letterhead, language: Language) -> Form:
    said = _table("paper.cover", language)
    parts: list[Part] = [
        Rows([*_whom(provision, language), *_what(provision, shop, language)]),
        *_absent(provision, shop, language),
        *([Words(said("edited"), strong=True)] if provision.ground.hides_others else []),
        Head(said("check_title")),
        Words(said("check")),
        Rows([(said("fingerprint"), shop.fingerprint)]),
        Words(said("proves")),
        Words(said("password"), strong=True),
        Words(said("own" if provision.ground.hides_others else "duty")),
    ]
    return _form(said("title"), parts, provision, shop, language)


def _record(provision: Provision, shop: Letterhead, language: Language) -> Form:
    said = _table("paper.record", language)
    fields = [
        (text(f"provision.field.{name}", language), _field(provision, name, language))
        for name in provision.fields
        if provision.ground.field(name).kind is not Kind.SCAN and name not in _WHOM
    ]
    steps = [
        (
            moment(entry.at_us, language),
            text(f"provision.step.{entry.kind}", language),
            "・".join(_person(one, shop, language) for one in entry.people),
        )
        for entry in provision.case.entries
    ]
    heads = [said("when"), said("step"), said("people")]
    parts: list[Part] = [
        Rows([*_whom(provision, language), *_what(provision, shop, language)]),
        Head(said("fields")),
        Rows(fields or [("", "")]),
        Head(said("steps")),
        Grid(heads, steps, (0.34, 0.33, 0.33)),
        Words(said("law", law=statutes(("appi-29",), language))),
    ]
    return _form(said("title"), parts, provision, shop, language)


def _receipt(provision: Provision, shop: Letterhead, language: Language) -> Form:
    said = _table("paper.receipt", language)
    handed = provision.last(Step.HANDED_OVER)
    told = handed.data if handed else {}
    parts: list[Part] = [
        Words(said("received", shop=shop.name)),
        Rows(
            [
                *_whom(provision, language),
                *_what(provision, shop, language),
                (said("medium"), str(told.get("medium", ""))),
                (said("return_by"), _field(provision, "return_by", language)),
            ]
        ),
        Words(said("promise")),
        Signature(said("recipient"), said("day")),
        Signature(said("giver"), said("day")),
    ]
    to = said("to", shop=shop.name)
    return _form(said("title"), parts, provision, shop, language, to=to)


def _refusal(provision: Provision, shop: Letterhead, language: Language) -> Form:
    said = _table("paper.refusal", language)
    refused = provision.last(Step.REFUSED)
    reason = str(refused.data["reason"]) if refused else ""
    parts: list[Part] = [
        Words(said("letter")),
        Rows([(said("reason"), reason), *_what(provision, shop, language, ground=False)]),
        Words(said("law", law=statutes(("appi-27-1",), language))),
        Words(said("contact", shop=shop.name, contact=shop.contact or "—")),
    ]
    who = provision.fields.get("recipient", "")
    to = said("to", who=who) if who else ""
    return _form(said("title"), parts, provision, shop, language, to=to)


PAPERS: Mapping[str, Callable[[Provision, Letterhead, Language], Form]] = {
    "cover": _cover,
    "record": _record,
    "receipt": _receipt,
    "refusal": _refusal,
}


# --- inner ----------------------------------------------------------------------------------------

_MOST_ABSENT = 8  # on a cover sheet
_FORMATS: Mapping[Language, str] = {"ja": "%Y年%m月%d日", "en": "%Y-%m-%d"}
_WHOM = ("recipient", "organisation", "agency", "rank", "contact", "document", "document_date")


def _absent(provision: Provision, shop: Letterhead, language: Language) -> list[Part]:
    """What of the span is not in the package, and why; nothing before there is a package."""
    if provision.absent is None:
        return []
    said = _table("paper.absent", language)
    if not provision.absent:
        return [Words(said("nothing"))]
    rows = []
    for each in provision.absent[:_MOST_ABSENT]:
        camera, why = provision.cameras[each.camera - 1], text(f"gap.{each.cause}", language)
        rows.append([shop.names.get(camera, camera), _from_to(each.span, language), why])
    heads = [said(name) for name in ("camera", "when", "why")]
    parts: list[Part] = [Head(said("title")), Grid(heads, rows, (0.2, 0.4, 0.4))]
    more = len(provision.absent) - len(rows)
    return [*parts, Words(said("more", count=more))] if more else parts


def _from_to(span: Span, language: Language) -> str:
    """The day once, where it is the same."""
    start, end = (moment(us, language) for us in (span.start, span.end))
    if day(span.start, language) == day(span.end, language):
        end = end.rpartition(" ")[2]
    return text("paper.absent.from_to", language, start=start, end=end)


def _table(table: str, language: Language) -> Callable[..., str]:
    """Words of one table, ready to be asked for by name."""

    def said(name: str, **params: object) -> str:
        return text(f"{table}.{name}", language, **params)

    return said


def _form(
    title: str,
    parts: Sequence[Part],
    provision: Provision,
    shop: Letterhead,
    language: Language,
    *,
    to: str = "",
) -> Form:
    above = text("paper.above", language, number=provision.number, day=day(shop.now_us, language))
    foot = " · ".join(filter(None, (shop.name, shop.contact)))
    return Form(title, parts, above=above, to=to, foot=foot)


def _whom(provision: Provision, language: Language) -> list[tuple[str, str]]:
    return [
        (text(f"provision.field.{name}", language), _field(provision, name, language))
        for name in _WHOM
        if provision.fields.get(name)
    ]


def _what(
    provision: Provision, shop: Letterhead, language: Language, *, ground: bool = True
) -> list[tuple[str, str]]:
    said = _table("paper.what", language)
    rows = []
    if ground:
        law = statutes(provision.ground.law, language)
        printed = text(f"ground.print.{provision.ground.key}", language)
        rows.append((said("ground"), f"{printed}\n{law}".strip()))
        rows.append((said("purpose"), text(f"policy.purpose.{provision.ground.purpose}", language)))
    cameras = "・".join(shop.names.get(camera, camera) for camera in provision.cameras)
    if cameras:
        rows.append((said("cameras"), cameras))
    if provision.span is not None:
        start, end = (moment(us, language) for us in (provision.span.start, provision.span.end))
        rows.append((said("span"), said("from_to", start=start, end=end)))
    return rows


def _field(provision: Provision, name: str, language: Language) -> str:
    """What was filled in, days and times as papers give them."""
    words = provision.fields.get(name, "")
    kind = provision.ground.field(name).kind if words else Kind.WORDS
    if kind is Kind.DATE:
        return f"{date.fromisoformat(words):{_FORMATS[language]}}"
    return moment(parse_time(words), language) if kind is Kind.TIME else words


def _list_row(provision: Provision, shop: Letterhead, language: Language) -> list[str]:
    who = (provision.fields.get(name, "") for name in ("recipient", "agency", "organisation"))
    what = "\n".join(words for _, words in _what(provision, shop, language, ground=False))
    refused = provision.last(Step.REFUSED)
    reason = str(refused.data["reason"]) if refused else provision.fields.get("need", "")
    handed = provision.last(Step.HANDED_OVER) or provision.case.entries[0]
    return [
        str(provision.number),
        moment(handed.at_us, language),
        "\n".join(filter(None, who)),
        what,
        text(f"ground.{provision.ground.key}", language),
        reason,
        text(f"provision.state.{provision.state}", language),
    ]


def _person(person: str, shop: Letterhead, language: Language) -> str:
    kind, _, user = person.partition(":")
    if kind == "console":
        return text("audit.person.console", language, user=user)
    return shop.names.get(person, person)


def day(us: int, language: Language) -> str:
    """A day as papers give it: always Japan's."""
    return f"{from_us(us, JAPAN):{_FORMATS[language]}}"
