"""What a package is made of besides footage, and what comes out of making one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopguard.audit.entry import JsonValue
from shopguard.base.span import Span
from shopguard.door.volumes import DamagedSpan
from shopguard.evidence.absent import Absent
from shopguard.evidence.redaction.plan import Plan
from shopguard.footage.store import Gap

Facts = Mapping[str, JsonValue]
Papers = Callable[[Sequence[Absent]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """A camera of the provision. ``number``: 1, 2 … in the package; the offset where known.

    ``gaps``: that were noted; ``erased``: of the span, before it was asked for.
    """

    number: int
    id: str
    name: str
    place: str
    clock_offset_us: int | None
    gaps: Sequence[Gap] = ()
    erased: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the manifest says besides the files; see docs/reference/evidence-package.md.

    ``site``: ``id``, ``name``, ``contact``; ``papers``: makes the PDFs by file name, once
    it is known what is absent; ``plans``: of the copies in which others cannot be recognised;
    ``recorded``: False where only those may leave the shop.
    """

    number: int
    provision_id: str
    site: Facts
    signer_public: bytes
    provision: Facts
    approvals: Facts
    cameras: Sequence[CameraFacts]
    custody: Sequence[Facts]
    clock: Facts
    time_copy: bool = False
    plans: Sequence[Plan] = ()
    recorded: bool = True
    papers: Papers = lambda _: {}


@dataclass(frozen=True, slots=True)
class Seal:
    """The shop's signature over a manifest, and the proof that its log holds the export."""

    signature: bytes
    proof: str


@dataclass(frozen=True, slots=True)
class CameraDamage:
    """What of a camera is not in the package because it is not as it was recorded."""

    camera: int
    span: Span
    volume_id: str
    first: int
    last: int

    @classmethod
    def of(cls, camera: int, found: DamagedSpan) -> CameraDamage:
        return cls(camera, found.span, found.volume_id, found.first, found.last)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written, read back and found good. ``manifest``: its SHA-256."""

    path: Path
    bytes: int
    sha256: str
    manifest: str
    damaged: tuple[CameraDamage, ...]
