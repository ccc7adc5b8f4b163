"""Gaps stand on the local days they lie in, and nothing is said of days nobody knows of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND, from_us, in_shop, to_us
from shopguard.base.span import Span
from shopguard.footage.gap_days import GapDay, days_of, gap_days, month_of
from tests.fakes.full_shop import FullShop


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    full = FullShop(tmp_path)
    yield full
    full.close()


def midnight(full: FullShop) -> int:
    """Of the shop's today."""
    at = from_us(full.clock.utc_us())
    return to_us(at.replace(hour=0, minute=0, second=0, microsecond=0))


def today(full: FullShop, days: tuple[GapDay, ...], ago: int = 0) -> GapDay:
    at = full.clock.utc_us() - ago * DAY
    return next(day for day in days if day.day.contains(at))


def test_a_gap_over_midnight_stands_on_both_days(full: FullShop) -> None:
    camera, start = full.camera(), midnight(full)
    gap = full.shop.store.begin_gap(camera.id, start - 20 * MINUTE, "no_route")
    full.shop.store.end_gap(gap, start + 5 * MINUTE)
    days = gap_days(full.shop.store, month_of(full.clock.utc_us()), full.clock.utc_us())
    assert today(full, days).missing_s == 300
    assert today(full, days, ago=1).missing_s == 1200
    assert [found.cause for found, _ in today(full, days).pieces] == ["no_route"]


def test_a_gap_that_goes_on_reaches_to_now(full: FullShop) -> None:
    now = full.clock.utc_us()
    full.shop.store.begin_gap(full.camera().id, now - MINUTE, "stalled")
    days = gap_days(full.shop.store, month_of(now), now)
    assert today(full, days).missing_s == 60


def test_a_gap_ends_when_its_camera_is_taken_out_of_use(full: FullShop) -> None:
    gone, at = full.camera("gone"), full.clock.utc_us()
    full.shop.store.begin_gap(gone.id, at - MINUTE, "no_route")
    full.shop.cameras.remove(gone.id)
    full.shop.store.begin_gap(gone.id, at + SECOND, "off")  # what the recorder notes on hearing it
    (found,) = full.shop.store.gaps(gone.id)
    assert (found.cause, found.end_us) == ("no_route", at)
    now = at + 3 * DAY
    month = Span(month_of(at).start, month_of(now).end)
    days = gap_days(full.shop.store, month, now)
    assert sum(day.missing_s for day in days) == 60
    assert not full.shop.store.gaps(None, Span(at + DAY, now))


def test_a_gap_that_was_over_before_stays_as_it_was(full: FullShop) -> None:
    gone, at = full.camera("gone"), full.clock.utc_us()
    gap = full.shop.store.begin_gap(gone.id, at - HOUR, "stalled")
    full.shop.store.end_gap(gap, at - MINUTE)
    full.shop.cameras.remove(gone.id)
    assert [each.end_us for each in full.shop.store.gaps(gone.id)] == [at - MINUTE]


def test_days_before_the_first_recording_and_days_to_come_are_not_called_good(
    full: FullShop,
) -> None:
    now = full.clock.utc_us()
    assert not any(day.known for day in gap_days(full.shop.store, month_of(now), now))
    full.record(full.camera(), start_us=now - 2 * DAY)
    days = gap_days(full.shop.store, month_of(now), now)
    known = [day.day for day in days if day.known]
    assert len(known) == 3
    assert known[-1].contains(now)
    assert not any(day.pieces for day in days)


def test_a_camera_that_came_later_was_not_yet_recording_before(full: FullShop) -> None:
    now = full.clock.utc_us()
    first, later = full.camera(), full.camera("later")
    full.record(first, start_us=now - 2 * DAY)
    full.record(later, start_us=now - HOUR)
    days = gap_days(full.shop.store, month_of(now), now)
    assert next(day.begins for day in days if day.known) == (
        (first.id, now - 2 * DAY),
        (later.id, now - HOUR),
    )
    assert today(full, days, ago=1).begins == ((later.id, now - HOUR),)
    assert next(len(day.begins) for day in days if not day.known and not day.to_come) == 2
    assert all(day.to_come != day.day.contains(now) for day in days if day.day.end > now)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_a_month_once(month: int) -> None:
    at = to_us(in_shop(datetime(2028, month, 11, 23, 59)))
    span = month_of(at)
    days = list(days_of(span))
    assert [from_us(day.start).day for day in days] == list(range(1, len(days) + 1))
    assert (days[0].start, days[-1].end) == (span.start, span.end)
    assert all(earlier.end == later.start for earlier, later in pairwise(days))
    assert month_of(at, 1).start == span.end
    assert month_of(at, -1).end == span.start


def test_the_time_between_two_months_belongs_to_one(full: FullShop) -> None:
    span = month_of(full.clock.utc_us())
    edge = Span(span.end - HOUR, span.end + HOUR)
    gap = full.shop.store.begin_gap(full.camera().id, edge.start, "off")
    full.shop.store.end_gap(gap, edge.end)
    late = span.end + DAY
    parts = [
        day.missing_s
        for month in (span, month_of(late))
        for day in gap_days(full.shop.store, month, late)
        if day.pieces
    ]
    assert parts == [3600, 3600]
