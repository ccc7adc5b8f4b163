"""The demo shop's four cameras: real RTSP where this machine can serve it, looped files elsewhere.

with start_cameras(home.path / "clips") as cameras:
    for camera in cameras.list:
        register.add(camera.name, camera.url, camera.username, camera.password)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from shopguard.app.demo.clips import DEMO_CLIPS, SPARE_CLIP, make_clips
from shopguard.app.demo.rtsp_process import RtspProcess, available

USER = "shop"


@dataclass(frozen=True, slots=True)
class DemoCamera:
    """One camera; its name in both languages stands under ``demo.camera.<name>``."""

    name: str
    url: str
    username: str = ""
    password: str = field(default="", repr=False)


class DemoCameras:
    """Cameras that play until ``stop``. ``kind`` says which they are.

    ``spare``: one that hangs there and belongs to no shop yet, to be found and added.
    """

    def __init__(
        self,
        cameras: tuple[DemoCamera, ...],
        spare: DemoCamera | None,
        server: RtspProcess | None,
    ) -> None:
        self.list = cameras
        self.spare = spare
        self._server = server

    @property
    def kind(self) -> Literal["rtsp", "loop"]:
        """``rtsp``: GStreamer's server on the loopback address; ``loop``: files, looped."""
        return "loop" if self._server is None else "rtsp"

    def stop(self) -> None:
        """End the server, where there is one."""
        if self._server is not None:
            self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start_cameras(folder: Path, *, port: int = 0, spare: bool = False) -> DemoCameras:
    """Start the four cameras from clips kept in ``folder`` (made there the first time).

    ``port`` 0 takes any free one; ``spare``: one camera more, in nobody's list.
    Unavailable when the server is installed and does not start.
    """
    specs = (*DEMO_CLIPS, SPARE_CLIP) if spare else DEMO_CLIPS
    clips = make_clips(folder, specs)
    if not available():
        looped = {name: DemoCamera(name, f"loop:{path.resolve()}") for name, path in clips.items()}
        return _of(looped, None)
    password = secrets.token_urlsafe(16)
    server = RtspProcess(clips, user=USER, password=password, port=port)
    server.start()
    served = {name: DemoCamera(name, server.url(name), USER, password) for name in clips}
    return _of(served, server)


def _of(cameras: dict[str, DemoCamera], server: RtspProcess | None) -> DemoCameras:
    spare = cameras.pop(SPARE_CLIP.name, None)
    return DemoCameras(tuple(cameras.values()), spare, server)
