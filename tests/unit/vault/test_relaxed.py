"""Relaxed viewing: one manager alone opens what was recorded while both had agreed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from shopguard.access.people import Role
from shopguard.base.errors import Refused
from shopguard.database import schema
from shopguard.vault import wraps
from shopguard.vault._private import unlock
from shopguard.vault.asking import ask_lost, ask_sheet
from tests.fakes.footage_keys import opened, record
from tests.fakes.small_shop import SEAT, SmallShop, password_of
from tests.unit.vault.acts import (
    HOLDERS,
    change,
    factors,
    is_relaxed,
    relax,
)


@pytest.mark.requirement("J-3")
def test_relaxed_viewing_covers_what_is_recorded_while_it_holds(shop: SmallShop) -> None:
    before = record(shop)
    relax(shop, True)
    during = record(shop)
    assert is_relaxed(shop)
    for alone in ("sato", "suzuki"):
        assert opened(shop, factors(shop, alone), [before, during]) == [False, True]
        with unlock(shop.catalogue, factors(shop, alone)) as vault:
            with pytest.raises(Refused) as refused:
                vault.unseal(before, before.sealed)
            assert refused.value.code == "vault.two_needed"
    for alone in ("sheet", "tanaka"):
        assert opened(shop, factors(shop, alone), [before, during]) == [False, False]
    relax(shop, False)
    after = record(shop)
    assert not is_relaxed(shop)
    for alone in HOLDERS:
        assert opened(shop, factors(shop, alone), [before, during, after]) == [False] * 3
    assert opened(shop, factors(shop, "sato", "sheet"), [before, during, after]) == [True] * 3


@pytest.mark.requirement("J-3")
def test_both_managers_agree_to_relaxed_viewing_in_person(shop: SmallShop) -> None:
    for pair in (("sato", "sheet"), ("suzuki", "sheet")):
        with pytest.raises(Refused) as refused:
            relax(shop, True, pair)
        assert refused.value.code == "policy.no_sheet"
    assert not is_relaxed(shop)


def test_a_new_manager_did_not_agree_to_relaxed_viewing(shop: SmallShop) -> None:
    relax(shop, True)
    during = record(shop)
    change(shop, Role.DEPUTY, "tanaka", ["sato", "suzuki"])
    assert not is_relaxed(shop)
    for alone in ("sato", "tanaka"):
        assert opened(shop, factors(shop, alone), [during, record(shop)]) == [False, False]


def test_a_new_sheet_or_password_leaves_relaxed_viewing_as_it_is(shop: SmallShop) -> None:
    relax(shop, True)
    request = ask_sheet(SEAT)
    with shop.vault.new_sheet(request, shop.approval(request, ["sato", "suzuki"])) as sheet:
        shop.sheet_words = " ".join(sheet.words())
    request = ask_lost(SEAT, shop.chief.id)
    approval = shop.approval(request, ["suzuki", "sheet"])
    shop.vault.lost_password(request, approval, "sato", password_of("new"))
    shop.passwords["sato"] = password_of("new")
    assert is_relaxed(shop)
    assert opened(shop, factors(shop, "sato"), [record(shop)]) == [True]


@pytest.mark.requirement("J-3")
def test_a_lone_wrap_does_not_grow_into_a_pair(shop: SmallShop) -> None:
    relax(shop, True)
    (chief,) = factors(shop, "sato")
    with shop.catalogue.read() as db:
        slots = wraps.slot_rows(db)
        rows = db.execute(select(schema.vault_wrap).where(schema.vault_wrap.c.slots == "chief"))
        (row,) = rows
        key = db.execute(
            select(schema.vault_key).where(schema.vault_key.c.id == row.vault_id)
        ).one()
    vault = wraps.VaultPublic(key.id, key.suite, key.public)
    held = {
        wraps.Slot.CHIEF: wraps.slot_secret(chief, wraps.Slot.CHIEF, slots[wraps.Slot.CHIEF].salt)
    }
    payload = wraps.unwrap(vault, held, held, row.wrapped)
    assert payload is not None
    assert payload.slots == {}
