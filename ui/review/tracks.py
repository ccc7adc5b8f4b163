"""What the lines of the timeline tell by themselves: where to begin, and what happened."""

from __future__ import annotations

from collections.abc import Sequence

from ui.review.model import Happening, LookRequest, Track


def begins(request: LookRequest, tracks: Sequence[Track]) -> int:
    """Where somebody asked to begin; else the first moment at which most cameras have pictures."""
    if request.begin_us is not None:
        return request.begin_us
    covered = [
        [span for each in track.covered if (span := each.clip(request.span))] for track in tracks
    ]
    starts = sorted({span.start for spans in covered for span in spans})

    def seen(us: int) -> int:
        return sum(any(span.contains(us) for span in spans) for spans in covered)

    return max(starts, key=seen, default=request.span.start)  # of equal ones the first


def derived(track: Track) -> list[Happening]:
    """What the index itself says happened."""
    marks = (
        ("ui.happening.gap", [each.span for each in track.gaps]),
        ("ui.happening.damage", [each.span for each in track.damaged]),
        ("ui.happening.held", [each.span for each in track.held]),
    )
    return [Happening(s.start, track.camera_id, code) for code, spans in marks for s in spans]
