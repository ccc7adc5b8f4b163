"""Fragments keep their time when clocks do not: steps of the PC, hours back, years ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopguard.base.clock import HOUR, SECOND
from shopguard.base.span import Span
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.segmenter import Break, Piece, Segmenter
from tests.fakes.steady import (
    T0,
    YEAR,
    assert_never_overlapping,
    numbers,
    run,
    started,
    steady,
)


def stepping(step_us: int, *, count: int = 400, at: int = 205) -> tuple[list[Piece], Segmenter]:
    segmenter = started()
    pieces = []
    for number, each in enumerate(steady(count)):
        if number == at:
            segmenter.clock_stepped()
        moved = replace(each, arrived_us=each.arrived_us + (step_us if number >= at else 0))
        pieces += segmenter.push(moved)
    return pieces + segmenter.flush(), segmenter


@pytest.mark.requirement("J-4")
@pytest.mark.parametrize("step_us", [HOUR, YEAR, -YEAR, 5 * SECOND])
def test_a_stepped_clock_is_followed_at_the_next_key_frame_in_a_new_volume(step_us: int) -> None:
    pieces, _ = stepping(step_us)
    breaks = [piece for piece in pieces if piece.new_volume is Break.PC_CLOCK]
    assert len(breaks) == 1
    assert breaks[0].fragment.key
    assert breaks[0].fragment.start_us == T0 + 22 * SECOND + step_us
    assert numbers(pieces) == list(range(400))
    assert_never_overlapping(pieces)


@pytest.mark.requirement("J-4")
def test_a_clock_set_back_over_recorded_hours_goes_on_after_them_and_comes_back() -> None:
    segmenter = started(Occupied([Span(T0 - 10 * HOUR, T0)]))
    pieces = run(segmenter, steady(200))
    segmenter.clock_stepped()
    set_back = steady(10_000, first=200, at_us=T0 + 20 * SECOND - 30 * SECOND)
    pieces += run(segmenter, set_back)
    assert_never_overlapping(pieces)
    jump = next(piece for piece in pieces if piece.new_volume is Break.PC_CLOCK)
    assert jump.fragment.start_us == T0 + 20 * SECOND
    right = T0 - 10 * SECOND + 1000 * SECOND
    assert abs(pieces[-1].fragment.span.end - right) < 3 * SECOND


@pytest.mark.requirement("J-4")
def test_time_that_ran_ahead_once_is_stepped_over_when_it_comes() -> None:
    once = Span(T0 + 60 * SECOND, T0 + 120 * SECOND)
    segmenter = started(Occupied([once]))
    pieces = run(segmenter, steady(2000))
    assert_never_overlapping(pieces)
    assert not any(piece.fragment.span.overlaps(once) for piece in pieces)
    assert numbers(pieces) == list(range(1980))
