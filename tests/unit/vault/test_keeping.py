"""The vault through every change of people: today's pairs open old and new footage."""

from __future__ import annotations

import pytest

from shopguard.access.people import Role
from shopguard.base.errors import InvalidInput, Refused
from shopguard.database import schema
from shopguard.vault.asking import ask_change, ask_leave, ask_lost, ask_sheet
from tests.fakes.footage_keys import opened, record
from tests.fakes.small_shop import SEAT, SmallShop, password_of
from tests.unit.vault.acts import (
    HOLDERS,
    change,
    factors,
    opening_pairs,
    stored,
)


@pytest.mark.requirement("J-3", "J-14")
@pytest.mark.parametrize("pair", [["sato", "suzuki"], ["sato", "sheet"], ["suzuki", "sheet"]])
def test_a_new_manager_opens_old_and_new_footage_and_the_old_one_none(
    shop: SmallShop, pair: list[str]
) -> None:
    old, held = record(shop), factors(shop, *HOLDERS)
    wraps_before = {row[-1] for row in stored(shop, schema.vault_wrap)}
    change(shop, Role.DEPUTY, "tanaka", pair)
    new = record(shop)
    chief, gone, sheet = held
    assert opening_pairs(shop, ("sato", "tanaka", "sheet")) == {
        ("sato", "sheet"), ("sato", "tanaka"), ("sheet", "tanaka")
    }  # fmt: skip
    for right in (["sato", "tanaka"], ["sato", "sheet"], ["tanaka", "sheet"]):
        assert opened(shop, factors(shop, *right), [old, new]) == [True, True]
    for wrong in ([chief, gone], [gone, sheet], [gone]):
        assert opened(shop, wrong, [old, new]) == [False, False]
    with pytest.raises(Refused):
        shop.proof("suzuki")
    left = shop.people.get(shop.deputy.id)
    assert (left.present, left.roles) == (False, frozenset())
    assert shop.people.by_login("tanaka").roles == {Role.STAFF, Role.DEPUTY}
    assert not wraps_before & {row[-1] for row in stored(shop, schema.vault_wrap)}
    assert shop.log("person.left")[0]["detail"]["person"] == shop.deputy.id


def test_the_deputy_can_become_chief(shop: SmallShop) -> None:
    old = record(shop)
    change(shop, Role.CHIEF, "suzuki", ["suzuki", "sheet"])
    assert shop.people.by_login("suzuki").roles == {Role.CHIEF}
    assert {row[0] for row in stored(shop, schema.vault_slot)} == {"chief", "sheet"}
    assert opening_pairs(shop, ("suzuki", "tanaka", "sheet")) == {("sheet", "suzuki")}
    change(shop, Role.DEPUTY, "tanaka", ["suzuki", "sheet"])
    assert opened(shop, factors(shop, "suzuki", "tanaka"), [old]) == [True]


def test_who_cannot_be_a_manager_is_refused(shop: SmallShop) -> None:
    shop.add("mori", [Role.AUDITOR])
    for login, code in (("mori", "person.auditor_apart"), ("sato", "vault.already")):
        with pytest.raises(InvalidInput) as refused:
            change(shop, Role.CHIEF, login, ["sato", "suzuki"])
        assert refused.value.code == code
    off = shop.proof("tanaka")
    shop.people.disable(off.owner)
    request = ask_change(SEAT, Role.DEPUTY, off.owner)
    with pytest.raises(InvalidInput) as refused:
        shop.vault.change_manager(request, shop.approval(request, ["sato", "suzuki"]), off)
    assert refused.value.code == "person.not_present"
    assert shop.log("person.changed")[-1]["outcome"] == "failed"
    sheet = shop.proof("sheet")
    request = ask_change(SEAT, Role.DEPUTY, sheet.owner)
    with pytest.raises(InvalidInput):
        shop.vault.change_manager(request, shop.approval(request, ["sato", "suzuki"]), sheet)
    assert opening_pairs(shop, HOLDERS) == {
        ("sato", "sheet"), ("sato", "suzuki"), ("sheet", "suzuki")
    }  # fmt: skip


