"""``init`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.app.cli.asking import open_shop
from shopguard.app.cli.output import Console
from shopguard.app.cli.secrets import Secrets
from shopguard.app.doctor import examine
from shopguard.base.errors import InvalidInput
from shopguard.vault.sheet_pdf import write_sheet


def init(
    context: typer.Context,
    shop: Annotated[str, typer.Option(help="Name of the shop.")],
    chief: Annotated[str, typer.Option(help="Login of the chief manager.")],
    deputy: Annotated[str, typer.Option(help="Login of the deputy manager.")],
    recovery_sheet: Annotated[Path, typer.Option(help="Where the recovery sheet (PDF) goes.")],
    contact: Annotated[str, typer.Option(help="How customers reach the shop.")] = "",
    key_file: Annotated[
        Path | None, typer.Option(help="Keep the shop's key in this file, not the key store.")
    ] = None,
) -> None:
    """Set up a shop: two managers, a vault only both can open, and the recovery sheet."""
    console: Console = context.obj
    if recovery_sheet.exists():
        raise InvalidInput("sheet.file_exists", path=recovery_sheet)
    if not recovery_sheet.absolute().parent.is_dir():
        raise InvalidInput("export.no_folder", folder=recovery_sheet.absolute().parent.name)
    secrets = Secrets(console)
    managers = [
        NewManager(login, secrets.password(login, console.say("cli.new_password", login=login)))
        for login in (chief, deputy)
    ]
    made, sheet = set_up_shop(
        console.home, shop, managers[0], managers[1], contact=contact, key_file=key_file
    )
    with made, sheet:
        write_sheet(recovery_sheet, sheet, shop, made.clock.utc_us())
        told = {"shop": shop, "id": made.site.id, "home": console.home.path}
        console.result(
            {**told, "recovery_sheet": recovery_sheet},
            console.say("cli.init_done", shop=shop, sheet=recovery_sheet),
            console.say("cli.init_pledge"),
        )


def doctor(context: typer.Context) -> None:
    """Look at the machine: key store, clock, disk, fonts, hardening."""
    console: Console = context.obj
    if console.home.exists:
        with open_shop(console) as shop:
            findings = examine(console.home, shop)
    else:
        findings = examine(console.home, None)
    rows = [finding.as_row(console.language) for finding in findings]
    console.table("findings", rows, ("state", "what", "detail"))
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(5)
