"""``manifest.json``: what is in a package, and all that is known about it.

Its members are described in docs/reference/evidence-package.md; whoever changes them here changes
them there and in both verifiers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopguard import __version__
from shopguard.base.canonical import canonical
from shopguard.base.span import Span
from shopguard.door.volumes import FragmentRef
from shopguard.evidence.facts import CameraDamage, CameraFacts, PackageFacts
from shopguard.evidence.signing import fingerprint
from shopguard.footage.chain import Link
from shopguard.footage.store import Gap
from shopguard.playback.recorded import Piece

FORMAT = "shopguard-provision-1"
PRIVACY = "privacy"  # how a redacted copy was edited
STAYS = "sha256:"  # what a copy is made from where that stays in the shop: its digest, no path


@dataclass(frozen=True, slots=True)
class Original:
    """What a redacted copy was made of. ``handed_out``: whether it is in the package too."""

    digest: str
    refs: tuple[FragmentRef, ...]
    plan: str
    handed_out: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "sha256": self.digest,
            "handed_out": self.handed_out,
            "fragments": [
                {
                    "volume": ref.volume_id,
                    "seq": ref.link.seq,
                    "sha256": ref.link.digest.hex(),
                }
                for ref in self.refs
            ],
        }


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of the package as the manifest lists it. ``original``: of a redacted copy."""

    path: str
    size: int
    sha256: bytes
    kind: str
    camera: int | None = None
    span: Span | None = None
    pieces: tuple[Piece, ...] = ()
    made_from: str = ""
    edited: str = ""
    original: Original | None = None

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "path": self.path,
            "bytes": self.size,
            "sha256": self.sha256.hex(),
            "kind": self.kind,
        }
        if self.camera is not None:
            told["camera"] = self.camera
        if self.span is not None:
            told |= {"start_us": self.span.start, "end_us": self.span.end}
        if self.pieces:
            told["pieces"] = [_piece(piece) for piece in self.pieces]
        if self.made_from:
            told |= {"made_from": self.made_from, "edited": self.edited}
        if self.original is not None:
            told |= {"original": self.original.as_json(), "plan": self.original.plan}
        return told


def manifest(
    facts: PackageFacts, files: Sequence[ListedFile], damaged: Sequence[CameraDamage]
) -> bytes:
    """The manifest's bytes, canonical: they are what is signed."""
    key = facts.signer_public
    return canonical(
        {
            "format": FORMAT,
            "software": {"name": "ShopGuard", "version": __version__},
            "site": dict(facts.site),
            "signer": {"public": key.hex(), "fingerprint": fingerprint(key)},
            "provision": dict(facts.provision),
            "approvals": dict(facts.approvals),
            "cameras": [_camera(camera, files, damaged) for camera in facts.cameras],
            "clock": dict(facts.clock),
            "custody": [dict(step) for step in facts.custody],
            "files": [file.as_json() for file in sorted(files, key=lambda file: file.path)],
        }
    )


def _camera(
    camera: CameraFacts, files: Sequence[ListedFile], damaged: Sequence[CameraDamage]
) -> Mapping[str, Any]:
    return {
        "number": camera.number,
        "id": camera.id,
        "name": camera.name,
        "place": camera.place,
        "clock_offset_us": camera.clock_offset_us,
        "files": sorted(file.path for file in files if file.camera == camera.number),
        "gaps": [_gap(gap) for gap in camera.gaps],
        "damaged": [_damage(found) for found in damaged if found.camera == camera.number],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "start_us": gap.start_us,
        "end_us": gap.end_us,
        "cause": gap.cause,
        "approximate": gap.approximate,
    }


def _damage(found: CameraDamage) -> dict[str, Any]:
    return {
        "start_us": found.span.start,
        "end_us": found.span.end,
        "volume": found.volume_id,
        "first": found.first,
        "last": found.last,
    }


def _piece(piece: Piece) -> dict[str, Any]:
    told: dict[str, Any] = {
        "at": piece.at,
        "bytes": piece.size,
        "sha256": piece.sha256.hex(),
        "what": piece.what,
    }
    if piece.ref is not None and piece.span is not None:
        told |= {
            "start_us": piece.span.start,
            "duration_us": piece.span.duration,
            "whole": piece.whole,
            "link": {"volume": piece.ref.volume_id} | _link(piece.ref.link),
        }
    return told


def _link(link: Link) -> dict[str, Any]:
    return {
        "seq": link.seq,
        "start_us": link.start_us,
        "duration_us": link.duration_us,
        "key": link.key,
        "frames": link.frames,
        "bytes": link.size,
        "init": link.init_digest.hex(),
        "digest": link.digest.hex(),
        "previous": link.previous.hex(),
        "hash": link.hash.hex(),
    }
