"""What may stand in the columns of a camera: one small check for each, InvalidInput otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

from shopguard.base.errors import InvalidInput
from shopguard.settings.catalogue import SETTINGS

NAME_LENGTH = 60
SHORT_LENGTH = 120
LONG_LENGTH = 1000
LOGIN_LENGTH = 128
MAX_DAYS = SETTINGS["retention_days"].maximum
MIN_BYTES = 1 << 30  # a camera needs room for at least a few volumes
MAX_POLYGONS = 16
MAX_CORNERS = 64

Point = tuple[float, float]
Polygon = tuple[Point, ...]


def name(words: str) -> str:
    """1 to 60 characters, trimmed, no control characters."""
    trimmed = unicodedata.normalize("NFC", words).strip()
    if not trimmed:
        raise InvalidInput("camera.name_empty")
    if len(trimmed) > NAME_LENGTH:
        raise InvalidInput("camera.name_long", limit=NAME_LENGTH)
    if _has_control(trimmed):
        raise InvalidInput("camera.name_control")
    return trimmed


def same_name(words: str) -> str:
    """Two names with equal results read the same: width, case and spaces do not count."""
    return unicodedata.normalize("NFKC", words).strip().casefold()


def login_part(words: str) -> str:
    """User name or password as typed; no control characters (they could end a request line)."""
    if len(words) > LOGIN_LENGTH or _has_control(words):
        raise InvalidInput("camera.login_bad", limit=LOGIN_LENGTH)
    return words


def transport(words: str) -> Literal["tcp", "udp"]:
    """``tcp`` or ``udp``."""
    match words:
        case "tcp" | "udp":
            return words
    raise InvalidInput("camera.transport_unknown", given=str(words)[:20])


def short_text(words: str) -> str:
    """One line, trimmed, at most 120 characters."""
    return _text(words, SHORT_LENGTH)


def long_text(words: str) -> str:
    """Several lines, trimmed, at most 1000 characters."""
    return _text(words, LONG_LENGTH, ignore="\n")


def retention_days(days: int | None) -> int | None:
    """None, or 1 to 365 as for the whole shop. That 15 needs a reason is the caller's rule."""
    if days is not None and not (_is_int(days) and 1 <= days <= MAX_DAYS):
        raise InvalidInput("camera.retention_range", limit=MAX_DAYS)
    return days


def max_bytes(size: int | None) -> int | None:
    """None, or at least 1 GiB."""
    if size is not None and not (_is_int(size) and size >= MIN_BYTES):
        raise InvalidInput("camera.max_bytes_small")
    return size


def masks(polygons: Iterable[Iterable[Any]]) -> tuple[Polygon, ...]:
    """Polygons of 3 to 64 corners, each coordinate 0..1."""
    checked = tuple(_polygon(tuple(corners)) for corners in polygons)
    if len(checked) > MAX_POLYGONS:
        raise InvalidInput("camera.masks_many", limit=MAX_POLYGONS)
    return checked


def _polygon(corners: tuple[Any, ...]) -> Polygon:
    if not 3 <= len(corners) <= MAX_CORNERS:
        raise InvalidInput("camera.mask_corners", limit=MAX_CORNERS)
    return tuple(_point(corner) for corner in corners)


def _point(corner: Any) -> Point:
    try:
        x, y = (float(part) for part in corner)
    except (TypeError, ValueError) as error:
        raise InvalidInput("camera.mask_outside") from error
    if not (0 <= x <= 1 and 0 <= y <= 1):  # NaN fails both
        raise InvalidInput("camera.mask_outside")
    return x, y


def _text(words: str, limit: int, ignore: str = "") -> str:
    trimmed = unicodedata.normalize("NFC", words).strip()
    if len(trimmed) > limit or _has_control(trimmed, ignore):
        raise InvalidInput("camera.text_bad", limit=limit)
    return trimmed


def _has_control(words: str, ignore: str = "") -> bool:
    """Control, format, surrogate and line separator characters; the wide space is a space."""
    return any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        for letter in words
        if letter not in ignore
    )


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