def test_a_manager_leaves_and_the_last_pair_cannot(shop: SmallShop) -> None:
    old, held = record(shop), factors(shop, *HOLDERS)
    request = ask_leave(SEAT, Role.CHIEF)
    shop.vault.let_leave(request, shop.approval(request, ["suzuki", "sheet"]))
    assert opened(shop, [held[0], held[1]], [old]) == [False]
    assert opened(shop, [held[0], held[2]], [old]) == [False]
    assert opened(shop, [held[1], held[2]], [old]) == [True]
    request = ask_leave(SEAT, Role.DEPUTY)
    with pytest.raises(Refused) as refused:
        shop.vault.let_leave(request, shop.approval(request, ["suzuki", "sheet"]))
    assert refused.value.code == "vault.last_pair"
    assert shop.people.by_login("suzuki").present
    request = ask_leave(SEAT, Role.CHIEF)
    with pytest.raises(InvalidInput):
        shop.vault.let_leave(request, shop.approval(request, ["suzuki", "sheet"]))
    change(shop, Role.CHIEF, "tanaka", ["suzuki", "sheet"])
    assert opened(shop, factors(shop, "tanaka", "suzuki"), [old]) == [True]


@pytest.mark.requirement("J-3")
def test_a_lost_password_is_replaced_by_the_other_and_the_sheet(shop: SmallShop) -> None:
    old, lost = record(shop), shop.proof("sato")
    new = password_of("new")
    request = ask_lost(SEAT, shop.chief.id)
    with pytest.raises(InvalidInput):
        shop.vault.lost_password(
            request, shop.approval(request, ["suzuki", "sheet"]), "sato", "too weak"
        )
    approval = shop.approval(request, ["suzuki", "sheet"])
    shop.vault.lost_password(request, approval, "sato", new)
    with pytest.raises(Refused):
        shop.proof("sato")
    shop.passwords["sato"] = new
    assert opened(shop, factors(shop, "sato", "suzuki"), [old, record(shop)]) == [True, True]
    assert opened(shop, [lost.factor, *factors(shop, "suzuki")], [old]) == [False]
    assert opened(shop, factors(shop, "suzuki", "sheet"), [old]) == [True]
    assert shop.people.by_login("sato").roles == {Role.CHIEF}


def test_only_a_managers_password_is_the_vaults_to_replace(shop: SmallShop) -> None:
    staff = shop.people.by_login("tanaka")
    request = ask_lost(SEAT, staff.id)
    approval = shop.approval(request, ["sato", "suzuki"])
    with pytest.raises(InvalidInput) as refused:
        shop.vault.lost_password(request, approval, "tanaka", password_of("new"))
    assert refused.value.code == "vault.not_a_manager"
    shop.proof("tanaka").wipe()


def test_an_own_new_password_changes_nothing_in_the_vault(shop: SmallShop) -> None:
    volume, before = record(shop), list(stored(shop, schema.vault_wrap))
    new = password_of("new")
    shop.logins.change_password("sato", shop.passwords["sato"], new, SEAT).wipe()
    with pytest.raises(Refused):
        shop.proof("sato")
    shop.passwords["sato"] = new
    assert list(stored(shop, schema.vault_wrap)) == before
    assert opened(shop, factors(shop, "sato", "suzuki"), [volume]) == [True]


def test_a_new_sheet_ends_the_old_one(shop: SmallShop) -> None:
    volume, old_words, old = record(shop), shop.sheet_words, shop.proof("sheet")
    request = ask_sheet(SEAT)
    with shop.vault.new_sheet(request, shop.approval(request, ["sato", "suzuki"])) as sheet:
        shop.sheet_words = " ".join(sheet.words())
        mark = sheet.mark
    assert opened(shop, [old.factor, *factors(shop, "sato")], [volume]) == [False]
    assert opened(shop, factors(shop, "sheet", "sato"), [volume]) == [True]
    assert shop.log("sheet.made")[-1]["detail"]["mark"] == mark
    shop.sheet_words = old_words
    with pytest.raises(Refused) as refused:
        shop.proof("sheet")
    assert refused.value.code == "sheet.not_current"
    assert shop.log("sheet.used")[-1]["outcome"] == "refused"
