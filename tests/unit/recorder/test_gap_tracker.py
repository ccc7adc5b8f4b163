"""Gaps and fragments together leave no time unexplained and none told twice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import SECOND
from shopguard.footage.fragment import Fragment
from shopguard.footage.store import FootageStore
from shopguard.recorder.causes import GapCause
from shopguard.recorder.gap_tracker import GapTracker
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.segmenter import Piece


@dataclass
class Book:
    """What the store would hold."""

    rows: dict[str, tuple[int, int | None, str]] = field(default_factory=dict)

    def begin_gap(
        self, _camera: str, start_us: int, cause: str, _detail: str, *, approximate: bool
    ) -> str:
        assert not approximate
        name = str(len(self.rows))
        self.rows[name] = (start_us, None, cause)
        return name

    def end_gap(self, gap_id: str, end_us: int) -> None:
        start, _, cause = self.rows[gap_id]
        self.rows[gap_id] = (start, end_us, cause)


FRAGMENTS = st.lists(
    st.tuples(
        st.booleans(),  # dropped for want of a disk
        st.integers(0, 3),  # fragments ahead of its turn that the drop is told
        st.sampled_from([0, 0, 0, 5, 60]),  # seconds lost before it
        st.booleans(),  # the books are written after it
    ),
    min_size=1,
    max_size=25,
)


def counted(
    fragments: list[tuple[bool, int, int, bool]],
) -> Iterator[tuple[int, tuple[bool, int, int, bool]]]:
    return enumerate(fragments, 1)


@given(FRAGMENTS)
def test_every_second_is_footage_or_a_gap_and_never_both(
    fragments: list[tuple[bool, int, int, bool]],
) -> None:
    book = Book()
    ledger = GapLedger("camera")
    tracker = GapTracker(ledger)
    spans: list[tuple[int, int]] = []
    turns: list[tuple[float, int, str]] = []
    now = 0
    told_at = [number - ahead * dropped for number, (dropped, ahead, _, _) in counted(fragments)]
    for number, (dropped, _, lost_s, _) in counted(fragments):
        if lost_s:  # told before anything that came after it
            turns.append((min(told_at[number - 1 :]) - 0.5, number, "lost"))
            now += lost_s * SECOND
        spans.append((now, now + SECOND))
        now += SECOND
        turns.append((told_at[number - 1], number, "dropped" if dropped else "stored"))
    stored: list[tuple[int, int]] = []
    for _, number, what in sorted(turns):
        start, end = spans[number - 1]
        piece = Piece(Fragment(start, end - start, True, 1, b"", b""), "h264")
        if what == "lost":
            before = spans[number - 2][1] if number > 1 else 0
            tracker.missing(number - 1, before, "closed")
        elif what == "dropped":
            tracker.dropped(number, piece, GapCause.DISK_SLOW)
        else:
            tracker.stored(number, piece)
            stored.append((start, end))
        if fragments[number - 1][3]:
            ledger.flush(cast(FootageStore, book))
    ledger.flush(cast(FootageStore, book))
    ledger.flush(cast(FootageStore, book))
    told = [(start, now if end is None else end) for start, end, _ in book.rows.values()]
    covered = sorted(span for span in (*stored, *told) if span[0] < span[1])
    assert covered[0][0] == 0
    assert covered[-1][1] == now
    for (_, end), (start, _) in itertools.pairwise(covered):
        assert end == start
