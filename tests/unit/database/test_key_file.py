"""The key file: its owner's alone, whole at any moment, and empty of what was destroyed."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from shopguard.base.errors import Damaged, Refused, Unavailable
from shopguard.database.keystore import SHOP_KEY, FileStore

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")


@pytest.fixture
def file_store(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path / "shop.key", "shop1")
    store.create()
    return store


@posix
@pytest.mark.requirement("G-6.6", "J-14")
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660, 0o602, 0o777])
def test_a_file_others_can_read_is_refused(file_store: FileStore, mode: int) -> None:
    file_store.set(SHOP_KEY, bytes(32))
    file_store.path.chmod(mode)
    attempts: list[Callable[[], object]] = [
        lambda: file_store.get(SHOP_KEY),
        lambda: file_store.set(SHOP_KEY, bytes(32)),
        lambda: file_store.delete(SHOP_KEY),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as raised:
            attempt()
        assert raised.value.code == "keystore.file_open_to_others"
    file_store.path.chmod(0o600)
    assert file_store.get(SHOP_KEY) == bytes(32)


@posix
def test_the_file_is_its_owners_alone_from_the_first_moment(file_store: FileStore) -> None:
    assert file_store.path.stat().st_mode & 0o777 == 0o600
    file_store.set(SHOP_KEY, os.urandom(32))
    assert {p.name: p.stat().st_mode & 0o077 for p in file_store.path.parent.iterdir()} == {
        "shop.key": 0,
        "shop.key.lock": 0,
    }


@pytest.mark.requirement("G-6.4")
def test_a_destroyed_key_is_overwritten_where_it_stood(file_store: FileStore) -> None:
    file_store.set("epoch-1", os.urandom(32))
    held = file_store.path.open("rb")  # the same blocks, whatever name they have later
    assert b"epoch-1" in held.read()
    file_store.delete("epoch-1")
    held.seek(0)
    assert not any(held.read())
    held.close()


@pytest.mark.parametrize("step", ["linked", "replaced"])
def test_a_change_cut_off_half_way_is_finished_by_the_next(
    file_store: FileStore, step: str
) -> None:
    file_store.set(SHOP_KEY, b"1" * 32)
    old = file_store.path.with_name("shop.key.old")
    old.hardlink_to(file_store.path)
    if step == "replaced":
        shutil.copy(file_store.path, file_store.path.with_name("copy"))
        file_store.path.with_name("copy").chmod(0o600)
        file_store.path.with_name("copy").replace(file_store.path)
    file_store.path.with_name("shop.key.new").write_bytes(b"half")
    assert file_store.get(SHOP_KEY) == b"1" * 32
    file_store.set("epoch-1", b"2" * 32)
    assert (file_store.get(SHOP_KEY), file_store.get("epoch-1")) == (b"1" * 32, b"2" * 32)
    assert sorted(p.name for p in file_store.path.parent.iterdir() if p.name != "copy") == [
        "shop.key",
        "shop.key.lock",
    ]


def test_writers_do_not_lose_each_others_keys(file_store: FileStore) -> None:
    def keep(number: int) -> None:
        store = FileStore(file_store.path, "shop1")
        store.set(f"epoch-{number}", bytes([number]) * 32)

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [file_store.get(f"epoch-{n}") for n in range(12)] == [bytes([n]) * 32 for n in range(12)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "keystore.file_damaged"),
        (b"\xff\xfe", "keystore.file_damaged"),
        (b"[]", "keystore.file_damaged"),
        (b'{"format":1,"shop":"shop1","keys":[]}', "keystore.file_damaged"),
        (b'{"format":1,"shop":"shop1","keys":{"shop-key":"!!"}}', "keystore.file_damaged"),
        (b'{"format":1,"shop":"other","keys":{}}', "keystore.other_shop"),
        (b'{"format":2,"shop":"shop1","keys":{}}', "home.newer"),
    ],
)
def test_a_file_that_is_not_this_shops_is_told_apart(
    file_store: FileStore, content: bytes, code: str
) -> None:
    file_store.path.write_bytes(content)
    with pytest.raises((Damaged, Unavailable)) as raised:
        file_store.get(SHOP_KEY)
    assert raised.value.code == code
    assert str(raised.value)


def test_a_missing_file_is_never_made_anew(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "usb" / "shop.key", "shop1")
    with pytest.raises(Unavailable) as raised:
        store.get(SHOP_KEY)
    assert raised.value.code == "keystore.file_missing"
    (tmp_path / "usb").mkdir()
    with pytest.raises(Unavailable) as raised:
        store.set(SHOP_KEY, bytes(32))
    assert raised.value.code == "keystore.file_missing"
    assert not store.path.exists()


def test_no_key_is_in_an_error_about_a_damaged_file(file_store: FileStore) -> None:
    key = "c2VjcmV0c2VjcmV0!"
    content = {"format": 1, "shop": "shop1", "keys": {SHOP_KEY: key}}
    file_store.path.write_text(json.dumps(content))
    with pytest.raises(Damaged) as raised:
        file_store.get(SHOP_KEY)
    assert key not in f"{raised.value!r}{raised.value}{raised.value.params}"
