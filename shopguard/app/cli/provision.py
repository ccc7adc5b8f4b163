"""``provision open|complete|export|refuse|told|hand-over|returned|correct|list|show|print``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shopguard.app.acts import papers, redaction
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import provide, read_by_somebody
from shopguard.app.cli.asking import (
    approvers,
    at_console,
    cameras_named,
    open_shop,
    span_of,
)
from shopguard.app.cli.output import Console
from shopguard.app.cli.redaction import Plans, find_people, plans_in
from shopguard.app.shop import Shop
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.evidence.grounds import GROUNDS, statutes
from shopguard.evidence.provisions import Provision
from shopguard.evidence.scans import read_scan

app = typer.Typer(help="Footage given out, and refused.", no_args_is_help=True)

app.command("find-people")(find_people)

_LARGEST = 1 << 20
Id = Annotated[str, typer.Argument(metavar="ID", help="Id or number of the provision.")]
FieldsFile = Annotated[
    Path | None, typer.Option("--fields", help="JSON file: what the ground asks for.")
]
Scans = Annotated[
    list[Path] | None, typer.Option("--scan", help="PDF or picture of the paper; repeatable.")
]
Cameras = Annotated[list[str] | None, typer.Option("--camera", help="Name; repeatable.")]
From = Annotated[str, typer.Option("--from", help="ISO 8601 time with offset.")]
To = Annotated[str, typer.Option("--to", help="ISO 8601 time with offset.")]
Reason = Annotated[str, typer.Option(help="Why.")]


@app.command()
def grounds(context: typer.Context) -> None:
    """The grounds, and what each asks for."""
    console: Console = context.obj
    rows = [
        {
            "ground": ground.key,
            "words": console.say(f"ground.{ground.key}"),
            "law": statutes(ground.law, console.language),
            "allows": ground.allows,
            "required": [field.name for field in ground.fields if field.required],
            "optional": [field.name for field in ground.fields if not field.required],
        }
        for ground in GROUNDS.values()
    ]
    console.table("grounds", rows, ("ground", "words", "law", "required"))


@app.command("open")
def open_(
    context: typer.Context,
    ground: Annotated[str, typer.Option(help="See `provision grounds`.")],
    fields: FieldsFile = None,
    camera: Cameras = None,
    start: From = "",
    end: To = "",
    scan: Scans = None,
    call: Annotated[bool, typer.Option("--call", help="By telephone; the paper follows.")] = False,
) -> None:
    """Note a request; prints its id. Shows and gives no footage."""
    console: Console = context.obj
    given, papers = _fields(fields), _scans(scan)
    with open_shop(console) as shop:
        cameras = cameras_named(shop, camera or [])
        provision = acts.open_provision(
            shop,
            at_console(),
            ground=ground,
            fields=given,
            cameras=[each.id for each in cameras],
            span=_span(start, end),
            scans=papers,
            call=call,
        )
        warned = _warnings(console, shop, provision)
        data = _row(console, shop, provision) | {"warnings": [code for code, _ in warned]}
        console.result(data, provision.id, *(words for _, words in warned))


@app.command()
def complete(
    context: typer.Context,
    provision: Id,
    fields: FieldsFile = None,
    camera: Cameras = None,
    start: From = "",
    end: To = "",
    scan: Scans = None,
) -> None:
    """The paper came for a request announced by telephone."""
    console: Console = context.obj
    given, papers = _fields(fields), _scans(scan)
    with open_shop(console) as shop:
        chosen = [each.id for each in cameras_named(shop, camera or [])]
        done = acts.complete(
            shop,
            at_console(),
            provision,
            fields=given,
            cameras=chosen or None,
            span=_span(start, end),
            scans=papers,
        )
        _result(console, shop, done)


@app.command()
def export(
    context: typer.Context,
    provision: Id,
    approve: Annotated[list[str], typer.Option(help="Login; repeat for the second one.")],
    out: Annotated[Path, typer.Option(help="Folder for the package.")],
    time_copy: Annotated[
        bool, typer.Option("--time-copy", help="Also a copy with the time in the picture.")
    ] = False,
    redacted: Annotated[
        bool, typer.Option("--redacted", help="Also the copy with others made unrecognisable.")
    ] = False,
    redact: Plans = None,
) -> None:
    """The evidence package, by two managers; its password is printed this once."""
    console: Console = context.obj
    plans = plans_in(redact)
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        if plans:
            redaction.require_looked_through(shop, acts.find(shop, provision), plans)
        done = provide(
            shop, proofs, provision, out, time_copy=time_copy, redacted=redacted or bool(plans)
        )
        package = done.package
        damaged = [
            {"camera": each.camera, "start": iso(each.span.start), "end": iso(each.span.end)}
            for each in package.damaged
        ]
        data = {
            "id": done.provision.id,
            "file": package.path,
            "bytes": package.bytes,
            "sha256": package.sha256,
            "manifest": package.manifest,
            "password": done.password,
            "damaged": damaged,
            "absent": [each.as_json() for each in done.provision.absent or ()],
        }
        lines = [f"{package.path}  {package.sha256}"]
        if done.provision.absent:
            lines.append(console.say("cli.export_absent", count=len(done.provision.absent)))
        if damaged:
            lines.append(console.say("cli.export_damaged", count=len(damaged)))
        with read_by_somebody(shop, done):
            console.result(data, *lines, console.say("provision.password", password=done.password))
        if damaged:
            raise typer.Exit(4)


@app.command()
def scans(
    context: typer.Context,
    provision: Id,
    approve: Annotated[list[str], typer.Option(help="Login; repeat for the second one.")],
    out: Annotated[Path, typer.Option(help="Folder for the attached papers.")],
) -> None:
    """Read the attached papers again; two managers."""
    console: Console = context.obj
    with open_shop(console) as shop, approvers(console, shop, approve) as proofs:
        found = acts.read_scans(shop, proofs, provision)
        files = [
            papers.save(content, out / f"{number:02}-{name}")
            for number, (name, content) in enumerate(found, 1)
        ]
        console.result({"files": files}, *map(str, files))


@app.command()
def refuse(context: typer.Context, provision: Id, reason: Reason) -> None:
    """No footage is given; the register says why."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.refuse(shop, at_console(), provision, reason))


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    provision: Id,
    medium: Annotated[str, typer.Option(help="USB stick, disc …")],
    password_way: Annotated[str, typer.Option(help="How the password was told.")],
    received_by: Annotated[str, typer.Option(help="Who signed for it.")],
) -> None:
    """The recipient has the package and signed the receipt."""
    console: Console = context.obj
    with open_shop(console) as shop:
        by = at_console()
        done = acts.hand_over(
            shop,
            by,
            provision,
            medium=medium,
            password_way=password_way,
            received_by=received_by,
        )
        _result(console, shop, done)


