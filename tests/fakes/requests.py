"""Requests as they come to the counter: every ground filled in as a shop would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopguard.app.acts import provision as acts
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.evidence.grounds import GROUNDS, Kind
from shopguard.evidence.provisions import Provision
from tests.fakes.full_shop import FullShop

SCAN = b"%PDF-1.7 a scanned letter"
_BY_KIND = {
    Kind.WORDS: "試験",
    Kind.LONG: "試験のため",
    Kind.DATE: "2026-11-20",
    Kind.TIME: "2023-11-14T22:13:20+00:00",
    Kind.PHONE: "03-3581-4321",
}


def filled(ground: str, **more: str) -> dict[str, str]:
    """Every required field but the scan."""
    fields = {
        field.name: _BY_KIND[field.kind]
        for field in GROUNDS[ground].fields
        if field.required and field.kind is not Kind.SCAN
    }
    return fields | more


def scans_for(ground: str) -> list[bytes]:
    return [SCAN] if GROUNDS[ground].needs_scan else []


def opened(
    full: FullShop,
    ground: str = "police-inquiry",
    *,
    seconds: int = 2,
    fields: Mapping[str, str] | None = None,
    **more: Any,
) -> Provision:
    """A request for the last seconds of a camera that recorded them."""
    camera = full.camera()
    full.record(camera, seconds)
    start = full.clock.utc_us()
    full.clock.advance((seconds + 1) * SECOND)
    with full.proofs("sato") as proofs:
        return acts.open_provision(
            full.shop,
            proofs,
            ground=ground,
            fields=filled(ground) if fields is None else fields,
            cameras=[camera.id],
            span=Span(start, start + seconds * SECOND),
            **{"scans": scans_for(ground), **more},
        )
