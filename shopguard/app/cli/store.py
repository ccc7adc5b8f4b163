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
    """Files and rows agree; sizes, encryption and spans are right; with --deep every byte."""
    console: Console = context.obj
    with open_shop(console) as shop:
        wanted = Level.BYTES if deep else level
        found = check_store(shop.home, shop.catalogue, shop.store, wanted)
        detail = {"level": wanted.value, "volumes": found.volumes, "found": len(found.findings)}
        outcome: Outcome = "done" if found.ok else "failed"
        entry = Entry(Act.CHECK_DONE, (at_console().id,), outcome, shop.seat, detail=detail)
        shop.ledger.append(entry)
        findings = [
            {"fault": each.fault.value, "file": each.file, "volume": each.volume_id}
            for each in found.findings
        ]
        data = {
            "ok": found.ok,
            "level": found.level.value,
            "volumes": found.volumes,
            "bytes_read": found.bytes_read,
            "without_digest_yet": found.unread,
            "findings": findings,
        }
        told = console.say("cli.check", volumes=found.volumes, findings=len(findings))
        lines = [f"{console.say('check.' + row['fault'])}: {row['file']}" for row in findings]
        console.result(data, told, *lines)
        if not found.ok:
            raise typer.Exit(4)
