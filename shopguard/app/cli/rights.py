"""``rights receive|identified|note|answer|withdraw|search|list|show|print``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from shopguard.app.acts import papers
from shopguard.app.acts import rights as acts
from shopguard.app.cli.asking import at_console, cameras_named, open_shop, span_of
from shopguard.app.cli.output import Console
from shopguard.app.shop import Shop
from shopguard.audit.entry import JsonValue
from shopguard.base.clock import iso
from shopguard.evidence.letters import answer_pdf, due_words
from shopguard.evidence.rights import RightsRequest, Wish

app = typer.Typer(help="Requests of people about their own data.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="Id or number of the request.")]
Cameras = Annotated[list[str] | None, typer.Option("--camera", help="Name; repeatable.")]
From = Annotated[str, typer.Option("--from", help="ISO 8601 time with offset.")]
To = Annotated[str, typer.Option("--to", help="ISO 8601 time with offset.")]
Reason = Annotated[str, typer.Option(help="Why, and what exactly.")]


@app.command()
def receive(
    context: typer.Context,
    wish: Annotated[str, typer.Option(help=f"One of {', '.join(Wish)}.")],
    who: Annotated[str, typer.Option(help="Who asks.")],
    contact: Annotated[str, typer.Option(help="Where the answer goes.")],
    words: Annotated[str, typer.Option(help="What they ask for, in their words.")],
    camera: Cameras = None,
    start: From = "",
    end: To = "",
) -> None:
    """Note a request; prints its id and the day an answer is due."""
    console: Console = context.obj
    with open_shop(console) as shop:
        chosen = tuple(each.id for each in cameras_named(shop, camera or []))
        span = span_of(start, end) if start or end else None
        request = acts.receive(
            shop,
            at_console(),
            wish=wish,
            who=who,
            contact=contact,
            words=words,
            cameras=chosen,
            span=span,
        )
        console.result(_row(shop, request), request.id, due_words(request))


@app.command()
def identified(
    context: typer.Context,
    request: Id,
    document: Annotated[str, typer.Option(help="Kind of identity document seen.")],
    how: Annotated[str, typer.Option(help="How identity was confirmed.")],
) -> None:
    """It is that person who asks, or who may ask for them."""
    console: Console = context.obj
    with open_shop(console) as shop:
        done = acts.identified(shop, at_console(), request, document=document, how=how)
        _result(console, shop, done)


@app.command()
def note(
    context: typer.Context, request: Id, words: Annotated[str, typer.Option(help="What was done.")]
) -> None:
    """Write down what was done meanwhile."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.note(shop, at_console(), request, words))


@app.command()
def answer(
    context: typer.Context,
    request: Id,
    answer: Annotated[str, typer.Option(help="granted, partly, nothing-kept or declined.")],
    reason: Reason,
) -> None:
    """The shop's answer; `rights print` makes the letter."""
    console: Console = context.obj
    with open_shop(console) as shop:
        done = acts.answer(shop, at_console(), request, answer=answer, reason=reason)
        _result(console, shop, done)


@app.command()
def withdraw(context: typer.Context, request: Id, reason: Reason) -> None:
    """The person asks for it no more."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.withdrawn(shop, at_console(), request, reason))


@app.command()
def search(
    context: typer.Context,
    start: From,
    end: To,
    place: Annotated[str, typer.Option(help="Words of a camera's name or place.")] = "",
) -> None:
    """Which cameras recorded there and then. Shows no picture."""
    console: Console = context.obj
    with open_shop(console) as shop:
        rows = [
            {"camera": found.name, "place": found.place, "start": iso(span.start),
             "end": iso(span.end)}
            for found in acts.search(shop, span_of(start, end), place)
            for span in found.covered
        ]  # fmt: skip
        console.table("footage", rows, ("camera", "place", "start", "end"))


@app.command("list")
def list_(context: typer.Context) -> None:
    """Open requests first, the one due soonest on top."""
    console: Console = context.obj
    with open_shop(console) as shop:
        rows = [_row(shop, each) for each in acts.listed(shop)]
        console.table("requests", rows, ("number", "due", "overdue", "state", "wish", "who"))


@app.command()
def show(context: typer.Context, request: Id) -> None:
    """One request, with everything that happened to it."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.find(shop, request))


@app.command("print")
def print_(
    context: typer.Context,
    request: Id,
    out: Annotated[Path, typer.Option(help="Where the PDF goes.")],
) -> None:
    """The answer as a letter."""
    console: Console = context.obj
    with open_shop(console) as shop:
        found = acts.find(shop, request)
        pdf = answer_pdf(found, papers.letterhead(shop), console.language)
        told: dict[str, JsonValue] = {"rights": found.id, "number": found.number}
        papers.log_printed(shop, at_console(), "answer", told)
        written = papers.save(pdf, out)
        console.result({"file": written}, str(written))


def _result(console: Console, shop: Shop, request: RightsRequest) -> None:
    row = _row(shop, request)
    history = [
        {"at": iso(entry.at_us), "what": entry.kind, "people": entry.people, **entry.data}
        for entry in request.case.entries
    ]
    lines = [f"{name}: {value}" for name, value in row.items()]
    lines += [
        f"{iso(entry.at_us)}  {console.say(f'rights.step.{entry.kind}')}"
        for entry in request.case.entries
    ]
    console.result(row | {"history": history}, *lines)


def _row(shop: Shop, request: RightsRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "number": request.number,
        "received": iso(request.received_us),
        "due": due_words(request),
        "overdue": request.is_overdue(shop.clock.utc_us()),
        "state": request.state.value,
        "wish": request.wish.value,
        "words": request.words,
        "who": request.who,
        "contact": request.contact,
        "provision": request.provision,
    }
