"""The values footage is made of."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.span import Span


@dataclass(frozen=True, slots=True)
class Fragment:
    """A GOP (or the continuation of a long one), muxed.

    ``init``: ``ftyp`` + ``moov``; ``data``: ``moof`` + ``mdat`` with absolute decode times;
    ``key``: a decoder can start at its first frame; times in UTC microseconds.
    """

    start_us: int
    duration_us: int
    key: bool
    frames: int
    init: bytes
    data: bytes

    @property
    def span(self) -> Span:
        return Span(self.start_us, self.start_us + self.duration_us)


@dataclass(frozen=True, slots=True)
class VolumeIdentity:
    """What a volume's chain is bound to."""

    site_id: str
    camera_id: str
    volume_id: str


@dataclass(frozen=True, slots=True)
class VolumeHead:
    """How far a volume's chain goes: number of fragments, hash of the last, end of the last."""

    fragments: int
    hash: bytes
    end_us: int
    bytes: int
