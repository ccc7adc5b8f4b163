"""Plans kept with the case they belong to: data alone, no picture (G-6.2).

A case's entry names their digests, so that a plan exchanged later is noticed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from shopguard.base.canonical import canonical
from shopguard.base.errors import Damaged, InvalidInput
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.redaction.plan import Plan
from shopguard.playback.recorded import Run, runs_of

LARGEST = 64 << 20  # of a plan's data: hours of a busy shop
_NAME = "redaction.json"
_UNSEALED = b""  # the catalogue itself is encrypted; there is nothing to see in a plan


def parts_of(footage: OpenFootage, camera_id: str) -> list[Span]:
    """The parts of the granted span that become one copy, and need one plan, each."""
    found = parts_in(runs_of(footage, camera_id), footage.request_span)
    return [part for part in found if part is not None]


def parts_in(runs: Sequence[Run], within: Span) -> list[Span | None]:
    """Of each run what lies in the span, never into the next; None where nothing does."""
    starts = [run.span.start for run in runs[1:]] + [within.end]
    return (
        [
            Span(run.span.start, max(run.span.start, min(run.span.end, after))).clip(within)
            for run, after in zip(runs, starts, strict=True)
        ]
        if runs
        else []
    )


def plan_for(plans: Sequence[Plan], camera_id: str, part: Span) -> Plan | None:
    """The plan of that part of that camera, if there is one."""
    fitting = (plan for plan in plans if plan.camera_id == camera_id and plan.span == part)
    return next(fitting, None)


def keep_plan(plan: Plan, case_id: str, now_us: int, db: Connection) -> None:
    """Beside its case, within the gate's transaction."""
    data = canonical(plan.as_data())
    if len(data) > LARGEST:  # it could not be read again
        raise InvalidInput("redaction.too_long", megabytes=LARGEST >> 20)
    paper, digest = schema.evidence_paper, sha256(data).hexdigest()
    there = select(paper.c.digest).where(paper.c.case_id == case_id, paper.c.digest == digest)
    if db.execute(there).first() is None:
        db.execute(
            insert(paper).values(
                digest=digest,
                case_id=case_id,
                name=_NAME,
                sealed_key=_UNSEALED,
                content=zlib.compress(data),
                added_us=now_us,
            )
        )


def kept_plan(digest: str, case_id: str, db: Connection) -> Plan:
    """The plan of that digest; Damaged when it is gone or not what was kept."""
    paper = schema.evidence_paper
    query = select(paper.c.content).where(paper.c.case_id == case_id, paper.c.digest == digest)
    content = db.scalar(query)
    if content is None:
        raise Damaged("redaction.bad_plan")
    try:
        data = zlib.decompressobj().decompress(content, LARGEST)
    except zlib.error as error:
        raise Damaged("redaction.bad_plan") from error
    if sha256(data).hexdigest() != digest:
        raise Damaged("redaction.bad_plan")
    return read_plan(data)


def read_plan(data: bytes) -> Plan:
    """A plan from its JSON; InvalidInput when it is none."""
    try:
        told = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError) as error:
        raise InvalidInput("redaction.bad_plan") from error
    if not isinstance(told, dict):
        raise InvalidInput("redaction.bad_plan")
    return Plan.of_data(told)
