"""The store: which volumes there are, what they cover, and the gaps between them.

The recorder writes through ``begin_volume`` … ``close_volume``; everybody else reads rows. Keys are
sealed to the vault's public half the moment a volume begins: nobody at this level can open one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from shopguard.base.clock import Clock
from shopguard.base.home import Home
from shopguard.base.ids import new_id
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage.epochs import Epochs
from shopguard.footage.fragment import VolumeHead, VolumeIdentity
from shopguard.footage.volume import SUFFIX, VolumeWriter, new_volume_key
from shopguard.vault.sealing import VaultPublic, seal


class VolumeState(StrEnum):
    """``interrupted``: its recorder ended first. ``erasing``: the key is gone, the file not yet."""

    OPEN = "open"
    CLOSED = "closed"
    INTERRUPTED = "interrupted"
    ERASING = "erasing"
    ERASED = "erased"


READABLE = (VolumeState.OPEN, VolumeState.CLOSED, VolumeState.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Volume:
    """A row of the catalogue. ``head`` is how far the catalogue knows the chain to go."""

    id: str
    camera_id: str
    path: Path
    state: VolumeState
    vault_id: str
    sealed_key: bytes | None
    epoch: int
    span: Span
    head: VolumeHead
    codec: str
    clock_offset_us: int | None
    closed_us: int | None = None

    @property
    def growing(self) -> bool:
        """Whether the file may hold more than the catalogue knows."""
        return self.state is not VolumeState.CLOSED


@dataclass(frozen=True, slots=True)
class Gap:
    """A span without footage and why. ``end_us`` None: it goes on."""

    id: str
    camera_id: str
    start_us: int
    end_us: int | None
    cause: str
    detail: str = ""
    approximate: bool = False


@dataclass(slots=True)
class OpenVolume:
    """A volume being written: its writer, and nothing of its key."""

    id: str
    camera_id: str
    start_us: int
    writer: VolumeWriter


class FootageStore:
    """Volumes and gaps of one shop."""

    def __init__(
        self, home: Home, site_id: str, catalogue: Catalogue, epochs: Epochs, clock: Clock
    ) -> None:
        self._home = home
        self._site_id = site_id
        self._catalogue = catalogue
        self._epochs = epochs
        self._clock = clock

    # --- writing ----------------------------------------------------------------------------

    def begin_volume(
        self, camera_id: str, vault: VaultPublic, start_us: int, codec: str,
        clock_offset_us: int | None = None,
    ) -> OpenVolume:  # fmt: skip
        """A new volume with a key of its own, sealed before the first byte is written."""
        volume_id = new_id()
        key = new_volume_key()
        epoch = self._epochs.current()
        sealed = self._epochs.wrap(
            epoch, volume_id, seal(vault, self.identity(camera_id, volume_id), key)
        )
        relative = Path(camera_id) / f"{volume_id}{SUFFIX}"
        path = self._home.volumes / relative
        self._make_folder(path.parent)
        row = {
            "id": volume_id,
            "camera_id": camera_id,
            "file": relative.as_posix(),
            "state": VolumeState.OPEN,
            "vault_id": vault.id,
            "sealed_key": sealed,
            "epoch": epoch,
            "start_us": start_us,
            "end_us": start_us,
            "fragments": 0,
            "bytes": 0,
            "head": b"",
            "codec": codec,
            "clock_offset_us": clock_offset_us,
            "opened_us": self._clock.utc_us(),
        }
        with self._catalogue.write() as db:
            db.execute(insert(schema.volume).values(row))
        writer = VolumeWriter(path, VolumeIdentity(self._site_id, camera_id, volume_id), key)
        host.fsync_folder(path.parent)
        return OpenVolume(volume_id, camera_id, start_us, writer)

    def note_heads(self, heads: Iterable[tuple[str, VolumeHead]]) -> None:
        """Anchor open volumes in the catalogue, all in one transaction (once a minute)."""
        with self._catalogue.write() as db:
            for volume_id, head in heads:
                db.execute(_where(volume_id).values(**_head_values(head)))

    def close_volume(self, volume_id: str, head: VolumeHead) -> None:
        """The volume is complete; from now on ``head`` is what it must hold."""
        self._finish(volume_id, VolumeState.CLOSED, head)

    def mark_interrupted(self, volume_id: str, head: VolumeHead | None = None) -> None:
        """Its recorder is gone. File, log and journal are left as they are for a reader."""
        self._finish(volume_id, VolumeState.INTERRUPTED, head)

    def drop_unbegun(self, volume_id: str) -> None:
        """It never came to its file: a crash stood between the row and the first byte."""
        table = schema.volume
        unbegun = (table.c.state == VolumeState.OPEN) & (table.c.fragments == 0)
        with self._catalogue.write() as db:
            db.execute(delete(table).where((table.c.id == volume_id) & unbegun))

    def begin_gap(
        self,
        camera_id: str,
        start_us: int,
        cause: str,
        detail: str = "",
        *,
        approximate: bool = False,
    ) -> str:
        """Footage stops at ``start_us``; returns the gap's id."""
        gap_id = new_id()
        values = {
            "id": gap_id, "camera_id": camera_id, "start_us": start_us, "cause": cause,
            "detail": detail[:200], "approximate": approximate,
        }  # fmt: skip
        with self._catalogue.write() as db:
            db.execute(insert(schema.gap).values(**values))
        return gap_id

    def end_gap(self, gap_id: str, end_us: int) -> None:
        """Footage goes on at ``end_us``."""
        gap = schema.gap
        with self._catalogue.write() as db:
            db.execute(update(gap).where(gap.c.id == gap_id).values(end_us=end_us))

    # --- reading ----------------------------------------------------------------------------

    def identity(self, camera_id: str, volume_id: str) -> VolumeIdentity:
        return VolumeIdentity(self._site_id, camera_id, volume_id)

    def volumes(
        self,
        camera_id: str | None = None,
        span: Span | None = None,
        states: Sequence[VolumeState] = READABLE,
    ) -> list[Volume]:
        """Volumes by start. One still growing counts as reaching to now."""
        table = schema.volume
        query = select(table).where(table.c.state.in_(states)).order_by(table.c.start_us)
        if camera_id is not None:
            query = query.where(table.c.camera_id == camera_id)
        if span is not None:
            growing = table.c.state.in_((VolumeState.OPEN, VolumeState.INTERRUPTED))
            query = query.where(
                table.c.start_us < span.end, or_(table.c.end_us > span.start, growing)
            )
        with self._catalogue.read() as db:
            return [self._volume(row) for row in db.execute(query)]

    def stored_bytes(self) -> int:
        """All footage there is, counted by the catalogue: it is asked for every few seconds."""
        table = schema.volume
        query = select(func.coalesce(func.sum(table.c.bytes), 0))
        with self._catalogue.read() as db:
            return int(db.execute(query.where(table.c.state.in_(READABLE))).scalar_one())

    def volume(self, volume_id: str) -> Volume | None:
        with self._catalogue.read() as db:
            row = db.execute(select(schema.volume).where(schema.volume.c.id == volume_id)).first()
        return self._volume(row) if row else None

    def coverage(self, camera_id: str, span: Span) -> list[Span]:
        """What is recorded within ``span``, as far as the catalogue knows (to the minute)."""
        pieces: list[Span] = []
        for found in self.volumes(camera_id, span):
            piece = found.span.clip(span)
            if piece is None:
                continue
            if pieces and piece.start - pieces[-1].end <= _SEAM_US:
                pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
            else:
                pieces.append(piece)
        return pieces

    def gaps(self, camera_id: str | None = None, span: Span | None = None) -> list[Gap]:
        """Gaps by start, the one still going on included.

        A camera out of use for good has none from then on: nobody expects pictures of it.
        """
        table, gone = schema.gap, schema.camera.c.removed_us
        query = (
            select(*[_ENDS if column is table.c.end_us else column for column in table.c])
            .join(schema.camera, schema.camera.c.id == table.c.camera_id)
            .where(or_(gone.is_(None), table.c.start_us < gone))
            .order_by(table.c.start_us)
        )
        if camera_id is not None:
            query = query.where(table.c.camera_id == camera_id)
        if span is not None:
            query = query.where(
                table.c.start_us < span.end, or_(_ENDS.is_(None), span.start < _ENDS)
            )
        with self._catalogue.read() as db:
            return [Gap(*row) for row in db.execute(query)]

    def newest_end(self, camera_id: str | None = None) -> int | None:
        """End of the newest footage known; erased volumes count, so that time never runs back."""
        table = schema.volume
        query = select(table.c.end_us).order_by(table.c.end_us.desc()).limit(1)
        if camera_id is not None:
            query = query.where(table.c.camera_id == camera_id)
        with self._catalogue.read() as db:
            return db.scalar(query)

    def begun(self) -> dict[str, int]:
        """When each camera's recording first began or should have; erased footage counts."""
        first: dict[str, int] = {}
        with self._catalogue.read() as db:
            for table in (schema.volume, schema.gap):
                camera = table.c.camera_id
                for name, start in db.execute(
                    select(camera, func.min(table.c.start_us)).group_by(camera)
                ):
                    first[name] = min(start, first.get(name, start))
        return first

    def path_of(self, file: str) -> Path:
        return self._home.volumes / Path(file)

    # --- inner ------------------------------------------------------------------------------

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            host.private_folder(folder)
            host.fsync_folder(folder.parent)

    def _finish(self, volume_id: str, state: VolumeState, head: VolumeHead | None) -> None:
        values: dict[str, Any] = {"state": state, "closed_us": self._clock.utc_us()}
        if head is not None:
            values |= _head_values(head)
        with self._catalogue.write() as db:
            db.execute(
                _where(volume_id).where(schema.volume.c.state == VolumeState.OPEN).values(**values)
            )

    def _volume(self, row: Row[Any]) -> Volume:
        return Volume(
            id=row.id,
            camera_id=row.camera_id,
            path=self.path_of(row.file),
            state=VolumeState(row.state),
            vault_id=row.vault_id,
            sealed_key=row.sealed_key,
            epoch=row.epoch,
            span=Span(row.start_us, row.end_us),
            head=VolumeHead(row.fragments, row.head, row.end_us, row.bytes),
            codec=row.codec,
            clock_offset_us=row.clock_offset_us,
            closed_us=row.closed_us,
        )


# Where a gap ends: with footage, or when its camera was taken out of use. The smaller is the one
# that is so; in SQL the smaller of something and nothing would be nothing.
_ENDS = func.min(
    func.coalesce(schema.gap.c.end_us, schema.camera.c.removed_us),
    func.coalesce(schema.camera.c.removed_us, schema.gap.c.end_us),
).label("end_us")
_SEAM_US = 250_000  # neighbouring volumes closer than this are one stretch


def _where(volume_id: str) -> Any:
    return update(schema.volume).where(schema.volume.c.id == volume_id)


def _head_values(head: VolumeHead) -> dict[str, Any]:
    if head.fragments == 0:
        return {"fragments": 0}
    return {
        "fragments": head.fragments,
        "head": head.hash,
        "end_us": head.end_us,
        "bytes": head.bytes,
    }


def open_gap(db: Connection, camera_id: str) -> str | None:
    """Id of the gap of this camera that is still going on."""
    gap = schema.gap
    return db.scalar(select(gap.c.id).where(gap.c.camera_id == camera_id, gap.c.end_us.is_(None)))
