"""What the product asks of the operating system."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from shopguard.base.platform.facts import Fact
from shopguard.base.platform.starting import StartsAt


class Host(Protocol):
    """One implementation per operating system; ``shopguard.base.platform.host`` is this one's.

    File operations raise OSError as the system gives it.
    """

    def free_bytes(self, path: Path) -> int:
        """Bytes this user may still write on the disk of ``path``, which need not exist yet."""
        ...

    def total_bytes(self, path: Path) -> int:
        """Size of the disk of ``path``."""
        ...

    def make_undumpable(self) -> bool:
        """Keep this process's memory out of core dumps and other users' debuggers.

        True where the system enforces it, False where it only asks politely (Windows).
        """
        ...

    def private_file(self, path: Path) -> None:
        """Give an existing or new (empty) file to its owner alone."""
        ...

    def private_folder(self, path: Path) -> None:
        """Give an existing or new folder to its owner alone."""
        ...

    def others_can_read(self, path: Path) -> bool:
        """Whether anybody but the owner and the system's administrators may read the file."""
        ...

    def lock_file(self, path: Path, wait_s: float = 0) -> AbstractContextManager[None]:
        """Hold the file alone while the block runs; the system lets go when the process ends.

        Raises Unavailable ``lock.held`` when another holder does not let go within ``wait_s``.
        """
        ...

    def fsync_folder(self, path: Path) -> None:
        """Make names created, renamed or deleted in the folder durable."""
        ...

    def forget_cached(self, path: Path) -> None:
        """Have the next reading of a file come from its medium, where the system knows how."""
        ...

    def allocate(self, path: Path, size: int) -> None:
        """Make a file that really takes ``size`` bytes of the disk, durably."""
        ...

    def idle_seconds(self) -> float | None:
        """Time since the last key or mouse movement of this desktop; None where unknown."""
        ...

    def user_name(self) -> str:
        """The account this process runs as, from the system and not from the environment."""
        ...

    def widen_receive(self, sock: socket.socket, size: int) -> None:
        """Let the kernel hold ``size`` bytes that came and were not read yet."""
        ...

    def elapsed(self) -> float:
        """Seconds since some moment in the past, the machine's sleep included."""
        ...

    def process_started(self, pid: int) -> float | None:
        """When a running process began, Unix seconds; None when there is none."""
        ...

    def step_back(self) -> None:
        """Let every other thread go before the one that asks, where the system knows how."""
        ...

    def start_detached(self, command: Sequence[str]) -> int:
        """Start a program that outlives this one, without a window; its process id."""
        ...

    def start_with_machine(self, installer: Path, command: Sequence[str]) -> StartsAt:
        """Have a program started by itself, and again whenever it ends; from when on.

        ``installer``: where the files for each system lie. Nothing is started now. Unavailable
        ``host.not_started`` where the system offers no way.
        """
        ...

    def starts_with_machine(self) -> bool:
        """Whether ``start_with_machine`` was called and not taken back."""
        ...

    def stop_starting(self) -> None:
        """Take it back; nothing happens where there is nothing to take back."""
        ...

    def clock_synchronised(self) -> bool | None:
        """Whether the system vouches for its clock; None where it cannot tell."""
        ...

    def hardening(self, path: Path) -> tuple[Fact, ...]:
        """How well this machine is protected, as far as can be seen (``path``: the shop)."""
        ...
