"""Where the shop key lives: the machine's own key store, or a file the owner named.

The kind is chosen once, when the shop is set up, and written to ``shop.json``; there is never a
silent fallback from one to the other.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from shopguard.base.canonical import canonical
from shopguard.base.errors import Damaged, Refused, Unavailable
from shopguard.base.files import replace_secretly, write_durably
from shopguard.base.home import Home
from shopguard.base.ids import new_id
from shopguard.base.platform import host

if TYPE_CHECKING:  # it costs a tenth of the start, and a shop with a key file has no use for it
    from keyring.backend import KeyringBackend

SHOP_KEY = "shop-key"
FORMAT = 1
_LOCK_PATIENCE_S = 10
# The only back ends trusted: keyring's own choice could be a plain file, a prompt or nothing.
_BACKENDS = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "linux": ("keyring.backends.SecretService", "Keyring"),
}


_FOREIGN = {
    "win32": (("win32ctypes.pywin32.pywintypes", "error"),),
    "linux": (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
    ),
}


class KeyStore(Protocol):
    """Keys by name: ``shop-key``, ``epoch-<n>``."""

    def get(self, name: str) -> bytes | None:
        """The key, or None when there is none of that name."""
        ...

    def set(self, name: str, key: bytes) -> None:
        """Keep ``key``, durably, instead of what had that name."""
        ...

    def delete(self, name: str) -> None:
        """Destroy the key; nothing happens when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``shop.json`` says: which shop this folder is and where its key lives. No secret."""

    shop_id: str
    key_file: Path | None  # None: the machine's own key store
    format: int = FORMAT


class KeyringStore:
    """Windows Credential Manager, macOS Keychain or the Secret Service."""

    def __init__(self, shop_id: str, backend: KeyringBackend) -> None:
        self._shop_id = shop_id
        self._backend = backend

    def get(self, name: str) -> bytes | None:
        """See KeyStore."""
        words = self._ask("get_password", name)
        return None if words is None else _decoded(words, "keystore.entry_damaged")

    def set(self, name: str, key: bytes) -> None:
        """See KeyStore."""
        self._ask("set_password", name, _encoded(key))

    def delete(self, name: str) -> None:
        """See KeyStore."""
        if self._ask("get_password", name) is not None:
            self._ask("delete_password", name)

    def _ask(self, what: str, name: str, *more: str) -> Any:
        from keyring.errors import PasswordDeleteError

        # One service per key: Credential Manager keeps one entry under a service name.
        try:
            return getattr(self._backend, what)(f"ShopGuard {self._shop_id} {name}", name, *more)
        except PasswordDeleteError:
            raise Unavailable("keystore.delete_failed") from None
        except _backend_errors():  # locked, dismissed, or its service has gone
            raise Unavailable("keystore.locked") from None


class FileStore:
    """A JSON file only its owner can read, replaced as a whole at every change."""

    def __init__(self, path: Path, shop_id: str) -> None:
        self.path = path
        self._shop_id = shop_id

    def get(self, name: str) -> bytes | None:
        """See KeyStore. Refused when others can read the file."""
        words = self._read().get(name)
        return None if words is None else _decoded(words, "keystore.file_damaged", path=self.path)

    def set(self, name: str, key: bytes) -> None:
        """See KeyStore."""
        self._change({name: _encoded(key)})

    def delete(self, name: str) -> None:
        """See KeyStore. The file's old content is overwritten, as far as the medium allows."""
        self._change({name: None})

    def create(self) -> None:
        """Make the file; refuses to touch one that is there."""
        if self.path.exists():
            raise Unavailable("keystore.file_exists", path=self.path)
        self._write({})

    def _change(self, values: dict[str, str | None]) -> None:
        with host.lock_file(self.path.with_name(f"{self.path.name}.lock"), _LOCK_PATIENCE_S):
            keys = self._read() | values
            self._write({name: words for name, words in keys.items() if words is not None})

    def _read(self) -> dict[str, Any]:
        try:
            if host.others_can_read(self.path):
                raise Refused("keystore.file_open_to_others", path=self.path)
            content = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            raise Unavailable("keystore.file_missing", path=self.path) from None
        except OSError:
            raise Unavailable("keystore.file_unreadable", path=self.path) from None
        except ValueError:
            raise Damaged("keystore.file_damaged", path=self.path) from None
        return self._keys_in(content)

    def _keys_in(self, content: Any) -> dict[str, Any]:
        match content:
            case {"format": int(version)} if version > FORMAT:
                raise Unavailable("home.newer", stored=version, known=FORMAT)
            case {"format": int(), "shop": self._shop_id, "keys": dict(keys)}:
                return keys
            case {"format": int(), "shop": str(), "keys": dict()}:
                raise Unavailable("keystore.other_shop", path=self.path)
            case _:
                raise Damaged("keystore.file_damaged", path=self.path)

    def _write(self, keys: dict[str, Any]) -> None:
        content = {"format": FORMAT, "shop": self._shop_id, "keys": keys}
        try:
            replace_secretly(self.path, canonical(content))
        except OSError:
            raise Unavailable("keystore.unwritable", path=self.path) from None


