"""A volume: one camera, one slice of time, one SQLCipher file. Written here, read in ``_opening``.

The write-ahead log with a commit per batch costs one sync; measured against the rollback journals
in ``docs/decisions/0010-volume-format.md``.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3

from shopguard.base.errors import Damaged, Unavailable
from shopguard.footage.chain import Link, genesis, link
from shopguard.footage.fragment import Fragment, VolumeHead, VolumeIdentity

SUFFIX = ".sgv"
KEY_BYTES = 48  # 32 of key and 16 of salt: no key derivation at open
PAGE_BYTES = 16_384
_WAL_PAGES = 1024  # 16 MiB, then pages move to the file
_READERS_MS = 2000  # readers hold the log only for moments
PLAINTEXT_HEADER = b"SQLite format 3\0"
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE init (digest BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE fragment (
    seq INTEGER PRIMARY KEY, start_us INTEGER NOT NULL, duration_us INTEGER NOT NULL,
    key INTEGER NOT NULL, frames INTEGER NOT NULL, size INTEGER NOT NULL, init_digest BLOB NOT NULL,
    digest BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE TABLE payload (seq INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""


class Access(StrEnum):
    """How a volume is opened. ``STILL``: nobody writes and no log lies beside it."""

    WRITE = "mode=rwc"
    READ = "mode=ro"
    STILL = "mode=ro&immutable=1"


def new_volume_key() -> bytes:
    """A fresh random key and salt."""
    return secrets.token_bytes(KEY_BYTES)


def connect(path: Path, key: bytes, access: Access) -> Any:
    """A keyed connection; the caller closes it. Database errors are the caller's to translate."""
    if len(key) != KEY_BYTES:  # another length would silently become a passphrase
        raise ValueError("a volume key has 48 bytes")
    address = f"{path.absolute().as_uri()}?{access}"
    db = sqlcipher3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        db.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    except BaseException:
        db.close()
        raise
    return db


class VolumeWriter:
    """Appends fragments; each batch is durable when ``append`` returns.

    Used by one thread at a time. After an exception the volume must be abandoned: what was
    acknowledged is safe in it, and a new volume is begun.
    """

    def __init__(self, path: Path, identity: VolumeIdentity, key: bytes) -> None:
        self.path = path
        self.identity = identity
        self._genesis = genesis(identity)
        self._head = VolumeHead(0, self._genesis, 0, 0)
        self._inits: set[bytes] = set()
        try:
            self._db = connect(path, key, Access.WRITE)
            self._prepare()
        except (sqlcipher3.DatabaseError, OSError) as error:
            raise _write_error(error) from None

    @property
    def head(self) -> VolumeHead:
        """How far the acknowledged chain goes."""
        return self._head

    def append(self, fragments: Sequence[Fragment]) -> VolumeHead:
        """Write a batch in one transaction; Unavailable ``footage.write_failed`` otherwise."""
        links: list[Link] = []
        previous = self._head.hash
        for offset, fragment in enumerate(fragments):
            links.append(link(self._genesis, previous, self._head.fragments + offset, fragment))
            previous = links[-1].hash
        try:
            self._db.execute("BEGIN")
            for fragment, row in zip(fragments, links, strict=True):
                self._insert(fragment, row)
            self._db.execute("COMMIT")
        except sqlcipher3.DatabaseError as error:
            raise _write_error(error) from None
        self._inits.update(row.init_digest for row in links)
        if links:
            size = self._head.bytes + sum(len(fragment.data) for fragment in fragments)
            count = self._head.fragments + len(links)
            self._head = VolumeHead(count, previous, links[-1].end_us, size)
        return self._head

    def close(self) -> VolumeHead:
        """Fold the log into the file, so that the volume is one file at rest.

        It stays in log mode: changing that would need a rollback journal, and a power cut could
        leave one that no reader may play back.
        """
        try:
            self._db.execute(f"PRAGMA busy_timeout = {_READERS_MS}")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlcipher3.DatabaseError as error:
            raise _write_error(error) from None
        finally:
            self._db.close()
        return self._head

    def abandon(self) -> None:
        """Let go of a volume that cannot be written any more; file and log stay as they are."""
        self._db.close()

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA fullfsync = ON")  # macOS: else the drive may keep it in its cache
        self._db.execute("BEGIN")
        for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
            self._db.execute(statement)
        names = self.identity
        rows = [
            ("format", "1"),
            ("site", names.site_id),
            ("camera", names.camera_id),
            ("volume", names.volume_id),
        ]
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        self._db.execute("COMMIT")
        with self.path.open("rb") as file:
            if file.read(16) == PLAINTEXT_HEADER:
                raise Damaged("footage.plaintext_volume")

    def _insert(self, fragment: Fragment, row: Link) -> None:
        if row.init_digest not in self._inits:
            self._db.execute(
                "INSERT OR IGNORE INTO init VALUES (?, ?)", (row.init_digest, fragment.init)
            )
        self._db.execute("INSERT INTO payload VALUES (?, ?)", (row.seq, fragment.data))
        index = (row.seq, row.start_us, row.duration_us, row.key, row.frames, row.size)
        hashes = (row.init_digest, row.digest, row.previous, row.hash)
        self._db.execute(
            "INSERT INTO fragment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", index + hashes
        )


def _write_error(error: Exception) -> Unavailable:
    full = "full" in str(error) or getattr(error, "errno", None) == 28
    return Unavailable(
        "footage.disk_full" if full else "footage.write_failed", reason=str(error)[:80]
    )
