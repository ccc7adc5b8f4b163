"""The time of a recorded file, second by second, beside its picture (SubRip)."""

from __future__ import annotations

from datetime import UTC

from shopguard.base.clock import JST, SECOND, from_us
from shopguard.base.span import Span


def subtitles(span: Span) -> bytes:
    """One line a second in Japanese time and one in UTC; ``span`` is what the file shows."""
    cues: list[str] = []
    at = span.start
    while at < span.end:
        end = min((at // SECOND + 1) * SECOND, span.end)
        cues.append(_cue(len(cues) + 1, Span(at - span.start, end - span.start), at))
        at = end
    return "\n".join(cues).encode()


def _cue(number: int, shown: Span, at_us: int) -> str:
    japan, utc = from_us(at_us, JST), from_us(at_us, UTC)
    return (
        f"{number}\n{_place(shown.start)} --> {_place(shown.end)}\n"
        f"{japan:%Y-%m-%d %H:%M:%S} 日本時間 (JST)\n{utc:%Y-%m-%d %H:%M:%S} UTC\n"
    )


def _place(us: int) -> str:
    """Where in the film, as SubRip writes it; rounded up, so that a cue never comes early."""
    ms = -(-us // 1000)
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02},{ms:03}"
