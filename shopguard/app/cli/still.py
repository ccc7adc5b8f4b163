"""``still list|shredded|handed-over|back|print``: what became of printed stills (J-15)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from shopguard.app.acts import papers
from shopguard.app.acts import printed as acts
from shopguard.app.acts.audit import names_of
from shopguard.app.cli.asking import approvers, at_console, open_shop
from shopguard.app.cli.output import Console
from shopguard.app.shop import Shop
from shopguard.base.clock import iso
from shopguard.evidence.stills import PrintedStill
from shopguard.evidence.stills_list import event_words

app = typer.Typer(help="Stills on paper, tracked until shredded.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="Number at the top of the paper.")]
Approve = Annotated[list[str], typer.Option("--approve", help="Login of a manager.")]
Note = Annotated[str, typer.Option(help="Who did it, or how.")]


@app.command("list")
def list_(context: typer.Context) -> None:
    """Every number that was given out, newest first."""
    console: Console = context.obj
    with open_shop(console) as shop:
        rows = _rows(console, shop, acts.listed(shop))
        columns = ("number", "printed", "camera", "seen", "people", "purpose", "state", "overdue")
        console.table("stills", rows, columns)


@app.command()
def shredded(context: typer.Context, number: Number, approve: Approve, note: Note = "") -> None:
    """It was shredded."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        _result(console, shop, acts.shredded(shop, proofs, number, note))


@app.command("handed-over")
def handed_over(
    context: typer.Context,
    number: Number,
    approve: Approve,
    provision: Annotated[str, typer.Option(help="Id or number of the provision.")],
    note: Note = "",
) -> None:
    """It went out with a provision that both managers agreed to."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        _result(console, shop, acts.handed_over(shop, proofs, number, provision, note))


@app.command()
def back(context: typer.Context, number: Number, approve: Approve, note: Note = "") -> None:
    """It is in the shop after all: it came back, or the number was wrong."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        _result(console, shop, acts.back(shop, proofs, number, note))


@app.command("print")
def print_(
    context: typer.Context, out: Annotated[Path, typer.Option(help="Where the PDF goes.")]
) -> None:
    """The list on paper."""
    console: Console = context.obj
    with open_shop(console) as shop:
        written = papers.save(acts.on_paper(shop, at_console(), console.language), out)
        console.result({"file": written}, str(written))


def _result(console: Console, shop: Shop, still: PrintedStill) -> None:
    (row,) = _rows(console, shop, [still])
    console.result(row, f"{row['number']}: {console.say(f'still.state.{still.state}')}")


def _rows(console: Console, shop: Shop, stills: Sequence[PrintedStill]) -> list[dict[str, Any]]:
    names = names_of(shop)
    numbers = {one.id: one.number for one in acts.provisions(shop)}
    now, days = shop.clock.utc_us(), shop.settings.number("still_days")
    return [
        {
            "number": still.number,
            "printed": iso(still.printed_us),
            "camera": names.get(still.camera_id, still.camera_id),
            "seen": iso(still.seen.start),
            "people": [names.get(one, one) for one in still.viewers],
            "purpose": still.purpose,
            "state": still.state.value,
            "overdue": still.is_overdue(now, days),
            "history": [
                {
                    "at": iso(event.at_us),
                    "what": event_words(event, numbers, console.language),
                    "people": [names.get(one, one) for one in event.people],
                }
                for event in still.events
            ],
        }
        for still in stills
    ]
