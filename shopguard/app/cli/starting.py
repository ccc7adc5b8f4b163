"""``record``, ``desktop`` and ``demo``: programs that run on.

Little is loaded here: the supervisor lives in it for months and must not hold a key. The desktop
and the demo stand above this layer, so they are looked up rather than imported.
"""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

import typer

from shopguard.app.cli.output import Console
from shopguard.base.errors import InvalidInput
from shopguard.recorder import supervisor


def record(
    context: typer.Context,
    for_seconds: Annotated[
        float | None, typer.Option("--for", help="Stop by itself after so many seconds.")
    ] = None,
) -> None:
    """Record every camera, day and night; starts again by itself when something fails."""
    console: Console = context.obj
    if for_seconds is not None and for_seconds <= 0:
        raise InvalidInput("cli.seconds", longest="∞")
    code = supervisor.run(console.home, for_seconds)
    if code:
        raise typer.Exit(code)


def desktop(context: typer.Context) -> None:
    """Start the desktop (also without any command)."""
    sys.exit(importlib.import_module("ui.app").main(context.obj.home))


def demo(
    context: typer.Context,
    report: str = typer.Option("", help="Also write the report as JSON to this file."),
) -> None:
    """The main job with a demo shop and four moving cameras; no screen needed."""
    run = importlib.import_module("shopguard.app.demo.run")
    sys.exit(run.main(context.obj, report))
