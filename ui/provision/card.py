"""The chosen case: what comes next, its papers, its particulars, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import words
from ui.provision.model import PAPERS, CaseInfo, ProvisionAct, acts_for
from ui.provision.words import (
    act_words,
    case_words,
    event_words,
    field_words,
    next_words,
    paper_words,
    said_words,
    what_words,
)
from ui.translate import language, translate
from ui.widgets.basics import button, holder, label
from ui.widgets.book import ChosenCard, facts_grid
from ui.widgets.flow import Flow


class CaseCard(ChosenCard):
    """Made anew for each case; a button for each act and each paper."""

    def __init__(
        self, on_act: Callable[[ProvisionAct], None], on_paper: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._on_act = on_act
        self._on_paper = on_paper

    def show_case(self, case: CaseInfo | None) -> None:
        self.show_one(case, self._parts)

    def _parts(self, case: CaseInfo) -> list[QWidget]:
        number = translate("provision", "No. {n}: {ground}")
        heading = number.format(n=case.number, ground=case_words(case))
        acts = [
            button(
                act_words(act, again=case.state == "exported"),
                partial(self._on_act, act),
                "primary" if index == 0 else "",
            )
            for index, act in enumerate(acts_for(case))
        ]
        papers = [
            button(paper_words(name), partial(self._on_paper, name), icon="print")
            for name in PAPERS[case.state]
        ]
        return [
            label(heading, "heading", wrap=True),
            label(next_words(case), wrap=True),
            *([holder(Flow(*acts))] if acts else []),
            *([label(translate("provision", "Papers"), "strong")] if papers else []),
            *([holder(Flow(*papers))] if papers else []),
            label(translate("provision", "What was asked for"), "strong"),
            facts_grid(_facts(case)),
            label(translate("provision", "What happened"), "strong"),
            facts_grid([(words.moment(e.at_us, language()), event_words(e)) for e in case.events]),
        ]


def _facts(case: CaseInfo) -> list[tuple[str, str]]:
    facts = [(translate("provision", "Footage"), what_words(case))]
    if case.request:
        asked = translate("rights", "No. {n}").format(n=case.request)
        facts.append((translate("rights", "Answers the person's own request"), asked))
    if case.held_until_us is not None:
        until = words.day(case.held_until_us, language())
        facts.append((translate("provision", "Kept until"), until))
    return facts + [(field_words(name), said_words(case, name)) for name in case.fields]
