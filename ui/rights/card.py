"""The chosen request: what comes next, its particulars, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import words
from ui.rights.model import RightsAct, RightsInfo, acts_for
from ui.rights.words import (
    act_words,
    due_words,
    event_words,
    footage_words,
    next_words,
    state_words,
    wish_words,
)
from ui.translate import language, translate
from ui.widgets.basics import button, holder, icon_label, label, row
from ui.widgets.book import ChosenCard, facts_grid
from ui.widgets.flow import Flow

_NEVER_FIRST = (RightsAct.NOTE, RightsAct.WITHDRAW)


class RightsCard(ChosenCard):
    """Made anew for each request; a button for each act and for the letter."""

    def __init__(self, on_act: Callable[[RightsAct], None], on_letter: Callable[[], None]) -> None:
        super().__init__()
        self._on_act = on_act
        self._on_letter = on_letter

    def show_request(self, request: RightsInfo | None) -> None:
        self.show_one(request, self._parts)

    def _parts(self, request: RightsInfo) -> list[QWidget]:
        heading = translate("rights", "Request No. {n}: {wish}")
        heading = heading.format(n=request.number, wish=wish_words(request.wish))
        acts = [
            button(
                act_words(act),
                partial(self._on_act, act),
                "primary" if index == 0 and act not in _NEVER_FIRST else "",
            )
            for index, act in enumerate(acts_for(request))
        ]
        letter = button(translate("rights", "Letter of answer"), self._on_letter, icon="print")
        answered = request.answer is not None
        return [
            label(heading, "heading", wrap=True),
            *([_late()] if request.overdue else []),
            label(next_words(request), wrap=True),
            holder(Flow(*acts)),
            *([label(translate("provision", "Papers"), "strong")] if answered else []),
            *([holder(Flow(letter))] if answered else []),
            label(translate("provision", "What was asked for"), "strong"),
            facts_grid(_facts(request)),
            label(translate("provision", "What happened"), "strong"),
            facts_grid(
                [(words.moment(e.at_us, language()), event_words(e)) for e in request.events]
            ),
        ]


def _late() -> QWidget:
    """Said by a sign and in words."""
    said = label(
        translate("rights", "The day for the answer is over."), "strong", "late", wrap=True
    )
    line = row(icon_label("clock-late", "late", 20), said)
    line.setStretch(1, 1)
    return holder(line)


def _facts(request: RightsInfo) -> list[tuple[str, str]]:
    facts = [
        (translate("rights", "Who asks"), request.who),
        (translate("rights", "Where the answer goes"), request.contact),
        (translate("rights", "In their words"), request.words),
        (translate("provision", "Footage"), footage_words(request)),
        (translate("provision", "State"), state_words(request.state)),
    ]
    if request.is_open:
        facts.append((translate("rights", "Answer by"), due_words(request)))
    if request.held_until_us is not None:
        until = words.day(request.held_until_us, language())
        facts.append((translate("provision", "Kept until"), until))
    return [*facts, (translate("rights", "Law"), request.law)]
