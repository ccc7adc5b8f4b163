"""Opening the catalogue: with its key, whole, and with nothing of the key in any word."""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from shopguard.base.errors import Damaged, ShopGuardError, Unavailable
from shopguard.database import engine, schema
from shopguard.database.engine import Catalogue

KEY = os.urandom(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    made = Catalogue.create(path, KEY)
    yield made
    made.close()


def put(catalogue: Catalogue, name: str, value: str = "1") -> None:
    with catalogue.write() as db:
        db.execute(insert(schema.setting).values(name=name, value=value))


def names(catalogue: Catalogue) -> list[str]:
    with catalogue.read() as db:
        return list(db.scalars(select(schema.setting.c.name).order_by(schema.setting.c.name)))


# --- opening --------------------------------------------------------------------------------


def test_what_was_written_is_there_at_the_next_opening(catalogue: Catalogue, path: Path) -> None:
    put(catalogue, "a")
    catalogue.close()
    again = Catalogue.open(path, KEY)
    assert names(again) == ["a"]
    again.close()


@pytest.mark.requirement("J-14", "M-28")
def test_nothing_written_can_be_read_in_the_file(catalogue: Catalogue, path: Path) -> None:
    put(catalogue, "a name to look for", "a value to look for")
    parts = [p.read_bytes() for p in path.parent.iterdir()]
    catalogue.close()
    parts.append(path.read_bytes())
    for content in parts:
        assert b"to look for" not in content
        assert b"SQLite format" not in content
        assert b"audit_record" not in content


@pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")
def test_only_its_owner_may_read_the_catalogue(catalogue: Catalogue, path: Path) -> None:
    put(catalogue, "a")
    assert {p.name: p.stat().st_mode & 0o077 for p in path.parent.iterdir()} == {
        "shop.db": 0,
        "shop.db-wal": 0,
        "shop.db-shm": 0,
    }


def test_creation_leaves_one_file(catalogue: Catalogue, path: Path) -> None:
    catalogue.close()
    assert [p.name for p in path.parent.iterdir()] == ["shop.db"]


def test_a_missing_catalogue_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(Unavailable) as raised:
        Catalogue.open(path, KEY)
    assert raised.value.code == "catalogue.missing"
    assert not path.exists()


def test_a_catalogue_is_never_created_over_another(catalogue: Catalogue, path: Path) -> None:
    put(catalogue, "a")
    with pytest.raises(Unavailable) as raised:
        Catalogue.create(path, KEY)
    assert raised.value.code == "catalogue.exists"
    assert names(catalogue) == ["a"]


def test_an_interrupted_creation_is_begun_again(path: Path) -> None:
    for leftover in ("shop.db.new", "shop.db.new-wal", "shop.db.new-shm"):
        (path.parent / leftover).write_bytes(os.urandom(5000))
    made = Catalogue.create(path, KEY)
    put(made, "a")
    made.close()
    assert [p.name for p in path.parent.iterdir()] == ["shop.db"]


def test_another_key_is_refused(catalogue: Catalogue, path: Path) -> None:
    with pytest.raises(Unavailable) as raised:
        Catalogue.open(path, os.urandom(32))
    assert raised.value.code == "catalogue.wrong_key"
    assert names(catalogue) == []


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48, 64])
def test_a_key_of_another_length_never_becomes_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Catalogue.create(path, os.urandom(length))
    assert not path.exists()


def test_a_plaintext_file_is_refused(path: Path) -> None:
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE alembic_version (version_num)")
    plain.commit()
    plain.close()
    with pytest.raises(Damaged) as raised:
        Catalogue.open(path, KEY)
    assert raised.value.code == "catalogue.plaintext"


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"x" * 100])
def test_a_file_that_is_no_catalogue_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ShopGuardError) as raised:
        Catalogue.open(path, KEY)
    assert raised.value.code in ("catalogue.damaged", "catalogue.wrong_key")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as raised:
        Catalogue.create(tmp_path / "nowhere" / "shop.db", KEY)
    assert raised.value.code == "catalogue.no_rights"


def test_a_damaged_page_is_reported_and_the_rest_stays_readable(
    catalogue: Catalogue, path: Path
) -> None:
    with catalogue.write() as db:
        rows = [{"name": f"{n:04}", "value": "x" * 900} for n in range(200)]
        db.execute(insert(schema.setting), rows)
    catalogue.close()
    content = bytearray(path.read_bytes())
    content[-4096 * 3 + 50] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged) as raised, catalogue.read() as db:
        db.execute(select(schema.setting)).all()
    assert raised.value.code == "catalogue.damaged"
    with catalogue.read() as db:  # the bad page is not remembered for every other one
        assert db.scalar(select(func.count()).select_from(schema.camera)) == 0


