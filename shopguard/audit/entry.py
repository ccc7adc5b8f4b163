"""What is written into the audit log, and what the writer gets back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from shopguard.base.span import Span

JsonValue: TypeAlias = (
    "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)
Outcome = Literal["done", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event worth answering for: who did what, why, to which cameras and when (J-14, G-7.2).

    ``action`` is an ``audit.actions.Act``; ``people`` are person ids, ``console:<os user>`` or
    ``recorder``. Never a name or a picture of somebody filmed, never a secret.
    """

    action: str
    people: tuple[str, ...]
    outcome: Outcome
    seat: str
    purpose: str = ""
    ground: str = ""
    cameras: tuple[str, ...] = ()
    span: Span | None = None
    detail: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that an entry stands in the log; what opens anything asks for one first.

    ``seq`` counts from 1, ``leaf`` is the record's hash in the Merkle tree. With a caller's own
    transaction it holds only once that transaction has committed.
    """

    seq: int
    leaf: bytes
    at_us: int
