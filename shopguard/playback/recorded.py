"""Recorded video of an open viewing as MP4 files, into any sink; nothing is re-encoded (G-6.2).

A file begins at the key frame at or before the span, since a player needs it, and ends with the
span. A gap or a change of the stream begins a new file. What is damaged is left out and told; the
picture before it stays for as long, so that the file's time is the recorder's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol

from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan, FragmentRef
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.fragments import ticks_of
from shopguard.footage.mp4.plain import FTYP, PlainFile, body_header, read_init, trim

Put = Callable[[bytes], None]
Told = Callable[[int], None]  # bytes of footage done with
PieceKind = Literal["head", "gop", "tail"]
_NEW_FILE_AFTER_US = SECOND  # a longer pause begins a new file
_AHEAD = 2  # fragments decrypted ahead
_FILLER = bytes(1 << 20)


class RunningHash(Protocol):
    """SHA-256 of what stands in the file so far."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...
    def copy(self) -> RunningHash: ...


@dataclass(frozen=True, slots=True)
class Unended:
    """A file but for its ending. ``running``: of all that stands in it, to go on with."""

    running: RunningHash
    span: Span
    tracks: tuple[int, ...]


Ending = Callable[[Unended], bytes]  # what comes last in a file


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes of the file. ``ref``, ``whole``: of a ``gop``, the fragment it was."""

    what: PieceKind
    at: int
    size: int
    sha256: bytes
    span: Span | None = None
    ref: FragmentRef | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file that was put. ``span``: what its pictures cover."""

    span: Span
    size: int
    sha256: bytes
    pieces: tuple[Piece, ...]
    damaged: tuple[DamagedSpan, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Fragments of one camera that go into one file."""

    refs: tuple[FragmentRef, ...]

    @property
    def size(self) -> int:
        return sum(ref.link.size for ref in self.refs)

    @property
    def span(self) -> Span:
        return Span(self.refs[0].link.start_us, self.refs[-1].link.end_us)


def runs_of(footage: OpenFootage, camera_id: str) -> list[Run]:
    """The granted span of one camera, file by file; empty where nothing was recorded."""
    refs = _with_key(footage, footage.fragments(camera_id))
    return [Run(tuple(run)) for run in _split(refs)]


def put_recorded(
    footage: OpenFootage,
    run: Run,
    put: Put,
    *,
    told: Told = lambda _: None,
    ending: Ending = lambda _: b"",
) -> RecordedFile | None:
    """Put the file of ``run``, in order, never going back.

    ``ending`` gives what stands behind the table of contents. None when nothing of the run is as
    it was recorded; nothing was put then.
    """
    final, last = run.refs[-1], _last(footage, run.refs[-1])
    file = _File(put, ending, sum(ref.link.size for ref in run.refs[:-1]) + last.size)
    for ref, fragment in read_ahead(footage, run.refs):
        part = last if ref is final else _Last(None, ref.link.size)
        if fragment is None or part.damaged:
            file.leave_out(ref, part.size)
        else:
            end_us = min(ref.link.end_us, footage.request_span.end)
            file.add(ref, fragment, part.data, Span(ref.link.start_us, end_us))
        told(ref.link.size)
    return file.close()


@dataclass(slots=True)
class _File:
    """One file as it is put. ``body``: bytes of the fragments still expected."""

    put: Put
    ending: Ending
    body: int
    running: RunningHash = field(default_factory=sha256)
    place: int = 0
    plain: PlainFile | None = None
    pieces: list[Piece] = field(default_factory=list)
    damaged: list[DamagedSpan] = field(default_factory=list)
    missing: int = 0

    def add(self, ref: FragmentRef, fragment: Fragment, cut: bytes | None, span: Span) -> None:
        if self.plain is None:
            self.plain = PlainFile(fragment.init)
            self._piece("head", FTYP + body_header(self.body))
        if cut is None:
            data, digest = fragment.data, ref.link.digest  # the viewing has just checked it
        else:
            data, digest = cut, sha256(cut).digest()
        self.plain.add(data, self.place, fragment.start_us)
        piece = Piece("gop", self.place, len(data), digest, span, ref, cut is None)
        self.pieces.append(piece)
        self._write(data)

    def leave_out(self, ref: FragmentRef, size: int) -> None:
        self.damaged.append(DamagedSpan(ref.span, ref.volume_id, ref.link.seq, ref.link.seq))
        if self.plain is None:
            self.body -= size
        else:
            self.missing += size

    def close(self) -> RecordedFile | None:
        """The table of contents, behind as many zeros as were promised and are damaged."""
        if self.plain is None:
            return None
        at, tail = self.place, sha256()
        for data in (*_zeros(self.missing), self.plain.contents()):
            tail.update(data)
            self._write(data)
        spans = [piece.span for piece in self.pieces if piece.span]
        span = Span(spans[0].start, spans[-1].end)
        ending = self.ending(Unended(self.running.copy(), span, self.plain.tracks))
        tail.update(ending)
        self._write(ending)
        self.pieces.append(Piece("tail", at, self.place - at, tail.digest()))
        digest = self.running.digest()
        return RecordedFile(span, self.place, digest, tuple(self.pieces), tuple(self.damaged))

    def _piece(self, what: PieceKind, data: bytes) -> None:
        self.pieces.append(Piece(what, self.place, len(data), sha256(data).digest()))
        self._write(data)

    def _write(self, data: bytes) -> None:
        self.put(data)
        self.running.update(data)
        self.place += len(data)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last fragment's bytes where they had to be cut (None: whole), and how many."""

    data: bytes | None
    size: int
    damaged: bool = False


def _last(footage: OpenFootage, ref: FragmentRef) -> _Last:
    """The last fragment without what lies behind the span."""
    end_us = footage.request_span.end
    if ref.link.end_us <= end_us:
        return _Last(None, ref.link.size)
    try:
        fragment = footage.read(ref)
    except Damaged:
        return _Last(None, ref.link.size, damaged=True)
    ends = {track.track: ticks_of(end_us, track.clock_rate) for track in read_init(fragment.init)}
    data = trim(fragment.data, ends)
    return _Last(data, len(data))


def read_ahead(
    footage: OpenFootage, refs: Iterable[FragmentRef]
) -> Iterator[tuple[FragmentRef, Fragment | None]]:
    """Fragments in order, the next ones decrypted while this one is written; None: damaged."""

    def read(ref: FragmentRef) -> Fragment | None:
        try:
            return footage.read(ref)
        except Damaged:
            return None

    with ThreadPoolExecutor(1) as pool:
        jobs: deque[tuple[FragmentRef, Future[Fragment | None]]] = deque()
        try:
            for ref in refs:
                jobs.append((ref, pool.submit(read, ref)))
                if len(jobs) > _AHEAD:
                    first, job = jobs.popleft()
                    yield first, job.result()
            for first, job in jobs:
                yield first, job.result()
        finally:
            for _, job in jobs:
                job.cancel()


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


def _split(refs: Sequence[FragmentRef]) -> Iterator[list[FragmentRef]]:
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


def _zeros(size: int) -> Iterator[bytes]:
    while size > 0:
        yield _FILLER[:size]
        size -= len(_FILLER)
