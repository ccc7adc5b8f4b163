"""Time, spans, ids and canonical bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.canonical import canonical
from shopguard.base.clock import DAY, SECOND, SystemClock, from_us, iso, parse_time, to_us
from shopguard.base.errors import InvalidInput
from shopguard.base.home import Home
from shopguard.base.ids import new_id
from shopguard.base.span import Span

moments = st.integers(0, 4_102_444_800 * SECOND)  # until 2100
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 50), st.integers(0, 50))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(moments)
def test_a_time_survives_being_written_and_read(us: int) -> None:
    assert to_us(from_us(us, UTC)) == us
    assert parse_time(iso(us)) == us - us % 1000


@pytest.mark.parametrize(
    "words",
    ["2026-01-31T09:30:00+09:00", "2026-01-31T00:30:00Z", " 2026-01-31 09:30+09:00\n"],
)
def test_the_same_moment_can_be_told_in_many_ways(words: str) -> None:
    tokyo = timezone(timedelta(hours=9))
    assert parse_time(words) == to_us(datetime(2026, 1, 31, 9, 30, tzinfo=tokyo))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "time.not_iso"),
        ("yesterday", "time.not_iso"),
        ("2026-02-30T00:00:00Z", "time.not_iso"),
        ("0001-01-01T00:00:00+09:00", "time.not_iso"),
        ("2026-01-31T09:30:00", "time.no_offset"),
        ("2026-01-31", "time.no_offset"),
        ("x" * 1000, "time.not_iso"),
    ],
)
def test_what_is_no_time_with_an_offset_is_refused_in_words(words: str, code: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_time(words)
    assert raised.value.code == code
    assert len(str(raised.value)) < 300


def test_the_machines_clock_tells_this_year_and_never_runs_backwards() -> None:
    clock = SystemClock()
    assert abs(clock.utc_us() - to_us(datetime.now(UTC))) < DAY
    assert clock.monotonic() <= clock.monotonic()


@given(spans, spans)
def test_what_two_spans_share_is_what_both_contain(one: Span, two: Span) -> None:
    shared = {us for us in range(51) if one.contains(us) and two.contains(us)}
    clipped = one.clip(two)
    assert shared == ({us for us in range(51) if clipped.contains(us)} if clipped else set())
    if one.duration and two.duration:
        assert one.overlaps(two) == two.overlaps(one) == bool(shared)


@given(json_values)
def test_equal_values_have_equal_bytes(value: object) -> None:
    def backwards(inner: object) -> object:
        if isinstance(inner, dict):
            return {name: backwards(part) for name, part in reversed(inner.items())}
        return [backwards(part) for part in inner] if isinstance(inner, list) else inner

    assert canonical(value) == canonical(backwards(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": {1, 2}}, b"bytes"])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_ids_are_unlike_and_ordered_by_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(len(one) == 32 and int(one, 16) for one in ids)
    assert [one[:12] for one in ids] == sorted(one[:12] for one in ids)


def test_everything_of_a_shop_is_in_its_folder() -> None:
    home = Home.default()
    for name in ("identity", "catalogue", "volumes", "ballast", "runtime", "lock", "logs"):
        assert getattr(home, name).parent == home.path
