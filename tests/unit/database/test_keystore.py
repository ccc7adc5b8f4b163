"""Keys: in the machine's own key store, or in a file the owner named; never anywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring.backend
import pytest
from keyring.errors import KeyringLocked, PasswordDeleteError

from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.home import Home
from shopguard.database import keystore
from shopguard.database.keystore import (
    SHOP_KEY,
    FileStore,
    Identity,
    KeyringStore,
    KeyStore,
    create_key_store,
    open_key_store,
    read_identity,
    shop_key,
    write_identity,
)


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A key store of the machine's kind, in memory. keyring must never choose it by itself."""

    priority = 0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.raises: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.raises:
            raise self.raises
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def no_machine_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keystore, "_machine_backend", lambda: None)


def _memory_store(_folder: Path) -> KeyStore:
    return KeyringStore("shop1", MemoryKeyring())


def _new_file_store(folder: Path) -> KeyStore:
    store = FileStore(folder / "shop.key", "shop1")
    store.create()
    return store


# --- what every key store does --------------------------------------------------------------


@pytest.mark.parametrize("make", [_memory_store, _new_file_store])
def test_a_key_is_kept_replaced_and_destroyed(
    make: Callable[[Path], KeyStore], tmp_path: Path
) -> None:
    store, one, two = make(tmp_path), os.urandom(32), os.urandom(32)
    assert store.get(SHOP_KEY) is None
    store.set(SHOP_KEY, one)
    store.set("epoch-1", two)
    assert (store.get(SHOP_KEY), store.get("epoch-1")) == (one, two)
    store.set("epoch-1", one)
    assert store.get("epoch-1") == one
    store.delete("epoch-1")
    store.delete("epoch-1")
    assert store.get("epoch-1") is None
    assert store.get(SHOP_KEY) == one


def test_two_shops_on_one_machine_keep_their_keys_apart() -> None:
    machine = MemoryKeyring()
    one, two = KeyringStore("one", machine), KeyringStore("two", machine)
    one.set(SHOP_KEY, b"1" * 32)
    assert two.get(SHOP_KEY) is None
    two.set(SHOP_KEY, b"2" * 32)
    two.delete(SHOP_KEY)
    assert one.get(SHOP_KEY) == b"1" * 32


def test_a_locked_key_store_is_said_to_be_locked() -> None:
    machine = MemoryKeyring()
    machine.raises = KeyringLocked("the machine's own words")
    with pytest.raises(Unavailable) as raised:
        KeyringStore("shop1", machine).get(SHOP_KEY)
    assert raised.value.code == "keystore.locked"


# --- choosing -------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_machine_store")
def test_without_a_key_store_nothing_is_chosen_silently(home: Home) -> None:
    with pytest.raises(Unavailable) as raised:
        create_key_store(home, None)
    assert raised.value.code == "keystore.none"
    assert list(home.path.iterdir()) == []
    assert not keystore.key_store_available()


@pytest.mark.usefixtures("no_machine_store")
def test_a_named_key_file_is_used_and_remembered(home: Home) -> None:
    identity, store = create_key_store(home, home.path / "keys" / ".." / "my.key")
    store.set(SHOP_KEY, b"k" * 32)
    before = home.exists
    write_identity(home, identity)
    assert (before, home.exists) == (False, True)  # a shop from the last step on
    assert read_identity(home) == identity
    assert shop_key(open_key_store(home)) == b"k" * 32
    assert b"k" * 32 not in home.identity.read_bytes()


@pytest.mark.usefixtures("no_machine_store")
def test_a_key_file_that_is_there_is_left_alone(home: Home) -> None:
    taken = home.path / "my.key"
    taken.write_text("mine")
    with pytest.raises(Unavailable) as raised:
        create_key_store(home, taken)
    assert raised.value.code == "keystore.file_exists"
    assert taken.read_text() == "mine"


def test_the_machines_own_store_is_used_when_no_file_is_named(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = MemoryKeyring()
    monkeypatch.setattr(keystore, "_machine_backend", lambda: machine)
    identity, store = create_key_store(home, None)
    store.set(SHOP_KEY, b"k" * 32)
    write_identity(home, identity)
    assert shop_key(open_key_store(home)) == b"k" * 32
    monkeypatch.setattr(keystore, "_machine_backend", lambda: None)
    with pytest.raises(Unavailable) as raised:
        open_key_store(home)
    assert raised.value.code == "keystore.none"


def test_a_shop_is_never_set_up_over_another(home: Home) -> None:
    write_identity(home, Identity("first", None))
    with pytest.raises(Unavailable) as raised:
        create_key_store(home, home.path / "my.key")
    assert raised.value.code == "home.exists"
    assert read_identity(home).shop_id == "first"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "home.not_a_shop"),
        ("", "home.damaged"),
        ("[]", "home.damaged"),
        ('{"format": 1}', "home.damaged"),
        ('{"format": 1, "shop": "a", "key_file": 5}', "home.damaged"),
        ('{"format": 7, "shop": "a", "key_file": null}', "home.newer"),
    ],
)
def test_a_folder_that_is_no_shop_is_told_apart(home: Home, content: str | None, code: str) -> None:
    if content is not None:
        home.identity.write_text(content)
    with pytest.raises(ShopGuardError) as raised:
        open_key_store(home)
    assert raised.value.code == code
    assert str(raised.value)


def test_a_key_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(Unavailable) as raised:
        shop_key(KeyringStore("shop1", MemoryKeyring()))
    assert raised.value.code == "keystore.missing"


@pytest.mark.parametrize(
    "choice",
    ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "no.such.Keyring"],
)
def test_what_the_environment_would_choose_is_not_asked(
    choice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", choice)
    chosen = keystore._machine_backend()
    trusted = {name for _module, name in keystore._BACKENDS.values()}
    assert chosen is None or type(chosen).__name__ in trusted
    assert "null" not in type(chosen).__module__
    assert "fail" not in type(chosen).__module__


_ON_SECRET_SERVICE = """
import os, sys
from pathlib import Path
from shopguard.base.home import Home
from shopguard.database.keystore import *
home = Home(Path(sys.argv[1]))
assert key_store_available()
identity, store = create_key_store(home, None)
assert isinstance(store, KeyringStore) and store.get("shop-key") is None
store.set("shop-key", b"k" * 32); store.set("epoch-1", b"e" * 32)
write_identity(home, identity)
again = open_key_store(home)
assert shop_key(again) == b"k" * 32
again.delete("epoch-1"); again.delete("epoch-1")
assert again.get("epoch-1") is None and again.get("shop-key") == b"k" * 32
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs a real Secret Service (gnome-keyring, dbus)",
)
def test_keys_live_in_a_real_secret_service(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    script = (
        "printf secret | gnome-keyring-daemon --unlock --components=secrets > /dev/null && "
        'exec "$0" -W error -c "$1" "$2"'
    )
    session = ["dbus-run-session", "--", "sh", "-c", script]
    done = subprocess.run(
        [*session, sys.executable, _ON_SECRET_SERVICE, str(tmp_path / "shop")],
        env=os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
