"""``check``: three levels of looking after the store."""

from __future__ import annotations

from typing import Annotated

import typer

from shopguard.app.cli.asking import at_console, open_shop
from shopguard.app.cli.output import Console
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, Outcome
from shopguard.footage.check import Level
from shopguard.footage.check import check as check_store


def check(
    context: typer.Context,
    deep: Annotated[bool, typer.Option(help="Read every byte too.")] = False,
    level: Annotated[Level, typer.Option(help="How deep to look.")] = Level.SIZES,
) -> None:
    """Files and rows agree; sizes, encryption, spans and register are right; --deep: every byte."""
    console: Console = context.obj
    with open_shop(console) as shop:
        wanted = Level.BYTES if deep else level
        found = check_store(shop.home, shop.catalogue, shop.store, wanted)
        cases = shop.cases.check()
        ok = found.ok and not cases
        count = len(found.findings) + len(cases)
        detail = {"level": wanted.value, "volumes": found.volumes, "found": count}
        outcome: Outcome = "done" if ok else "failed"
        entry = Entry(Act.CHECK_DONE, (at_console().id,), outcome, shop.seat, detail=detail)
        shop.ledger.append(entry)
        findings = [
            {"fault": each.fault.value, "file": each.file, "volume": each.volume_id}
            for each in found.findings
        ]
        data = {
            "ok": ok,
            "cases": cases,
            "level": found.level.value,
            "volumes": found.volumes,
            "bytes_read": found.bytes_read,
            "without_digest_yet": found.unread,
            "findings": findings,
        }
        told = console.say("cli.check", volumes=found.volumes, findings=count)
        lines = [f"{console.say('check.' + row['fault'])}: {row['file']}" for row in findings]
        lines += [console.say("cli.check_case", case=case) for case in cases]
        console.result(data, told, *lines)
        if not ok:
            raise typer.Exit(4)
