"""The audit log for the audit page."""

from __future__ import annotations

from pathlib import Path

from shopguard.app.acts import audit as acts
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.record import Record, Wanted
from ui.audit.model import AuditFilter, AuditRow, Head, Verified
from ui.engine.people import info_of, proof_of
from ui.model import Finding, PersonInfo, SignedIn
from ui.tasks import Progress


class EngineAudit:
    """``ui.audit.model.AuditBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def rows(
        self, wanted: AuditFilter, before_seq: int | None, limit: int, by: SignedIn
    ) -> list[AuditRow]:
        asked = Wanted(
            person=wanted.person_id,
            camera=wanted.camera_id,
            action=wanted.action,
            span=wanted.day,
            before_seq=before_seq,
        )
        names = acts.names_of(self._shop)
        found = acts.read(self._shop, [proof_of(by)], asked, limit)
        return [_row(record, names) for record in found]

    def actions(self) -> tuple[str, ...]:
        return tuple(act.value for act in Act)

    def people(self) -> tuple[PersonInfo, ...]:
        everyone = self._shop.people.list(include_left=True)
        return tuple(info_of(self._shop, person) for person in everyone)

    def head(self, by: SignedIn) -> Head:
        signed = acts.give_head(self._shop, [proof_of(by)])
        return Head(signed.size, signed.at_us, signed.as_text())

    def verify(self, against: str, by: SignedIn, progress: Progress) -> Verified:
        report = acts.verify(self._shop, [proof_of(by)], against)
        progress(1.0)
        problems = tuple(
            Finding(
                problem.code,
                serious=True,
                params=tuple((name, str(value)) for name, value in problem.params.items()),
            )
            for problem in report.problems
        )
        return Verified(report.ok, report.records, report.heads, bool(against), problems)

    def export_csv(self, path: Path, by: SignedIn) -> int:
        return acts.export(self._shop, [proof_of(by)], path)


def _row(record: Record, names: dict[str, str]) -> AuditRow:
    entry = record.entry
    note = entry.detail.get("note") or entry.detail.get("reason") or entry.detail.get("name") or ""
    return AuditRow(
        seq=record.seq,
        at_us=record.at_us,
        people=tuple(names.get(one, one) for one in entry.people),
        action=entry.action,
        outcome=entry.outcome,
        purpose=entry.purpose,
        cameras=tuple(names.get(one, one) for one in entry.cameras),
        span=entry.span,
        seat=entry.seat,
        detail=str(note),
    )
