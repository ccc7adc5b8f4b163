"""What ``doctor`` can say about the machine (J-14), and running the tools that know it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["good", "bad", "unknown"]
_PATIENCE_S = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding. Its words: ``host.<name>.<state>``; ``detail`` is for the technician."""

    name: Literal[
        "administrator", "antivirus", "clock_sync", "core_dumps", "disk_encryption", "swap"
    ]
    state: State
    detail: str = ""


def state_of(known: bool | None) -> State:
    """good for True, bad for False, unknown for None."""
    return "unknown" if known is None else "good" if known else "bad"


def ask_tool(command: Sequence[str]) -> str | None:
    """Standard output of one of the system's own tools; None when it fails or is missing."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands by absolute path, no user input
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace").strip()
