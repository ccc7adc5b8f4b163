"""One camera's footage while the PC's clock is wrong or set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shopguard.base.clock import DAY, HOUR, SECOND
from shopguard.base.span import Span
from shopguard.recorder.causes import GapCause
from shopguard.recorder.occupied import Occupied
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import RecordedCamera, states

Record = Callable[..., RecordedCamera]


@pytest.mark.parametrize("step_us", [HOUR, -HOUR])
def test_a_stepped_clock_makes_a_new_volume_and_a_forward_step_a_gap(
    record: Record, full_shop: FullShop, step_us: int
) -> None:
    one = record()
    one.play(20)
    full_shop.clock.now_us += step_us
    one.recorder.clock_stepped()
    one.play(30)
    one.recorder.stop(GapCause.STOPPED)
    assert one.recorder.writer.wait_finished(10)
    assert sum(fragments for _, fragments in states(one)) == 5
    assert len(states(one)) == 2
    causes = [cause for cause, _, _ in one.gaps()]
    assert causes == (["clock_jump", "stopped"] if step_us > 0 else ["stopped"])


@pytest.mark.requirement("J-4")
@pytest.mark.parametrize("wrong_by_us", [-50 * 365 * DAY, 365 * DAY])
def test_a_clock_wrong_at_boot_covers_up_no_gap(
    record: Record, full_shop: FullShop, wrong_by_us: int
) -> None:
    """Footage until an hour ago; then a minute in another year; then the right time."""
    now = full_shop.clock.now_us
    ended = now - HOUR
    occupied = Occupied([Span(ended - DAY, ended)])
    one = record(occupied=occupied)
    one.recorder.gaps.begin(ended, "interrupted")
    full_shop.clock.now_us = now + wrong_by_us
    one.play(20)
    full_shop.clock.now_us = now
    one.recorder.clock_stepped()
    one.play(20)
    one.recorder.stop(GapCause.STOPPED)
    assert one.recorder.writer.wait_finished(10)
    starts = [queued.fragment.start_us for queued, _, _ in one.heard.fragments]
    assert starts[-2:] == [now, now + SECOND]
    wrong, right = starts[0], now
    expected = {("clock_jump", ended, right), ("stopped", now + 2 * SECOND, None)}
    # the first gap ran into a year that never was, or ended before it began
    expected.add(("interrupted", ended, wrong) if wrong_by_us > 0 else ("", 0, 0))
    assert set(one.gaps()) == expected - {("", 0, 0)}
