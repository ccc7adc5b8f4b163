"""``record`` and ``health``."""

from __future__ import annotations

from typing import Annotated

import typer

from shopguard.app import recorder
from shopguard.app.cli.asking import open_shop
from shopguard.app.cli.output import Console
from shopguard.base.errors import InvalidInput
from shopguard.recorder.supervisor import run


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
    with open_shop(console):
        pass  # a wrong folder or key is told here, not by a restarting service
    code = run(console.home, for_seconds)
    if code:
        raise typer.Exit(code)


def health(context: typer.Context) -> None:
    """Whether every camera is being recorded: the age of its newest durable picture."""
    console: Console = context.obj
    with open_shop(console) as shop:
        report = recorder.health(shop)
    if console.as_json:
        console.result({**report.as_json(), "good": report.good})
    else:
        console.result({}, console.say("cli.recorder_running"))
        rows = [
            {
                "name": camera.name,
                "state": camera.state.value,
                "age_s": None if camera.age_s is None else round(camera.age_s, 1),
                "kbps": camera.bytes_per_s // 125,
                "cause": camera.cause,
            }
            for camera in report.cameras
        ]
        console.table("cameras", rows, ("name", "state", "age_s", "kbps", "cause"))
    if not report.good:
        raise typer.Exit(5)
