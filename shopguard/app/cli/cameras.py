"""``camera add|list|test|discover|remove``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from shopguard.app.acts.cameras import Streams, add_camera, remove_camera, streams_at, try_camera
from shopguard.app.cli.asking import at_console, cameras_named, open_shop
from shopguard.app.cli.output import Console
from shopguard.app.cli.secrets import Secrets
from shopguard.app.recorder import tell_reload
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import words_for
from shopguard.cameras.onvif.device import usual_address
from shopguard.cameras.onvif.discovery import discover as discover_cameras
from shopguard.cameras.probe import ProbeReport, probe
from shopguard.cameras.register import Camera, Details
from shopguard.cameras.url import parse_camera_url

app = typer.Typer(help="Cameras of the shop.", no_args_is_help=True)


@app.command()
def add(
    context: typer.Context,
    name: str,
    url: Annotated[
        str, typer.Argument(help="rtsp://, rtsps://, http(s):// (MJPEG) or usb:0.")
    ] = "",
    onvif: Annotated[
        str, typer.Option(help="Host of an ONVIF camera: it says its stream addresses itself.")
    ] = "",
    sub: Annotated[str | None, typer.Option(help="Smaller stream for the live wall.")] = None,
    user: Annotated[str, typer.Option(help="User name at the camera.")] = "",
    place: Annotated[str, typer.Option(help="Where it hangs.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is needed there.")] = "",
    udp: Annotated[bool, typer.Option(help="Receive by UDP instead of TCP.")] = False,
    audio: Annotated[bool, typer.Option(help="Record sound too (off by default).")] = False,
) -> None:
    """Add a camera, by address or by ONVIF.

    With ``--user`` its password is asked for (or read from ``--secrets -``).
    """
    console: Console = context.obj
    if bool(url) == bool(onvif):
        raise InvalidInput("cli.camera_address")
    details = Details(
        place=place, reason=reason, transport="udp" if udp else "tcp", audio=audio, sub_url=sub
    )
    password = ""
    if user:
        password = Secrets(console).password(user, console.say("cli.camera_password", login=user))
        details["username"], details["password"] = user, password
    with open_shop(console) as shop:
        if onvif:
            streams = _streams(onvif, user, password)
            url, details["sub_url"] = streams.main, sub or streams.sub or None
        camera = add_camera(shop, at_console(), name, url, **details)
        tell_reload(shop)
        console.result({"camera": _row(camera)}, console.say("cli.camera_added", name=camera.name))


def _streams(place: str, user: str, password: str) -> Streams:
    """``place``: a host, host:port, or the whole address ``camera discover`` lists."""
    if "://" not in place:
        host, colon, port = place.rpartition(":")
        numbered = bool(colon) and port.isascii() and port.isdigit() and ":" not in host
        place = usual_address(host, int(port)) if numbered else usual_address(place.strip("[]"))
    return streams_at(parse_camera_url(place).public, user, password)


@app.command("list")
def list_(
    context: typer.Context,
    removed: Annotated[bool, typer.Option(help="Removed ones too.")] = False,
) -> None:
    """The cameras."""
    with open_shop(context.obj) as shop:
        rows = [_row(camera) for camera in shop.cameras.list(include_removed=removed)]
        context.obj.table("cameras", rows, ("name", "url", "sub_url", "place", "enabled"))


@app.command()
def remove(context: typer.Context, name: str) -> None:
    """Take a camera out of use; its footage stays until retention ends it."""
    console: Console = context.obj
    with open_shop(console) as shop:
        camera = shop.cameras.find(name)
        remove_camera(shop, at_console(), camera)
        tell_reload(shop)
        console.result({"removed": name}, console.say("cli.camera_removed", name=camera.name))


@app.command("test")
def try_out(
    context: typer.Context,
    camera: Annotated[str, typer.Argument(help="Name of a camera, or an address.")],
    user: Annotated[str, typer.Option(help="User name at the camera.")] = "",
) -> None:
    """Look whether a camera gives pictures, and say in plain words what is wrong."""
    console: Console = context.obj
    if "://" in camera or camera.startswith("usb:"):
        password = ""
        if user:
            asked = console.say("cli.camera_password", login=user)
            password = Secrets(console).password(user, asked)
        report = probe(camera, user, password)
    else:
        with open_shop(console) as shop:
            report = try_camera(shop, at_console(), cameras_named(shop, [camera])[0])
    _tell(console, report)
    if not report.ok:
        raise typer.Exit(5)


@app.command()
def discover(
    context: typer.Context,
    seconds: Annotated[float, typer.Option(help="How long to listen.")] = 4.0,
) -> None:
    """Find ONVIF cameras on the network."""
    if not 0 < seconds <= 60:
        raise InvalidInput("cli.seconds", longest=60)
    rows = [
        {"host": found.host, "name": found.name, "model": found.model, "address": found.xaddr}
        for found in discover_cameras(seconds)
    ]
    context.obj.table("found", rows, ("host", "name", "model", "address"))


def _tell(console: Console, report: ProbeReport) -> None:
    data = {
        "ok": report.ok,
        "codec": report.codec,
        "width": report.width,
        "height": report.height,
        "fps": report.fps,
        "bitrate_kbps": report.bitrate_kbps,
        "problems": list(report.problems),
        "fingerprint": report.fingerprint,
    }
    lines = [str(words_for(code, console.language)) for code in report.problems]
    if report.ok:
        lines.insert(0, console.say("cli.camera_ok", **{key: data[key] for key in _SEEN}))
    if report.fingerprint:
        lines.append(f"#sha256={report.fingerprint}")
    console.result(data, *lines)


_SEEN = ("codec", "width", "height", "fps", "bitrate_kbps")


def _row(camera: Camera) -> dict[str, Any]:
    return {
        "id": camera.id,
        "name": camera.name,
        "url": camera.url,
        "sub_url": camera.sub_url,
        "username": camera.username,
        "transport": camera.transport,
        "audio": camera.audio,
        "place": camera.place,
        "reason": camera.reason,
        "enabled": camera.enabled,
        "removed": camera.removed,
    }
