"""Moments as people type them."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import HOUR, MINUTE, from_us, in_shop, parse_time, to_us
from shopguard.base.errors import InvalidInput
from ui.review.typed_time import parse_end, parse_moment
from ui.words import clock, day, moment

NOW_HERE = in_shop(datetime(2026, 11, 20, 18, 40, 5))
NOW = to_us(NOW_HERE)


def here(year: int, month: int, day: int, *clock: int) -> int:
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return to_us(in_shop(datetime(year, month, day, hour, minute, second)))


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("18:32", (2026, 11, 20, 18, 32)),
        ("18:32:07", (2026, 11, 20, 18, 32, 7)),
        ("18:50", (2026, 11, 19, 18, 50)),
        ("18時32分", (2026, 11, 20, 18, 32)),
        ("１８：３２", (2026, 11, 20, 18, 32)),
        ("午後6時5分", (2026, 11, 20, 18, 5)),
        ("午前0:10", (2026, 11, 20, 0, 10)),
        ("今日 9:00", (2026, 11, 20, 9, 0)),
        ("昨日 18:32", (2026, 11, 19, 18, 32)),
        ("昨日の18時", (2026, 11, 19, 18, 0)),
        ("おととい 8:00", (2026, 11, 18, 8, 0)),
        ("昨日", (2026, 11, 19)),
        ("11/18 7:05", (2026, 11, 18, 7, 5)),
        ("11月18日(水) 07:05:09", (2026, 11, 18, 7, 5, 9)),
        ("12/24 10:00", (2025, 12, 24, 10, 0)),
        ("2025-12-24 10:00", (2025, 12, 24, 10, 0)),
        ("月曜 10:00", (2026, 11, 16, 10, 0)),
        ("yesterday 18:32", (2026, 11, 19, 18, 32)),
        ("20 Nov 18:32", (2026, 11, 20, 18, 32)),
        ("Fri 20 Nov 18:32:05", (2026, 11, 20, 18, 32, 5)),
        ("nov 18 7:05", (2026, 11, 18, 7, 5)),
    ],
)
def test_says_the_moment_people_mean(words: str, moment: tuple[int, ...]) -> None:
    assert parse_moment(words, NOW) == here(*moment)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("3分前", timedelta(minutes=3)),
        ("1時間前", timedelta(hours=1)),
        ("２日前", timedelta(days=2)),
        ("30秒前", timedelta(seconds=30)),
        ("3 min ago", timedelta(minutes=3)),
        ("2 hours ago", timedelta(hours=2)),
    ],
)
def test_counts_back_from_now(words: str, back: timedelta) -> None:
    assert parse_moment(words, NOW) == to_us(NOW_HERE - back)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "25:00", "12:61", "13/40 10:00", "昨日 のどこか", "999999日前 x", "99999日前" * 3],
)
def test_says_no_to_what_is_no_moment(words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_moment(words, NOW)
    assert refusal.value.code == "ui.no_time"


@given(st.text(max_size=40))
def test_any_words_give_a_moment_or_a_clear_no(words: str) -> None:
    with suppress(InvalidInput):
        from_us(parse_moment(words, NOW))


@given(st.integers(min_value=1, max_value=300 * 24 * 60))
def test_what_the_screens_say_can_be_typed_back(minutes: int) -> None:
    moment = to_us(NOW_HERE.replace(second=0)) - minutes * MINUTE
    for language in ("ja", "en"):
        words = f"{day(moment, language)} {clock(moment)}"
        assert from_us(parse_moment(words, NOW)) == from_us(moment)


def test_an_end_without_a_day_follows_its_start() -> None:
    start = here(2026, 11, 18, 17, 30)
    assert parse_end("18:30", start, NOW) == start + HOUR
    assert parse_end("17:00", start, NOW) == here(2026, 11, 19, 17, 0)
    assert parse_end("昨日 18:30", start, NOW) == here(2026, 11, 19, 18, 30)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the PC's zone cannot be set here")
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_times_are_the_shops_however_the_pc_is_set(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        at = parse_moment("11月20日 18:32", NOW)
        assert at == parse_time("2026-11-20T18:32:00+09:00")
        assert moment(at, "ja") == "11月20日(金) 18:32:00"
    finally:
        monkeypatch.undo()
        time.tzset()
