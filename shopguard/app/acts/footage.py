"""Looking at recordings, taking a copy, holding them back from being overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action, Purpose
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.span import Span
from shopguard.door.door import VIEWING_SECONDS, extension_of
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.footage.holds import Hold
from shopguard.footage.store import Gap
from shopguard.playback.export import ExportedFile, Progress, export_plain

DEFAULT_HOLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Export:
    """What an export wrote, and what was not there to write: gaps and damage are facts."""

    files: tuple[ExportedFile, ...]
    gaps: tuple[Gap, ...]
    damaged: tuple[DamagedSpan, ...]


def open_viewing(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    purpose: Purpose | None,
    cameras: Sequence[str],
    span: Span,
    note: str = "",
    seconds: float = VIEWING_SECONDS,
) -> OpenFootage:
    """Open recordings for looking (J-1, J-3). Refused by the rule; logged either way."""
    request = Request(Action.REVIEW, shop.seat, purpose, tuple(cameras), span, note=note)
    approval = agreed(shop, request, proofs)
    return shop.door.open(request, approval, seconds=seconds)


def extend_viewing(
    shop: Shop, viewing: OpenFootage, proofs: Sequence[Proof], seconds: float = VIEWING_SECONDS
) -> None:
    """A further period, agreed to by both again."""
    request = extension_of(viewing)
    approval = agreed(shop, request, proofs)
    shop.door.extend(viewing, request, approval, seconds=seconds)


def export(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    purpose: Purpose | None,
    cameras: Sequence[str],
    span: Span,
    folder: Path,
    note: str = "",
    progress: Progress = lambda _: None,
) -> Export:
    """Plain MP4 files of a span, by two managers; what was written is logged with its digest."""
    request = Request(Action.EXPORT, shop.seat, purpose, tuple(cameras), span, note=note)
    approval = agreed(shop, request, proofs)
    files: list[ExportedFile] = []
    damaged: list[DamagedSpan] = []
    with shop.door.open(request, approval) as viewing:
        try:
            for done, camera_id in enumerate(cameras):
                name = shop.cameras.get(camera_id).name
                told = _share(progress, done, len(cameras))
                files += export_plain(viewing, camera_id, name, folder, progress=told)
                damaged += viewing.damage(camera_id)
            _log_files(shop, request, approval.people, files)
            viewing.close(EndReason.EXPORTED)
        except BaseException:
            for file in files:
                file.path.unlink(missing_ok=True)
            raise
    gaps = [gap for camera in cameras for gap in shop.store.gaps(camera, span)]
    inside = [piece for file in files for piece in file.damaged]
    return Export(tuple(files), tuple(gaps), (*damaged, *inside))


def hold(
    shop: Shop,
    proofs: Sequence[Proof],
    *,
    cameras: Sequence[str],
    span: Span,
    ground: str,
    days: int = DEFAULT_HOLD_DAYS,
) -> list[Hold]:
    """Keep a span from being overwritten for ``days``; one manager is enough (T-4)."""
    request = Request(Action.HOLD, shop.seat, None, tuple(cameras), span, note=ground)
    approval = agreed(shop, request, proofs)
    owner = approval.people[0]
    planned = shop.holds.planned(cameras, span, ground=ground, owner_id=owner, days=days)
    detail: dict[str, JsonValue] = {"holds": [held.id for held in planned], "days": days}
    with shop.gate.passing(request, approval, Act.HOLD_SET, detail) as db:
        shop.holds.place(planned, shop.hold_quota_bytes(), db)
    return planned


def release_hold(shop: Shop, proofs: Sequence[Proof], hold_id: str, reason: str) -> Hold:
    """End a hold before its time; two managers."""
    held = shop.holds.get(hold_id)
    request = Request(
        Action.RELEASE_HOLD,
        shop.seat,
        None,
        (held.camera_id,),
        held.span,
        target=hold_id,
        note=reason,
    )
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.HOLD_RELEASED) as db:
        shop.holds.release(held, reason, db)
    return held


def _share(progress: Progress, done: int, of: int) -> Progress:
    """Progress of one camera among several."""
    return lambda part: progress((done + part) / of)


def _log_files(
    shop: Shop, request: Request, people: tuple[str, ...], files: Sequence[ExportedFile]
) -> None:
    detail: dict[str, JsonValue] = {
        "files": [
            {"name": file.path.name, "sha256": file.sha256, "bytes": file.size} for file in files
        ]
    }
    entry = Entry(
        Act.FOOTAGE_EXPORTED,
        people,
        "done",
        request.seat,
        purpose=request.purpose or "",
        cameras=request.cameras,
        span=request.span,
        detail=detail,
    )
    shop.ledger.append(entry)
