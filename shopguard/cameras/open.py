"""From a camera of the register to the source its packets come from: one row per kind.

A kind is imported only when a camera needs it, so the recorder of an RTSP shop loads no USB code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from shopguard.base.errors import InvalidInput
from shopguard.cameras.frozen import Watched
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.source import CameraSource
from shopguard.cameras.url import CameraUrl, parse_camera_url


class CameraLike(Protocol):
    """What opening a camera needs of ``register.Camera``."""

    @property
    def url(self) -> str:
        """Where the main stream is."""
        ...

    @property
    def sub_url(self) -> str | None:
        """Where a smaller one is."""
        ...

    @property
    def username(self) -> str:
        """For the login."""
        ...

    @property
    def password(self) -> str:
        """For the login."""
        ...

    @property
    def transport(self) -> str:
        """``tcp`` or ``udp``."""
        ...

    @property
    def audio(self) -> bool:
        """Whether the owner switched audio on."""
        ...


def open_source(camera: CameraLike, reactor: Reactor, *, sub: bool = False) -> CameraSource:
    """The source of a camera's main (or ``sub``) stream, not started; InvalidInput without one."""
    words = camera.sub_url if sub else camera.url
    if not words:
        raise InvalidInput("camera_url.empty")
    url = parse_camera_url(words).with_login(camera.username, camera.password)
    return Watched(KINDS[url.scheme](url, camera, reactor), reactor.clock)


def _rtsp(url: CameraUrl, camera: CameraLike, reactor: Reactor) -> CameraSource:
    from shopguard.cameras.kinds.rtsp import RtspSource
    from shopguard.cameras.rtsp.client import Wishes

    return RtspSource(url, reactor, Wishes(udp=camera.transport == "udp", audio=camera.audio))


def _http(url: CameraUrl, _camera: CameraLike, reactor: Reactor) -> CameraSource:
    from shopguard.cameras.kinds.http_mjpeg import HttpMjpegSource

    return HttpMjpegSource(url, reactor.clock)


def _usb(url: CameraUrl, _camera: CameraLike, reactor: Reactor) -> CameraSource:
    from shopguard.cameras.kinds.usb import UsbSource

    return UsbSource(url, reactor.clock)


def _loop(url: CameraUrl, camera: CameraLike, reactor: Reactor) -> CameraSource:
    from shopguard.cameras.kinds.loop_file import LoopFileSource

    return LoopFileSource(url, reactor.clock, audio=camera.audio)


KINDS: dict[str, Callable[[CameraUrl, CameraLike, Reactor], CameraSource]] = {
    "rtsp": _rtsp,
    "rtsps": _rtsp,
    "http": _http,
    "https": _http,
    "usb": _usb,
    "loop": _loop,
}
