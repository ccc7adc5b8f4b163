"""The timeline's arithmetic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from ui.review.scale import LONGEST, SHORTEST, Scale, columns, within

BOUNDS = Span(1_700_000_000 * SECOND, 1_700_000_000 * SECOND + 14 * DAY)
views = st.builds(
    lambda start, length: within(Span(BOUNDS.start + start, BOUNDS.start + start + length), BOUNDS),
    st.integers(0, 14 * DAY),
    st.integers(SHORTEST, 14 * DAY),
)
scales = st.builds(Scale, views, st.floats(0, 200), st.floats(40, 4000))


@given(scales, st.floats(0, 1))
def test_a_pixel_and_its_moment_find_each_other(scale: Scale, share: float) -> None:
    us = scale.view.start + int(scale.view.duration * share)
    assert abs(scale.us(scale.x(us)) - us) <= scale.view.duration / scale.width + 1


@given(scales, st.floats(0.05, 20), st.floats(0, 1))
def test_zooming_stays_within_bounds_and_limits(scale: Scale, factor: float, share: float) -> None:
    around = scale.left + share * scale.width
    view = scale.zoomed(factor, around, BOUNDS)
    assert BOUNDS.start <= view.start < view.end <= BOUNDS.end
    assert SHORTEST <= view.duration <= LONGEST


@given(scales, st.floats(0.2, 1.0), st.floats(0, 1))
def test_what_is_under_the_pointer_stays_there(scale: Scale, factor: float, share: float) -> None:
    around = scale.left + share * scale.width
    pointed = scale.us(around)
    after = Scale(scale.zoomed(factor, around, BOUNDS), scale.left, scale.width)
    pixels = abs(after.x(pointed) - around)
    at_edge = after.view.start == BOUNDS.start or after.view.end == BOUNDS.end
    assert pixels < 2 or at_edge


@given(scales, st.floats(20, 200))
def test_ticks_are_in_sight_in_order_and_apart(scale: Scale, apart: float) -> None:
    step = scale.step(apart)
    ticks = scale.ticks(step)
    assert all(scale.view.contains(at) for at in ticks)
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= scale.width / apart + 2 or step >= DAY


def test_ticks_stand_at_round_times() -> None:
    start = 1_700_000_000 * SECOND
    scale = Scale(Span(start, start + HOUR), 0, 800)
    step = scale.step(90)
    assert step == 10 * MINUTE
    assert all(at % (10 * MINUTE) == 0 for at in scale.ticks(step))


def test_a_thousand_pieces_become_as_many_strips_as_can_be_told_apart() -> None:
    pieces = tuple(
        Span(BOUNDS.start + i * MINUTE, BOUNDS.start + i * MINUTE + 59 * SECOND)
        for i in range(1000)
    )
    strips = columns(pieces, Scale(BOUNDS, 0, 600))
    assert len(strips) == 1
    close = Scale(Span(BOUNDS.start, BOUNDS.start + 10 * MINUTE), 0, 6000)
    assert len(columns(pieces, close)) == 10
