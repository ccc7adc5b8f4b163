"""A mask only ever grows: whole blocks, and a margin (G-2)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras.fields import Polygon
from shopguard.recorder.masking.blocks import BLOCK, MARGIN, Box, covered
from tests.fakes.masked import within

share = st.integers(0, 10_000).map(lambda number: number / 10_000)
polygon = st.lists(st.tuples(share, share), min_size=3, max_size=8).map(tuple)
odd = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=8).map(tuple)
size = st.tuples(st.integers(2, 200), st.integers(2, 200))


def drawn(polygons: tuple[Polygon, ...], width: int, height: int) -> np.ndarray:
    found = np.zeros((height, width), int)
    for box in covered(polygons, width, height):
        found[box.top : box.bottom, box.left : box.right] += 1
    return found


@pytest.mark.requirement("G-2")
@given(st.lists(polygon, min_size=1, max_size=3).map(tuple), size)
def test_every_pixel_of_a_polygon_is_covered_and_none_twice(
    polygons: tuple[Polygon, ...], shape: tuple[int, int]
) -> None:
    found = drawn(polygons, *shape)
    assert found.max() == 1
    assert found[within(polygons, *shape)].all()


@given(polygon, size)
def test_a_border_is_covered_with_what_lies_beside_it(
    corners: Polygon, shape: tuple[int, int]
) -> None:
    width, height = shape
    found = drawn((corners,), *shape)
    for x, y in corners:
        for dx, dy in ((0, 0), (MARGIN, 0), (-MARGIN, 0), (0, MARGIN), (0, -MARGIN)):
            column, row = int(x * width + dx * 0.99), int(y * height + dy * 0.99)
            if 0 <= column < width and 0 <= row < height:
                assert found[row, column]


@given(odd, size)
def test_boxes_are_whole_blocks(corners: Polygon, shape: tuple[int, int]) -> None:
    assert covered((corners,), *shape)
    for box in covered((corners,), *shape):
        assert not any(edge % BLOCK for edge in (box.left, box.top, box.right, box.bottom))
        assert box.left < box.right
        assert box.top < box.bottom


def test_what_lies_far_from_a_mask_stays_visible() -> None:
    square = ((0.25, 0.25), (0.5, 0.25), (0.5, 0.5), (0.25, 0.5))
    assert covered((square,), 640, 640) == (Box(144, 144, 336, 336),)


def test_a_ring_drawn_in_one_line_leaves_its_middle_free() -> None:
    outer = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    inner = ((0.3, 0.3), (0.3, 0.7), (0.7, 0.7), (0.7, 0.3), (0.3, 0.3))
    found = drawn(((*outer, *inner),), 640, 640)
    assert not found[320, 320]
    assert found[100, 100]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_polygon_that_lies_nowhere_is_an_error(wrong: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        covered((((wrong, 0.1), (0.2, 0.2), (0.3, 0.1)),), 64, 64)
