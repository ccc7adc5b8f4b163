"""Starting and ending the RTSP camera program (``rtsp_cameras``) as a child process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from shopguard.base.errors import Unavailable

PROGRAM = Path(__file__).with_name("rtsp_cameras.py")
PYTHON = Path("/usr/bin/python3")
"""The distribution's Python: GStreamer's bindings belong to it and cannot be had from PyPI."""

FAREWELL_SECONDS = 5
_PROBE = """
import sys, gi
for module in ("Gst", "GstApp", "GstRtsp", "GstRtspServer"):
    gi.require_version(module, "1.0")
from gi.repository import Gst, GstApp, GstRtsp, GstRtspServer
Gst.init(None)
sys.exit(not all(map(Gst.ElementFactory.find, ("qtdemux", "appsrc", "rtph264pay", "rtpbin"))))
"""


@cache
def available() -> bool:
    """Whether this machine has GStreamer's RTSP server."""
    if not sys.platform.startswith("linux") or not PYTHON.exists():
        return False  # elsewhere that path may be a stub that offers to install things
    probe = subprocess.run(  # noqa: S603 - a fixed program
        [PYTHON, "-I", "-c", _PROBE], check=False, capture_output=True, timeout=60
    )
    return probe.returncode == 0


class RtspProcess:
    """RTSP cameras, each playing one MP4 file for ever.

    ``mounts``: name → file. ``address``: of this machine, the loopback unless told otherwise.
    ``port`` 0 takes any free one and keeps it over a restart.
    ``certificate``: PEM of certificate and key; the cameras then speak RTSPS. Credentials travel
    by standard input, so no process list shows them.
    """

    before: tuple[str, ...] = ()  # words in front of the command

    def __init__(
        self,
        mounts: Mapping[str, Path],
        *,
        user: str | None = None,
        password: str | None = None,
        basic: bool = False,
        address: str = "127.0.0.1",
        port: int = 0,
        certificate: str = "",
    ) -> None:
        self._config = {
            "mounts": {name: str(path) for name, path in mounts.items()},
            "user": user or "",
            "password": password or "",
            "basic": basic,
            "certificate": certificate,
            "address": address,
        }
        self._address = address
        self.port = port
        self._process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        """Whether the program was started and not yet ended."""
        return self._process is not None

    @property
    def process(self) -> subprocess.Popen[str]:
        """The program while it runs."""
        if self._process is None:
            raise RuntimeError("the cameras are not running")
        return self._process

    def url(self, mount: str) -> str:
        """Where ``mount`` is seen; never carries user or password."""
        scheme = "rtsps" if self._config["certificate"] else "rtsp"
        return f"{scheme}://{self._address}:{self.port}/{mount}"

    def start(self) -> None:
        """Start, and return when the cameras can be reached; Unavailable when they can't."""
        if not available():
            raise Unavailable("demo.no_rtsp_server")
        process = subprocess.Popen(  # noqa: S603 - a fixed program
            [*self.before, PYTHON, "-I", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({**self._config, "port": self.port}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or '{"error": "it ended"}')
        self._process = process
        if "error" in answer:
            self.stop()
            raise Unavailable("demo.rtsp_server_failed", reason=answer["error"])
        self.port = answer["port"]

    def stop(self) -> None:
        """End the cameras; nothing happens when they don't run."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            process.wait(FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
