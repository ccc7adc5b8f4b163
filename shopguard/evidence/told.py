"""What a manifest says, as values: every type, bound and reference in them was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopguard.audit.entry import JsonValue
from shopguard.footage.chain import Link


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes of a recorded file; ``link`` and its volume for groups of pictures."""

    at: int
    size: int
    sha256: bytes
    what: str
    whole: bool = True
    link: Link | None = None
    volume: str = ""
    start_us: int | None = None
    end_us: int | None = None


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file as the manifest tells it."""

    path: str
    size: int
    sha256: bytes
    kind: str
    camera: int | None = None
    start_us: int | None = None
    end_us: int | None = None
    pieces: tuple[Piece, ...] = ()
    made_from: str = ""
    handed_out: bool = True  # of a redacted copy: whether the recorded video is here as well


@dataclass(frozen=True, slots=True)
class DamageTold:
    """Fragments ``first`` to ``last`` of a volume that the manifest says are not there."""

    volume: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AbsentTold:
    """A time the manifest says is not there, as far as it says it in numbers and words."""

    start_us: int | None
    end_us: int | None
    cause: str


@dataclass(frozen=True, slots=True)
class CameraTold:
    """A camera; ``absent`` is only shown, ``damaged`` is checked."""

    number: int
    id: str
    name: str
    absent: tuple[AbsentTold, ...]
    damaged: tuple[DamageTold, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """Who approved, and their signature; without a key it counts for nothing."""

    name: str
    public: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """All that is checked; ``provision`` and ``site`` as they stand, to be shown."""

    site_id: str
    site: Mapping[str, JsonValue]
    public: bytes
    fingerprint: str
    provision_id: str
    provision: Mapping[str, JsonValue]
    approval: str
    request: bytes
    approved_us: int
    consents: tuple[Consent, ...]
    cameras: tuple[CameraTold, ...]
    files: tuple[FileTold, ...]
