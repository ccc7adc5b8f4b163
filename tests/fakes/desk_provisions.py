"""The register as the desktop sees it, without an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import Refused, ShopGuardError
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.evidence import grounds
from shopguard.evidence.proportion import broader
from tests.fakes.desk_covering import FakeCovering
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.provision.covering import Start
from ui.provision.model import (
    CaseInfo,
    Draft,
    Event,
    FieldKind,
    GroundField,
    GroundInfo,
    Handed,
)
from ui.review.model import DoorAct, Pair
from ui.tasks import Context

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop

PASSWORD = "7QK4M-ZX2PD-8HVNC-R5TWB-J9E3F"
_POLICE: Mapping[str, str] = {
    "recipient": "山田 太郎",
    "agency": "みどり警察署",
    "rank": "巡査部長",
    "document": "み刑発第1234号",
    "document_date": "2026-11-20",
    "callback": "03-0000-0110",
    "callback_answer": "刑事課で在籍を確認",
    "contact": "03-0000-0110",
    "identity_document": "警察手帳",
    "identity_how": "代表番号に折り返して確認した",
    "need": "自転車の盗難の捜査のため",
}


class FakeProvisions:
    """``trouble`` is raised by the next act; ``now`` is the list."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.trouble: ShopGuardError | None = None
        self.given: list[tuple[str, object]] = []
        now, cameras = shop.clock.utc_us(), shop.camera_list
        span = Span(now - 26 * HOUR, now - 26 * HOUR + 3 * MINUTE)
        said = shop.say
        names = (said("佐藤 花子"), said("鈴木 一郎"))
        opened = Event(now - 2 * HOUR, "opened", names[:1])
        fields = {name: said(words) for name, words in _POLICE.items()}
        who = fields["recipient"]
        police = CaseInfo(
            "a" * 32, 3, "open", "police-inquiry", who, opened.at_us, cameras[:1], span, fields,
            (opened,), now + 28 * DAY, kinds={"document_date": FieldKind.DATE},
        )  # fmt: skip
        made = Event(now - DAY, "exported", names)
        shown = Event(now - DAY, "key-shown", names)
        consent = replace(
            police, id="b" * 32, number=2, state="exported", ground="consent",
            events=(replace(opened, at_us=now - 2 * DAY), made, shown), held_until_us=None,
        )  # fmt: skip
        refused = Event(now - 8 * DAY, "refused", names[:1], said("根拠がなく、本人の同意もない"))
        neighbour = CaseInfo(
            "c" * 32, 1, "refused", "none", said("近所の方"), now - 8 * DAY, (), None,
            {"recipient": said("近所の方")}, (replace(opened, kind="announced"), refused),
            allows=False,
        )  # fmt: skip
        self.covering: FakeCovering | None = None
        self.start = Start.NEW
        self.now: tuple[CaseInfo, ...] = (police, consent, neighbour)

    def grounds(self, language: Language) -> tuple[GroundInfo, ...]:
        return tuple(
            GroundInfo(
                row.key,
                grounds.statutes(row.law, language),
                row.allows,
                tuple(
                    GroundField(
                        each.name, FieldKind(each.kind.value), each.required, each.call, each.ahead
                    )
                    for each in row.fields
                ),
            )
            for row in grounds.GROUNDS.values()
        )

    def listed(self, words: str) -> tuple[CaseInfo, ...]:
        return tuple(case for case in self.now if words in f"{case.number} {case.recipient}")

    def cameras(self) -> tuple[CameraInfo, ...]:
        return self._shop.camera_list

    def seconds(self, first: SignedIn) -> tuple[PersonInfo, ...]:
        return self._shop.door.seconds(first, DoorAct.BOTH)

    def missing(self, draft: Draft) -> tuple[str, ...]:
        return tuple(grounds.missing(grounds.ground_of(draft.ground), draft.fields))

    def broader(self, draft: Draft) -> tuple[str, ...]:
        count = len(self._shop.camera_list)
        found = broader(draft.fields, draft.span, draft.camera_ids, count)
        return tuple(each.value for each in found)

    def open(self, draft: Draft, by: SignedIn) -> CaseInfo:
        self._act("open", draft)
        now = self._shop.clock.utc_us()
        state = "announced" if draft.call or draft.ground == "none" else "open"
        case = CaseInfo(
            "d" * 32, len(self.now) + 1, state, draft.ground, draft.fields.get("recipient", ""),
            now, tuple(c for c in self.cameras() if c.id in draft.camera_ids), draft.span,
            draft.fields, (Event(now, "opened", (by.person.name,)),), None, draft.ground != "none",
        )  # fmt: skip
        self.now = (case, *self.now)
        return case

    def complete(self, case_id: str, draft: Draft, by: SignedIn) -> CaseInfo:
        self._act("complete", draft)
        return self._changed(case_id, "open", "opened", by)

    def refuse(self, case_id: str, reason: str, by: SignedIn) -> CaseInfo:
        self._act("refuse", reason)
        return self._changed(case_id, "refused", "refused", by, reason)

    def export(
        self, case_id: str, folder: Path, pair: Pair, *, time_copy: bool, context: Context
    ) -> Handed:
        if pair.second is None:
            raise Refused("policy.needs_two")
        self._shop.check(pair.second)
        self._act("export", (case_id, folder, time_copy))
        context.progress(0.5)
        self._changed(case_id, "exported", "exported", pair.first)
        return Handed(folder / "provision-000003_01.zip", 84_000_000, 0, PASSWORD)

    def unread(self, case_id: str, handed: Handed) -> None:
        self._act("unread", (case_id, handed.path))

    def look_through(self, case_id: str, pair: Pair, context: Context) -> FakeCovering:
        if pair.second is None:
            raise Refused("policy.needs_two")
        self._shop.check(pair.second)
        self._act("look_through", case_id)
        context.progress(0.5)
        self.covering = FakeCovering(self._shop.say, lambda by: self._covered(case_id, by))
        self.covering.start = self.start
        return self.covering

    def _covered(self, case_id: str, by: SignedIn) -> None:
        self._act("settle", case_id)
        self._changed(case_id, "open", "redacted", by)
        self.now = tuple(
            replace(case, covered=True) if case.id == case_id else case for case in self.now
        )

    def hand_over(
        self, case_id: str, medium: str, way: str, received_by: str, by: SignedIn
    ) -> CaseInfo:
        self._act("hand_over", (medium, way, received_by))
        return self._changed(case_id, "handed-over", "handed-over", by, medium)

    def returned(self, case_id: str, how: str, by: SignedIn) -> CaseInfo:
        self._act("returned", how)
        return self._changed(case_id, "returned", "returned", by, how)

    def paper(self, case_id: str, name: str, by: SignedIn, language: Language) -> bytes:
        self._act("paper", name)
        return b"%PDF-1.7"

    def register(self, by: SignedIn, language: Language) -> bytes:
        self._act("register", "")
        return b"%PDF-1.7"

    def _act(self, name: str, given: object) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
        self.given.append((name, given))

    def _changed(
        self, case_id: str, state: str, kind: str, by: SignedIn, said: str = ""
    ) -> CaseInfo:
        event = Event(self._shop.clock.utc_us(), kind, (by.person.name,), said)
        found = next(case for case in self.now if case.id == case_id)
        changed = replace(found, state=state, events=(*found.events, event))
        self.now = tuple(changed if case.id == case_id else case for case in self.now)
        return changed
