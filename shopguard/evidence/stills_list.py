"""The list of printed stills on paper, for the folder it is kept in (J-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopguard.access.secret import SHEET
from shopguard.base.forms import Form, Grid, Part, Words, form_pdf
from shopguard.base.texts import Language, text
from shopguard.evidence.papers import Letterhead, day, moment
from shopguard.evidence.stills import PrintedStill, StillEvent, StillState

_HEADS = ("number", "printed", "picture", "who", "purpose", "state")
_SHARES = (0.06, 0.16, 0.22, 0.14, 0.16, 0.26)


def stills_pdf(
    stills: Sequence[PrintedStill],
    provisions: Mapping[str, int],
    days: int,
    shop: Letterhead,
    language: Language = "ja",
) -> bytes:
    """``provisions``: their numbers by id; ``days``: after how many paper should be gone."""
    rows = [_row(still, provisions, days, shop, language) for still in stills]
    heads = [text(f"paper.stills.{head}", language) for head in _HEADS]
    body: Part = Grid(heads, rows, _SHARES) if rows else Words(text("paper.stills.none", language))
    return form_pdf(
        Form(
            text("paper.stills.title", language),
            [body, Words(text("paper.stills.law", language))],
            above=day(shop.now_us, language),
            foot=shop.name,
            lying=True,
        )
    )


def event_words(event: StillEvent, provisions: Mapping[str, int], language: Language) -> str:
    """What happened to a print, without who and when."""
    number = provisions.get(event.provision, "–")
    step = "back" if event.again else event.leads.value
    said = text(f"still.step.{step}", language, number=number)
    return f"{said} ({event.note})" if event.note else said


def people_words(people: Sequence[str], shop: Letterhead, language: Language) -> tuple[str, ...]:
    """Their names; the recovery sheet is called so."""
    sheet = {SHEET: text("still.sheet", language)}
    return tuple(sheet.get(each) or shop.names.get(each, each) for each in people)


def _row(
    still: PrintedStill,
    provisions: Mapping[str, int],
    days: int,
    shop: Letterhead,
    language: Language,
) -> list[str]:
    camera = shop.names.get(still.camera_id, still.camera_id)
    return [
        str(still.number),
        moment(still.printed_us, language),
        f"{camera}\n{moment(still.seen.start, language)}",
        "・".join(people_words(still.viewers, shop, language)),
        text(f"policy.purpose.{still.purpose}", language) if still.purpose else "",
        "\n".join(_state(still, provisions, days, shop, language)),
    ]


def _state(
    still: PrintedStill,
    provisions: Mapping[str, int],
    days: int,
    shop: Letterhead,
    language: Language,
) -> list[str]:
    lines = [text(f"still.state.{still.state}", language)]
    if still.is_overdue(shop.now_us, days):
        lines.append(text("paper.stills.overdue", language))
    if still.state is not StillState.KEPT:
        last = still.events[-1]
        lines += [event_words(last, provisions, language), moment(last.at_us, language)]
        lines.append("・".join(people_words(last.people, shop, language)))
    return lines
