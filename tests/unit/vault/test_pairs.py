"""Each right pair opens; everybody else is refused, and it stands in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shopguard.access.approval import Request
from shopguard.access.people import Role
from shopguard.access.policy import Action
from shopguard.base.errors import Refused
from shopguard.vault.asking import ask_change, ask_leave, ask_lost, ask_relax, ask_sheet
from tests.fakes.small_shop import SEAT, SmallShop, password_of
from tests.unit.vault.acts import (
    HOLDERS,
    factors,
    opening_pairs,
    refusal,
    stored,
)


@pytest.mark.requirement("J-3", "J-14")
def test_every_change_by_the_wrong_people_is_refused_and_logged(shop: SmallShop) -> None:
    shop.add("ito", [Role.OPERATOR])
    newcomer = shop.proof("tanaka")
    acts: dict[str, tuple[Request, Callable[[Request, Any], object]]] = {
        "person.changed": (
            ask_change(SEAT, Role.DEPUTY, newcomer.owner),
            lambda request, approval: shop.vault.change_manager(request, approval, newcomer),
        ),
        "person.left": (ask_leave(SEAT, Role.DEPUTY), shop.vault.let_leave),
        "person.password_reset": (
            ask_lost(SEAT, shop.deputy.id),
            lambda request, approval: shop.vault.lost_password(
                request, approval, "suzuki", password_of("new")
            ),
        ),
        "sheet.made": (ask_sheet(SEAT), shop.vault.new_sheet),
        "vault.relaxed": (ask_relax(SEAT, relaxed=True), shop.vault.set_relaxed),
        "vault.tightened": (ask_relax(SEAT, relaxed=False), shop.vault.set_relaxed),
    }
    wrong = [["sato"], ["suzuki"], ["sheet"], ["tanaka"], ["sato", "tanaka"], ["ito", "tanaka"],
             ["sheet", "ito"]]  # fmt: skip
    before = list(stored(shop))
    for act, (request, run) in acts.items():
        known = len([entry for entry in shop.log(act) if entry["outcome"] == "refused"])
        for logins in wrong:
            with pytest.raises(Refused):
                run(request, shop.approval(request, logins))
        refusals = [entry for entry in shop.log(act) if entry["outcome"] == "refused"]
        assert len(refusals) - known == len(wrong)
        owners = ["sheet" if login == "sheet" else shop.people.by_login(login).id
                  for login in wrong[-1]]  # fmt: skip
        assert refusals[-1]["people"] == owners
    assert list(stored(shop)) == before


@pytest.mark.requirement("J-3")
def test_an_approval_for_one_change_makes_no_other(shop: SmallShop) -> None:
    newcomer, other = shop.proof("tanaka"), shop.add("ito", [Role.STAFF])
    chief = ask_change(SEAT, Role.CHIEF, newcomer.owner)
    before = list(stored(shop))
    tries: list[tuple[Request, Callable[[Request, Any], object]]] = [
        (ask_change(SEAT, Role.DEPUTY, other.id),
         lambda request, approval: shop.vault.change_manager(request, approval, newcomer)),
        (chief, shop.vault.let_leave),
        (ask_leave(SEAT, Role.CHIEF), shop.vault.new_sheet),
        (ask_sheet(SEAT), shop.vault.let_leave),
        (ask_sheet(SEAT), shop.vault.set_relaxed),
        (Request(Action.MANAGE_PEOPLE, SEAT), shop.vault.new_sheet),
        (ask_lost(SEAT, shop.chief.id),
         lambda request, approval: shop.vault.lost_password(
             request, approval, "suzuki", password_of("new"))),
    ]  # fmt: skip
    for request, run in tries:
        with pytest.raises(Refused) as refused:
            run(request, shop.approval(request, ["sato", "suzuki"]))
        assert refused.value.code == "approval.other_request"
    assert list(stored(shop)) == before
    approval = shop.approval(chief, ["sato", "suzuki"])
    shop.vault.change_manager(chief, approval, newcomer)
    with pytest.raises(Refused) as refused:
        shop.vault.change_manager(chief, approval, newcomer)
    assert refused.value.code == "approval.used"


@pytest.mark.requirement("J-3", "J-14")
def test_each_right_pair_opens_and_nobody_else(shop: SmallShop) -> None:
    everybody = (*HOLDERS, "tanaka")
    pairs = {("sato", "sheet"), ("sato", "suzuki"), ("sheet", "suzuki")}
    assert opening_pairs(shop, everybody) == pairs
    for alone in HOLDERS:
        assert refusal(shop, factors(shop, alone)) == "vault.two_needed"
        assert refusal(shop, factors(shop, alone, alone)) == "vault.same_twice"
        assert refusal(shop, factors(shop, alone, "tanaka")) == "vault.not_a_holder"
    assert refusal(shop, factors(shop, "tanaka")) == "vault.not_a_holder"
    assert refusal(shop, factors(shop, *HOLDERS)) == "vault.two_needed"
    assert refusal(shop, []) == "vault.two_needed"
