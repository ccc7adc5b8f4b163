"""``README.txt``: what a person needs who has the folder before them and nobody to ask."""

from __future__ import annotations

import codecs
from datetime import UTC

from shopguard.base.clock import JST, from_us
from shopguard.base.span import Span
from shopguard.base.texts import RESOURCES
from shopguard.evidence.facts import PackageFacts
from shopguard.evidence.signing import fingerprint

_TEMPLATE = RESOURCES / "evidence" / "readme.txt"

_STAYS_JA = "\n                             （この資料にはありません。店に残っています）"
_STAYS_EN = "\n                             (not in this package: it stays in the shop)"


def readme(facts: PackageFacts, span: Span) -> bytes:
    """In Japanese and English; with a mark and line ends that every editor of Windows knows."""
    words = _TEMPLATE.read_text(encoding="utf-8").format(
        shop=facts.site["name"],
        contact=facts.site["contact"] or facts.site["name"],
        number=facts.number,
        span_ja=f"{_time(span.start)} から {_time(span.end)} まで（日本時間）",
        span_en=f"{_time(span.start)} to {_time(span.end)} JST ({_utc(span)} UTC)",
        stays_ja="" if facts.recorded else _STAYS_JA,
        stays_en="" if facts.recorded else _STAYS_EN,
        cameras_ja=_cameras(facts, "（{}）"),
        cameras_en=_cameras(facts, " ({})"),
        fingerprint=fingerprint(facts.signer_public),
    )
    return codecs.BOM_UTF8 + words.replace("\n", "\r\n").encode()


def _cameras(facts: PackageFacts, place: str) -> str:
    lines = (
        f"    c{each.number:02}  {each.name}" + (place.format(each.place) if each.place else "")
        for each in facts.cameras
    )
    return "\n".join(lines)


def _time(us: int) -> str:
    return f"{from_us(us, JST):%Y-%m-%d %H:%M:%S}"


def _utc(span: Span) -> str:
    start, end = from_us(span.start, UTC), from_us(span.end, UTC)
    return f"{start:%Y-%m-%d %H:%M:%S} to {end:%Y-%m-%d %H:%M:%S}"
