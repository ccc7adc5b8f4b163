"""The command line: the same services as the desktop.

Without a command the desktop starts. ``--home DIR``, ``--json`` and ``--secrets -`` may stand
anywhere. Exit codes: 0 done, 2 usage, 3 refused, 4 damaged data, 5 something outside unavailable.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import typer

from shopguard.app.cli import audit, cameras, footage, people, recording, retention, shop, store
from shopguard.app.cli.output import Console, take_global_options
from shopguard.base import redact
from shopguard.base.errors import ShopGuardError

INTERRUPTED = 130

app = typer.Typer(
    help=__doc__, no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False
)
app.command("init")(shop.init)
app.command("doctor")(shop.doctor)
app.command("record")(recording.record)
app.command("health")(recording.health)
app.command("check")(store.check)
app.add_typer(cameras.app, name="camera")
app.add_typer(footage.app, name="footage")
app.add_typer(retention.app, name="retention")
app.add_typer(people.app, name="people")
app.add_typer(audit.app, name="audit")


@app.command("desktop")
def desktop(context: typer.Context) -> None:
    """Start the desktop (also without any command)."""
    # The desktop stands above this layer, so it is looked up rather than imported.
    sys.exit(importlib.import_module("ui.app").main(context.obj.home))


@app.command("demo")
def demo(
    context: typer.Context,
    report: str = typer.Option("", help="Also write the report as JSON to this file."),
) -> None:
    """The main job with a demo shop and four moving cameras; no screen needed."""
    run = importlib.import_module("shopguard.app.demo.run")
    sys.exit(run.main(context.obj, report))


def main(words: Sequence[str] | None = None) -> None:
    """Entry point; leaves with the command's exit code."""
    redact.install()
    console, rest = take_global_options(list(sys.argv[1:] if words is None else words))
    sys.exit(run(console, rest or ["desktop"]))


def run(console: Console, words: list[str]) -> int:
    """One command; its exit code."""
    try:
        app(args=words, obj=console, prog_name="shopguard")
    except ShopGuardError as error:
        console.failure(error)
        return error.exit_code
    except SystemExit as leaving:  # a command's own code, or usage, which has been explained
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
