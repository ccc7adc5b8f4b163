"""``provision find-people``, and plans of redacted copies as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from shopguard.app.acts import redaction as acts
from shopguard.app.cli.asking import approvers, open_shop
from shopguard.app.cli.output import Console
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput
from shopguard.evidence.redaction.keeping import LARGEST, read_plan
from shopguard.evidence.redaction.plan import Plan

Plans = Annotated[
    list[Path] | None,
    typer.Option("--redact", help="What to show and cover, as `find-people` wrote; repeatable."),
]


def find_people(
    context: typer.Context,
    provision: Annotated[str, typer.Argument(metavar="ID", help="Id or number.")],
    approve: Annotated[list[str], typer.Option(help="Login; repeat for the second one.")],
    out: Annotated[Path, typer.Option(help="Folder for one JSON file for each recorded part.")],
) -> None:
    """Who is where in the footage, as data without pictures; `chosen` names whom a copy shows."""
    console: Console = context.obj
    if not out.is_dir():
        raise InvalidInput("export.no_folder", folder=out.name)
    with (
        open_shop(console) as shop,
        approvers(console, shop, approve) as proofs,
        acts.open_footage(shop, proofs, provision) as footage,
    ):
        rows = []
        for number, plan in enumerate(acts.find_people(footage), 1):
            path = out / f"redaction-{number:02}.json"
            path.write_text(json.dumps(plan.as_data()), encoding="utf-8")
            rows.append(
                {
                    "file": str(path),
                    "camera": shop.cameras.get(plan.camera_id).name,
                    "start": iso(plan.span.start),
                    "end": iso(plan.span.end),
                    "tracks": len(plan.tracks),
                }
            )
    console.table("plans", rows, ("file", "camera", "start", "end", "tracks"))


def plans_in(paths: list[Path] | None) -> list[Plan]:
    """The plans in these files; InvalidInput for one that is none."""
    try:
        return [read_plan(_read(path)) for path in paths or []]
    except OSError as error:
        raise InvalidInput("redaction.bad_plan") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
