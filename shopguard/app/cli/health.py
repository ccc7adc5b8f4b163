"""``health``."""

from __future__ import annotations

import typer

from shopguard.app import recorder
from shopguard.app.cli.asking import open_shop
from shopguard.app.cli.output import Console


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
