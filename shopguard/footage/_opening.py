"""Reading a volume. Only ``shopguard.door`` imports this: it is the inner half of the one door.

Everything that comes out was checked against the chain. What does not fit is told as damaged, in
fragments and seconds; it is never handed out, and never silently left out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlcipher3

from shopguard.base.errors import Damaged
from shopguard.footage.chain import Link, genesis
from shopguard.footage.fragment import Fragment, VolumeHead, VolumeIdentity
from shopguard.footage.volume import Access, connect

_ALL_ROWS = (
    "SELECT seq, start_us, duration_us, key, frames, size, init_digest, digest, previous, hash"
    " FROM fragment ORDER BY seq"
)
_ROW_TYPES = (*[int] * 6, *[bytes] * 4)
_DIGEST_BYTES = 32
_ONE_ROW = _ALL_ROWS.replace("ORDER BY seq", "WHERE seq = ?")


@dataclass(frozen=True, slots=True)
class DamagedRange:
    """Fragments ``first``..``last`` of a volume cannot be shown."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class VolumeIndex:
    """The fragments that can be vouched for, and those that cannot."""

    links: tuple[Link, ...]
    damaged: tuple[DamagedRange, ...]


class VolumeReader:
    """Verified reading of one volume; used by one thread at a time.

    ``expected``: the head the catalogue knows. Fewer fragments than that, or another hash at that
    place, is damage (rollback, replay, lost log); more is fine only while ``growing``.
    """

    def __init__(
        self,
        path: Path,
        identity: VolumeIdentity,
        key: bytes | bytearray,
        expected: VolumeHead,
        *,
        growing: bool,
    ) -> None:
        self._path = path
        self._identity = identity
        self._key = bytearray(key)
        self._expected = expected
        self._growing = growing
        self._db: Any = None
        self._inits: dict[bytes, bytes] = {}

    def close(self) -> None:
        """Close the file and forget the key."""
        self._disconnect()
        self._key[:] = bytes(len(self._key))

    def look(self) -> VolumeIndex:
        """The index as it stands now, verified."""
        rows = {row.seq: row for row in self._rows()}
        return verified(rows, self._identity, self._expected, growing=self._growing)

    def read(self, row: Link) -> Fragment:
        """The bytes of one fragment of the index; Damaged when they are not what was recorded."""
        data = self._blob("SELECT data FROM payload WHERE seq = ?", row.seq)
        init = self._inits.get(row.init_digest)
        if init is None:
            init = self._blob("SELECT data FROM init WHERE digest = ?", row.init_digest)
        if sha256(data).digest() != row.digest or sha256(init).digest() != row.init_digest:
            raise Damaged("footage.fragment", seq=row.seq)
        self._inits[row.init_digest] = init
        return Fragment(row.start_us, row.duration_us, row.key, row.frames, init, data)

    def _blob(self, statement: str, key: object) -> bytes:
        try:
            found = self._connection().execute(statement, (key,)).fetchone()
        except (sqlcipher3.DatabaseError, OverflowError):
            self._disconnect()  # one page error poisons the connection
            found = None
        return bytes(found[0]) if found and isinstance(found[0], bytes) else b""

    def _rows(self) -> Iterator[Link]:
        """All index rows; after a page error row by row, a fresh connection each time."""
        try:
            found = self._connection().execute(_ALL_ROWS).fetchall()
        except (sqlcipher3.DatabaseError, OSError):
            self._disconnect()
            found = self._rows_one_by_one()
        volume = genesis(self._identity)
        for values in found:
            row = _link(values, volume)
            if row is not None:
                yield row

    def _rows_one_by_one(self) -> list[Any]:
        found = []
        for seq in range(self._expected.fragments):
            try:
                row = self._connection().execute(_ONE_ROW, (seq,)).fetchone()
            except (sqlcipher3.DatabaseError, OSError):
                self._disconnect()
                continue
            if row is not None:
                found.append(row)
        return found

    def _connection(self) -> Any:
        if self._db is None:
            self._db = connect(self._path, bytes(self._key), self._access())
        return self._db

    def _access(self) -> Access:
        """A finished volume without a log needs no locks and leaves no files behind."""
        log = self._path.with_name(self._path.name + "-wal")
        still = not self._growing and not (log.exists() and log.stat().st_size)
        return Access.STILL if still else Access.READ

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _link(values: tuple[Any, ...], volume: bytes) -> Link | None:
    """A row whose own hash is true, or None: a damaged page can hold anything."""
    if tuple(map(type, values)) != _ROW_TYPES:
        return None
    seq, start_us, duration_us, key, frames, size, *blobs = values
    if any(len(blob) != _DIGEST_BYTES for blob in blobs):
        return None
    row = Link(seq, start_us, duration_us, bool(key), frames, size, *blobs)
    try:
        return row if row.is_true(volume) else None
    except struct.error:  # a number out of its range
        return None


def verified(
    rows: dict[int, Link], identity: VolumeIdentity, expected: VolumeHead, *, growing: bool
) -> VolumeIndex:
    """Rows that stand in one unbroken chain with the head the catalogue knows, and what is missing.

    A row is vouched for when its neighbour before it fits its ``previous``; behind a hole the chain
    goes on only with rows that the head's side still holds.
    """
    end = max(max(rows, default=-1) + 1, expected.fragments) if growing else expected.fragments
    anchored = _anchored(rows, expected)
    good: list[Link] = []
    bad: list[int] = []
    before: Link | None = None
    for seq in range(end):
        row = rows.get(seq)
        if (
            row is not None
            and (anchored or seq >= expected.fragments)
            and _fits(row, before, identity)
        ):
            good.append(row)
            before = row
        else:
            bad.append(seq)
            before = None if row is None else before
    return VolumeIndex(tuple(good), tuple(_ranges(bad)))


def _anchored(rows: dict[int, Link], expected: VolumeHead) -> bool:
    """Whether the last row the catalogue knows is there unchanged, or is merely missing."""
    last = rows.get(expected.fragments - 1)
    return last is None or last.hash == expected.hash


def _fits(row: Link, before: Link | None, identity: VolumeIdentity) -> bool:
    if row.seq == 0:
        return row.previous == genesis(identity)
    return before is None or (before.seq == row.seq - 1 and before.hash == row.previous)


def _ranges(seqs: list[int]) -> Iterator[DamagedRange]:
    start = 0
    for at in range(1, len(seqs) + 1):
        if at == len(seqs) or seqs[at] != seqs[at - 1] + 1:
            yield DamagedRange(seqs[start], seqs[at - 1])
            start = at
