"""Printed stills as the desktop sees them, without an engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import ShopGuardError
from shopguard.base.texts import Language, text
from ui.model import SignedIn
from ui.prints.model import FittingCase, PrintEvent, PrintInfo

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakePrints:
    """``trouble`` is raised by the next act; ``now`` is the list."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.trouble: ShopGuardError | None = None
        self.given: list[tuple[str, object]] = []
        now, say = shop.clock.utc_us(), shop.say
        names = (say("佐藤 花子"), say("鈴木 一郎"))

        def printed(number: int, ago_us: int, camera: int) -> PrintInfo:
            event = self._event("kept", now - ago_us, names)
            seen = event.at_us - 26 * MINUTE
            name = shop.camera_list[camera].name
            purpose = "theft-prevention" if number % 2 else "safety"
            return PrintInfo(number, name, seen, purpose, "", "kept", False, (event,))

        case = FittingCase("b" * 32, 2, say("山田 太郎"))
        newest = replace(printed(5, 2 * HOUR, 0), note=say("レジ横の化粧品の棚"), cases=(case,))
        failed = self._led(printed(4, DAY, 1), "not-made", names)
        late = replace(printed(3, 40 * DAY, 1), overdue=True)
        gone = self._led(printed(2, 41 * DAY, 0), "handed-over", names[:1])
        shredded = self._led(printed(1, 60 * DAY, 2), "shredded", names[1:])
        self.now: tuple[PrintInfo, ...] = (newest, failed, late, gone, shredded)

    def listed(self, words: str, language: Language) -> tuple[PrintInfo, ...]:
        return tuple(one for one in self.now if words in f"{one.number} {one.camera} {one.note}")

    def shredded(self, number: int, note: str, by: SignedIn) -> None:
        self._act("shredded", (number, note))
        self._change(number, "shredded", by)

    def handed_over(self, number: int, case_id: str, note: str, by: SignedIn) -> None:
        self._act("handed_over", (number, case_id, note))
        self._change(number, "handed-over", by)

    def back(self, number: int, note: str, by: SignedIn) -> None:
        self._act("back", (number, note))
        self._change(number, "kept", by)

    def on_paper(self, by: SignedIn, language: Language) -> bytes:
        self._act("on_paper", language)
        return b"%PDF-1.7"

    def _act(self, name: str, given: object) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
        self.given.append((name, given))

    def _change(self, number: int, state: str, by: SignedIn) -> None:
        self.now = tuple(
            self._led(one, state, (by.person.name,)) if one.number == number else one
            for one in self.now
        )

    def _led(self, one: PrintInfo, state: str, people: tuple[str, ...]) -> PrintInfo:
        event = self._event(state, one.events[-1].at_us + HOUR, people)
        return replace(one, state=state, overdue=False, events=(*one.events, event))

    def _event(self, step: str, at_us: int, people: tuple[str, ...]) -> PrintEvent:
        words = text(f"still.step.{step}", self._shop.language, number=2)
        return PrintEvent(at_us, words, people)