@app.command()
def returned(
    context: typer.Context,
    provision: Id,
    how: Annotated[str, typer.Option(help="Returned, or destroyed by the recipient.")],
) -> None:
    """It came back, or was destroyed as agreed."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.returned(shop, at_console(), provision, how))


@app.command()
def correct(context: typer.Context, provision: Id, fields: FieldsFile, reason: Reason) -> None:
    """Put particulars right; what stood there before stays readable."""
    console: Console = context.obj
    given = _fields(fields)
    with open_shop(console) as shop:
        done = acts.correct(shop, at_console(), provision, fields=given, reason=reason)
        _result(console, shop, done)


@app.command("list")
def list_(
    context: typer.Context,
    search: Annotated[str, typer.Option(help="Only those that hold these words.")] = "",
) -> None:
    """The register, newest first."""
    console: Console = context.obj
    with open_shop(console) as shop:
        rows = [_row(console, shop, each) for each in acts.listed(shop, search)]
        console.table("provisions", rows, ("number", "opened", "state", "ground", "recipient"))


@app.command()
def show(context: typer.Context, provision: Id) -> None:
    """One provision, with everything that happened to it."""
    console: Console = context.obj
    with open_shop(console) as shop:
        _result(console, shop, acts.find(shop, provision))


@app.command("print")
def print_(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Where the PDF goes.")],
    provision: Annotated[str, typer.Argument(metavar="[ID]", help="None: the whole list.")] = "",
    paper: Annotated[str, typer.Option(help=f"One of {', '.join(papers.PAPERS)}.")] = "record",
) -> None:
    """The provision record, another paper, or the list of all."""
    console: Console = context.obj
    with open_shop(console) as shop:
        if provision:
            pdf = papers.paper(
                shop, at_console(), acts.find(shop, provision), paper, console.language
            )
        else:
            pdf = papers.register(shop, at_console(), console.language)
        written = papers.save(pdf, out)
        console.result({"file": written}, str(written))


def _result(console: Console, shop: Shop, provision: Provision) -> None:
    row = _row(console, shop, provision)
    history = [
        {"at": iso(entry.at_us), "what": entry.kind, "people": entry.people, **entry.data}
        for entry in provision.case.entries
    ]
    lines = [f"{name}: {value}" for name, value in row.items() if name != "fields"]
    lines += [
        f"{console.say(f'provision.field.{name}')}: {words}"
        for name, words in provision.fields.items()
    ]
    lines += [
        f"{iso(entry.at_us)}  {console.say(f'provision.step.{entry.kind}')}"
        for entry in provision.case.entries
    ]
    console.result(row | {"history": history}, *lines)


def _row(console: Console, shop: Shop, provision: Provision) -> dict[str, Any]:
    names = {camera.id: camera.name for camera in shop.cameras.list(include_removed=True)}
    span = provision.span
    return {
        "id": provision.id,
        "number": provision.number,
        "opened": iso(provision.opened_us),
        "state": provision.state.value,
        "ground": provision.ground.key,
        "law": statutes(provision.ground.law, console.language),
        "recipient": provision.fields.get("recipient", ""),
        "cameras": [names.get(camera, camera) for camera in provision.cameras],
        "start": None if span is None else iso(span.start),
        "end": None if span is None else iso(span.end),
        "fields": dict(provision.fields),
    }


def _warnings(console: Console, shop: Shop, provision: Provision) -> list[tuple[str, str]]:
    found = acts.to_think_over(shop, provision.fields, provision.cameras, provision.span)
    return [(what.value, console.say(f"provision.broader.{what}")) for what in found]


def _span(start: str, end: str) -> Span | None:
    return span_of(start, end) if start or end else None


def _fields(path: Path | None) -> Mapping[str, object]:
    if path is None:
        return {}
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput("provision.fields_file")
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput("provision.fields_file") from error
    if not isinstance(given, dict):
        raise InvalidInput("provision.fields_file")
    return given


def _scans(paths: list[Path] | None) -> list[bytes]:
    return [read_scan(path) for path in paths or []]
