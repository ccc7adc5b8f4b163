"""The book of requests as the desktop sees it, without an engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import ShopGuardError
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.evidence.grounds import statutes
from shopguard.evidence.rights import LAW
from shopguard.evidence.rights import Wish as EngineWish
from ui.model import CameraInfo, SignedIn
from ui.provision.model import Draft, Event
from ui.rights.model import Answer, FoundFootage, Reminders, RightsDraft, RightsInfo, Wish

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeRights:
    """``trouble`` is raised by the next act; ``now`` is the list."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.trouble: ShopGuardError | None = None
        self.given: list[tuple[str, object]] = []
        self.due = Reminders()
        now, say = shop.clock.utc_us(), shop.say
        chief = (say("佐藤 花子"),)
        span = Span(now - 50 * HOUR, now - 50 * HOUR + 5 * MINUTE)
        late = RightsInfo(
            "1" * 32, 2, "received", Wish.PROVISION_RECORD, say("小林 健"), "090-0000-0001",
            say("警察に渡したことがあるか知りたい"), now - 16 * DAY, now - 2 * DAY, True,
            events=(Event(now - 16 * DAY, "received", chief),),
        )  # fmt: skip
        seen = say("運転免許証、顔写真と見比べた")
        known = RightsInfo(
            "2" * 32, 3, "identified", Wish.DISCLOSURE, say("中村 由美"), say("駅前1-2-3"),
            say("おととい、入口で転んだときの映像を見たい"), now - 2 * DAY, now + 12 * DAY,
            cameras=shop.camera_list[:1], span=span, held_until_us=now + 26 * DAY,
            events=(
                Event(now - 2 * DAY, "received", chief),
                Event(now - 2 * DAY + HOUR, "identified", chief, seen),
            ),
        )  # fmt: skip
        answered = replace(
            known, id="3" * 32, number=1, state="answered", answer=Answer.GRANTED,
            received_us=now - 9 * DAY, held_until_us=None,
            events=(
                *(replace(each, at_us=each.at_us - 7 * DAY) for each in known.events),
                Event(now - 8 * DAY, "answered", chief, say("応じる、録画が残っている")),
            ),
        )  # fmt: skip
        self.now: tuple[RightsInfo, ...] = (late, known, answered)

    def listed(self, words: str, language: Language) -> tuple[RightsInfo, ...]:
        return tuple(
            replace(one, law=statutes(LAW[EngineWish(one.wish.value)], language))
            for one in self.now
            if words in f"{one.number} {one.who} {one.words}"
        )

    def cameras(self) -> tuple[CameraInfo, ...]:
        return self._shop.camera_list

    def receive(self, draft: RightsDraft, by: SignedIn, language: Language) -> str:
        self._act("receive", draft)
        now = self._shop.clock.utc_us()
        cameras = tuple(each for each in self.cameras() if each.id in draft.camera_ids)
        made = RightsInfo(
            "4" * 32, len(self.now) + 1, "received", draft.wish, draft.who, draft.contact,
            draft.words, now, now + 14 * DAY, cameras=cameras, span=draft.span,
            events=(Event(now, "received", (by.person.name,)),),
        )  # fmt: skip
        self.now = (made, *self.now)
        return made.id

    def identified(self, request: str, document: str, how: str, by: SignedIn) -> None:
        self._act("identified", (document, how))
        self._changed(request, by, "identified", document, state="identified")

    def note(self, request: str, words: str, by: SignedIn) -> None:
        self._act("note", words)
        self._changed(request, by, "noted", words)

    def search(self, span: Span, place: str) -> tuple[FoundFootage, ...]:
        self._act("search", (span, place))
        return tuple(
            FoundFootage(camera, (span,))
            for camera in self.cameras()
            if place in f"{camera.name} {camera.place}"
        )

    def found(
        self, request: str, words: str, camera_ids: tuple[str, ...], span: Span, by: SignedIn
    ) -> None:
        self._act("found", camera_ids)
        cameras = tuple(each for each in self.cameras() if each.id in camera_ids)
        self._changed(request, by, "noted", words, cameras=cameras, span=span)

    def hold(self, request: str, by: SignedIn, language: Language) -> None:
        self._act("hold", request)

    def answer(self, request: str, answer: Answer, reason: str, by: SignedIn) -> None:
        self._act("answer", (answer, reason))
        self._changed(request, by, "answered", reason, state="answered", answer=answer)

    def withdraw(self, request: str, reason: str, by: SignedIn) -> None:
        self._act("withdraw", reason)
        self._changed(request, by, "withdrawn", reason, state="withdrawn")

    def letter(self, request: str, by: SignedIn, language: Language) -> bytes:
        self._act("letter", request)
        return b"%PDF-1.7"

    def begun(self, request: str, language: Language) -> Draft:
        one = next(each for each in self.now if each.id == request)
        fields = {
            "recipient": one.who,
            "contact": one.contact,
            "identity_document": self._shop.say("運転免許証"),
            "identity_how": self._shop.say("顔写真と見比べた"),
            "need": one.words,
        }
        cameras = tuple(each.id for each in one.cameras)
        return Draft("self", fields, cameras, one.span, rights=one.id)

    def reminders(self) -> Reminders:
        return self.due

    def _act(self, name: str, given: object) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
        self.given.append((name, given))

    def _changed(self, request: str, by: SignedIn, kind: str, said: str, **new: Any) -> None:
        event = Event(self._shop.clock.utc_us(), kind, (by.person.name,), said)
        self.now = tuple(
            replace(one, events=(*one.events, event), **new) if one.id == request else one
            for one in self.now
        )
