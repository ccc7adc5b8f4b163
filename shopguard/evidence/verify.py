"""Checking a package without the shop: is it what that shop's ShopGuard gave out, to the byte?

Reads the zip (with its password) or the folder it was unpacked to; writes nothing, believes
nothing. Whatever the package holds, the answer is a ``Report``. Raised is only what is not the
package's doing: InvalidInput ``verify.nothing_there | password | no_password | fingerprint``.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Protocol

from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput
from shopguard.evidence.findings import Finding, Findings, Kind, Verdict
from shopguard.evidence.folder_reader import FolderReader
from shopguard.evidence.manifest_reader import (
    MANIFEST,
    MOST_MANIFEST_BYTES,
    NAME,
    PROOF,
    SEALS,
    SIGNATURE,
    Unfit,
    read_manifest,
)
from shopguard.evidence.seals import (
    check_chain,
    check_consents,
    check_proof,
    check_signature,
)
from shopguard.evidence.signing import fingerprint as fingerprint_of
from shopguard.evidence.told import CameraTold, FileTold, Piece, Told
from shopguard.evidence.zip_reader import MOST_FILES, BrokenZip, WrongPassword, ZipReader

Progress = Callable[[float], None]
_MOST_SEAL_BYTES = {MANIFEST: MOST_MANIFEST_BYTES, SIGNATURE: 1 << 10, PROOF: 1 << 20}
# What computers put into a folder by themselves when somebody looks at it.
_JUNK = re.compile(r"(?:.*/)?(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict and what it rests on. ``compared``: whether the expected key was given.

    ``findings`` are at most a thousand of ``count``; ``site`` and ``provision`` stand as the
    manifest tells them, empty where there is none to be read.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    count: int
    fingerprint: str
    compared: bool
    site: Mapping[str, JsonValue]
    provision: Mapping[str, JsonValue]
    files: int
    bytes: int
    originals_stay: bool = False  # the video was edited for privacy, the recorded one is not here
    cameras: tuple[CameraTold, ...] = ()  # and what of each is told not to be there


class Member(Protocol):
    """A file of the package, in the zip or in a folder."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Package:
    """The files there are, by path, and how to read one."""

    members: Mapping[str, Member]
    read: Callable[[str], Iterator[bytes]]


class _Stopped(Exception):
    """Whoever asked does not want to know any more."""


