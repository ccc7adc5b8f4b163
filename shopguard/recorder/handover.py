"""What the supervisor and the recorder tell each other: JSON lines over pipes, never a secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

BEAT_S = 2.0
HANGS_S = 20.0  # no beat for this long
STARTS_S = 120.0  # opening and upgrading a catalogue may take its time
STOPS_S = 25.0


@dataclass(frozen=True, slots=True)
class Previous:
    """How the recorder before ended.

    ``cause``: a GapCause. ``ends``: per camera the end of its newest durable fragment, UTC µs.
    """

    cause: str
    detail: str
    at_us: int
    ends: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hello:
    """First line to the recorder: which shop, and what happened to the one before."""

    home: str
    restarts: int = 0
    previous: Previous | None = None

    def line(self) -> bytes:
        """As a line."""
        return line(asdict(self))

    @staticmethod
    def parse(words: bytes) -> Hello:
        """Back from the line; ValueError, KeyError or TypeError when it is none."""
        value = json.loads(words)
        previous = value["previous"]
        return Hello(value["home"], value["restarts"], Previous(**previous) if previous else None)


def line(value: dict[str, Any]) -> bytes:
    """One line of JSON."""
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"
