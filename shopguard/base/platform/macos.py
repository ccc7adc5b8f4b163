"""macOS."""

from __future__ import annotations

import re
import sys

_IDLE = re.compile(r'"HIDIdleTime"\s*=\s*(\d+)')


def parse_idle(words: str) -> float | None:
    """Seconds from ``ioreg -c IOHIDSystem``; it counts nanoseconds."""
    found = _IDLE.search(words)
    return int(found[1]) / 1e9 if found else None


def contains(words: str | None, wanted: str) -> bool | None:
    """Whether a tool said ``wanted``; None when it said nothing."""
    return None if words is None else wanted in words


if sys.platform == "darwin":
    import fcntl
    import os
    import time
    from collections.abc import Sequence
    from pathlib import Path

    from shopguard.base.platform.facts import Fact, ask_tool, state_of
    from shopguard.base.platform.posix import PosixHost
    from shopguard.base.platform.starting import AGENT, StartsAt, launch_agent

    def _agent() -> Path:
        return Path.home() / "Library" / "LaunchAgents" / AGENT

    class MacHost(PosixHost):
        """See Host."""

        def flush(self, handle: int) -> None:
            """Plain fsync leaves the drive's own cache unflushed on macOS."""
            try:
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            except OSError:  # network and foreign file systems do not know it
                os.fsync(handle)

        def elapsed(self) -> float:
            """See Host. Python's own monotonic clock stands still while a Mac sleeps."""
            return time.clock_gettime(time.CLOCK_MONOTONIC)

        def start_with_machine(self, installer: Path, command: Sequence[str]) -> StartsAt:
            """See Host. launchd reads the folder at log-in."""
            agent = launch_agent((installer / "macos" / AGENT).read_bytes(), command)
            _agent().parent.mkdir(parents=True, exist_ok=True)
            _agent().write_bytes(agent)
            return StartsAt.LOGIN

        def starts_with_machine(self) -> bool:
            """See Host."""
            return _agent().exists()

        def stop_starting(self) -> None:
            """See Host."""
            _agent().unlink(missing_ok=True)

        def idle_seconds(self) -> float | None:
            """See Host."""
            words = ask_tool(["/usr/sbin/ioreg", "-c", "IOHIDSystem", "-d", "4"])
            return parse_idle(words or "")

        def clock_synchronised(self) -> bool | None:
            """See Host. Whether the service that sets the clock runs."""
            return contains(ask_tool(["/bin/launchctl", "list", "com.apple.timed"]), '"PID"')

        def hardening(self, path: Path) -> tuple[Fact, ...]:
            """See Host. FileVault covers the system's own volume; others say unknown."""
            inside = self.total_bytes(path) == self.total_bytes(Path("/"))
            vault = contains(ask_tool(["/usr/bin/fdesetup", "status"]), "FileVault is On")
            swap = contains(ask_tool(["/usr/sbin/sysctl", "vm.swapusage"]), "encrypted")
            keeper = contains(ask_tool(["/usr/sbin/spctl", "--status"]), "assessments enabled")
            return (
                *self.common_facts(),
                Fact("disk_encryption", state_of(vault if inside else None)),
                Fact("swap", state_of(swap)),
                Fact("clock_sync", state_of(self.clock_synchronised())),
                Fact("antivirus", state_of(keeper)),
            )
