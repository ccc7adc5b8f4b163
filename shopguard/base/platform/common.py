"""What is the same on every operating system."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from shopguard.base.errors import Unavailable

_CHUNK = bytes(1 << 20)
_LOCK_PAUSE_S = 0.02


class CommonHost:
    """Shared half of every host."""

    def free_bytes(self, path: Path) -> int:
        """See Host."""
        return shutil.disk_usage(existing(path)).free

    def total_bytes(self, path: Path) -> int:
        """See Host."""
        return shutil.disk_usage(existing(path)).total

    def allocate(self, path: Path, size: int) -> None:
        """See Host. Written out: that alone is sure to take the space on every file system."""
        with path.open("wb") as file:
            for start in range(0, size, len(_CHUNK)):
                file.write(_CHUNK[: size - start])
            file.flush()
            os.fsync(file.fileno())

    def widen_receive(self, sock: socket.socket, size: int) -> None:
        """See Host."""
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)

    def elapsed(self) -> float:
        """See Host. Counts sleep on Windows."""
        return time.monotonic()

    def step_back(self) -> None:
        """See Host. Not every system has threads of their own rank."""

    def process_started(self, pid: int) -> float | None:
        """See Host."""
        try:
            return float(psutil.Process(pid).create_time())
        except psutil.Error:
            return None


def existing(path: Path) -> Path:
    """The nearest folder above ``path`` that exists, or itself."""
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def keep_trying(lock: Callable[[], object], path: Path, wait_s: float) -> None:
    """Take a file lock; Unavailable ``lock.held`` when it is still taken after ``wait_s``."""
    until = time.monotonic() + wait_s
    while True:
        try:
            lock()
        except OSError as error:  # EAGAIN from flock, EACCES or EDEADLOCK from Windows
            if time.monotonic() >= until:
                raise Unavailable("lock.held", file=path.name) from error
            time.sleep(_LOCK_PAUSE_S)
        else:
            return
