"""Passwords: turned into keys by Argon2id, and strong enough that nobody guesses them offline.

One manager may hold the whole disk and try the other's password on it at leisure, so length and
guessability matter here more than in a web shop (J-3, J-14).
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from zxcvbn import zxcvbn

from shopguard.access.secret import SECRET_BYTES, Secret, wipe
from shopguard.base.errors import Damaged, InvalidInput

SHORTEST = 15
LONGEST = 256

_LEAST_SCORE = 4  # of zxcvbn: 10^10 guesses, a century of a PC's time at this cost of one
_LEAST_DISTINCT = 6
_LOOKED_AT = 72  # zxcvbn grows slow beyond; what stands behind can only add strength
_PATTERNS = frozenset({"repeat", "sequence", "spatial"})
_SALT_BYTES = 16
_RECIPE = struct.Struct(">BIHB")
_RECIPE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Work:
    """What one guess costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def less_than(self, other: Work) -> bool:
        """Whether a password stored with this work should be raised to ``other``."""
        return (self.memory_kib, self.passes) < (other.memory_kib, other.passes)


SHOP_WORK = Work(memory_kib=128 * 1024, passes=4, lanes=4)  # 0.3-0.5 s on a small shop PC


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one password becomes a key: the work and the salt, stored together so work can rise."""

    work: Work
    salt: bytes

    @staticmethod
    def new(work: Work) -> Recipe:
        return Recipe(work, secrets.token_bytes(_SALT_BYTES))

    def to_bytes(self) -> bytes:
        work = self.work
        head = _RECIPE.pack(_RECIPE_VERSION, work.memory_kib, work.passes, work.lanes)
        return head + self.salt

    @staticmethod
    def from_bytes(stored: bytes) -> Recipe:
        """Damaged when these are not the bytes of a recipe."""
        if len(stored) != _RECIPE.size + _SALT_BYTES or stored[0] != _RECIPE_VERSION:
            raise Damaged("password.recipe")
        _, memory, passes, lanes = _RECIPE.unpack(stored[: _RECIPE.size])
        return Recipe(Work(memory, passes, lanes), stored[_RECIPE.size :])


def normalised(password: str) -> str:
    """One form for what people type: NFKC (full-width, kana), runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", password).split())


def derive(password: str, recipe: Recipe) -> Secret:
    """32 secret bytes from a password, by Argon2id."""
    typed = bytearray(normalised(password).encode("utf-8", "surrogatepass"))
    try:
        return stretch(typed, recipe)
    finally:
        wipe(typed)


def stretch(secret: bytearray, recipe: Recipe) -> Secret:
    """32 secret bytes from secret bytes, by Argon2id."""
    result = bytearray(SECRET_BYTES)
    work = recipe.work
    Argon2id(
        salt=recipe.salt,
        length=SECRET_BYTES,
        iterations=work.passes,
        lanes=work.lanes,
        memory_cost=work.memory_kib,
    ).derive_into(bytes(secret), result)
    return Secret(result)


def check_strength(password: str, personal_words: Iterable[str] = ()) -> None:
    """InvalidInput, saying why, unless the password withstands guessing.

    ``personal_words``: login, name, shop and the like; the error never repeats the password.
    """
    typed = normalised(password)
    if any(unicodedata.category(letter).startswith("C") for letter in typed):
        raise InvalidInput("password.letters")
    if len(typed) < SHORTEST:
        raise InvalidInput("password.too_short", shortest=SHORTEST, given=len(typed))
    if len(typed) > LONGEST:
        raise InvalidInput("password.too_long", longest=LONGEST)
    if len(set(typed.casefold())) < _LEAST_DISTINCT:
        raise InvalidInput("password.pattern")
    rated = zxcvbn(typed[:_LOOKED_AT])
    if {match["pattern"] for match in rated["sequence"]} <= _PATTERNS:
        raise InvalidInput("password.pattern")
    if rated["score"] < _LEAST_SCORE:
        raise InvalidInput("password.common")
    stranger = _without(typed, personal_words)[:_LOOKED_AT]
    if not stranger or zxcvbn(stranger)["score"] < _LEAST_SCORE:
        raise InvalidInput("password.personal")


def _without(typed: str, personal_words: Iterable[str]) -> str:
    """What is left for a stranger to guess: a colleague knows the names."""
    left = typed.casefold()
    words = {normalised(word).casefold() for word in personal_words}
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 1:
            left = left.replace(word, "")
    return left.strip()
