"""What Linux and macOS share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shopguard.base.platform.common import CommonHost, keep_trying
from shopguard.base.platform.facts import Fact, state_of

if sys.platform != "win32":
    import fcntl
    import pwd
    import resource

    class PosixHost(CommonHost):
        """Rights by mode bits, locks by flock."""

        def make_undumpable(self) -> bool:
            """See Host."""
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            return True

        def private_file(self, path: Path) -> None:
            """See Host."""
            os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
            path.chmod(0o600)

        def private_folder(self, path: Path) -> None:
            """See Host."""
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)

        def others_can_read(self, path: Path) -> bool:
            """See Host. A file of another user is theirs to read."""
            facts = path.stat()
            return bool(facts.st_mode & 0o077) or facts.st_uid not in (os.geteuid(), 0)

        @contextmanager
        def lock_file(self, path: Path, wait_s: float = 0) -> Iterator[None]:
            """See Host. The file stays: unlinking it would let two holders in."""
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                keep_trying(
                    lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB), path, wait_s
                )
                yield
            finally:
                os.close(handle)

        def fsync_folder(self, path: Path) -> None:
            """See Host."""
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                self.flush(handle)
            finally:
                os.close(handle)

        def forget_cached(self, path: Path) -> None:
            """See Host. macOS has no way to ask for it."""

        def flush(self, handle: int) -> None:
            """Make what was written through a handle durable."""
            os.fsync(handle)

        def user_name(self) -> str:
            """See Host."""
            try:
                return pwd.getpwuid(os.getuid()).pw_name
            except KeyError:
                return str(os.getuid())

        def start_detached(self, command: Sequence[str]) -> int:
            """See Host."""
            process = subprocess.Popen(  # noqa: S603 - our own program, chosen by the caller
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            process.returncode = 0  # it is not ours to wait for: no warning when we forget it
            return process.pid

        def common_facts(self) -> tuple[Fact, ...]:
            """What every POSIX system tells."""
            no_core = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
            return (
                Fact("administrator", state_of(os.geteuid() != 0)),
                Fact("core_dumps", state_of(no_core)),
            )
