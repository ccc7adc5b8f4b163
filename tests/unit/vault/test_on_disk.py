"""A thief's view: the whole disk and the shop key, every secret in them, and no password."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from sqlalchemy import select

from shopguard.access.keys import StoredKey, unwrap
from shopguard.access.people import Role
from shopguard.access.secret import SHEET, Factor
from shopguard.base.errors import Refused
from shopguard.database import schema
from shopguard.vault import wraps
from shopguard.vault._private import _PRIVATE, Ring, open_ring, unlock
from shopguard.vault.asking import ask_change, ask_relax
from shopguard.vault.sealing import VaultPublic
from tests.fakes.footage_keys import record
from tests.fakes.small_shop import SEAT, SHOP_KEY, SmallShop, password_of

KEY_BYTES = 32
SMALLEST_PUBLIC = 1000  # what is longer is a public key of the hybrid
PAGE, SALT, RESERVED = 4096, 16, 80


@pytest.fixture
def loot(bare: SmallShop) -> list[bytes]:
    """Every value of every table of a shop with a history, the shop key, and the signing key."""
    bare.set_up()
    bare.add("tanaka", [Role.STAFF])
    request = ask_change(SEAT, Role.DEPUTY, bare.people.by_login("tanaka").id)
    approval = bare.approval(request, ["sato", "suzuki"])
    bare.vault.change_manager(request, approval, bare.proof("tanaka"))
    for relaxed in (True, False):
        request = ask_relax(SEAT, relaxed=relaxed)
        bare.vault.set_relaxed(request, bare.approval(request, ["sato", "tanaka"]))
    bare.restart()
    found = [SHOP_KEY, bare.signer.private_bytes_raw()]
    with bare.catalogue.read() as db:
        for table in schema.metadata.tables.values():
            for row in db.execute(select(table)):
                found += [value if isinstance(value, bytes) else str(value).encode()
                          for value in row]  # fmt: skip
    return found


def windows(loot: list[bytes], length: int) -> Iterator[bytes]:
    """Every run of ``length`` bytes of what was found, hex text read as hex too."""
    for value in loot:
        for form in (value, _unhexed(value)):
            for start in range(len(form) - length + 1):
                yield form[start : start + length]


def _unhexed(value: bytes) -> bytes:
    try:
        return bytes.fromhex(value.decode())
    except ValueError:
        return b""


def ring_of(bare: SmallShop) -> Ring:
    """What two managers hold."""
    with bare.catalogue.read() as db:
        return open_ring(db, [bare.proof("sato").factor, bare.proof("tanaka").factor])


def opens(key: bytes, wrapped: bytes, bindings: list[bytes]) -> bool:
    cipher = AESGCM(key)
    for bound in bindings:
        try:
            cipher.decrypt(wrapped[: wraps.NONCE_BYTES], wrapped[wraps.NONCE_BYTES :], bound)
        except InvalidTag:
            continue
        return True
    return False


@pytest.mark.requirement("J-14", "M-28", "G-6.1")
def test_no_run_of_bytes_on_disk_is_a_key_of_the_vault(bare: SmallShop, loot: list[bytes]) -> None:
    with bare.catalogue.read() as db:
        keys = {row.id: VaultPublic(row.id, row.suite, row.public)
                for row in db.execute(select(schema.vault_key))}  # fmt: skip
        rows = db.execute(select(schema.vault_wrap)).all()
    targets = [
        (row.wrapped, [wraps._binding(keys[row.vault_id], map(wraps.Slot, row.slots.split("+")))])
        for row in rows[:3]
    ]
    candidates = set(windows(loot, KEY_BYTES))
    assert len(candidates) > 5000
    assert SHOP_KEY in candidates
    assert not [key for key in candidates for target in targets if opens(key, *target)]
    with ring_of(bare) as ring:  # the same trial does find the real one
        real = [bytes(wraps._key(keys[row.vault_id], map(wraps.Slot, row.slots.split("+")),
                                 ring.slots).content) for row in rows[:3]]  # fmt: skip
    assert [opens(key, *target) for key, target in zip(real, targets, strict=True)] == [True] * 3


@pytest.mark.requirement("J-14", "M-28")
def test_no_value_on_disk_is_a_factor_or_a_password(bare: SmallShop, loot: list[bytes]) -> None:
    with bare.catalogue.read() as db:
        people = {row.id: StoredKey(row.salt, row.signing_public, row.signing_wrapped)
                  for row in db.execute(select(schema.person)) if row.salt}  # fmt: skip
        holders = [row.person_id or SHEET for row in db.execute(select(schema.vault_slot))]
    values = {value for value in loot if value}
    for person_id, stored in people.items():
        for value in values:
            for typed in (value.hex(), value.decode("latin-1")):
                assert unwrap(person_id, stored, typed) is None
    starts = {value[:KEY_BYTES] for value in values if len(value) >= KEY_BYTES}
    for one in holders:
        for value in starts:
            factors = [Factor(owner, bytearray(value)) for owner in (one, *holders[:1])]
            with pytest.raises(Refused):
                unlock(bare.catalogue, factors)


@pytest.mark.requirement("J-14", "M-28")
def test_no_run_of_bytes_on_disk_is_a_private_key(bare: SmallShop, loot: list[bytes]) -> None:
    with bare.catalogue.read() as db:
        vaults = db.execute(select(schema.vault_key.c.suite, schema.vault_key.c.public)).all()
    publics, suites = {row.public for row in vaults}, {row.suite for row in vaults}
    smaller = [value for value in loot if len(value) < SMALLEST_PUBLIC]
    candidates = {
        (suite, candidate)
        for suite in suites
        for candidate in windows(smaller, len(_PRIVATE[suite].new()))
    }
    assert len(candidates) > 500
    for suite, candidate in candidates:
        assert _PRIVATE[suite].public(bytearray(candidate)) not in publics
    with ring_of(bare) as ring:
        real = {_PRIVATE[era.vault.suite].public(era.private.content) for era in ring.eras}
    assert real == publics


@pytest.mark.requirement("J-14")
def test_the_files_hold_no_secret_in_the_clear(bare: SmallShop, loot: list[bytes]) -> None:
    volume = record(bare)
    secrets = [volume.key, password_of("sato").encode(), bare.sheet_words.encode(),
               bare.proof("sato").factor.content, b"vault_wrap"]  # fmt: skip
    for file in bare.folder.iterdir():
        content = file.read_bytes()
        assert not [secret for secret in secrets if bytes(secret) in content]


@pytest.mark.requirement("J-14", "G-6.4")
def test_replaced_wraps_and_a_leavers_key_are_overwritten(bare: SmallShop) -> None:
    """Read with the shop key, page by page: what was replaced is not left between the rows."""
    bare.set_up()
    bare.add("tanaka", [Role.STAFF])
    wrap_row, person = schema.vault_wrap, schema.person
    leaver = select(person.c.signing_wrapped).where(person.c.login == "suzuki")
    with bare.catalogue.read() as db:
        old = [*db.scalars(select(wrap_row.c.wrapped)), *db.scalars(leaver)]
    assert len(old) == 4
    pages = decrypted_pages(bare)
    assert all(value in pages for value in old)
    request = ask_change(SEAT, Role.DEPUTY, bare.people.by_login("tanaka").id)
    approval = bare.approval(request, ["sato", "suzuki"])
    bare.vault.change_manager(request, approval, bare.proof("tanaka"))
    with bare.catalogue.read() as db:
        new = list(db.scalars(select(wrap_row.c.wrapped)))
    pages = decrypted_pages(bare)
    assert all(value in pages for value in new)
    assert not [value for value in old if value in pages]


def decrypted_pages(bare: SmallShop) -> bytes:
    """The catalogue's file after it was closed, decrypted (SQLCipher 4, raw key)."""
    bare.restart()
    raw = (bare.folder / "shop.db").read_bytes()
    found = bytearray()
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        cipher = Cipher(AES(SHOP_KEY), CBC(vector)).decryptor()
        found += cipher.update(body) + cipher.finalize()
    return bytes(found)
