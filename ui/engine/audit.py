"""The audit log for the audit page."""

from __future__ import annotations

from pathlib import Path

from shopguard.app.acts import audit as acts
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.record import Record, Wanted
from shopguard.audit.words import facts
from ui.audit.model import AuditFact, AuditFilter, AuditRow, CopyWords, Head, Verified
from ui.engine.people import info_of, proof_of
from ui.model import Finding, PersonInfo, SignedIn
from ui.tasks import Context, heeding


class EngineAudit:
    """``ui.audit.model.AuditBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def rows(
        self, wanted: AuditFilter, before_seq: int | None, limit: int, by: SignedIn
    ) -> list[AuditRow]:
        names = acts.names_of(self._shop)
        asked = _wanted(wanted, before_seq)
        found = acts.read(self._shop, [proof_of(by)], asked, limit)
        return [_row(record, names) for record in found]

    def actions(self) -> tuple[str, ...]:
        return tuple(act.value for act in Act)

    def people(self) -> tuple[PersonInfo, ...]:
        everyone = self._shop.people.list(include_left=True)
        return tuple(info_of(self._shop, person) for person in everyone)

    def head(self, by: SignedIn) -> Head:
        signed = acts.give_head(self._shop, [proof_of(by)])
        from shopguard.audit.head_pdf import head_pdf  # what draws paper loads slowly

        page = head_pdf(signed, self._shop.site.name)
        return Head(signed.size, signed.at_us, signed.as_text(), page)

    def verify(self, against: str, by: SignedIn, context: Context) -> Verified:
        report = acts.verify(self._shop, [proof_of(by)], against, heeding(context))
        problems = tuple(
            Finding(
                problem.code,
                serious=True,
                params=tuple((name, str(value)) for name, value in problem.params.items()),
            )
            for problem in report.problems
        )
        return Verified(report.ok, report.records, report.heads, bool(against), problems)

    def export(
        self, path: Path, wanted: AuditFilter, copy: CopyWords, by: SignedIn, context: Context
    ) -> int:
        return acts.export(
            self._shop,
            [proof_of(by)],
            path,
            _wanted(wanted),
            only=copy.only,
            language=copy.language,
            progress=heeding(context),
        )


def _wanted(wanted: AuditFilter, before_seq: int | None = None) -> Wanted:
    return Wanted(
        person=wanted.person_id,
        camera=wanted.camera_id,
        action=wanted.action,
        span=wanted.day,
        before_seq=before_seq,
    )


def _row(record: Record, names: dict[str, str]) -> AuditRow:
    entry = record.entry
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
        facts=tuple(AuditFact(fact.name, fact.value, fact.code) for fact in facts(entry, names)),
    )
