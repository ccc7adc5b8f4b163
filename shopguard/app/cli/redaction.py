"""``provision find-people``, and plans of redacted copies as files.

Nobody can look through a film at a terminal. So a copy made here is of what two managers looked
through at the desktop, to the last box, or there is none (decision 0032).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from shopguard.app.acts import redaction as acts
from shopguard.app.acts.papers import save
from shopguard.app.acts.provision import find
from shopguard.app.cli.asking import approvers, open_shop
from shopguard.app.cli.output import Console
from shopguard.app.shop import Shop
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.provisions import Step
from shopguard.evidence.redaction.keeping import LARGEST, read_plan
from shopguard.evidence.redaction.plan import Plan

Plans = Annotated[
    list[Path] | None,
    typer.Option(
        "--redact",
        help="The copy as in this file of `find-people`, which both looked through; repeatable.",
    ),
]


def find_people(
    context: typer.Context,
    provision: Annotated[str, typer.Argument(metavar="ID", help="Id or number.")],
    approve: Annotated[list[str], typer.Option(help="Login; repeat for the second one.")],
    out: Annotated[Path, typer.Option(help="Folder for one JSON file for each recorded part.")],
) -> None:
    """Who is where in the footage, as data without pictures; what both looked through if they did.

    `chosen` names whom a copy shows. Looking through it, and choosing, is done at the desktop.
    """
    console: Console = context.obj
    if not out.is_dir():
        raise InvalidInput("export.no_folder", folder=out.name)
    with (
        open_shop(console) as shop,
        approvers(console, shop, approve) as proofs,
        acts.open_footage(shop, proofs, provision) as footage,
    ):
        rows = []
        for number, plan in enumerate(_plans(shop, provision, footage), 1):
            path = out / f"redaction-{number:02}.json"
            save(json.dumps(plan.as_data()).encode(), path)
            rows.append(
                {
                    "file": str(path),
                    "camera": shop.cameras.get(plan.camera_id).name,
                    "start": iso(plan.span.start),
                    "end": iso(plan.span.end),
                    "tracks": len(plan.tracks),
                    "looked_through": bool(plan.reviewers),
                }
            )
    console.table("plans", rows, ("file", "camera", "start", "end", "tracks", "looked_through"))


def _plans(shop: Shop, provision: str, footage: OpenFootage) -> list[Plan]:
    found = find(shop, provision)
    done = found.last(Step.REDACTED) is not None
    return acts.settled(shop, found) if done else acts.find_people(footage)


def plans_in(paths: list[Path] | None) -> list[Plan]:
    """The plans in these files; InvalidInput for one that is none."""
    try:
        return [read_plan(_read(path)) for path in paths or []]
    except OSError as error:
        raise InvalidInput("redaction.bad_plan") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
