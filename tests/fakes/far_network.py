"""A network of its own for a camera, reached over a cable that can be made to swallow everything.

Linux only, and only for root: a network namespace and a pair of virtual cards.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from types import TracebackType
from typing import Self

HERE, THERE = "10.213.77.1", "10.213.77.2"


class FarNetwork:
    """While the block runs, ``THERE`` is another machine as far as packets can tell."""

    def __init__(self) -> None:
        self.name = f"sg{os.getpid()}"
        self.inside = ("ip", "netns", "exec", self.name)
        self._card = f"sg{os.getpid()}"

    def swallow(self) -> None:
        """Nothing comes back any more, and nothing says so."""
        _ip("-n", self.name, "route", "add", "blackhole", f"{HERE}/32")

    def restore(self) -> None:
        """Packets come back again."""
        _ip("-n", self.name, "route", "del", "blackhole", f"{HERE}/32")

    def __enter__(self) -> Self:
        _ip("netns", "add", self.name)
        try:
            self._lay()
        except BaseException:
            self._remove()
            raise
        return self

    def _lay(self) -> None:
        _ip("link", "add", self._card, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _ip("addr", "add", f"{HERE}/24", "dev", self._card)
        _ip("link", "set", self._card, "up")
        _ip("-n", self.name, "addr", "add", f"{THERE}/24", "dev", "eth0")
        _ip("-n", self.name, "link", "set", "eth0", "up")
        _ip("-n", self.name, "link", "set", "lo", "up")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._remove()

    def _remove(self) -> None:
        with suppress(subprocess.CalledProcessError):  # it was never laid
            _ip("link", "del", self._card)  # at once; the namespace takes its time
        _ip("netns", "del", self.name)


def possible() -> bool:
    """Whether this machine lets us lay such a network."""
    if shutil.which("ip") is None or os.name != "posix" or os.geteuid() != 0:
        return False
    try:
        with FarNetwork():
            return True
    except subprocess.CalledProcessError:
        return False


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
