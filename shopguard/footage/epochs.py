"""Wrapping-key epochs: why a destroyed volume key stays destroyed (G-6.4).

Sealed volume keys are wrapped once more under an epoch key that lives in the key store, not in the
catalogue. Rotation re-wraps the living and destroys the old epoch key: copies of erased rows that
linger in a log, a backup or a worn SSD block can then be opened by nobody, managers included.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import func, select, update

from shopguard.base.errors import Damaged, Unavailable
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.database.keystore import KeyStore

_NONCE_BYTES = 12


class Epochs:
    """The current wrapping key and its rotation."""

    def __init__(self, catalogue: Catalogue, keys: KeyStore) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._cached: dict[int, bytes] = {}

    def current(self) -> int:
        """Number of the newest epoch; the first is made when there is none."""
        with self._catalogue.read() as db:
            newest = db.scalar(select(func.max(schema.volume.c.epoch)))
        epoch = int(newest or 1)
        if self._keys.get(_name(epoch + 1)) is not None:  # a rotation was interrupted
            epoch += 1
        if newest is None and self._keys.get(_name(epoch)) is None:
            self._keys.set(_name(epoch), secrets.token_bytes(32))
        return epoch

    def wrap(self, epoch: int, volume_id: str, sealed: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._key(epoch)).encrypt(nonce, sealed, _context(epoch, volume_id))

    def unwrap(self, epoch: int, volume_id: str, wrapped: bytes) -> bytes:
        """The sealed key; Damaged when it was changed, Unavailable when the epoch key is gone."""
        nonce, body = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        try:
            return AESGCM(self._key(epoch)).decrypt(nonce, body, _context(epoch, volume_id))
        except InvalidTag as error:
            raise Damaged("footage.sealed_key") from error

    def rotate(self) -> int:
        """Begin a new epoch: the living re-wrapped in one transaction, old epoch keys destroyed."""
        new = self.current() + 1
        if self._keys.get(_name(new)) is None:
            self._keys.set(_name(new), secrets.token_bytes(32))
        volume = schema.volume
        with self._catalogue.write() as db:
            living = select(volume.c.id, volume.c.epoch, volume.c.sealed_key).where(
                volume.c.sealed_key.is_not(None), volume.c.epoch < new
            )
            for volume_id, epoch, wrapped in db.execute(living).all():
                sealed = self.unwrap(epoch, volume_id, wrapped)
                fresh = self.wrap(new, volume_id, sealed)
                values = {"epoch": new, "sealed_key": fresh}
                db.execute(update(volume).where(volume.c.id == volume_id).values(values))
        self._forget_before(new)
        return new

    def _forget_before(self, epoch: int) -> None:
        """Destroy every older key that no living volume needs; safe to repeat."""
        volume = schema.volume
        with self._catalogue.read() as db:
            needed = set(
                db.scalars(
                    select(volume.c.epoch).where(volume.c.sealed_key.is_not(None)).distinct()
                )
            )
            oldest = db.scalar(select(func.min(volume.c.epoch))) or 1
        for old in range(int(oldest), epoch):
            if old not in needed:
                self._keys.delete(_name(old))
                self._cached.pop(old, None)

    def _key(self, epoch: int) -> bytes:
        if epoch not in self._cached:
            key = self._keys.get(_name(epoch))
            if key is None:
                raise Unavailable("footage.epoch_key_missing", epoch=epoch)
            self._cached[epoch] = key
        return self._cached[epoch]


def _name(epoch: int) -> str:
    return f"epoch-{epoch}"


def _context(epoch: int, volume_id: str) -> bytes:
    return f"shopguard epoch {epoch} volume {volume_id}".encode()
