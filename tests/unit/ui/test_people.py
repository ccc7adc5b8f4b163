"""The people page: who may be asked what, two people for every change, nothing left behind."""

from __future__ import annotations

import pytest

from shopguard.base.errors import InvalidInput, Refused
from tests.fakes.clock import FakeClock
from tests.fakes.desk_people import SHEET_WORDS
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials, SignedIn
from ui.people.model import Member, PeopleAct, Wanted, acts_for
from ui.people.presenter import PeoplePresenter
from ui.review.model import Pair
from ui.session import Seat

Act = PeopleAct
TWO = Credentials("suzuki", KEYS["suzuki"])


@pytest.fixture
def gone() -> list[str]:
    return []


@pytest.fixture
def people(
    shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock, gone: list[str]
) -> PeoplePresenter:
    presenter = PeoplePresenter(shop, seat, runner, clock, lambda: gone.append("gone"))
    presenter.enter()
    return presenter


def trouble(people: PeoplePresenter) -> Exception | None:
    """What the open form says of the last attempt."""
    form = people.state.form
    return None if form is None else form.trouble


def test_who_was_added_is_the_one_to_go_on_with(people: PeoplePresenter, chief: SignedIn) -> None:
    people.choose("p-4")
    people.begin(Act.ADD)
    wanted = Wanted(Act.ADD, login="abe", name="阿部", role="staff", passphrase="long enough words")
    people.agree(wanted, "long enough words", Pair(chief, TWO))
    member = people.state.member
    assert member is not None
    assert member.login == "abe"
    people.choose("p-4")  # and only until somebody else is chosen
    people.enter()
    assert people.state.chosen == "p-4"


def test_who_can_be_asked_what() -> None:
    me = Member("p-1", "sato", "S", ("chief",))
    other = Member("p-2", "suzuki", "S", ("deputy",))
    staff = Member("p-3", "tanaka", "T", ("staff",))
    off = Member("p-4", "mori", "M", ("staff",), enabled=False)
    left = Member("p-5", "abe", "A", (), left_us=1)
    assert Act.PASSWORD in acts_for(me, "p-1")
    assert Act.LOST not in acts_for(me, "p-1")
    assert Act.LOST in acts_for(other, "p-1")
    assert {Act.SWITCH_OFF, Act.RESET} <= set(acts_for(staff, "p-1"))
    assert not {Act.SWITCH_OFF, Act.RESET} & set(acts_for(other, "p-1"))
    assert acts_for(off, "p-1") == (Act.SWITCH_ON, Act.LEAVE)
    assert acts_for(left, "p-1") == ()


@pytest.mark.requirement("J-3", "J-5", "J-18")
def test_a_pledge_is_noted_once_both_agree(
    people: PeoplePresenter, shop: FakeShop, chief: SignedIn
) -> None:
    people.choose("p-4")
    people.begin(Act.PLEDGE)
    wanted = Wanted(Act.PLEDGE, "p-4")
    people.agree(wanted, "", Pair(chief, Credentials("suzuki", "wrong")))
    assert isinstance(trouble(people), Refused)
    assert shop.staff.did == []
    people.agree(wanted, "", Pair(chief, TWO))
    assert trouble(people) is None
    assert people.state.done == (Act.PLEDGE, shop.staff.list[3].name)
    member = people.state.member
    assert member is not None
    assert member.pledged_us is not None


def test_a_lost_passphrase_is_agreed_to_by_the_sheet(
    people: PeoplePresenter, shop: FakeShop, chief: SignedIn
) -> None:
    people.choose("p-2")
    people.begin(Act.LOST)
    assert people.state.form is not None
    assert [one.login for one in people.state.form.seconds] == ["sheet"]
    wanted = Wanted(Act.LOST, "p-2", passphrase="new words")
    people.agree(wanted, "other words", Pair(chief, Credentials("sheet", SHEET_WORDS)))
    assert isinstance(trouble(people), InvalidInput)
    assert shop.staff.did == []
    people.agree(wanted, "new words", Pair(chief, Credentials("sheet", SHEET_WORDS)))
    assert shop.staff.did == [wanted]
    assert "new words" not in repr(wanted)


def test_whoever_is_replaced_leaves_the_seat(
    people: PeoplePresenter, chief: SignedIn, gone: list[str]
) -> None:
    people.choose("p-3")
    people.begin(Act.MAKE_MANAGER)
    people.agree(Wanted(Act.MAKE_MANAGER, "p-3", role="chief"), "", Pair(chief, TWO))
    assert gone == ["gone"]


def test_a_new_sheet_holds_the_seat_until_it_is_on_paper(
    people: PeoplePresenter, seat: Seat, chief: SignedIn
) -> None:
    people.begin(Act.SHEET)
    people.agree(Wanted(Act.SHEET), "", Pair(chief, TWO))
    held = (bool(people.state.sheet), seat.idle_locks)
    people.sheet_taken()
    assert held == (True, False)
    assert (people.state.sheet, seat.idle_locks) == (b"", True)


def test_leaving_the_page_forgets_forms_and_sheets(
    people: PeoplePresenter, seat: Seat, chief: SignedIn
) -> None:
    people.begin(Act.SHEET)
    people.agree(Wanted(Act.SHEET), "", Pair(chief, TWO))
    people.begin(Act.ADD)
    people.leave()
    assert (people.state.form, people.state.sheet, seat.idle_locks) == (None, b"", True)


def test_changing_ones_own_passphrase(people: PeoplePresenter) -> None:
    people.choose("p-1")
    people.begin(Act.PASSWORD)
    troubles = []
    for old, again in (("wrong", "new"), (KEYS["sato"], "nwe"), (KEYS["sato"], "new")):
        people.change_password(old, "new", again)
        found = trouble(people)
        troubles.append(None if found is None else type(found))
    assert troubles == [Refused, InvalidInput, None]
    assert people.state.done == (Act.PASSWORD, people.state.members[0].name)


def test_nothing_slow_is_asked_on_the_windows_thread(
    shop: FakeShop, seat: Seat, clock: FakeClock, chief: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = FakeRunner(held=True)
    people = PeoplePresenter(shop, seat, held, clock, lambda: None)
    people.enter()
    held.let_go()

    def touched(*_: object) -> None:
        raise AssertionError("asked on the window's thread")

    for name in ("members", "seconds", "do", "change_password", "strength"):
        monkeypatch.setattr(shop.staff, name, touched)
    people.begin(Act.PASSWORD)
    people.judge("words", "sato", "S")
    people.change_password("a", "b", "b")
    people.give_up()
    people.begin(Act.ADD)
    assert held.waiting


@pytest.mark.requirement("J-3")
def test_that_one_may_look_alone_is_said_as_long_as_it_holds(
    people: PeoplePresenter, shop: FakeShop, chief: SignedIn
) -> None:
    seen = [(people.state.relaxed, shop.status().relaxed)]
    for act in (Act.RELAX, Act.TIGHTEN):
        people.begin(act)
        form = people.state.form
        assert form is not None
        assert form.member is None
        assert [one.login for one in form.seconds] == ["suzuki"]
        people.agree(Wanted(act), "", Pair(chief, TWO))
        seen.append((people.state.relaxed, shop.status().relaxed))
    assert seen == [(False, False), (True, True), (False, False)]
