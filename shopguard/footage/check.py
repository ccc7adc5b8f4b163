"""Three levels of looking after the store, all without a key (G-10).

``index``: every row has its file and every file its row. ``sizes``: files are as long as when they
were closed, encrypted, their spans do not overlap, and what was erased is gone. ``bytes``: every
byte of every finished file is as it was. What is inside is checked again whenever it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select, update

from shopguard.base.home import Home
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.footage.store import FootageStore, Volume, VolumeState
from shopguard.footage.volume import PLAINTEXT_HEADER, SUFFIX

FINISHED = (VolumeState.CLOSED, VolumeState.INTERRUPTED)
_PIECE = 1 << 20


class Level(StrEnum):
    """How deep a check looks; each includes the ones before."""

    INDEX = "index"
    SIZES = "sizes"
    BYTES = "bytes"


class Fault(StrEnum):
    """What can be wrong; words under ``check.<fault>``."""

    MISSING_FILE = "missing_file"
    UNKNOWN_FILE = "unknown_file"
    WRONG_SIZE = "wrong_size"
    NOT_ENCRYPTED = "not_encrypted"
    OVERLAP = "overlap"
    ERASED_LEFT = "erased_left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault; ``file`` relative to the volumes folder."""

    fault: Fault
    file: str
    volume_id: str = ""
    camera_id: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what was found. ``unread``: finished files without a digest yet."""

    level: Level
    volumes: int
    bytes_read: int
    unread: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def check(home: Home, catalogue: Catalogue, store: FootageStore, level: Level) -> CheckReport:
    """Look after the whole store; reads only."""
    volumes = store.volumes()
    findings = [*_index(home, store, volumes)]
    known = _digests(catalogue)
    unread, read = 0, 0
    if level is not Level.INDEX:
        findings += _sizes(home, volumes, known)
        findings += _erased_left(home, store)
    if level is Level.BYTES:
        for volume in volumes:
            if volume.state not in FINISHED or not volume.path.exists():
                continue
            if volume.id not in known:
                unread += 1
                continue
            size, digest = file_digest(volume.path)
            read += size
            if digest != known[volume.id][1]:
                findings.append(_finding(home, Fault.CHANGED, volume))
    return CheckReport(level, len(volumes), read, unread, tuple(findings))


def note_digests(catalogue: Catalogue, store: FootageStore, most: int = 1_000_000) -> int:
    """Take the digest of finished files that have none yet; the recorder does it each minute."""
    known = _digests(catalogue)
    due = [v for v in store.volumes(states=FINISHED) if v.id not in known and v.path.exists()]
    table = schema.volume
    for volume in due[:most]:
        size, digest = file_digest(volume.path)
        with catalogue.write() as db:
            values = {"file_bytes": size, "file_digest": digest}
            db.execute(update(table).where(table.c.id == volume.id).values(values))
    return min(len(due), most)


def file_digest(path: Path) -> tuple[int, bytes]:
    """Bytes and SHA-256 of a volume's file, with its log where a crash left one."""
    running, size = sha256(), 0
    for part in (path, path.with_name(path.name + "-wal")):
        if not part.exists():
            continue
        with part.open("rb") as file:
            while piece := file.read(_PIECE):
                running.update(piece)
                size += len(piece)
    return size, running.digest()


def _digests(catalogue: Catalogue) -> dict[str, tuple[int, bytes]]:
    table = schema.volume
    query = select(table.c.id, table.c.file_bytes, table.c.file_digest).where(
        table.c.file_digest.is_not(None)
    )
    with catalogue.read() as db:
        return {row[0]: (row[1], row[2]) for row in db.execute(query)}


def _index(home: Home, store: FootageStore, volumes: list[Volume]) -> Iterator[Finding]:
    expected = {volume.path for volume in volumes}
    for volume in volumes:
        if not volume.path.exists():
            yield _finding(home, Fault.MISSING_FILE, volume)
    going = {volume.path for volume in store.volumes(states=(VolumeState.ERASING,))}
    for path in sorted(home.volumes.rglob(f"*{SUFFIX}")):
        if path not in expected and path not in going:
            yield Finding(Fault.UNKNOWN_FILE, _relative(home, path))


def _sizes(
    home: Home, volumes: list[Volume], known: dict[str, tuple[int, bytes]]
) -> Iterator[Finding]:
    for volume in filter(lambda found: found.path.exists(), volumes):
        with volume.path.open("rb") as file:
            if file.read(16) == PLAINTEXT_HEADER:
                yield _finding(home, Fault.NOT_ENCRYPTED, volume)
        if volume.id in known and _length(volume.path) != known[volume.id][0]:
            yield _finding(home, Fault.WRONG_SIZE, volume)
    for before, after in pairwise(sorted(volumes, key=lambda v: (v.camera_id, v.span.start))):
        if before.camera_id == after.camera_id and after.span.start < before.span.end:
            yield _finding(home, Fault.OVERLAP, after)


def _erased_left(home: Home, store: FootageStore) -> Iterator[Finding]:
    for volume in store.volumes(states=(VolumeState.ERASED,)):
        if volume.path.exists() or volume.sealed_key is not None:
            yield _finding(home, Fault.ERASED_LEFT, volume)


def _length(path: Path) -> int:
    wal = path.with_name(path.name + "-wal")
    return path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def _finding(home: Home, fault: Fault, volume: Volume) -> Finding:
    return Finding(fault, _relative(home, volume.path), volume.id, volume.camera_id)


def _relative(home: Home, path: Path) -> str:
    return path.relative_to(home.volumes).as_posix()
