"""Opening the catalogue: SQLCipher through SQLAlchemy Core, one way in.

    catalogue = Catalogue.open(path, key)
    with catalogue.write() as db:
        db.execute(insert(schema.camera).values(…))

What ``write`` did is durable when its block ends.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from shopguard.base.errors import Damaged, ShopGuardError, Unavailable
from shopguard.base.platform import host
from shopguard.database.upgrade import bring_up_to_date

KEY_BYTES = 32
PLAINTEXT_HEADER = b"SQLite format 3\0"
PATIENCE_S = 15.0  # how long a writer waits for the others
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA fullfsync = ON",  # macOS: else the drive may keep it in its cache
    "PRAGMA checkpoint_fullfsync = ON",
)
# SQLite's primary result codes that are no bug of ours.
_OUTSIDE: dict[int, tuple[type[ShopGuardError], str]] = {
    3: (Unavailable, "catalogue.no_rights"),  # PERM
    5: (Unavailable, "catalogue.busy"),  # BUSY
    6: (Unavailable, "catalogue.busy"),  # LOCKED
    8: (Unavailable, "catalogue.no_rights"),  # READONLY
    10: (Unavailable, "catalogue.disk"),  # IOERR
    11: (Damaged, "catalogue.damaged"),  # CORRUPT
    13: (Unavailable, "catalogue.full"),  # FULL
    14: (Unavailable, "catalogue.no_rights"),  # CANTOPEN
    26: (Unavailable, "catalogue.wrong_key"),  # NOTADB
}


class Catalogue:
    """A handle on ``shop.db``, safe to share between threads."""

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:  # another length would silently become a passphrase
            raise ValueError("the shop key has 32 bytes")
        self.path = path
        self._turn = threading.Lock()  # our own writers queue here, fairly and without polling
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: _connect(path, key),
            module=dbapi2,
            poolclass=QueuePool,
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Catalogue:
        """Open an existing catalogue, upgrading its schema; Unavailable, Damaged or wrong key."""
        if not path.exists():
            raise Unavailable("catalogue.missing")
        _refuse_plaintext(path)
        catalogue = cls(path, key)
        bring_up_to_date(catalogue)
        return catalogue

    @classmethod
    def create(cls, path: Path, key: bytes) -> Catalogue:
        """Make a new catalogue; the folder must exist and the file must not.

        It is built beside its place and moved there when whole, so that an interrupted creation
        leaves nothing that looks like a catalogue.
        """
        if path.exists():
            raise Unavailable("catalogue.exists")
        building = path.with_name(f"{path.name}.new")
        for suffix in ("", "-wal", "-shm"):
            path.with_name(f"{building.name}{suffix}").unlink(missing_ok=True)
        try:
            host.private_file(building)
        except OSError:
            raise Unavailable("catalogue.no_rights") from None
        catalogue = cls(building, key)
        bring_up_to_date(catalogue, fresh=True)
        catalogue.close()
        _refuse_plaintext(building)
        building.rename(path)
        host.fsync_folder(path.parent)
        return cls.open(path, key)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; writing in it fails."""
        with self._errors(), self._engine.connect() as db:
            yield db

    @contextmanager
    def write(self, within: Connection | None = None) -> Iterator[Connection]:
        """One transaction under the write lock; rolled back when the block raises.

        ``within``: a caller's transaction to join instead; it commits or rolls back there.
        """
        if within is not None:
            if not writes(within):
                raise ValueError("this transaction will never be committed")
            yield within
            return
        if not self._turn.acquire(timeout=PATIENCE_S):
            raise Unavailable("catalogue.busy")
        try:
            with (
                self._errors(),
                self._engine.connect().execution_options(immediate=True) as db,
                db.begin(),
            ):
                yield db
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give back every idle connection; the last one empties the write-ahead log."""
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeout:
            raise Unavailable("catalogue.busy") from None
        except (DBAPIError, dbapi2.Error) as error:
            raised = _outside(error)
            if raised is None:
                raise
            # SQLCipher remembers a bad page per connection: start with fresh ones.
            self._engine.dispose()
            raise raised from None


def writes(db: Connection) -> bool:
    """Whether ``db`` comes from ``Catalogue.write``, so that what it does will be committed."""
    return bool(db.get_execution_options().get("immediate", False))


def _connect(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE_S * 1000)}")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(db: Connection) -> None:
    db.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes(db) else 'ON'}")
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes(db) else "BEGIN")


def _refuse_plaintext(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(PLAINTEXT_HEADER)) == PLAINTEXT_HEADER:
            raise Damaged("catalogue.plaintext")


def _outside(error: Exception) -> ShopGuardError | None:
    """What we raise instead; None for a bug. Never carries the statement or its values."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None or (code & 0xFF) not in _OUTSIDE:
        return None
    kind, words = _OUTSIDE[code & 0xFF]
    return kind(words)
