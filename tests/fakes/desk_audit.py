"""The log of the pictured shop, without an engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopguard.audit.entry import Outcome
from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from ui.audit.model import AuditFact, AuditFilter, AuditRow, CopyWords, Head, Verified
from ui.model import PersonInfo, SignedIn
from ui.tasks import Context, heeding

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeAudit:
    def __init__(self, shop: FakeShop, count: int = 1284) -> None:
        self.shop = shop
        self.clock = shop.clock
        self.count = count
        self.result = Verified(ok=True, records=count, heads=214)
        self.against: list[str] = []
        self.shares = (0.25, 0.5, 1.0)  # what verifying tells of itself

    def rows(
        self, wanted: AuditFilter, before_seq: int | None, limit: int, by: SignedIn
    ) -> list[AuditRow]:
        newest = self.count if before_seq is None else before_seq - 1
        now, say = self.clock.utc_us(), self.shop.say
        rows = [audit_row(seq, self.count, now, say) for seq in range(newest, 0, -1)]
        rows = [row for row in rows if not wanted.action or row.action == wanted.action]
        if wanted.day is not None:
            rows = [row for row in rows if wanted.day.contains(row.at_us)]
        return rows[:limit]

    def actions(self) -> tuple[str, ...]:
        return tuple(sorted({act[0] for act in _ACTS} | {"sheet.used"}))

    def people(self) -> tuple[PersonInfo, ...]:
        return self.shop.person_list

    def head(self, by: SignedIn) -> Head:
        root = "MZXW6YTBOI4DKNJTGU2DINBVGU2TKNJVGU2TKNJVGU2TKNJVGU2Q"
        return Head(
            self.count, self.clock.utc_us(), f"SGHEAD1:{self.count}:{root}:{root}", b"%PDF-"
        )

    def verify(self, against: str, by: SignedIn, context: Context) -> Verified:
        self.against.append(against)
        for share in self.shares:
            heeding(context)(share)
        return replace(self.result, against=bool(against))

    def export(
        self, path: Path, wanted: AuditFilter, copy: CopyWords, by: SignedIn, context: Context
    ) -> int:
        path.write_text(f"seq\n{copy.only}\n", encoding="utf-8")
        return len(self.rows(wanted, None, self.count, by))


_ACTS: tuple[tuple[str, tuple[str, ...], Outcome, str, tuple[str, ...]], ...] = (
    ("footage.closed", ("佐藤 花子", "鈴木 一郎"), "done", "theft-prevention", ("入口", "売場A")),
    ("footage.exported", ("佐藤 花子", "鈴木 一郎"), "done", "authority-request", ("入口",)),
    ("hold.set", ("佐藤 花子",), "done", "", ("入口", "売場A")),
    ("footage.opened", ("佐藤 花子", "鈴木 一郎"), "done", "theft-prevention", ("入口", "売場A")),
    ("footage.refused", ("佐藤 花子",), "refused", "theft-prevention", ("入口",)),
    ("login.done", ("佐藤 花子",), "done", "", ()),
    ("login.failed", ("鈴木 一郎",), "refused", "", ()),
    ("camera.back", ("recorder",), "done", "", ("裏口",)),
    ("camera.lost", ("recorder",), "failed", "", ("裏口",)),
    ("erasure.done", ("recorder",), "done", "", ("入口", "売場A", "レジ", "裏口")),
    ("live.opened", ("高橋 実",), "done", "", ("入口",)),
)


_FACTS = {
    "footage.refused": (AuditFact("why", code="error.policy.needs_two"),),
    "footage.closed": (AuditFact("reason", code="audit.reason.time"),),
    "camera.lost": (AuditFact("cause", code="loss.no_route"),),
    "erasure.done": (AuditFact("reason", code="audit.reason.age"),),
}


def audit_row(seq: int, count: int, now_us: int, say: Callable[[str], str]) -> AuditRow:
    action, people, outcome, purpose, cameras = _ACTS[(count - seq) % len(_ACTS)]
    at = now_us - (count - seq) * 23 * MINUTE - 47 * SECOND
    span = Span(at - 2 * HOUR, at - HOUR) if purpose else None
    names, places = tuple(map(say, people)), tuple(map(say, cameras))
    facts = _FACTS.get(action, ())
    return AuditRow(
        seq, at, names, action, outcome, purpose, places, span, say("事務所のPC"), facts
    )
