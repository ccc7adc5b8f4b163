"""Printed stills for the desktop, as the log tells of them."""

from __future__ import annotations

from shopguard.app.acts import papers
from shopguard.app.acts import printed as acts
from shopguard.app.shop import Shop
from shopguard.base.texts import Language
from shopguard.evidence.stills import PrintedStill, StillState
from shopguard.evidence.stills_list import event_words, people_words
from ui.engine.people import proof_of
from ui.model import SignedIn
from ui.prints.model import FittingCase, PrintEvent, PrintInfo


class EnginePrints:
    """``ui.prints.model.PrintBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def listed(self, words: str, language: Language) -> tuple[PrintInfo, ...]:
        shop = self._shop
        head, provisions = papers.letterhead(shop), acts.provisions(shop)
        numbers = {one.id: one.number for one in provisions}
        days = shop.settings.number("still_days")

        def info(still: PrintedStill) -> PrintInfo:
            kept = still.state is StillState.KEPT
            fitting = acts.fitting(provisions, still) if kept else []
            return PrintInfo(
                still.number,
                head.names.get(still.camera_id, still.camera_id),
                still.seen.start,
                still.purpose,
                still.note,
                still.state.value,
                still.is_overdue(head.now_us, days),
                tuple(
                    PrintEvent(
                        event.at_us,
                        event_words(event, numbers, language),
                        people_words(event.people, head, language),
                    )
                    for event in still.events
                ),
                tuple(
                    FittingCase(one.id, one.number, one.fields.get("recipient", ""))
                    for one in fitting
                ),
            )

        every = (info(still) for still in acts.listed(shop))
        return tuple(one for one in every if words.casefold() in _said(one).casefold())

    def shredded(self, number: int, note: str, by: SignedIn) -> None:
        acts.shredded(self._shop, [proof_of(by)], number, note)

    def handed_over(self, number: int, case_id: str, note: str, by: SignedIn) -> None:
        acts.handed_over(self._shop, [proof_of(by)], number, case_id, note)

    def back(self, number: int, note: str, by: SignedIn) -> None:
        acts.back(self._shop, [proof_of(by)], number, note)

    def on_paper(self, by: SignedIn, language: Language) -> bytes:
        return acts.on_paper(self._shop, [proof_of(by)], language)


def _said(info: PrintInfo) -> str:
    """What stands on the screen of it, to be searched."""
    events = (part for event in info.events for part in (event.words, *event.people))
    return " ".join([str(info.number), info.camera, info.note, *events])
