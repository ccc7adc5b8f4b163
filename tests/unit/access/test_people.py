"""The register of people: one chief, one deputy, nobody deleted, leavers without a key."""

from __future__ import annotations

import pytest

from shopguard.access import person as rows
from shopguard.access.people import Role
from shopguard.base.errors import InvalidInput, Refused, ShopGuardError
from tests.fakes.small_shop import SmallShop, password_of


def code_of(shop: SmallShop, login: str, name: str = "Name", roles: tuple[Role, ...] = ()) -> str:
    with pytest.raises(ShopGuardError) as refused:
        shop.people.add(login, name, roles, password_of("anybody"))
    return refused.value.code


@pytest.mark.requirement("J-3")
def test_there_is_one_chief_and_one_deputy(shop: SmallShop) -> None:
    assert code_of(shop, "second", roles=(Role.CHIEF,)) == "person.role_taken"
    assert code_of(shop, "second", roles=(Role.DEPUTY,)) == "person.role_taken"
    assert code_of(shop, "second", roles=(Role.CHIEF, Role.DEPUTY)) == "person.both_managers"
    assert [person.login for person in shop.people.list()] == ["sato", "suzuki"]


@pytest.mark.requirement("J-3")
def test_once_the_vault_stands_managers_come_by_the_vault_alone(shop: SmallShop) -> None:
    staff = shop.add("tanaka", [Role.STAFF])
    shop.set_up()
    assert code_of(shop, "second", roles=(Role.CHIEF,)) == "person.manager_by_vault"
    for forbidden in (
        lambda: shop.people.set_roles(staff.id, [Role.DEPUTY]),
        lambda: shop.people.set_roles(shop.chief.id, []),
        lambda: shop.people.disable(shop.chief.id),
        lambda: shop.people.leave(shop.deputy.id),
        lambda: shop.people.reset_password(shop.deputy.id, password_of("other")),
    ):
        with pytest.raises(Refused) as refused:
            forbidden()
        assert refused.value.code == "person.manager_by_vault"
    assert shop.people.get(shop.deputy.id).roles == {Role.DEPUTY}


@pytest.mark.requirement("T-10")
def test_who_audits_is_no_manager(shop: SmallShop) -> None:
    roles = (Role.AUDITOR, Role.CHIEF)
    assert code_of(shop, "second", roles=roles) == "person.auditor_apart"


@pytest.mark.parametrize(
    "login",
    ["", "a", "a" * 33, "with space", "Ünal", "佐藤", "a/b", "a\x00b", "sheet", "console",
     "recorder", "shop", "a;drop", "\ud800x"],
)  # fmt: skip
def test_a_login_that_cannot_be_used_is_refused(shop: SmallShop, login: str) -> None:
    assert code_of(shop, login) == "person.login"


@pytest.mark.parametrize("name", ["", "  ", "n" * 81, "a\x00b", "a\u202eb"])
def test_a_name_that_cannot_be_printed_is_refused(shop: SmallShop, name: str) -> None:
    assert code_of(shop, "tanaka", name) == "person.name"


def test_a_login_is_found_however_it_is_typed(shop: SmallShop) -> None:
    shop.people.add("Ｔａｎａｋａ", "  田中   花子 ", [Role.STAFF], password_of("t"))
    found = shop.people.by_login(" TANAKA ")
    assert (found.login, found.name) == ("tanaka", "田中 花子")
    assert code_of(shop, "tanaka") == "person.login_in_use"
    for unknown in ("nobody", "", "\ud800", "a" * 500):
        with pytest.raises(InvalidInput):
            shop.people.by_login(unknown)


@pytest.mark.requirement("J-5", "J-13", "J-18")
def test_pledge_training_and_cameras_are_kept(shop: SmallShop) -> None:
    staff = shop.add("tanaka", [Role.STAFF], pledged_us=None, trained_until_us=None)
    assert (staff.pledged_us, staff.trained_until_us, staff.cameras) == (None, None, None)
    shop.people.record_pledge(staff.id, 5)
    shop.people.record_training(staff.id, 6)
    shop.people.set_cameras(staff.id, ["b", "a", "a"])
    shop.restart()
    kept = shop.people.get(staff.id)
    assert (kept.pledged_us, kept.trained_until_us) == (5, 6)
    assert kept.cameras == frozenset({"a", "b"})
    assert shop.people.set_cameras(staff.id, None).cameras is None


@pytest.mark.requirement("J-14")
def test_a_leavers_key_is_destroyed_and_the_name_stays(shop: SmallShop) -> None:
    staff = shop.add("tanaka", [Role.STAFF])
    gone = shop.people.leave(staff.id)
    assert (gone.present, gone.roles, gone.name) == (False, frozenset(), "Tanaka")
    with shop.catalogue.read() as db:
        found = rows.with_key(db, "tanaka")
    assert found is not None
    assert (found[1].signing_wrapped, found[1].salt) == (b"", b"")
    assert staff.id not in {person.id for person in shop.people.list()}
    assert staff.id in {person.id for person in shop.people.list(include_left=True)}
    for again in (shop.people.enable, shop.people.leave):
        with pytest.raises(InvalidInput):
            again(staff.id)
    assert code_of(shop, "tanaka") == "person.login_in_use"


def test_a_change_joins_the_callers_transaction(shop: SmallShop) -> None:
    def fails() -> None:
        with shop.catalogue.write() as db:
            shop.people.record_pledge(shop.chief.id, 77, db=db)
            shop.people.add("tanaka", "T", [], password_of("t"), db=db)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert shop.people.get(shop.chief.id).pledged_us != 77
    assert len(shop.people.list()) == 2
