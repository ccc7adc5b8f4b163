"""What two managers do about people, on a real shop: logged, and true of vault and door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from shopguard.access.login import Proof
from shopguard.access.people import Person, Role
from shopguard.access.policy import Purpose
from shopguard.app.acts import footage, people
from shopguard.app.acts.audit import records
from shopguard.app.shop import Shop
from shopguard.audit.record import Wanted as Asked
from shopguard.audit.verify import verify
from shopguard.base.clock import DAY, SECOND
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.people import signed_in
from ui.engine.staff import EnginePeople
from ui.model import Credentials
from ui.people.model import PeopleAct, Wanted
from ui.review.model import Pair

Act = PeopleAct


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    full = FullShop(tmp_path)
    yield full
    full.close()


@pytest.fixture
def book(full: FullShop) -> EnginePeople:
    return EnginePeople(full.shop, {})


@contextmanager
def pair(full: FullShop, first: str, second: str) -> Iterator[Pair]:
    """Somebody at the seat, and somebody (or the sheet) beside them."""
    words = full.sheet_words if second == "sheet" else password_of(second)
    with full.proof(first) as proof:
        yield Pair(signed_in(full.shop, proof), Credentials(second, words))


def added(full: FullShop, book: EnginePeople, login: str, role: str = "staff") -> str:
    wanted = Wanted(
        Act.ADD, login=login, name=login.title(), role=role, passphrase=password_of(login)
    )
    with pair(full, "sato", "suzuki") as both:
        book.do(wanted, both)
    return full.shop.people.by_login(login).id


def prepared(full: FullShop, book: EnginePeople, person_id: str) -> None:
    for act in (Act.PLEDGE, Act.TRAINING):
        with pair(full, "sato", "suzuki") as both:
            book.do(Wanted(act, person_id), both)


def opens(full: FullShop, *logins: str) -> bool:
    """Whether these two see what was recorded before."""
    camera = full.shop.cameras.list()[0]
    span = Span(full.clock.utc_us() - DAY, full.clock.utc_us() + 10 * SECOND)
    try:
        with (
            full.proofs(*logins) as proofs,
            footage.open_viewing(
                full.shop, proofs, purpose=Purpose.SAFETY, cameras=[camera.id], span=span
            ) as viewing,
        ):
            return len(list(viewing.fragments(camera.id))) > 0
    except Refused:
        return False


def logged(full: FullShop) -> list[str]:
    return [record.entry.action for record in records(full.shop, Asked(), 200)]


@pytest.mark.requirement("J-3", "J-5", "J-18")
def test_another_deputy_opens_what_was_recorded_before_and_the_former_does_not(
    full: FullShop, book: EnginePeople
) -> None:
    full.record(full.camera())
    newcomer = added(full, book, "mori")
    prepared(full, book, newcomer)
    with pair(full, "sato", "suzuki") as both:
        wanted = Wanted(Act.MAKE_MANAGER, newcomer, role="deputy", passphrase=password_of("mori"))
        book.do(wanted, both)
    assert opens(full, "sato", "mori")
    with pytest.raises(Refused):
        full.proof("suzuki")
    assert {"vault.rewrapped", "person.left", "person.changed"} <= set(logged(full))
    assert verify(full.shop.catalogue).ok


def test_with_the_sheet_one_manager_replaces_the_other(full: FullShop, book: EnginePeople) -> None:
    full.record(full.camera())
    newcomer = added(full, book, "mori")
    prepared(full, book, newcomer)
    with pair(full, "suzuki", "sheet") as both:
        wanted = Wanted(Act.MAKE_MANAGER, newcomer, role="chief", passphrase=password_of("mori"))
        book.do(wanted, both)
    assert opens(full, "mori", "suzuki")
    assert "sheet.used" in logged(full)


def test_a_lost_passphrase_is_replaced_and_the_recordings_stay_open(
    full: FullShop, book: EnginePeople
) -> None:
    full.record(full.camera())
    suzuki = full.shop.people.by_login("suzuki").id
    wanted = Wanted(Act.LOST, suzuki, passphrase="orbit velvet walnut cactus meadow pillar")
    with pair(full, "sato", "suzuki") as both, pytest.raises(Refused):
        book.do(wanted, Pair(both.first, None))
    with pair(full, "sato", "sheet") as both:
        book.do(wanted, both)
    with pytest.raises(Refused):
        full.proof("suzuki")
    with full.shop.logins.check("suzuki", wanted.passphrase, full.shop.seat) as proof:
        assert proof.owner == suzuki


def test_a_new_sheet_takes_the_place_of_the_one_before(full: FullShop, book: EnginePeople) -> None:
    with pair(full, "sato", "suzuki") as both:
        papers = book.do(Wanted(Act.SHEET), both)
    assert papers.sheet.startswith(b"%PDF")
    with pytest.raises(Refused):
        full.proof("sheet")


def test_switched_off_on_another_role_another_passphrase_gone(
    full: FullShop, book: EnginePeople
) -> None:
    staff = added(full, book, "tanaka")
    new = "orbit velvet walnut cactus meadow pillar"
    steps = (
        (Wanted(Act.SWITCH_OFF, staff), "person.disabled"),
        (Wanted(Act.SWITCH_ON, staff), "person.enabled"),
        (Wanted(Act.ROLE, staff, role="operator"), "person.changed"),
        (Wanted(Act.RESET, staff, passphrase=new), "person.password_reset"),
        (Wanted(Act.LEAVE, staff), "person.left"),
    )
    seen = []
    for wanted, entry in steps:
        with pair(full, "sato", "suzuki") as both:
            book.do(wanted, both)
        assert entry in logged(full)
        person = full.shop.people.get(staff)
        seen.append((person.present, sorted(person.roles)))
    assert seen == [
        (False, [Role.STAFF]), (True, [Role.STAFF]), (True, [Role.OPERATOR]),
        (True, [Role.OPERATOR]), (False, []),
    ]  # fmt: skip


@pytest.mark.parametrize("act", [people.switch_off, people.switch_on])
def test_one_manager_alone_changes_nobody(
    full: FullShop, book: EnginePeople, act: Callable[[Shop, Sequence[Proof], Person], object]
) -> None:
    staff = full.shop.people.get(added(full, book, "tanaka"))
    with full.proofs("sato") as proofs, pytest.raises(Refused):
        act(full.shop, proofs, staff)
    assert full.shop.people.get(staff.id).enabled


def test_ones_own_passphrase_needs_the_old_one(full: FullShop, book: EnginePeople) -> None:
    new = "orbit velvet walnut cactus meadow pillar"
    with full.proof("sato") as proof:
        me = signed_in(full.shop, proof)
        with pytest.raises(Refused):
            book.change_password("not the old one", new, me)
        book.change_password(password_of("sato"), new, me)
    with full.shop.logins.check("sato", new, full.shop.seat) as proof:
        assert proof.owner == me.person.id


def test_the_sheet_is_offered_and_alone_where_a_passphrase_is_lost(
    full: FullShop, book: EnginePeople
) -> None:
    with full.proof("sato") as proof:
        me = signed_in(full.shop, proof)
        assert [one.login for one in book.seconds(Act.PLEDGE, me)] == ["suzuki", "sheet"]
        assert [one.login for one in book.seconds(Act.LOST, me)] == ["sheet"]


@pytest.mark.requirement("J-3")
def test_one_manager_may_look_only_while_both_want_it_and_in_person(
    full: FullShop, book: EnginePeople
) -> None:
    with pair(full, "sato", "sheet") as with_sheet, pytest.raises(Refused):
        book.do(Wanted(Act.RELAX), with_sheet)
    assert not book.relaxed()
    with full.proof("sato") as proof:
        me = signed_in(full.shop, proof)
        assert [one.login for one in book.seconds(Act.RELAX, me)] == ["suzuki"]
    for act, relaxed in ((Act.RELAX, True), (Act.TIGHTEN, False)):
        with pair(full, "sato", "suzuki") as both:
            book.do(Wanted(act), both)
        assert book.relaxed() is relaxed
        assert full.shop.viewing_relaxed() is relaxed
