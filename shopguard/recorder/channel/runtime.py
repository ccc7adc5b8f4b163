"""``recorder.json``: where the running recorder listens. No secret stands in it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

from shopguard.base.errors import Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host


@dataclass(frozen=True, slots=True)
class Runtime:
    """A running recorder: loopback port, process id, start in UTC microseconds."""

    port: int
    pid: int
    started_us: int

    def write(self, home: Home) -> None:
        """Make it known, whole or not at all."""
        new = home.runtime.with_suffix(".new")
        new.write_text(json.dumps(asdict(self)), encoding="ascii")
        new.replace(home.runtime)

    @staticmethod
    def read(home: Home) -> Runtime | None:
        """The recorder that runs; None when none does or the file is that of a dead one."""
        try:
            values = json.loads(home.runtime.read_text(encoding="ascii"))
            runtime = Runtime(int(values["port"]), int(values["pid"]), int(values["started_us"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        alive = host.process_started(runtime.pid) is not None
        return runtime if alive and _is_held(home) else None

    @staticmethod
    def remove(home: Home) -> None:
        """The recorder of this process ends."""
        runtime = Runtime.read(home)
        if runtime is not None and runtime.pid == os.getpid():
            home.runtime.unlink(missing_ok=True)


def _is_held(home: Home) -> bool:
    """Whether a recorder holds the shop: after a power cut its process id may be another's."""
    try:
        with host.lock_file(home.lock):
            return False
    except Unavailable:
        return True
    except OSError:  # not ours to open: the process id must do
        return True
