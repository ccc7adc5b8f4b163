"""Pictures of one part of an open viewing, one after another, as often as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import FragmentRef
from shopguard.evidence.redaction.values import Pixels, Size
from shopguard.playback.recorded import Run
from shopguard.playback.shots import Shot, shots_of


class Reel:
    """One camera, one span, one stream. What is damaged is left out; a later group goes on."""

    def __init__(self, footage: OpenFootage, camera_id: str, span: Span) -> None:
        self.camera_id, self.span = camera_id, span
        self._footage = footage
        self._refs = self._with_key(
            [ref for ref in footage.fragments(camera_id) if ref.span.overlaps(span)]
        )
        inits = {ref.link.init_digest for ref in self._refs}
        if not inits:
            raise InvalidInput("redaction.nothing_recorded")
        if len(inits) > 1:
            raise InvalidInput("redaction.two_streams")

    @property
    def source(self) -> str:
        """SHA-256 over the digests of the recorded fragments: what a plan was made of."""
        return sha256(b"".join(ref.link.digest for ref in self._refs)).hexdigest()

    @property
    def refs(self) -> tuple[FragmentRef, ...]:
        """The recorded fragments it is read from, in order."""
        return tuple(self._refs)

    @property
    def pictures(self) -> int:
        """About how many there are."""
        return max(1, sum(ref.link.frames for ref in self._refs))

    def shots(self, within: Span | None = None) -> Iterator[Shot]:
        """Every picture of the span (or of the part of it ``within``), in order."""
        wanted = within or self.span
        refs = [ref for ref in self._refs if ref.span.overlaps(wanted)]
        if refs:
            refs = self._refs[self._key_before(self._refs.index(refs[0])) :]
            refs = [ref for ref in refs if ref.link.start_us < wanted.end]
        for shot in shots_of(self._footage, Run(tuple(refs))) if refs else ():
            if wanted.contains(shot.at_us) and self.span.contains(shot.at_us):
                yield shot

    def _with_key(self, refs: list[FragmentRef]) -> list[FragmentRef]:
        while refs and not refs[0].link.key:
            before = self._footage.before(refs[0])
            if before is None:
                break
            refs = [before, *refs]
        return refs

    def _key_before(self, index: int) -> int:
        while index > 0 and not self._refs[index].link.key:
            index -= 1
        return index


def size_of(shot: Shot) -> Size:
    """Width and height, even: a coded picture has no odd sides."""
    return shot.frame.width & ~1, shot.frame.height & ~1


def pixels_of(shot: Shot) -> Pixels:
    """The picture itself."""
    width, height = size_of(shot)
    whole: Any = shot.frame.to_ndarray(format="bgr24")
    pixels: Pixels = whole[:height, :width]
    return pixels
