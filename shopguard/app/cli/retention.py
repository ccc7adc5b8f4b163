"""``retention show|set|erased|confirm-date``."""

from __future__ import annotations

from typing import Annotated

import typer

from shopguard.app.acts import retention as acts
from shopguard.app.cli.asking import approvers, cameras_named, open_shop
from shopguard.app.cli.output import Console
from shopguard.app.recorder import tell_reload
from shopguard.base.clock import DAY, JST, iso

app = typer.Typer(help="How long recordings are kept.", no_args_is_help=True)


@app.command()
def show(context: typer.Context) -> None:
    """The rule in force, per camera too, and how many days the disk holds."""
    console: Console = context.obj
    with open_shop(console) as shop:
        rules = shop.rules()
        cameras = [
            {
                "camera": camera.name,
                "days": rules.camera(camera.id).days,
                "max_bytes": rules.camera(camera.id).max_bytes,
            }
            for camera in shop.cameras.list()
        ]
        data = {
            "days": rules.days,
            "max_bytes": rules.max_bytes,
            "reserve_bytes": rules.reserve_bytes,
            "ballast_bytes": rules.ballast_bytes,
            "overwrite_held": rules.overwrite_held,
            "reason": acts.reason_of(shop),
            "date_in_doubt": shop.time.in_doubt,
            "cameras": cameras,
        }
        lines = [console.say("cli.retention", days=rules.days)]
        lines += [f"  {row['camera']}: {row['days']}" for row in cameras]
        console.result(data, *lines)


@app.command("set")
def set_(
    context: typer.Context,
    approve: Annotated[list[str], typer.Option("--approve", help="Login; repeat for the second.")],
    days: Annotated[int | None, typer.Option(help="Days; more than 14 needs a reason.")] = None,
    camera: Annotated[str, typer.Option(help="Only for this camera.")] = "",
    max_gb: Annotated[float | None, typer.Option(help="Bound in gigabytes; 0 for none.")] = None,
    reason: Annotated[str, typer.Option(help="Why longer than 14 days is needed.")] = "",
) -> None:
    """Change the rule; two managers."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        chosen = cameras_named(shop, [camera])[0] if camera else None
        max_bytes = None if max_gb is None else round(max_gb * 1e9)
        acts.change_retention(
            shop, proofs, days=days, max_bytes=max_bytes, camera=chosen, reason=reason
        )
        tell_reload(shop)
        console.result({"days": days, "max_bytes": max_bytes}, console.say("cli.retention_set"))


@app.command()
def erased(
    context: typer.Context,
    days: Annotated[int, typer.Option(help="How far back.")] = 30,
) -> None:
    """What was erased, when and why: the proof of overwriting."""
    console: Console = context.obj
    with open_shop(console) as shop:
        names = {camera.id: camera.name for camera in shop.cameras.list(include_removed=True)}
        since = shop.clock.utc_us() - days * DAY
        rows = [
            {
                "volume": volume,
                "camera": names.get(camera, camera),
                "start": iso(span.start),
                "end": iso(span.end),
                "erased": iso(at),
                "reason": why,
            }
            for volume, camera, span, at, why in shop.retention.erased_since(since)
        ]
        console.table("erased", rows, ("camera", "start", "end", "erased", "reason"))


@app.command("confirm-date")
def confirm_date(
    context: typer.Context,
    approve: Annotated[list[str], typer.Option("--approve", help="Login of a manager.")],
) -> None:
    """Say that today's date is right, so that erasure by age goes on after a clock jump."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        acts.confirm_date(shop, proofs)
        now = iso(shop.clock.utc_us(), JST)
        console.result({"date": now}, console.say("cli.date_confirmed", date=now))
