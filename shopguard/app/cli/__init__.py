"""The command line: the same services as the desktop.

Without a command the desktop starts. ``--home DIR``, ``--json`` and ``--secrets -`` may stand
anywhere. Exit codes: 0 done, 2 usage, 3 refused, 4 damaged data, 5 something outside unavailable.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

import typer

from shopguard.app.cli.output import Console, forgiving, take_global_options
from shopguard.base import redact
from shopguard.base.errors import ShopGuardError

INTERRUPTED = 130

# Which module of this folder a command, or a group of them, stands in. Only that one is loaded:
# the supervisor lives for months in what ``record`` loads.
COMMANDS = {
    "init": "shop",
    "doctor": "shop",
    "record": "starting",
    "health": "health",
    "check": "store",
    "desktop": "starting",
    "demo": "starting",
    "verify": "verify",
}
GROUPS = {
    "camera": "cameras",
    "footage": "footage",
    "retention": "retention",
    "people": "people",
    "audit": "audit",
    "provision": "provision",
    "rights": "rights",
    "still": "still",
}


def build(words: Sequence[str]) -> typer.Typer:
    """What ``words`` ask for; everything where they name no command (help, a mistake)."""
    app = typer.Typer(
        help=__doc__, no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(lambda: None)  # a command alone would lose its name
    asked = words[0] if words and words[0] in {*COMMANDS, *GROUPS} else None
    for name, module in COMMANDS.items():
        if asked in (None, name):
            app.command(name)(getattr(_module(module), name))
    for name, module in GROUPS.items():
        if asked in (None, name):
            app.add_typer(_module(module).app, name=name)
    return app


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}")


def main(words: Sequence[str] | None = None) -> None:
    """Entry point; leaves with the command's exit code."""
    redact.install()
    forgiving(sys.stdout, sys.stderr)
    console, rest = take_global_options(list(sys.argv[1:] if words is None else words))
    sys.exit(run(console, rest or ["desktop"]))


def run(console: Console, words: list[str]) -> int:
    """One command; its exit code."""
    try:
        build(words)(args=words, obj=console, prog_name="shopguard")
    except ShopGuardError as error:
        console.failure(error)
        return error.exit_code
    except SystemExit as leaving:  # a command's own code, or usage, which has been explained
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
