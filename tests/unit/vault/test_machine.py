"""Any history of the vault: exactly the pairs of today open, and what they open is everything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shopguard.access.login import LONGEST_WAIT_US
from shopguard.access.people import Role
from shopguard.access.secret import Factor
from shopguard.base.errors import Refused
from shopguard.vault.asking import ask_change, ask_leave, ask_lost, ask_relax, ask_sheet
from tests.fakes.footage_keys import SealedVolume, opened, record
from tests.fakes.small_shop import SEAT, SmallShop, password_of

MOST_PEOPLE = 6
ROLES = st.sampled_from([Role.CHIEF, Role.DEPUTY])


class Keeping(RuleBasedStateMachine):
    """``holders``: who holds which slot. ``retired``: factors that held one once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.shop = SmallShop(self.folder)

    def teardown(self) -> None:
        self.shop.close()
        shutil.rmtree(self.folder)

    @initialize()
    def set_up(self) -> None:
        self.shop.set_up()
        self.holders = {Role.CHIEF: "sato", Role.DEPUTY: "suzuki"}
        self.people = ["sato", "suzuki"]
        self.left: set[str] = set()
        self.retired: list[Factor] = []
        self.relaxed = False
        self.volumes: list[tuple[SealedVolume, bool]] = []
        self.record()

    # --- what may happen --------------------------------------------------------------------

    @rule()
    def record(self) -> None:
        self.volumes.append((record(self.shop), self.relaxed))

    @precondition(lambda self: len(self.people) < MOST_PEOPLE)
    @rule()
    def add_person(self) -> None:
        login = f"person{len(self.people)}"
        self.people.append(login)
        self.shop.add(login)

    @rule(role=ROLES, data=st.data())
    def change_manager(self, role: Role, data: st.DataObject) -> None:
        present = [login for login in self.people if login not in self.left]
        login = data.draw(st.sampled_from(present))
        if self.holders.get(role) == login:
            return
        newcomer = self.shop.proof(login)
        request = ask_change(SEAT, role, newcomer.owner)
        pair = data.draw(self.a_pair())
        self.retire(role)
        self.holders = {at: holder for at, holder in self.holders.items() if holder != login}
        self.shop.vault.change_manager(request, self.shop.approval(request, pair), newcomer)
        former = self.holders.get(role)
        if former is not None:
            self.left.add(former)
        self.holders[role] = login
        self.untangle()

    @rule(role=ROLES, data=st.data())
    def leave(self, role: Role, data: st.DataObject) -> None:
        if role not in self.holders:
            return
        request = ask_leave(SEAT, role)
        approval = self.shop.approval(request, data.draw(self.a_pair()))
        if len(self.holders) == 1:
            with pytest.raises(Refused):
                self.shop.vault.let_leave(request, approval)
            return
        self.retire(role)
        self.shop.vault.let_leave(request, approval)
        self.left.add(self.holders.pop(role))
        self.untangle()

    @rule(role=ROLES, data=st.data())
    def lose_password(self, role: Role, data: st.DataObject) -> None:
        others = [pair for pair in self.pairs() if self.holders.get(role) not in pair]
        if role not in self.holders or not others:
            return
        login = self.holders[role]
        self.retire(role)
        request = ask_lost(SEAT, self.shop.people.by_login(login).id)
        approval = self.shop.approval(request, data.draw(st.sampled_from(others)))
        new = password_of(f"{login} {len(self.retired)}")
        self.shop.vault.lost_password(request, approval, login, new)
        self.shop.passwords[login] = new

    @rule(role=ROLES)
    def change_own_password(self, role: Role) -> None:
        if role not in self.holders:
            return
        login = self.holders[role]
        new = password_of(f"{login[::-1]} {self.shop.passwords[login]}"[:40])
        if new != self.shop.passwords[login]:
            old = self.shop.passwords[login]
            self.shop.logins.change_password(login, old, new, SEAT).wipe()
            self.shop.passwords[login] = new

    @rule(data=st.data())
    def new_sheet(self, data: st.DataObject) -> None:
        self.retired.append(self.shop.proof("sheet").factor)
        request = ask_sheet(SEAT)
        approval = self.shop.approval(request, data.draw(self.a_pair()))
        with self.shop.vault.new_sheet(request, approval) as sheet:
            self.shop.sheet_words = " ".join(sheet.words())

    @rule(relaxed=st.booleans())
    def relax(self, relaxed: bool) -> None:
        request = ask_relax(SEAT, relaxed=relaxed)
        if len(self.holders) < 2:
            return
        approval = self.shop.approval(request, list(self.holders.values()))
        self.shop.vault.set_relaxed(request, approval)
        self.relaxed = relaxed
        if not relaxed:
            self.untangle()

    @rule()
    def restart(self) -> None:
        self.shop.restart()

    # --- what must hold ---------------------------------------------------------------------

    @invariant()
    def exactly_todays_pairs_open_everything(self) -> None:
        factors = {name: self.shop.proof(name).factor for name in self.names()}
        for volume in (volumes := [volume for volume, _ in self.volumes]):
            assert len(volume.sealed) > len(volume.key)
        for one, other in combinations(factors, 2):
            right = {one, other} in map(set, self.pairs())
            expected = [right] * len(volumes)
            assert opened(self.shop, [factors[one], factors[other]], volumes) == expected

    @invariant()
    def nobody_opens_alone_but_what_was_recorded_relaxed(self) -> None:
        volumes = [volume for volume, _ in self.volumes]
        for name in self.names():
            manager = name in self.holders.values()
            expected = [manager and relaxed for _, relaxed in self.volumes]
            assert opened(self.shop, [self.shop.proof(name).factor], volumes) == expected

    @invariant()
    def what_once_opened_opens_no_more(self) -> None:
        volumes = [volume for volume, _ in self.volumes]
        current = [self.shop.proof(name).factor for name in (*self.holders.values(), "sheet")]
        for old in self.retired:
            for held in ([old], *([old, factor] for factor in current)):
                assert not any(opened(self.shop, held, volumes))
        for login in self.left:
            with pytest.raises(Refused):
                self.shop.logins.check(login, self.shop.passwords[login], SEAT)
            self.shop.clock.advance(LONGEST_WAIT_US)  # the wait after failures is another test's

    # --- how --------------------------------------------------------------------------------

    def names(self) -> list[str]:
        return [*(login for login in self.people if login not in self.left), "sheet"]

    def pairs(self) -> list[list[str]]:
        return [list(pair) for pair in combinations([*self.holders.values(), "sheet"], 2)]

    def a_pair(self) -> st.SearchStrategy[list[str]]:
        return st.sampled_from(self.pairs())

    def retire(self, role: Role) -> None:
        if role in self.holders:
            self.retired.append(self.shop.proof(self.holders[role]).factor)

    def untangle(self) -> None:
        """Whoever was relaxed before a change of people has to agree anew."""
        self.relaxed = False
        self.volumes = [(volume, False) for volume, _ in self.volumes]


@pytest.mark.requirement("J-3", "J-14")
def test_any_history_of_the_vault(rounds: Callable[[int, int], int]) -> None:
    many = settings(max_examples=rounds(8, 300), stateful_step_count=rounds(10, 40))
    run_state_machine_as_test(Keeping, settings=many)
