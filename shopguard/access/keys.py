"""Each person's own key. The password opens it; opening it *is* the password check.

    password ──Argon2id──► wraps the person's key (32 random bytes)
                             ├─HKDF─► Ed25519 key: countersigns the log, signs approvals
                             └─HKDF─► factor: with another key holder's it opens the vault

A new password wraps the same key again, so nothing else has to change with it. Destroying the
wrapped key ends the person's access for good, whatever they still remember.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shopguard.access.password import Recipe, Work, derive
from shopguard.access.secret import SECRET_BYTES, Factor, Secret
from shopguard.base.canonical import canonical

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A wrapped key as the catalogue keeps it, in the columns of ``schema.person``."""

    salt: bytes = field(repr=False)
    signing_public: bytes = field(repr=False)
    signing_wrapped: bytes = field(repr=False)


class PersonKey(Secret):
    """An opened key; wipe it as soon as what is needed has been taken from it."""

    __slots__ = ("_person_id",)

    def __init__(self, person_id: str, content: bytearray) -> None:
        super().__init__(content)
        self._person_id = person_id

    @staticmethod
    def new(person_id: str) -> PersonKey:
        return PersonKey(person_id, bytearray(secrets.token_bytes(SECRET_BYTES)))

    def signing_key(self) -> Ed25519PrivateKey:
        with branch(self, "signing key", self._person_id) as seed:
            return Ed25519PrivateKey.from_private_bytes(seed.content)

    def factor(self) -> Factor:
        """This person's half of what opens the vault."""
        return Factor(self._person_id, branch(self, "vault factor", self._person_id).content)

    def wrap(self, password: str, work: Work) -> StoredKey:
        """The key under ``password``, with a new salt."""
        recipe = Recipe.new(work).to_bytes()
        public = self.signing_key().public_key().public_bytes_raw()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        binding = _binding(self._person_id, recipe, public)
        with _cover(password, recipe, self._person_id) as cover:
            wrapped = AESGCM(cover.content).encrypt(nonce, self.content, binding)
        return StoredKey(recipe, public, nonce + wrapped)


def unwrap(person_id: str, stored: StoredKey, password: str) -> PersonKey | None:
    """The person's key, or None when the password is not theirs."""
    nonce, wrapped = stored.signing_wrapped[:_NONCE_BYTES], stored.signing_wrapped[_NONCE_BYTES:]
    binding = _binding(person_id, stored.salt, stored.signing_public)
    key = bytearray(SECRET_BYTES)
    with _cover(password, stored.salt, person_id) as cover:
        try:
            AESGCM(cover.content).decrypt_into(nonce, wrapped, binding, key)
        except InvalidTag:
            return None
    return PersonKey(person_id, key)


def branch(secret: Secret, use: str, *context: str) -> Secret:
    """Another 32 secret bytes for another use (HKDF-SHA256); they tell nothing of ``secret``."""
    result = bytearray(SECRET_BYTES)
    info = canonical(["shopguard", use, *context])
    HKDF(SHA256(), SECRET_BYTES, None, info).derive_into(secret.content, result)
    return Secret(result)


def _cover(password: str, recipe: bytes, person_id: str) -> Secret:
    with derive(password, Recipe.from_bytes(recipe)) as derived:
        return branch(derived, "person key", person_id)


def _binding(person_id: str, recipe: bytes, public: bytes) -> bytes:
    return canonical(["shopguard", "person key", person_id, recipe.hex(), public.hex()])