# --- reading and writing --------------------------------------------------------------------


def test_a_block_that_raises_changes_nothing(catalogue: Catalogue) -> None:
    def fail() -> None:
        with catalogue.write() as db:
            db.execute(insert(schema.setting).values(name="a", value="1"))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert names(catalogue) == []


def test_a_broken_rule_is_a_bug_and_not_an_excuse(catalogue: Catalogue) -> None:
    put(catalogue, "a")
    with pytest.raises(IntegrityError):
        put(catalogue, "a")
    with pytest.raises(IntegrityError), catalogue.write() as db:
        db.exec_driver_sql("INSERT INTO hold VALUES ('h','no camera',1,2,'g','o',1,2,NULL,NULL)")
    with pytest.raises(OperationalError, match="no such table"), catalogue.read() as db:
        db.exec_driver_sql("SELECT * FROM no_table")


def test_a_read_view_writes_nothing(catalogue: Catalogue) -> None:
    with pytest.raises(Unavailable), catalogue.read() as db:
        db.execute(insert(schema.setting).values(name="a", value="1"))
    assert names(catalogue) == []


def test_a_read_view_stays_as_it_was(catalogue: Catalogue) -> None:
    put(catalogue, "a")
    with catalogue.read() as db:
        count = select(func.count()).select_from(schema.setting)
        assert db.scalar(count) == 1
        put(catalogue, "b")
        assert db.scalar(count) == 1
    assert names(catalogue) == ["a", "b"]


def test_a_callers_transaction_is_joined(catalogue: Catalogue) -> None:
    with catalogue.write() as outer, catalogue.write(outer) as inner:
        assert inner is outer
        inner.execute(insert(schema.setting).values(name="a", value="1"))
    assert names(catalogue) == ["a"]


def test_the_guards_are_on_in_every_connection(catalogue: Catalogue) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "fullfsync": 1,
    }
    with catalogue.read() as one, catalogue.read() as two, catalogue.write() as three:
        for db in (one, two, three):
            found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_many_threads_write_and_read_at_once(catalogue: Catalogue) -> None:
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                put(catalogue, f"{number:02}-{turn}")
                assert f"{number:02}-{turn}" in names(catalogue)
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            problems.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(names(catalogue)) == 150


def test_a_writer_waits_for_its_turn_and_then_says_so(
    catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE_S", 0.05)
    with catalogue.write(), pytest.raises(Unavailable) as ours:
        put(catalogue, "a")
    assert ours.value.code == "catalogue.busy"
    other = dbapi2.connect(str(path), isolation_level=None)  # another process, as it were
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    hasty = Catalogue(path, KEY)
    with pytest.raises(Unavailable) as theirs:
        put(hasty, "a")
    assert theirs.value.code == "catalogue.busy"
    other.execute("ROLLBACK")
    other.close()
    put(hasty, "a")
    hasty.close()


# --- the key --------------------------------------------------------------------------------


def _wrong_key(path: Path) -> None:
    Catalogue.open(path, KEY[::-1])


def _no_folder(path: Path) -> None:
    Catalogue.create(path / "x" / "y", KEY)


def _bad_sql(path: Path) -> None:
    with Catalogue(path, KEY).read() as db:
        db.exec_driver_sql("SELEC")


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize("provoke", [_wrong_key, _no_folder, _bad_sql])
def test_the_key_is_in_no_exception(
    catalogue: Catalogue, path: Path, provoke: Callable[[Path], None]
) -> None:
    with pytest.raises(Exception) as raised:
        provoke(path)
    told = "".join(traceback.format_exception(raised.value)) + repr(raised.value)
    for key in (KEY, KEY[::-1]):
        for form in (key.hex(), key.hex().upper(), repr(key)[2:-1]):
            assert form not in told


@pytest.mark.requirement("G-6.6")
def test_the_key_is_in_no_log_and_no_repr(
    path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "alembic"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    made = Catalogue.create(path, KEY)
    put(made, "visible", "and hidden")
    told = repr(made) + repr(vars(made)) + repr(made._engine) + str(made._engine.url)
    with pytest.raises(Unavailable):
        Catalogue.open(path, KEY[::-1])
    made.close()
    captured = capfd.readouterr()
    told += caplog.text + captured.out + captured.err
    assert KEY.hex() not in told
    assert KEY[::-1].hex() not in told
    assert repr(KEY)[2:-1] not in told
    assert "INSERT INTO setting" in caplog.text  # the log did speak
    assert "and hidden" not in caplog.text
    assert captured.err == ""  # SQLCipher's own log is silent
