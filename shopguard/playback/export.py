"""Plain export: MP4 files of a span of an open viewing, nothing re-encoded (G-6.2).

A file begins at the key frame at or before the span, since a player needs it, and ends with the
span. A gap or a change of the stream begins a new file. What is damaged is left out and told.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path

from shopguard.base.clock import SECOND, from_us
from shopguard.base.errors import Damaged, InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan, FragmentRef
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.fragments import ticks_of
from shopguard.footage.mp4.plain import (
    FTYP,
    PlainFile,
    body_header,
    read_init,
    trim,
)

Progress = Callable[[float], None]
_NEW_FILE_AFTER_US = SECOND  # a longer pause begins a new file
_AHEAD = 2  # fragments decrypted ahead
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
    refs = _with_key(footage, footage.fragments(camera_id))
    if not refs:
        raise InvalidInput("export.nothing_recorded")
    total = sum(ref.link.size for ref in refs)
    _check_folder(folder, round(total * _CONTENTS_SHARE))
    written: list[ExportedFile] = []
    done = 0

    def told(size: int) -> None:
        nonlocal done
        done += size
        progress(done / total)

    try:
        for run in _runs(refs):
            start = from_us(max(run[0].link.start_us, footage.request_span.start), zone)
            name = f"{_safe(camera_name)}_{start:%Y%m%d-%H%M%S}"
            path = _free_path(folder, name)
            written.append(_write(footage, camera_id, run, path, told))
    except BaseException:
        for file in written:
            file.path.unlink(missing_ok=True)
        raise
    return written


def _write(
    footage: OpenFootage,
    camera_id: str,
    refs: list[FragmentRef],
    path: Path,
    told: Callable[[int], None],
) -> ExportedFile:
    end_us = min(refs[-1].link.end_us, footage.request_span.end)
    damaged: list[DamagedSpan] = []
    last = _last(footage, refs[-1], end_us)
    size = sum(ref.link.size for ref in refs[:-1]) + (last[1] if last else refs[-1].link.size)
    running, place = sha256(), 0
    plain: PlainFile | None = None
    try:
        with path.open("xb") as file:
            host.private_file(path)

            def put(data: bytes) -> None:
                nonlocal place
                running.update(data)
                file.write(data)
                place += len(data)

            put(FTYP + body_header(size))
            for ref, fragment in _read_ahead(footage, refs):
                if fragment is None:
                    damaged.append(DamagedSpan(ref.span, ref.volume_id, ref.link.seq, ref.link.seq))
                    data = bytes(last[1] if last and ref is refs[-1] else ref.link.size)
                else:
                    data = last[0] if last and ref is refs[-1] else fragment.data
                    plain = plain or PlainFile(fragment.init)
                    plain.add(data, place, fragment.start_us)
                put(data)
                told(ref.link.size)
            if plain is None:
                raise Damaged("export.all_damaged")
            put(plain.contents())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Unavailable("export.write_failed", reason=error.strerror or "") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    span = Span(refs[0].link.start_us, end_us)
    return ExportedFile(path, camera_id, span, place, running.hexdigest(), tuple(damaged))


def _last(footage: OpenFootage, ref: FragmentRef, end_us: int) -> tuple[bytes, int] | None:
    """The last fragment without what lies behind the span, and its size; None when it fits."""
    if ref.link.end_us <= end_us:
        return None
    try:
        fragment = footage.read(ref)
    except Damaged:
        return None
    ends = {track.track: ticks_of(end_us, track.clock_rate) for track in read_init(fragment.init)}
    data = trim(fragment.data, ends)
    return data, len(data)


def _read_ahead(
    footage: OpenFootage, refs: Iterable[FragmentRef]
) -> Iterator[tuple[FragmentRef, Fragment | None]]:
    """Fragments in order, the next one decrypted while this one is written."""

    def read(ref: FragmentRef) -> Fragment | None:
        try:
            return footage.read(ref)
        except Damaged:
            return None

    with ThreadPoolExecutor(1) as pool:
        jobs: deque[tuple[FragmentRef, Future[Fragment | None]]] = deque()
        for ref in refs:
            jobs.append((ref, pool.submit(read, ref)))
            if len(jobs) > _AHEAD:
                first, job = jobs.popleft()
                yield first, job.result()
        for first, job in jobs:
            yield first, job.result()


def _with_key(footage: OpenFootage, refs: list[FragmentRef]) -> list[FragmentRef]:
    """The fragments with what a decoder needs before the first."""
    if not refs:
        return []
    while not refs[0].link.key:
        before = footage.before(refs[0])
        if before is None:
            break
        refs = [before, *refs]
    return refs


def _runs(refs: list[FragmentRef]) -> Iterator[list[FragmentRef]]:
    run: list[FragmentRef] = []
    for ref in refs:
        if run and (
            ref.link.init_digest != run[-1].link.init_digest
            or ref.link.start_us - run[-1].link.end_us > _NEW_FILE_AFTER_US
        ):
            yield run
            run = []
        run.append(ref)
    if run:
        yield run


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
