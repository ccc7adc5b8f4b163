"""Plain export: MP4 files of a span of an open viewing in a folder, nothing re-encoded (G-6.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from shopguard.base.clock import from_us
from shopguard.base.errors import Damaged, InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.playback.recorded import Run, Told, put_recorded, runs_of

Progress = Callable[[float], None]
_CONTENTS_SHARE = 1.02  # room for tables of contents


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file written. ``span``: what its pictures cover; ``sha256``: of the whole file."""

    path: Path
    camera_id: str
    span: Span
    size: int
    sha256: str
    damaged: tuple[DamagedSpan, ...] = ()


def export_plain(
    footage: OpenFootage,
    camera_id: str,
    camera_name: str,
    folder: Path,
    *,
    zone: tzinfo | None = None,
    progress: Progress = lambda _: None,
) -> list[ExportedFile]:
    """Write the granted span of one camera into ``folder``.

    Unavailable when there is not room enough, InvalidInput when nothing was recorded. Files that
    could not be finished are removed.
    """
    runs = runs_of(footage, camera_id)
    if not runs:
        raise InvalidInput("export.nothing_recorded")
    total = sum(run.size for run in runs)
    _check_folder(folder, round(total * _CONTENTS_SHARE))
    written: list[ExportedFile] = []
    done = 0

    def told(size: int) -> None:
        nonlocal done
        done += size
        progress(done / total)

    try:
        for run in runs:
            start = from_us(max(run.span.start, footage.request_span.start), zone)
            name = f"{_safe(camera_name)}_{start:%Y%m%d-%H%M%S}"
            path = _free_path(folder, name)
            written.append(_write(footage, camera_id, run, path, told))
    except BaseException:
        for file in written:
            file.path.unlink(missing_ok=True)
        raise
    return written


def _write(footage: OpenFootage, camera_id: str, run: Run, path: Path, told: Told) -> ExportedFile:
    try:
        with path.open("xb") as file:
            host.private_file(path)

            def put(data: bytes) -> None:
                file.write(data)

            made = put_recorded(footage, run, put, told=told)
            if made is None:
                raise Damaged("export.all_damaged")
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Unavailable("export.write_failed", reason=error.strerror or "") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return ExportedFile(path, camera_id, made.span, made.size, made.sha256.hex(), made.damaged)


def _check_folder(folder: Path, needed: int) -> None:
    if not folder.is_dir():
        raise InvalidInput("export.no_folder", folder=folder.name)
    if host.free_bytes(folder) < needed:
        raise Unavailable("export.no_room", megabytes=needed >> 20)


def _safe(name: str) -> str:
    """A camera's name as part of a file name, on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f. ]+', "_", name).strip("_")[:40] or "camera"


def _free_path(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.mp4", 2
    while path.exists():
        path, number = folder / f"{name}_{number}.mp4", number + 1
    return path