def verify(
    path: Path,
    password: str | None = None,
    *,
    fingerprint: str = "",
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Check the package at ``path``; ``fingerprint`` is the key expected, from the cover sheet."""
    expected = _expected(fingerprint)
    check = _Check(progress, cancelled)
    try:
        _open_and_check(path, password, check)
    except BrokenZip as problem:
        check.found.add(Finding(Kind.ZIP, detail=str(problem)))
    except OSError as problem:
        check.found.add(Finding(Kind.UNREADABLE, detail=problem.strerror or ""))
    except _Stopped:
        check.found.add(Finding(Kind.STOPPED))
    told = check.told
    shown = fingerprint_of(told.public) if told else ""
    if expected and told and not hmac.compare_digest(expected, shown.replace("-", "")):
        check.found.add(Finding(Kind.KEY, MANIFEST, detail=shown))
    return Report(
        check.found.verdict,
        tuple(check.found.kept),
        check.found.count,
        shown,
        bool(expected and told),
        told.site if told else {},
        told.provision if told else {},
        len(told.files) if told else 0,
        check.done,
        any(not file.handed_out for file in told.files) if told else False,
        told.cameras if told else (),
    )


def _expected(fingerprint: str) -> str:
    expected = re.sub(r"[\s-]", "", fingerprint).upper()
    if fingerprint and not re.fullmatch(r"[0-9A-F]{32}", expected):
        raise InvalidInput("verify.fingerprint")
    return expected


def _open_and_check(path: Path, password: str | None, check: _Check) -> None:
    if path.is_dir():
        reader = FolderReader(path)
        for problem in reader.problems:
            check.found.add(problem)
        found = {entry.name: entry for entry in reader.entries}
        check.run(_Package(found, lambda name: reader.read(found[name])))
        return
    if not path.is_file():
        raise InvalidInput("verify.nothing_there")
    if password is None:
        raise InvalidInput("verify.no_password")
    try:
        with ZipReader(path, password) as zipped:
            folder = zipped.entries[0].name.partition("/")[0] + "/"
            if any(not entry.name.startswith(folder) for entry in zipped.entries):
                raise BrokenZip("more than one folder")
            inside = {entry.name.removeprefix(folder): entry for entry in zipped.entries}
            check.run(_Package(inside, lambda name: zipped.read(inside[name])))
    except WrongPassword:
        raise InvalidInput("verify.password") from None


class _Check:
    """One check on its way."""

    def __init__(self, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.found = Findings()
        self.told: Told | None = None
        self.done = 0
        self._total = 1
        self._progress = progress
        self._cancelled = cancelled

    def run(self, package: _Package) -> None:
        self._total = sum(member.size for member in package.members.values()) or 1
        if len(package.members) > MOST_FILES:
            self.found.add(Finding(Kind.TOO_MANY))
            return
        manifest = self._seal(package, MANIFEST)
        if manifest is None:
            self.found.add(Finding(Kind.NO_MANIFEST, MANIFEST))
            return
        try:
            told = self.told = read_manifest(manifest)
        except Unfit as problem:
            self.found.add(Finding(Kind.MANIFEST, MANIFEST, detail=str(problem)))
            return
        signature, proof = self._seal(package, SIGNATURE), self._seal(package, PROOF)
        for finding in (
            *check_signature(manifest, told, signature),
            *check_consents(told),
            *check_proof(manifest, told, proof),
            *check_chain(told),
        ):
            self.found.add(finding)
        self._added(package, told)
        with ThreadPoolExecutor(1) as beside:
            for file in told.files:
                self._file(package, file, beside)

    def _seal(self, package: _Package, name: str) -> bytes | None:
        """A small file as a whole; None when it is not there."""
        member = package.members.get(name)
        if member is None:
            return None
        if member.size > _MOST_SEAL_BYTES[name]:
            self.found.add(Finding(Kind.LONGER, name))
            return b""
        return b"".join(self._read(package, name))

    def _added(self, package: _Package, told: Told) -> None:
        known = SEALS | {file.path for file in told.files}
        for name in sorted(package.members.keys() - known):
            kind = Kind.ADDED if NAME.fullmatch(name) else Kind.NAME
            self.found.add(Finding(Kind.JUNK if _JUNK.fullmatch(name) else kind, name))

    def _file(self, package: _Package, file: FileTold, beside: ThreadPoolExecutor) -> None:
        member = package.members.get(file.path)
        if member is None:
            self.found.add(Finding(Kind.MISSING, file.path, file.start_us, file.end_us))
            return
        if member.size != file.size:
            kind = Kind.SHORTER if member.size < file.size else Kind.LONGER
            self.found.add(Finding(kind, file.path))
        hashes = _Hashes(file, beside)
        try:
            for data in self._read(package, file.path):
                hashes.add(data)
        except BrokenZip as problem:
            self.found.add(Finding(Kind.BYTES, file.path, detail=str(problem)))
        except OSError as problem:
            self.found.add(Finding(Kind.UNREADABLE, file.path, detail=problem.strerror or ""))
            return
        for finding in hashes.findings():
            self.found.add(finding)

    def _read(self, package: _Package, name: str) -> Iterator[bytes]:
        for data in package.read(name):
            if self._cancelled():
                raise _Stopped
            self.done += len(data)
            self._progress(min(1.0, self.done / self._total))
            yield data


class _Hashes:
    """A file's pieces and the whole of it, in one pass: the whole is hashed beside the pieces."""

    def __init__(self, file: FileTold, beside: ThreadPoolExecutor) -> None:
        self._file = file
        self._whole, self._beside = sha256(), beside
        self._pending: Future[None] | None = None
        self._place = self._seen = 0
        self._number = 0
        self._running = sha256()
        self._bad: list[int] = []

    def add(self, data: bytes) -> None:
        """What the file holds next; what stands behind its end is no part of it."""
        data = data[: self._file.size - self._seen]
        self._seen += len(data)
        if self._pending:
            self._pending.result()
        self._pending = self._beside.submit(self._whole.update, data)
        view, at = memoryview(data), 0
        while self._number < len(self._file.pieces) and at < len(view):
            piece = self._file.pieces[self._number]
            left = piece.at + piece.size - self._place
            part = view[at : at + left]
            self._running.update(part)
            at, self._place = at + len(part), self._place + len(part)
            if len(part) == left:
                self._end_piece(piece)

    def findings(self) -> Iterator[Finding]:
        """What differs; seconds that follow each other are told as one."""
        if self._pending:
            self._pending.result()
        for piece in self._file.pieces[self._number :]:  # the file ended before they did
            self._end_piece(piece)
        if self._whole.digest() == self._file.sha256 and not self._bad:
            return
        pieces = self._file.pieces
        if not self._bad or any(pieces[number].link is None for number in self._bad):
            yield Finding(Kind.BYTES, self._file.path)
        shown = [number for number in self._bad if pieces[number].link is not None]
        for _, run in groupby(enumerate(shown), lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            start, end = pieces[numbers[0]].start_us, pieces[numbers[-1]].end_us
            yield Finding(Kind.PICTURES, self._file.path, start, end)

    def _end_piece(self, piece: Piece) -> None:
        if self._running.digest() != piece.sha256:
            self._bad.append(self._number)
        self._running, self._number = sha256(), self._number + 1
