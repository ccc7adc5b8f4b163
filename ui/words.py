"""Times, lengths and sizes the way people say them. Pure: the language is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from shopguard.base.clock import MINUTE, SECOND, from_us, in_shop, to_us
from shopguard.base.span import Span
from shopguard.base.texts import Language, text

_STEPS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def clock(us: int, tenths: bool = False) -> str:
    """18:32:05, or 18:32:05.4; the shop's time."""
    at = from_us(us)
    return f"{at:%H:%M:%S}" + (f".{at.microsecond // 100_000}" if tenths else "")


def day(us: int, language: Language, year: bool = False) -> str:
    """11月20日(金), Fri 20 Nov."""
    at = from_us(us)
    code = "ui.time.day_of_year" if year else "ui.time.day"
    return text(
        code,
        language,
        year=at.year,
        month=text(f"ui.month.{at.month}", language),
        day=at.day,
        weekday=text(f"ui.weekday.{at.weekday()}", language),
    )


def one_day(part: Span) -> bool:
    """Whether a span lies within one local day, so that a clock time says enough."""
    return from_us(part.start).date() == from_us(part.end - 1).date()


def near_day(us: int, now_us: int, language: Language) -> str:
    """Today and yesterday by name, other days by date."""
    away = (from_us(now_us).date() - from_us(us).date()).days
    names = {0: "ui.time.today", 1: "ui.time.yesterday"}
    return text(names[away], language) if away in names else day(us, language)


def month(us: int, language: Language) -> str:
    """2026年11月, Nov 2026."""
    at = from_us(us)
    name = text(f"ui.month.{at.month}", language)
    return text("ui.time.month_of_year", language, year=at.year, month=name)


def moment(us: int, language: Language, year: bool = False) -> str:
    """11月20日(金) 18:32:05."""
    return text("ui.time.moment", language, day=day(us, language, year), clock=clock(us))


def typed_moment(us: int, now_us: int, language: Language) -> str:
    """A moment to go on typing at: with its year where the day alone would mean another."""
    at, now = from_us(us), from_us(now_us)
    return moment(us, language, year=at.year != now.year or at.date() > now.date())


def span(part: Span, language: Language, now_us: int | None = None) -> str:
    """11月20日(金) 17:30 〜 18:30; the day is named once, and by name where ``now_us`` is near."""

    def named(us: int) -> str:
        return day(us, language) if now_us is None else near_day(us, now_us, language)

    start = text("ui.time.moment", language, day=named(part.start), clock=_short(part.start))
    end = _short(part.end)
    if from_us(part.start).date() != from_us(part.end).date():
        end = text("ui.time.moment", language, day=named(part.end), clock=end)
    return text("ui.time.span", language, start=start, end=end)


def typed_span(part: Span, now_us: int, language: Language) -> tuple[str, str]:
    """Both ends to go on typing at, to the second: what was typed, or is opened, stays true."""
    start = f"{near_day(part.start, now_us, language)} {_short(part.start)}"
    end = _short(part.end)
    if not one_day(part):
        end = f"{near_day(part.end, now_us, language)} {end}"
    return start, end


def length(seconds: float, language: Language) -> str:
    """12秒, 3分, 1時間20分, 2日: the two largest parts, and only one below an hour."""
    left = max(0, int(seconds))
    parts: list[str] = []
    for name, step in _STEPS:
        count, left = divmod(left, step)
        if count or (name == "second" and not parts):
            parts.append(text(f"ui.length.{name}", language, n=count))
        if parts and (name in ("minute", "second") or len(parts) == 2):
            break
    if len(parts) == 1:
        return parts[0]
    return text("ui.length.two", language, first=parts[0], second=parts[1])


def span_and_length(part: Span, language: Language) -> str:
    """11月20日(金) 17:30 〜 18:30(1時間)."""
    taken = length(part.duration / SECOND, language)
    return text("ui.time.with_length", language, span=span(part, language), length=taken)


def ago(seconds: float, language: Language) -> str:
    """3分前, 3 min ago; just now within a second."""
    if seconds < 1:
        return text("ui.length.now", language)
    return text("ui.length.ago", language, length=length(seconds, language))


def countdown(seconds: float) -> str:
    """24:10."""
    left = max(0, int(seconds))
    return f"{left // 60}:{left % 60:02d}"


def size(count: int) -> str:
    """1.2 TB, in powers of 1000 as disks are sold."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return (
        f"{value:.0f} {_UNITS[unit]}"
        if value >= 100 or unit == 0
        else f"{value:.1f} {_UNITS[unit]}"
    )


def local_day(us: int) -> Span:
    """The shop's day around ``us``."""
    start = from_us(us).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return Span(_local(start), _local(start + timedelta(days=1)))


def start_of_minute(us: int) -> int:
    return us - us % MINUTE


def days(count: float) -> str:
    """11, or 0.5 below one day; whole days are rounded down, never promised."""
    return f"{count:.1f}" if count < 1 else str(int(count))


def _short(us: int) -> str:
    at = from_us(us)
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _local(naive: datetime) -> int:
    return to_us(in_shop(naive))
