"""The timeline: what is recorded, where the gaps are and why, what is held. Needs no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopguard.base.span import Span
from shopguard.footage.holds import Hold, Holds
from shopguard.footage.store import FootageStore, Gap


@dataclass(frozen=True, slots=True)
class Track:
    """One camera's line."""

    camera_id: str
    covered: tuple[Span, ...]
    gaps: tuple[Gap, ...]
    holds: tuple[Hold, ...]


class Timeline:
    """Lines of cameras over a span; the recorder's newest ends may be given to reach to now."""

    def __init__(self, store: FootageStore, holds: Holds) -> None:
        self._store = store
        self._holds = holds

    def tracks(
        self, cameras: Sequence[str], span: Span, newest: dict[str, int] | None = None
    ) -> list[Track]:
        """``newest``: end of the last durable fragment per camera, as the recorder tells it."""
        holds = [hold for hold in self._holds.active() if hold.span.overlaps(span)]
        return [
            Track(
                camera_id,
                tuple(self._covered(camera_id, span, (newest or {}).get(camera_id))),
                tuple(self._store.gaps(camera_id, span)),
                tuple(hold for hold in holds if hold.camera_id == camera_id),
            )
            for camera_id in cameras
        ]

    def kept(self) -> Span | None:
        """From the oldest to the newest that is kept; None when there is nothing."""
        volumes = self._store.volumes()
        if not volumes:
            return None
        newest = max(volume.span.end for volume in volumes)
        return Span(volumes[0].span.start, max(newest, volumes[0].span.start + 1))

    def _covered(self, camera_id: str, span: Span, newest: int | None) -> list[Span]:
        covered = self._store.coverage(camera_id, span)
        reached = self._store.newest_end(camera_id)
        if newest is None or reached is None or newest <= reached:
            return covered
        beyond = Span(reached, newest).clip(span)
        if beyond is None:
            return covered
        if covered and covered[-1].end == reached:
            return [*covered[:-1], Span(covered[-1].start, beyond.end)]
        return [*covered, beyond]
