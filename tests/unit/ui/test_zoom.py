"""Zooming never shows what is not in the picture, and keeps what is under the pointer there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.zoom import MOST, Zoom

parts = st.floats(0, 1)
steps = st.floats(-12, 12)


@given(st.lists(st.tuples(steps, parts, parts, st.floats(-2, 2), st.floats(-2, 2)), max_size=8))
def test_only_the_picture_is_seen(moves: list[tuple[float, float, float, float, float]]) -> None:
    zoom = Zoom()
    for by, x, y, right, down in moves:
        zoom = zoom.by(by, x, y).moved(right, down)
    left, top, wide, high = zoom.part_of(1920, 1080)
    assert 1 <= zoom.factor <= MOST
    assert min(left, top) >= -1e-6
    assert left + wide <= 1920 + 1e-6
    assert top + high <= 1080 + 1e-6


@given(parts, parts)
def test_what_is_under_the_pointer_stays_there(x: float, y: float) -> None:
    before, after = Zoom().by(2), Zoom().by(2).by(3, x, y)

    def seen(zoom: Zoom) -> tuple[float, float]:
        left, top, wide, high = zoom.part_of(1, 1)
        return left + wide * x, top + high * y

    assert seen(after) == pytest.approx(seen(before))


def test_back_to_the_whole() -> None:
    zoom = Zoom().by(4, 0.1, 0.9).by(-20)
    assert zoom == Zoom()
    assert zoom.whole
