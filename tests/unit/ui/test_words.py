"""Times, lengths and sizes in both languages."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import DAY, HOUR, in_shop, to_us
from shopguard.base.span import Span
from shopguard.base.texts import fill
from ui import words

MOMENT = to_us(in_shop(datetime(2026, 11, 20, 18, 32, 5)))


def test_dates_are_said_as_each_language_says_them() -> None:
    assert words.moment(MOMENT, "ja") == "11月20日(金) 18:32:05"
    assert words.moment(MOMENT, "en") == "Fri 20 Nov 18:32:05"
    assert words.month(MOMENT, "ja") == "2026年11月"
    assert words.day(MOMENT, "en", year=True) == "Fri 20 Nov 2026"


def test_a_span_names_its_day_once() -> None:
    start = to_us(in_shop(datetime(2026, 11, 20, 17, 30)))
    assert words.span(Span(start, start + HOUR), "ja") == "11月20日(金) 17:30 〜 18:30"
    assert words.span(Span(start, start + DAY), "en") == "Fri 20 Nov 17:30 – Sat 21 Nov 17:30"
    assert words.span(Span(start, start + HOUR), "ja", MOMENT).startswith("今日 ")


@pytest.mark.parametrize(
    ("seconds", "ja", "en"),
    [
        (0, "0秒", "0 s"),
        (12.9, "12秒", "12 s"),
        (184, "3分", "3 min"),
        (4800, "1時間20分", "1 h 20 min"),
        (7200, "2時間", "2 h"),
        (200_000, "2日7時間", "2 d 7 h"),
    ],
)
def test_lengths_keep_what_matters(seconds: float, ja: str, en: str) -> None:
    assert words.length(seconds, "ja") == ja
    assert words.length(seconds, "en") == en


def test_how_long_ago() -> None:
    assert words.ago(0.3, "ja") == "いま"
    assert words.ago(184, "ja") == "3分前"
    assert words.ago(184, "en") == "3 min ago"


@pytest.mark.parametrize(
    ("n", "said"),
    [("1", "1 day"), (1, "1 day"), (0, "0 days"), ("0.5", "0.5 days"), (21, "21 days")],
)
def test_one_is_not_said_as_many(n: object, said: str) -> None:
    assert fill("{n} {n:?day|days}", n=n) == said


def test_days_are_never_promised() -> None:
    assert words.days(11.9) == "11"
    assert words.days(0.45) == "0.5"


def test_sizes_as_disks_are_sold() -> None:
    assert words.size(999) == "999 B"
    assert words.size(4_600_000_000) == "4.6 GB"
    assert words.size(2_000 * 10**9) == "2.0 TB"


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_a_local_day_holds_its_moments(seconds: int) -> None:
    moment = seconds * 1_000_000
    today = words.local_day(moment)
    assert today.contains(moment)
    assert 22 * HOUR <= today.duration <= 26 * HOUR
