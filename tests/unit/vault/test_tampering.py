"""Forged, slipped in, changed, interrupted: found, refused, and nothing is left half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from shopguard.access.login import Proof
from shopguard.access.people import Role
from shopguard.access.secret import Factor
from shopguard.base.errors import Damaged, Refused, ShopGuardError
from shopguard.database import schema
from shopguard.vault._private import new_era, unlock
from shopguard.vault.asking import ask_change, ask_sheet
from tests.fakes.footage_keys import opened, record
from tests.fakes.small_shop import SEAT, SmallShop
from tests.unit.vault.acts import (
    change,
    factors,
    refusal,
    relax,
    stored,
)


@pytest.mark.requirement("J-14")
def test_the_log_knows_every_key_of_the_vault(shop: SmallShop) -> None:
    change(shop, Role.DEPUTY, "tanaka", ["sato", "sheet"])
    relax(shop, True, ("sato", "tanaka"))
    made = [*shop.log("vault.made"), *shop.log("vault.rewrapped")]
    with shop.catalogue.read() as db:
        ids = set(db.scalars(select(schema.vault_key.c.id)))
    assert {entry["detail"]["vault"] for entry in made} == ids
    assert len(ids) == 3


@pytest.mark.requirement("J-14", "T-6")
def test_a_key_slipped_into_the_catalogue_is_found(shop: SmallShop) -> None:
    """Somebody with the shop key could make the recorder seal to a key of their own."""
    held, foreign = factors(shop, "sato", "suzuki"), new_era(shop.clock.utc_us() + 1).vault
    row = {"id": foreign.id, "suite": foreign.suite, "public": foreign.public}
    with shop.catalogue.write() as db:
        db.execute(insert(schema.vault_key).values(**row, created_us=shop.clock.utc_us() + 1))
    with pytest.raises(Damaged) as damage:
        unlock(shop.catalogue, held)
    assert damage.value.code == "vault.foreign_key"
    with shop.catalogue.write() as db:
        db.execute(delete(schema.vault_key).where(schema.vault_key.c.id == foreign.id))
    unlock(shop.catalogue, held).wipe()
    with shop.catalogue.write() as db:
        db.execute(update(schema.vault_key).values(public=foreign.public))
    with pytest.raises(Damaged):
        unlock(shop.catalogue, held)
    request = ask_sheet(SEAT)
    with pytest.raises(Damaged):
        shop.vault.new_sheet(request, shop.approval(request, ["sato", "suzuki"]))
    assert shop.log("sheet.made")[-1]["outcome"] == "failed"


def test_a_changed_wrap_does_not_open(shop: SmallShop) -> None:
    held = factors(shop, "sato", "suzuki")
    for damaged in (b"", b"x", bytes(100)):
        with shop.catalogue.write() as db:
            db.execute(update(schema.vault_wrap).values(wrapped=damaged))
        assert refusal(shop, held) == "vault.does_not_open"


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize("failing", ["log", "wraps"])
def test_a_change_that_fails_midway_changes_nothing(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before, volume = list(stored(shop)), record(shop)
    newcomer = shop.proof("tanaka")
    request = ask_change(SEAT, Role.DEPUTY, newcomer.owner)
    approval = shop.approval(request, ["sato", "suzuki"])
    if failing == "wraps":
        monkeypatch.setattr("shopguard.vault.keeping.wrap", _fails)
    else:
        append = shop.ledger.append
        monkeypatch.setattr(
            shop.ledger,
            "append",
            lambda entry, db=None: (
                _fails() if entry.action == "vault.rewrapped" else append(entry, db)
            ),
        )
    with pytest.raises(ShopGuardError):
        shop.vault.change_manager(request, approval, newcomer)
    monkeypatch.undo()
    assert list(stored(shop)) == before
    assert shop.people.by_login("suzuki").roles == {Role.DEPUTY}
    assert opened(shop, factors(shop, "sato", "suzuki"), [volume]) == [True]


@pytest.mark.requirement("J-3")
def test_a_forged_factor_does_not_open(shop: SmallShop) -> None:
    chief, deputy = factors(shop, "sato", "suzuki")
    forged = Factor(chief.owner, bytearray(32))
    swapped = [Factor(chief.owner, deputy.content[:]), Factor(deputy.owner, chief.content[:])]
    assert refusal(shop, [forged, deputy]) == "vault.does_not_open"
    assert refusal(shop, swapped) == "vault.does_not_open"


def test_proofs_are_wiped_by_their_block(shop: SmallShop) -> None:
    with shop.proof("sato") as proof:
        assert isinstance(proof, Proof)
    assert (
        refusal_code(lambda: unlock(shop.catalogue, [proof.factor, proof.factor])) == "login.ended"
    )


@pytest.mark.requirement("J-14")
def test_set_up_is_for_the_two_managers_and_once(shop: SmallShop, tmp_path: Any) -> None:
    def told(shop: SmallShop, *who: str) -> str:
        chief, deputy = factors(shop, *who)
        with pytest.raises(Refused) as refused:
            shop.vault.set_up(chief, deputy, SEAT)
        assert shop.log("vault.made")[-1]["outcome"] == "refused"
        return refused.value.code

    assert told(shop, "sato", "suzuki") == "vault.exists"
    (tmp_path / "other").mkdir()
    other = SmallShop(tmp_path / "other")
    other.add("tanaka", [Role.STAFF])
    for who in (("sato", "sato"), ("suzuki", "sato"), ("sato", "tanaka")):
        assert told(other, *who) == "vault.not_a_holder"
    with other.catalogue.read() as db:
        assert db.execute(select(schema.vault_key)).all() == []
    other.close()


def _fails(*_: object) -> bytes:
    raise Damaged("catalogue.damaged")


def refusal_code(run: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        run()
    return refused.value.code
