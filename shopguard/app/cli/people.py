"""``people list|add|role|pledge|train|off|on|leave|manager|password|reset-password|lost-password|
sheet|viewing``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from shopguard.access.login import Proof
from shopguard.access.people import Person, Role
from shopguard.app.acts import people as acts
from shopguard.app.cli.asking import approvers, open_shop
from shopguard.app.cli.output import Console
from shopguard.app.cli.secrets import Secrets
from shopguard.app.shop import Shop
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput
from shopguard.vault.sheet_pdf import write_sheet

app = typer.Typer(help="People of the shop.", no_args_is_help=True)

Approve = Annotated[list[str], typer.Option("--approve", help="Login; repeat for the second one.")]


@app.command("list")
def list_(
    context: typer.Context, left: Annotated[bool, typer.Option(help="Leavers too.")] = False
) -> None:
    """Who works here, their roles, pledge and training."""
    with open_shop(context.obj) as shop:
        rows = [_row(person) for person in shop.people.list(include_left=left)]
        context.obj.table("people", rows, ("login", "name", "roles", "pledged", "trained_until"))


@app.command()
def add(
    context: typer.Context,
    login: str,
    approve: Approve,
    name: Annotated[str, typer.Option(help="Name as people say it.")] = "",
    role: Annotated[list[Role] | None, typer.Option(help="operator, staff or auditor.")] = None,
) -> None:
    """Add somebody; their password is asked for (or read from ``--secrets -``)."""
    console: Console = context.obj
    secrets = Secrets(console)
    with open_shop(console) as shop, approvers(console, shop, approve, secrets) as proofs:
        password = secrets.password(login, console.say("cli.new_password", login=login))
        person = acts.add_person(shop, proofs, login, name or login, role or [], password)
        console.result({"person": _row(person)}, console.say("cli.done"))


@app.command()
def pledge(context: typer.Context, login: str, approve: Approve) -> None:
    """Somebody signed the confidentiality pledge today."""
    _carry_out(context.obj, login, approve, "pledged", acts.record_pledge)


@app.command()
def train(
    context: typer.Context,
    login: str,
    approve: Approve,
    days: Annotated[int, typer.Option(help="Valid for so many days.")] = acts.TRAINING_DAYS,
) -> None:
    """Somebody was trained today."""
    if not 1 <= days <= 3 * acts.TRAINING_DAYS:
        raise InvalidInput("cli.days", longest=3 * acts.TRAINING_DAYS)
    act = partial(acts.record_training, days=days)
    _carry_out(context.obj, login, approve, "trained", act)


@app.command()
def role(
    context: typer.Context,
    login: str,
    approve: Approve,
    to: Annotated[
        list[Role] | None, typer.Option("--to", help="operator, staff or auditor; none: no role.")
    ] = None,
) -> None:
    """Another role for somebody who is no manager."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        acts.set_roles(shop, proofs, shop.people.by_login(login), to or [])
        console.result({"person": _row(shop.people.by_login(login))}, console.say("cli.done"))


@app.command()
def off(context: typer.Context, login: str, approve: Approve) -> None:
    """Somebody may not log in until they are switched on again."""
    _carry_out(context.obj, login, approve, "off", acts.switch_off)


@app.command()
def on(context: typer.Context, login: str, approve: Approve) -> None:
    """Somebody who was switched off may log in again."""
    _carry_out(context.obj, login, approve, "on", acts.switch_on)


@app.command()
def leave(context: typer.Context, login: str, approve: Approve) -> None:
    """Somebody leaves; their password opens nothing any more."""
    _carry_out(context.obj, login, approve, "left", acts.let_leave)


@app.command()
def manager(context: typer.Context, role: Role, login: str, approve: Approve) -> None:
    """Make somebody chief or deputy in place of who it is now."""
    console: Console = context.obj
    secrets = Secrets(console)
    with open_shop(console) as shop, approvers(console, shop, approve, secrets) as proofs:
        password = secrets.password(login, console.say("cli.password", login=login))
        with shop.logins.check(login, password, shop.seat) as newcomer:
            acts.change_manager(shop, proofs, role, newcomer)
        console.result({role.value: login}, console.say("cli.done"))


@app.command()
def password(context: typer.Context, login: str) -> None:
    """Change one's own password (``--secrets``: ``LOGIN`` and ``LOGIN:new``)."""
    console: Console = context.obj
    secrets = Secrets(console)
    with open_shop(console) as shop:
        old = secrets.password(login, console.say("cli.password", login=login))
        new = secrets.password(f"{login}:new", console.say("cli.new_password", login=login))
        shop.logins.change_password(login, old, new, shop.seat).wipe()
        console.result({"changed": login}, console.say("cli.done"))


@app.command("reset-password")
def reset_password(context: typer.Context, login: str, approve: Approve) -> None:
    """A new password for somebody who is no manager and lost theirs."""
    console: Console = context.obj
    secrets = Secrets(console)
    with open_shop(console) as shop, approvers(console, shop, approve, secrets) as proofs:
        new = secrets.password(f"{login}:new", console.say("cli.new_password", login=login))
        acts.reset_password(shop, proofs, shop.people.by_login(login), new)
        console.result({"changed": login}, console.say("cli.done"))


@app.command("lost-password")
def lost_password(context: typer.Context, login: str, approve: Approve) -> None:
    """A new password for a manager who lost theirs: the other manager and ``sheet`` approve."""
    console: Console = context.obj
    secrets = Secrets(console)
    with open_shop(console) as shop, approvers(console, shop, approve, secrets) as proofs:
        new = secrets.password(f"{login}:new", console.say("cli.new_password", login=login))
        acts.lost_password(shop, proofs, shop.people.by_login(login), new)
        console.result({"changed": login}, console.say("cli.done"))


@app.command()
def sheet(
    context: typer.Context,
    approve: Approve,
    out: Annotated[Path, typer.Option(help="Where the new recovery sheet (PDF) goes.")],
) -> None:
    """A new recovery sheet; the one before opens nothing any more."""
    console: Console = context.obj
    if out.exists():
        raise InvalidInput("sheet.file_exists", path=out)
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        with acts.new_sheet(shop, proofs) as secret:
            write_sheet(out, secret, shop.site.name, shop.clock.utc_us())
        console.result({"recovery_sheet": out}, console.say("cli.done"))


@app.command()
def viewing(
    context: typer.Context,
    approve: Approve,
    relaxed: Annotated[bool, typer.Option(help="Let either manager look alone, or not.")],
) -> None:
    """Whether one manager alone may look at what is recorded from now on; both must agree."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        acts.set_relaxed(shop, proofs, relaxed=relaxed)
        console.result({"relaxed": relaxed}, console.say("cli.done"))


def _carry_out(
    console: Console,
    login: str,
    approve: Sequence[str],
    word: str,
    act: Callable[[Shop, Sequence[Proof], Person], object],
) -> None:
    """Something that is done to one person; the answer is ``word``: their login."""
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        act(shop, proofs, shop.people.by_login(login))
        console.result({word: login}, console.say("cli.done"))


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "roles": sorted(role.value for role in person.roles),
        "enabled": person.enabled,
        "pledged": None if person.pledged_us is None else iso(person.pledged_us),
        "trained_until": None if person.trained_until_us is None else iso(person.trained_until_us),
        "left": None if person.left_us is None else iso(person.left_us),
    }
