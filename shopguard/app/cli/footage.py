"""``footage list|hold|release``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from shopguard.app.acts import footage as acts
from shopguard.app.cli.asking import approvers, cameras_named, open_shop, span_of
from shopguard.app.cli.output import Console
from shopguard.base.clock import DAY, iso
from shopguard.base.span import Span
from shopguard.footage.holds import Hold
from shopguard.footage.store import Gap

app = typer.Typer(help="Recordings.", no_args_is_help=True)

Cameras = Annotated[list[str], typer.Option("--camera", help="Name of a camera; repeatable.")]
From = Annotated[str, typer.Option("--from", help="ISO 8601 time with offset.")]
To = Annotated[str, typer.Option("--to", help="ISO 8601 time with offset.")]
Approve = Annotated[list[str], typer.Option("--approve", help="Login; repeat for the second one.")]


@app.command("list")
def list_(
    context: typer.Context,
    camera: Annotated[list[str] | None, typer.Option("--camera")] = None,
    start: Annotated[str, typer.Option("--from")] = "",
    end: Annotated[str, typer.Option("--to")] = "",
) -> None:
    """What is recorded, where the gaps are and why, what is held. Shows no picture."""
    console: Console = context.obj
    with open_shop(console) as shop:
        now = shop.clock.utc_us()
        span = span_of(start or iso(now - 400 * DAY), end or iso(now + DAY))
        chosen = cameras_named(shop, camera) if camera else shop.cameras.list(include_removed=True)
        names = {found.id: found.name for found in chosen}
        tracks = shop.timeline.tracks(list(names), span)
        rows = [
            _span_row(names[track.camera_id], piece) for track in tracks for piece in track.covered
        ]
        if console.as_json:
            gaps = [_gap_row(names, gap) for track in tracks for gap in track.gaps]
            holds = [_hold_row(names, held) for track in tracks for held in track.holds]
            console.result({"footage": rows, "gaps": gaps, "holds": holds})
        else:
            console.table("footage", rows, ("camera", "start", "end", "seconds"))


@app.command()
def hold(
    context: typer.Context,
    camera: Cameras,
    start: From,
    end: To,
    ground: Annotated[str, typer.Option(help="Why it is held.")],
    approve: Approve,
    days: Annotated[int, typer.Option(help="For how many days.")] = acts.DEFAULT_HOLD_DAYS,
) -> None:
    """Keep a span from being overwritten; one manager."""
    console: Console = context.obj
    with open_shop(console) as shop:
        names = {found.id: found.name for found in cameras_named(shop, camera)}
        with approvers(console, shop, approve) as proofs:
            span = span_of(start, end)
            held = acts.hold(shop, proofs, cameras=list(names), span=span, ground=ground, days=days)
        rows = [_hold_row(names, each) for each in held]
        console.table("holds", rows, ("id", "camera", "start", "end", "expires"))


@app.command()
def release(
    context: typer.Context,
    hold_id: Annotated[str, typer.Argument(metavar="HOLD")],
    approve: Approve,
    reason: Annotated[str, typer.Option(help="Why it ends.")] = "",
) -> None:
    """End a hold before its time; two managers."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        acts.release_holds(shop, proofs, [hold_id], reason)
        console.result({"released": hold_id}, console.say("cli.hold_released"))


def _span_row(camera: str, span: Span) -> dict[str, Any]:
    seconds = round(span.duration / 1e6, 3)
    return {"camera": camera, "start": iso(span.start), "end": iso(span.end), "seconds": seconds}


def _gap_row(names: dict[str, str], gap: Gap) -> dict[str, Any]:
    return {
        "camera": names.get(gap.camera_id, gap.camera_id),
        "start": iso(gap.start_us),
        "end": None if gap.end_us is None else iso(gap.end_us),
        "cause": gap.cause,
        "detail": gap.detail,
        "approximate": gap.approximate,
    }


def _hold_row(names: dict[str, str], hold: Hold) -> dict[str, Any]:
    return {
        "id": hold.id,
        "camera": names.get(hold.camera_id, hold.camera_id),
        "start": iso(hold.span.start),
        "end": iso(hold.span.end),
        "ground": hold.ground,
        "expires": iso(hold.expires_us),
    }
