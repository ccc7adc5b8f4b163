"""The answer to a rights request as a letter (APPI 33-35)."""

from __future__ import annotations

from shopguard.base.clock import from_us
from shopguard.base.errors import InvalidInput
from shopguard.base.forms import Form, Part, Rows, Words, form_pdf
from shopguard.base.texts import Language, text
from shopguard.evidence.grounds import statutes
from shopguard.evidence.papers import JAPAN, Letterhead, day
from shopguard.evidence.rights import LAW, RightsRequest, RightsStep


def answer_pdf(request: RightsRequest, shop: Letterhead, language: Language = "ja") -> bytes:
    """The letter as PDF bytes; InvalidInput before there is an answer."""
    answered = request.last(RightsStep.ANSWERED)
    if answered is None:
        raise InvalidInput("rights.no_answer")

    def said(name: str, **params: object) -> str:
        return text(f"rights.letter.{name}", language, **params)

    parts: list[Part] = [
        Words(said("received", day=day(request.received_us, language))),
        Rows(
            [
                (said("wish"), text(f"rights.wish.{request.wish}", language)),
                (said("words"), request.words),
            ]
        ),
        Words(said(str(answered.data["answer"])), strong=True),
        Rows([(said("reason"), str(answered.data["reason"]))]),
        Words(said("law", law=statutes(LAW[request.wish], language))),
        Words(said("objection", shop=shop.name, contact=shop.contact or "—")),
    ]
    above = said("above", number=request.number, day=day(answered.at_us, language))
    form = Form(said("title"), parts, above=above, to=said("to", who=request.who), foot=shop.name)
    return form_pdf(form)


def due_words(request: RightsRequest) -> str:
    """The day an answer is owed, ISO 8601."""
    return f"{from_us(request.due_us, JAPAN):%Y-%m-%d}"
