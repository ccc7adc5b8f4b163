"""The recovery sheet: 128 random bits as twelve words, printed once for the owner's safe.

With one manager it opens the vault like the other manager would, and every use is logged, right or
wrong. The words are BIP 39 English: each is known by its first four letters, and a checksum finds
nearly every slip of the pen.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from mnemonic import Mnemonic
from sqlalchemy import select

from shopguard.access.keys import PersonKey
from shopguard.access.login import Proof
from shopguard.access.password import Recipe, stretch
from shopguard.access.secret import SHEET, Secret
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.ledger import Ledger
from shopguard.base.errors import InvalidInput, Refused
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.vault.wraps import sheet_mark

if TYPE_CHECKING:
    import segno

SHEET_BYTES = 16
SHEET_WORDS = 12
PREFIX_LETTERS = 4
QR_PREFIX = "SHOPGUARD-SHEET:"

_BETWEEN = re.compile(r"[\W\d_]+")  # spaces, commas, line ends, the numbers before the words


class SheetSecret(Secret):
    """What is on the sheet. ``mark`` is the number printed with it, empty when it was typed."""

    __slots__ = ("mark",)

    def __init__(self, content: bytearray, mark: str = "") -> None:
        super().__init__(content)
        self.mark = mark

    @staticmethod
    def new() -> SheetSecret:
        return SheetSecret(bytearray(secrets.token_bytes(SHEET_BYTES)))

    def words(self) -> tuple[str, ...]:
        """The twelve words, in order."""
        return tuple(_mnemonic().to_mnemonic(bytes(self.content)).split())

    def qr(self) -> segno.QRCode:
        """The words as a QR code that ``parse_words`` reads."""
        import segno  # once in a shop's life

        return segno.make_qr(QR_PREFIX + " ".join(self.words()), error="q")

    def key(self, recipe: bytes) -> PersonKey:
        """The sheet's key: it signs and opens as a person's key does."""
        stretched = stretch(self.content, Recipe.from_bytes(recipe))
        return PersonKey(SHEET, stretched.content)


def parse_words(typed: str) -> SheetSecret:
    """The secret from what was typed or scanned.

    Capitals, full-width letters, numbering and any spacing do not matter, four letters of a word
    are enough. InvalidInput says which word is wrong, or how many there are.
    """
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    parts = [part for part in _BETWEEN.split(plain.removeprefix(QR_PREFIX.lower())) if part]
    if len(parts) != SHEET_WORDS:
        raise InvalidInput("sheet.word_count", given=len(parts), wanted=SHEET_WORDS)
    words = [_word(part, at) for at, part in enumerate(parts, start=1)]
    if not _mnemonic().check(" ".join(words)):
        raise InvalidInput("sheet.checksum")
    return SheetSecret(_mnemonic().to_entropy(words))


def prove_sheet(catalogue: Catalogue, ledger: Ledger, typed: str, seat: str) -> Proof:
    """Proof that the sheet in force is at ``seat``. Every try is logged as a use of the sheet.

    Raises InvalidInput as ``parse_words``, and Refused ``sheet.not_current`` for another sheet.
    """
    try:
        with parse_words(typed) as secret, _current_key(catalogue, secret) as key:
            ledger.append(Entry(Act.SHEET_USED, (SHEET,), "done", seat))
            return Proof(SHEET, None, key.factor(), key.signing_key())
    except (InvalidInput, Refused) as error:
        entry = Entry(Act.SHEET_USED, (SHEET,), "refused", seat, detail={"code": error.code})
        ledger.append(entry)
        raise


def _current_key(catalogue: Catalogue, secret: SheetSecret) -> PersonKey:
    slot = schema.vault_slot
    with catalogue.read() as db:
        row = db.execute(select(slot).where(slot.c.slot == SHEET)).one_or_none()
    if row is None:
        raise Refused("sheet.not_current")
    key = secret.key(row.salt)
    if public_of(key) != row.public:
        key.wipe()
        raise Refused("sheet.not_current")
    return key


def public_of(key: PersonKey) -> bytes:
    """The public half of the sheet's signing key."""
    return key.signing_key().public_key().public_bytes_raw()


def mark_of(key: PersonKey) -> str:
    """The number that stands on the sheet."""
    return sheet_mark(public_of(key))


def _word(part: str, at: int) -> str:
    if part in _places():
        return part
    found = [word for word in _places() if word.startswith(part)]
    if len(part) >= PREFIX_LETTERS and len(found) == 1:
        return found[0]
    raise InvalidInput("sheet.word", at=at)


@cache
def _mnemonic() -> Mnemonic:
    return Mnemonic("english")


@cache
def _places() -> frozenset[str]:
    return frozenset(_mnemonic().wordlist)
