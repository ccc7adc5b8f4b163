"""Days and times as people type them into a request. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date

from shopguard.base.clock import from_us, iso, parse_time
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import Language, text
from ui import words
from ui.provision.model import FieldKind
from ui.review.typed_time import MONTHS, parse_moment

_REIWA = 2018  # 令和1年 was 2019
_DAY = re.compile(
    r"(?:(?P<reiwa>令和|R)?\s*(?P<y>\d{1,4}|元)\s*[-/.年]\s*)?(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?"
)
_ENGLISH = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})[a-z]* (\d{{4}})", re.IGNORECASE)


def typed_day(typed_words: str, now_us: int, *, ahead: bool = False) -> str:
    """ISO 8601 of 2026-11-20, 2026年11月20日, 令和8年11月20日, 20 Nov 2026, 11/20.

    Without a year it is the latest such day; ``ahead``: the next.

    InvalidInput ``ui.no_day`` for anything else.
    """
    typed = _with_number(unicodedata.normalize("NFKC", typed_words).strip())
    found = _DAY.fullmatch(typed)
    today = from_us(now_us).date()
    try:
        if found is None:
            raise ValueError(typed)
        month, day = int(found["m"]), int(found["d"])
        if found["y"] is None:
            this = date(today.year, month, day)
            if ahead:
                fits = this if this >= today else date(today.year + 1, month, day)
            else:
                fits = this if this <= today else date(today.year - 1, month, day)
            return fits.isoformat()
        year = 1 if found["y"] == "元" else int(found["y"])
        return date(year + _REIWA if found["reiwa"] else year, month, day).isoformat()
    except ValueError:
        raise InvalidInput("ui.no_day", given=typed[:40]) from None


def _with_number(typed: str) -> str:
    """20 Nov 2026 with the month as a number."""
    found = _ENGLISH.fullmatch(typed)
    if found is None:
        return typed
    return f"{found[3]}-{MONTHS.index(found[2].lower()) + 1}-{found[1]}"


def typed_time(typed_words: str, now_us: int) -> str:
    """ISO 8601 with offset of a moment as it is typed anywhere in the window."""
    return iso(parse_moment(typed_words, now_us), UTC)


def day_to_type(day: date, language: Language) -> str:
    """2026年11月20日, 20 Nov 2026: as it is asked for, and understood again."""
    month = text(f"ui.month.{day.month}", language)
    return text("ui.time.typed_day", language, year=day.year, month=month, day=day.day)


def to_type(kind: FieldKind, kept: str, now_us: int, language: Language) -> str:
    """What is kept, the way it is typed: understood again as just the same."""
    if kept and kind is FieldKind.TIME:
        return words.typed_moment(parse_time(kept), now_us, language)
    if kept and kind is FieldKind.DATE:
        return day_to_type(date.fromisoformat(kept), language)
    return kept


def to_read(kind: FieldKind, kept: str, language: Language) -> str:
    """What is kept, the way days and times stand everywhere in the window."""
    if kind is FieldKind.TIME:
        return words.moment(parse_time(kept), language, year=True)
    if kind is FieldKind.DATE:
        return day_to_type(date.fromisoformat(kept), language)
    return kept
