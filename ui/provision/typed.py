"""Days and times as people type them into a request. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date

from shopguard.base.clock import from_us, iso
from shopguard.base.errors import InvalidInput
from ui.review.typed_time import parse_moment

_REIWA = 2018  # 令和1年 was 2019
_DAY = re.compile(
    r"(?:(?P<reiwa>令和|R)?\s*(?P<y>\d{1,4}|元)\s*[-/.年]\s*)?(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?"
)


def typed_day(words: str, now_us: int) -> str:
    """ISO 8601 of 2026-11-20, 2026年11月20日, 令和8年11月20日, 11/20 (the latest such day).

    InvalidInput ``ui.no_day`` for anything else.
    """
    typed = unicodedata.normalize("NFKC", words).strip()
    found = _DAY.fullmatch(typed)
    today = from_us(now_us).date()
    try:
        if found is None:
            raise ValueError(typed)
        month, day = int(found["m"]), int(found["d"])
        if found["y"] is None:
            this = date(today.year, month, day)
            return (this if this <= today else date(today.year - 1, month, day)).isoformat()
        year = 1 if found["y"] == "元" else int(found["y"])
        return date(year + _REIWA if found["reiwa"] else year, month, day).isoformat()
    except ValueError:
        raise InvalidInput("ui.no_day", given=typed[:40]) from None


def typed_time(words: str, now_us: int) -> str:
    """ISO 8601 with offset of a moment as it is typed anywhere in the window."""
    return iso(parse_moment(words, now_us), UTC)
