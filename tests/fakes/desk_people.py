"""The people of the pictured shop, without an engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopguard.base.clock import DAY
from shopguard.base.errors import Refused
from shopguard.base.texts import Language
from tests.fakes.desk_world import KEYS, suggestion
from ui.first_run.model import Strength, Suggestion
from ui.model import PersonInfo, SignedIn
from ui.people.model import Member, Papers, PeopleAct, Wanted
from ui.review.model import Pair

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop

SHEET = PersonInfo("sheet", "sheet", "", "sheet")
SHEET_WORDS = "the twelve words"


class FakePeople:
    """``did``: every act that both agreed to."""

    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.did: list[Wanted] = []
        self.alone = False
        now = shop.clock.utc_us()
        year = 365 * DAY
        plan = (
            (now - 200 * DAY, now + year - 200 * DAY),
            (now - 200 * DAY, now + 12 * DAY),
            (now - 90 * DAY, now + year - 90 * DAY),
            (None, None),
        )
        self.list = [
            Member(p.id, p.login, p.name, (p.role,), True, now - 400 * DAY, pledged, trained)
            for p, (pledged, trained) in zip(shop.person_list, plan, strict=True)
        ]

    def members(self) -> tuple[Member, ...]:
        return tuple(self.list)

    def relaxed(self) -> bool:
        return self.alone

    def seconds(self, act: PeopleAct, first: SignedIn) -> tuple[PersonInfo, ...]:
        if act is PeopleAct.LOST:
            return (SHEET,)
        people = self.shop.person_list
        managers = [p for p in people if p.role in ("chief", "deputy") and p.id != first.person.id]
        in_person = act in (PeopleAct.RELAX, PeopleAct.TIGHTEN)
        return tuple(managers) if in_person else (*managers, SHEET)

    def do(self, wanted: Wanted, pair: Pair) -> Papers:
        second = pair.second
        if second is None:
            raise Refused("policy.needs_two")
        if second.login == "sheet":
            if second.passphrase != SHEET_WORDS:
                raise Refused("sheet.not_current")
        else:
            self.shop.check(second)
        self.did.append(wanted)
        self.alone = wanted.act is PeopleAct.RELAX or (
            self.alone and wanted.act is not PeopleAct.TIGHTEN
        )
        now = self.shop.clock.utc_us()
        changes: dict[PeopleAct, dict[str, Any]] = {
            PeopleAct.SWITCH_OFF: {"enabled": False},
            PeopleAct.SWITCH_ON: {"enabled": True},
            PeopleAct.LEAVE: {"left_us": now, "roles": ()},
            PeopleAct.PLEDGE: {"pledged_us": now},
            PeopleAct.TRAINING: {"trained_until_us": now + wanted.days * DAY},
            PeopleAct.ROLE: {"roles": (wanted.role,)},
            PeopleAct.MAKE_MANAGER: {"roles": (wanted.role,)},
        }
        changed = changes.get(wanted.act, {})
        if wanted.act is PeopleAct.MAKE_MANAGER:
            self.list = [replace(m, roles=()) if wanted.role in m.roles else m for m in self.list]
        if wanted.act is PeopleAct.ADD:
            self.list.append(Member("p-9", wanted.login, wanted.name, (wanted.role,)))
        self.list = [replace(m, **changed) if m.id == wanted.person_id else m for m in self.list]
        return Papers(b"%PDF-1.4" if wanted.act is PeopleAct.SHEET else b"")

    def change_password(self, old: str, new: str, by: SignedIn) -> None:
        if KEYS[by.person.login] != old:
            raise Refused("login.failed")

    def strength(self, passphrase: str, login: str, name: str) -> Strength:
        length = len(passphrase)
        return Strength(min(4, length // 5), "" if length >= 15 else "password.too_short")

    def suggest_passphrase(self, language: Language) -> Suggestion:
        return suggestion(language)
