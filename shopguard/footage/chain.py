"""The chain that makes every fragment's place, time and bytes provable (G-6.2).

link = SHA-256(previous ‖ volume ‖ header ‖ SHA-256(init) ‖ SHA-256(data)). ``volume`` is the hash
of site, camera and volume id, and the first link's ``previous``; the header holds sequence, start,
duration, key, frames and size.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import NamedTuple

from shopguard.base.canonical import canonical
from shopguard.footage.fragment import Fragment, VolumeIdentity

_HEADER = struct.Struct(">QqqBIQ")


class Link(NamedTuple):
    """One row of a volume's index. ``size``, ``digest``: of the fragment's bytes (SHA-256)."""

    seq: int
    start_us: int
    duration_us: int
    key: bool
    frames: int
    size: int
    init_digest: bytes
    digest: bytes
    previous: bytes
    hash: bytes

    @property
    def end_us(self) -> int:
        return self.start_us + self.duration_us

    def is_true(self, volume: bytes) -> bool:
        """Whether the row's own hash fits what the row says, in the volume of that ``genesis``."""
        return self.hash == _hash(self, volume)


def genesis(identity: VolumeIdentity) -> bytes:
    """Names the volume in every link, and is what the first one points back to."""
    names = [identity.site_id, identity.camera_id, identity.volume_id]
    return sha256(b"shopguard volume 1\n" + canonical(names)).digest()


def link(volume: bytes, previous: bytes, seq: int, fragment: Fragment) -> Link:
    """The link for ``fragment`` in the volume of that ``genesis``."""
    unhashed = Link(
        seq,
        fragment.start_us,
        fragment.duration_us,
        fragment.key,
        fragment.frames,
        len(fragment.data),
        sha256(fragment.init).digest(),
        sha256(fragment.data).digest(),
        previous,
        b"",
    )
    return unhashed._replace(hash=_hash(unhashed, volume))


def _hash(row: Link, volume: bytes) -> bytes:
    header = _HEADER.pack(row.seq, row.start_us, row.duration_us, row.key, row.frames, row.size)
    return sha256(b"".join((row.previous, volume, header, row.init_digest, row.digest))).digest()