def key_store_available() -> bool:
    """Whether this machine has a key store of its own, so that no key file is needed."""
    return _machine_backend() is not None


def create_key_store(home: Home, key_file: Path | None) -> tuple[Identity, KeyStore]:
    """A key store for a new shop in ``home``: the machine's own, or ``key_file`` if one is named.

    The folder becomes a shop only by ``write_identity``, the last step of setting up.
    """
    if home.exists:
        raise Unavailable("home.exists", path=home.path)
    identity = Identity(new_id(), key_file.resolve() if key_file else None)
    store = _store(identity)
    if isinstance(store, FileStore):
        store.create()
    return identity, store


def write_identity(home: Home, identity: Identity) -> None:
    """Say, durably, that ``home`` is a shop and where its key lives."""
    key_file = None if identity.key_file is None else str(identity.key_file)
    content = {"format": identity.format, "shop": identity.shop_id, "key_file": key_file}
    try:
        write_durably(home.identity, canonical(content))
    except OSError:
        raise Unavailable("home.unwritable", path=home.path) from None


def read_identity(home: Home) -> Identity:
    """What ``shop.json`` says; Unavailable when the folder is no shop or of a newer version."""
    try:
        content = json.loads(home.identity.read_bytes())
    except FileNotFoundError:
        raise Unavailable("home.not_a_shop", path=home.path) from None
    except OSError:
        raise Unavailable("home.unreadable", path=home.path) from None
    except ValueError:
        raise Damaged("home.damaged") from None
    match content:
        case {"format": int(version)} if version > FORMAT:
            raise Unavailable("home.newer", stored=version, known=FORMAT)
        case {"format": int(version), "shop": str(shop_id), "key_file": None}:
            return Identity(shop_id, None, version)
        case {"format": int(version), "shop": str(shop_id), "key_file": str(path)}:
            return Identity(shop_id, Path(path), version)
        case _:
            raise Damaged("home.damaged")


def open_key_store(home: Home) -> KeyStore:
    """The key store the shop in ``home`` was set up with."""
    return _store(read_identity(home))


def shop_key(store: KeyStore) -> bytes:
    """The key of the catalogue; Unavailable ``keystore.missing`` when it is not there."""
    key = store.get(SHOP_KEY)
    if key is None:
        raise Unavailable("keystore.missing")
    return key


def _store(identity: Identity) -> KeyStore:
    if identity.key_file is not None:
        return FileStore(identity.key_file, identity.shop_id)
    backend = _machine_backend()
    if backend is None:
        raise Unavailable("keystore.none")
    return KeyringStore(identity.shop_id, backend)


def _machine_backend() -> KeyringBackend | None:
    """The system's own key store, asked for by name; None when it is not running here."""
    if sys.platform not in _BACKENDS:
        return None
    module, name = _BACKENDS[sys.platform]
    kind: Any = getattr(importlib.import_module(module), name)
    if not kind.viable:
        return None
    chosen = kind()
    if sys.platform == "win32":
        chosen.persist = "local machine"  # not carried to the domain's other machines
    backend: KeyringBackend = chosen
    return backend


def _backend_errors() -> tuple[type[Exception], ...]:
    """What the back end lets through besides keyring's own errors."""
    from keyring.errors import KeyringError

    kinds = [getattr(importlib.import_module(m), n) for m, n in _FOREIGN.get(sys.platform, ())]
    return (KeyringError, OSError, *kinds)


def _encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _decoded(words: object, code: str, **params: object) -> bytes:
    try:
        return base64.b64decode(str(words), validate=True)
    except (binascii.Error, ValueError):
        raise Damaged(code, **params) from None
