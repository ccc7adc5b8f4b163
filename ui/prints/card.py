"""The chosen still: where its paper is, what comes next, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import words
from ui.prints.model import PrintAct, PrintInfo, acts_for
from ui.prints.words import act_words, next_words, picture_words, sign_of, state_words
from ui.translate import engine_text, language, translate
from ui.widgets.basics import button, holder, icon_label, label, row
from ui.widgets.book import ChosenCard, facts_grid
from ui.widgets.flow import Flow


class PrintCard(ChosenCard):
    """Made anew for each still; a button for each act."""

    def __init__(self, on_act: Callable[[PrintAct], None]) -> None:
        super().__init__()
        self._on_act = on_act

    def show_print(self, info: PrintInfo | None) -> None:
        self.show_one(info, self._parts)

    def _parts(self, info: PrintInfo) -> list[QWidget]:
        heading = translate("prints", "Still No. {n}").format(n=info.number)
        acts = [
            button(act_words(act), partial(self._on_act, act), "primary" if first else "")
            for act in acts_for(info)
            for first in [act is PrintAct.SHREDDED]
        ]
        return [
            label(heading, "heading", wrap=True),
            _state(info),
            label(next_words(info), wrap=True),
            *([holder(Flow(*acts))] if acts else []),
            label(translate("prints", "What it shows"), "strong"),
            facts_grid(_facts(info)),
            label(translate("provision", "What happened"), "strong"),
            facts_grid(
                [
                    (words.moment(e.at_us, language()), f"{e.words} · {'・'.join(e.people)}")
                    for e in info.events
                ]
            ),
        ]


def _state(info: PrintInfo) -> QWidget:
    """Said by a sign and in words."""
    tone = "late" if info.overdue else ""
    line = row(icon_label(*sign_of(info), 20), label(state_words(info), "strong", tone, wrap=True))
    line.setStretch(1, 1)
    return holder(line)


def _facts(info: PrintInfo) -> list[tuple[str, str]]:
    purpose = engine_text(f"policy.purpose.{info.purpose}") if info.purpose else "–"
    facts = [
        (translate("prints", "Camera and time"), picture_words(info)),
        (translate("prints", "Looked at for"), purpose),
    ]
    return [*facts, (translate("prints", "In their words"), info.note)] if info.note else facts
