"""A network of its own for a camera, reached over a cable that can be made to swallow everything.

Linux only, and only for root: a network namespace, which a sleeping program keeps, and a pair of
virtual cards. Nothing of it outlives that program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from types import TracebackType
from typing import Self

HERE, THERE = "10.213.77.1", "10.213.77.2"


class FarNetwork:
    """While the block runs, ``THERE`` is another machine as far as packets can tell.

    ``inside``: words before a command that is to run there.
    """

    def __enter__(self) -> Self:
        words = ["unshare", "--net", "sh", "-c", "echo there && exec sleep infinity"]
        self._keeper = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self._lay(str(self._keeper.pid))
        except BaseException:
            self._remove()
            raise
        return self

    def swallow(self) -> None:
        """Nothing comes back any more, and nothing says so."""
        _run(*self.inside, "ip", "route", "add", "blackhole", f"{HERE}/32")

    def restore(self) -> None:
        """Packets come back again."""
        _run(*self.inside, "ip", "route", "del", "blackhole", f"{HERE}/32")

    def _lay(self, keeper: str) -> None:
        output = self._keeper.stdout
        if output is None or not output.readline():
            raise PermissionError("no namespace may be made here")
        self.inside = ("nsenter", "--net", "--target", keeper)
        card = f"sg{keeper}"
        _run("ip", "link", "add", card, "type", "veth", "peer", "name", "eth0", "netns", keeper)
        _run("ip", "addr", "add", f"{HERE}/24", "dev", card)
        _run("ip", "link", "set", card, "up")
        for words in (("addr", "add", f"{THERE}/24", "dev", "eth0"), ("link", "set", "eth0", "up")):
            _run(*self.inside, "ip", *words)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._remove()

    def _remove(self) -> None:
        self._keeper.kill()
        self._keeper.wait()
        if self._keeper.stdout is not None:
            self._keeper.stdout.close()


def possible() -> bool:
    """Whether this machine lets us lay such a network."""
    tools = all(shutil.which(name) for name in ("ip", "unshare", "nsenter"))
    if not tools or os.name != "posix" or os.geteuid() != 0:
        return False
    try:
        with FarNetwork():
            return True
    except (subprocess.CalledProcessError, PermissionError):
        return False


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
