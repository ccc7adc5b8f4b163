"""Cameras plugged into this computer: which there are and how each system opens them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import av

from shopguard.base.errors import InvalidInput
from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import parse_camera_url


@dataclass(frozen=True, slots=True)
class Backend:
    """How one operating system reaches its cameras.

    ``attempts``: options tried in this order until the camera takes one; what it compresses by
    itself comes first. ``path`` and ``prefix`` make a name for libav out of a number or a name.
    """

    container_format: str
    attempts: tuple[Mapping[str, str], ...]
    path: str = ""
    prefix: str = ""


_WANTED = {"video_size": "1920x1080", "framerate": "15"}
_BACKENDS = {
    "linux": Backend(
        "v4l2",
        ({"input_format": "h264", **_WANTED}, {"input_format": "mjpeg", **_WANTED}, _WANTED, {}),
        path="/dev/video",
    ),
    "win32": Backend(
        "dshow",
        ({"video_size": "1280x720", "framerate": "15"}, {"video_size": "1280x720"}, {}),
        prefix="video=",
    ),
    "darwin": Backend(
        "avfoundation",
        ({"video_size": "1280x720", "framerate": "30"}, {"framerate": "30"}, {}),
    ),
}


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that is plugged in. ``url`` is its address, ``name`` what the system calls it."""

    url: str
    name: str


def backend_for(system: str = sys.platform) -> Backend:
    """The way to USB cameras on ``system`` (a ``sys.platform``); Lost where there is none."""
    if system not in _BACKENDS:
        raise Lost(LossCause.NOT_FOUND, "no USB cameras on this system")
    return _BACKENDS[system]


def list_devices() -> tuple[Device, ...]:
    """Every USB camera of this computer; addressed by name where one name means one camera."""
    found = _enumerate(backend_for())
    names = Counter(name for _, name in found)
    return tuple(
        Device(_url(number, name, unique=names[name] == 1), name)
        for number, (_, name) in enumerate(found)
    )


def libav_name(device: str, backend: Backend) -> str:
    """What libav calls the ``device`` of a ``usb:`` address; Lost where it is not plugged in."""
    if backend.path and device.startswith(backend.path):
        return device
    if backend.path and device.isdigit():
        return f"{backend.path}{device}"
    for number, (name, words) in enumerate(_enumerate(backend)):
        if device in (words, str(number)):
            return backend.prefix + name
    raise Lost(LossCause.NOT_FOUND, "no such USB camera")


def _enumerate(backend: Backend) -> list[tuple[str, str]]:
    """Name for libav and name for people, in the system's order."""
    try:
        devices = av.enumerate_input_devices(backend.container_format)
    except (av.FFmpegError, ValueError):
        raise Lost(LossCause.NOT_FOUND, "USB cameras cannot be listed") from None
    return [
        (device.name, device.description or device.name)
        for device in devices
        if "video" in device.media_types or not device.media_types
    ]


def _url(number: int, name: str, *, unique: bool) -> str:
    if unique and not name.isdigit():
        try:
            return parse_camera_url(f"usb:{name}").public
        except InvalidInput:  # a name that cannot stand in an address
            return f"usb:{number}"
    return f"usb:{number}"
