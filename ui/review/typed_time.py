"""A moment as people type it: 「昨日 18:32」「3分前」, yesterday 18:32, 3 min ago, 20 Nov 18:32.

Pure: words in, UTC microseconds out. A time without a day means the latest such moment that has
passed; a day without a year means the latest such day. Times are the shop's, not the PC's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from shopguard.base.clock import JST, from_us, in_shop, to_us
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = {name: index for index, name in enumerate("月火水木金土日")}
_UNITS = {
    "秒": 1,
    "分": 60,
    "時間": 3_600,
    "日": 86_400,
    "s": 1,
    "sec": 1,
    "second": 1,
    "min": 60,
    "minute": 60,
    "m": 60,
    "h": 3_600,
    "hour": 3_600,
    "d": 86_400,
    "day": 86_400,
}
_CLOCK = r"(?P<h>\d{1,2})(?::|時)(?:(?P<m>\d{1,2})(?::|分)?(?:(?P<s>\d{1,2})秒?)?)?"
_AGO = re.compile(
    r"(?P<n>\d{1,5})\s*(?P<unit>秒|分|時間|日|s|sec|second|min|minute|m|h|hour|d|day)s?\s*(?:前|ago)"
)
_RELATIVE_DAYS = {
    "今日": 0,
    "きょう": 0,
    "today": 0,
    "昨日": 1,
    "きのう": 1,
    "yesterday": 1,
    "一昨日": 2,
    "おととい": 2,
}
_HALF = re.compile(r"(午前|午後)")


def parse_moment(words: str, now_us: int) -> int:
    """UTC microseconds; InvalidInput ``ui.no_time`` when it is no moment this knows."""
    typed = _typed(words)
    now = from_us(now_us)
    for reading in _READINGS:
        try:
            found = reading(typed, now)
        except (ValueError, OverflowError):
            break
        if found is not None:
            return to_us(found)
    raise InvalidInput("ui.no_time", given=words.strip()[:40])


def parse_within(words: str, now_us: int, span: Span) -> int:
    """A moment of ``span``: there, a time without a day means the latest such moment of it.

    InvalidInput ``ui.outside_viewing`` for a moment that lies elsewhere.
    """
    at_us = parse_moment(words, now_us)
    if not span.contains(at_us) and _clock_of(_typed(words)) is not None:
        at_us = parse_moment(words, span.end - 1)
    if not span.contains(at_us):
        raise InvalidInput("ui.outside_viewing")
    return at_us


def parse_end(words: str, start_us: int, now_us: int) -> int:
    """The end of a span: a time without a day is the first such moment after the start."""
    clock = _clock_of(_typed(words))
    if clock is None:
        return parse_moment(words, now_us)
    start = from_us(start_us)
    end = to_us(_at(start, clock))
    return end if end > start_us else to_us(_at(start + timedelta(days=1), clock))


def _typed(words: str) -> str:
    typed = unicodedata.normalize("NFKC", words).strip().lower()
    return re.sub(r"[\s、,へにの]+", " ", typed).strip()


def _ago(typed: str, now: datetime) -> datetime | None:
    match = _AGO.fullmatch(typed)
    if match is None:
        return None
    return now - timedelta(seconds=int(match["n"]) * _UNITS[match["unit"]])


def _now(typed: str, now: datetime) -> datetime | None:
    return now - timedelta(seconds=1) if typed in ("いま", "今", "now") else None


def _on_a_day(typed: str, now: datetime) -> datetime | None:
    """A day and a time, either of them left out."""
    day_words, time_words = _split(typed)
    clock = _clock_of(time_words)
    if time_words and clock is None:
        return None
    if not day_words:
        return None if clock is None else _latest(_at(now, clock), now)
    day = _day_of(day_words, now)
    if day is None:
        return None
    return _at(day, clock or (0, 0, 0))


def _split(typed: str) -> tuple[str, str]:
    """What names the day, and what names the time: the part with a colon or 時."""
    match = re.search(rf"(?:午前|午後)?\s*{_CLOCK}$", typed)
    if match is None:
        return typed, ""
    return typed[: match.start()].strip(), typed[match.start() :].strip()


def _clock_of(words: str) -> tuple[int, int, int] | None:
    half = _HALF.match(words)
    match = re.fullmatch(_CLOCK, _HALF.sub("", words).strip())
    if match is None:
        return None
    hour = int(match["h"])
    if half is not None:
        hour = hour % 12 + (12 if half[1] == "午後" else 0)
    clock = (hour, int(match["m"] or 0), int(match["s"] or 0))
    return clock if clock < (24, 0, 0) and clock[1] < 60 and clock[2] < 60 else None


def _day_of(words: str, now: datetime) -> datetime | None:
    if words in _RELATIVE_DAYS:
        return now - timedelta(days=_RELATIVE_DAYS[words])
    if re.fullmatch(r"[月火水木金土日]曜日?", words):
        return now - timedelta(days=(now.weekday() - _WEEKDAYS[words[0]]) % 7)
    return _dated(words, now)


_DATES = (
    r"(?:(?P<y>\d{4})[-/年])?(?P<mo>\d{1,2})[-/月](?P<d>\d{1,2})日?(?:\([月火水木金土日]\))?",
    rf"(?:\w{{3,9}} )?(?P<d>\d{{1,2}}) (?P<name>{'|'.join(MONTHS)})[a-z]*(?: (?P<y>\d{{4}}))?",
    rf"(?P<name>{'|'.join(MONTHS)})[a-z]* (?P<d>\d{{1,2}})(?: (?P<y>\d{{4}}))?",
)


def _dated(words: str, now: datetime) -> datetime | None:
    for pattern in _DATES:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS.index(parts["name"]) + 1 if parts.get("name") else int(parts["mo"])
        year = int(parts["y"]) if parts["y"] else now.year
        day = datetime(year, month, int(parts["d"]), tzinfo=JST)
        if not parts["y"] and day > now:
            day = datetime(year - 1, month, int(parts["d"]), tzinfo=JST)
        return day
    return None


def _at(day: datetime, clock: tuple[int, int, int]) -> datetime:
    hour, minute, second = clock
    naive = day.replace(hour=hour, minute=minute, second=second, microsecond=0, tzinfo=None)
    return in_shop(naive)


def _latest(moment: datetime, now: datetime) -> datetime:
    if moment <= now:
        return moment
    earlier = moment - timedelta(days=1)
    return _at(earlier, (moment.hour, moment.minute, moment.second))


Reading = Callable[[str, datetime], datetime | None]
_READINGS: tuple[Reading, ...] = (_now, _ago, _on_a_day)
