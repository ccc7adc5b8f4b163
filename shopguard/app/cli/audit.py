"""``audit list|verify|head|export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopguard.app.acts import audit as acts
from shopguard.app.cli.asking import at_console, cameras_named, open_shop
from shopguard.app.cli.output import Console
from shopguard.audit.record import Wanted

app = typer.Typer(help="The record of what was done.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    person: Annotated[str, typer.Option(help="Login of a person.")] = "",
    camera: Annotated[str, typer.Option(help="Name of a camera.")] = "",
    action: Annotated[str, typer.Option(help="For example footage.opened.")] = "",
    last: Annotated[int, typer.Option(help="At most so many, the newest.")] = 100,
) -> None:
    """Who did what, when and why; newest last."""
    console: Console = context.obj
    with open_shop(console) as shop:
        wanted = Wanted(
            person=shop.people.by_login(person).id if person else "",
            camera=cameras_named(shop, [camera])[0].id if camera else "",
            action=action,
        )
        rows = acts.as_rows(shop, acts.records(shop, wanted, last))[::-1]
        console.table(
            "records", rows, ("seq", "time", "people", "action", "outcome", "purpose", "cameras")
        )


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[
        str, typer.Option(help="A head that left the machine: its text, or a file with it.")
    ] = "",
) -> None:
    """Prove that nothing in the record was changed, removed, reordered or forked."""
    console: Console = context.obj
    with open_shop(console) as shop:
        report = acts.verify(shop, at_console(), head)
        problems = [problem.words(console.language) for problem in report.problems]
        code = "cli.audit_good" if report.ok else "cli.audit_bad"
        told = console.say(code, records=report.records, problems=len(problems))
        data = {"ok": report.ok, "records": report.records, "problems": problems}
        console.result(data, told, *problems)
        if not report.ok:
            raise typer.Exit(4)


@app.command()
def head(
    context: typer.Context,
    qr: Annotated[Path | None, typer.Option(help="Also as a QR code: .svg or .png.")] = None,
) -> None:
    """The record in one line that can leave the machine."""
    console: Console = context.obj
    with open_shop(console) as shop:
        text = acts.head(shop, at_console(), qr)
        console.result({"head": text}, text)


@app.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="File to write: .csv, .json or .pdf.")],
) -> None:
    """Write the whole record as a table, for machines, or as pages to print."""
    console: Console = context.obj
    with open_shop(console) as shop:
        count = acts.export(shop, at_console(), out, language=console.language)
        console.result({"file": out, "records": count}, console.say("cli.audit_out", count=count))
