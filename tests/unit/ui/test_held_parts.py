"""What is kept beyond its time: listed for everybody who may read, ended by both managers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.app.acts.footage import hold
from shopguard.app.acts.provision import hold_for, refuse
from shopguard.audit.actions import Act
from shopguard.audit.record import Wanted, find
from shopguard.base.clock import DAY, SECOND
from shopguard.base.errors import InvalidInput, Refused, ShopGuardError
from shopguard.base.span import Span
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.runner import FakeRunner
from tests.fakes.small_shop import password_of
from ui.engine.people import signed_in
from ui.engine.retention import EngineRetentionBook
from ui.model import Credentials, SignedIn
from ui.retention.model import HeldPart, Register
from ui.retention.presenter import RetentionPagePresenter
from ui.review.model import Pair
from ui.session import Seat


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    made = FullShop(tmp_path)
    yield made
    made.close()


def end(full: FullShop, book: EngineRetentionBook, part: HeldPart) -> None:
    with full.proof("sato") as proof:
        pair = Pair(signed_in(full.shop, proof), Credentials("suzuki", password_of("suzuki")))
        book.end_hold(part, "解決した", pair)


@pytest.mark.requirement("T-4")
def test_a_kept_part_ends_by_both_and_is_gone_from_the_list(
    shop: FakeShop, seat: Seat, runner: FakeRunner, chief: SignedIn
) -> None:
    page = RetentionPagePresenter(shop, seat, runner)
    page.load()
    part, other = page.state.held
    ended: list[Exception | None] = []
    page.end_hold(part, "済んだ", Pair(chief, Credentials("suzuki", "wrong")), ended.append)
    assert isinstance(ended[0], ShopGuardError)
    assert len(page.state.held) == 2
    right = Credentials("suzuki", KEYS["suzuki"])
    page.end_hold(part, "済んだ", Pair(chief, right), ended.append)
    assert ended[1] is None
    assert [each.ids for each in page.state.held] == [other.ids]
    assert shop.retention_book.ended == [(part, "済んだ")]


def test_what_another_seat_ended_is_said_and_leaves_the_list(
    shop: FakeShop, seat: Seat, runner: FakeRunner, chief: SignedIn
) -> None:
    page = RetentionPagePresenter(shop, seat, runner)
    page.load()
    part = page.state.held[0]
    shop.retention_book.parts = page.state.held[1:]
    ended: list[Exception | None] = []
    right = Credentials("suzuki", KEYS["suzuki"])
    page.end_hold(part, "済んだ", Pair(chief, right), ended.append)
    assert isinstance(ended[0], InvalidInput)
    assert part not in page.state.held


@pytest.mark.requirement("T-4")
def test_parts_kept_in_one_go_are_one_and_the_soonest_end_comes_first(full: FullShop) -> None:
    ids = [full.camera(name).id for name in ("入口", "レジ")]
    now = full.clock.utc_us()
    span = Span(now - 15 * DAY, now - 15 * DAY + SECOND)
    with full.proofs("suzuki") as proofs:
        hold(full.shop, proofs, cameras=ids, span=span, ground="被害届", days=60)
    with full.proofs("sato") as proofs:
        hold(full.shop, proofs, cameras=ids[:1], span=Span(now - DAY, now), ground="転倒")
    soon, late = EngineRetentionBook(full.shop, lambda: None, {}).held()
    assert (soon.ground, soon.cameras, soon.until_us) == ("転倒", ("入口",), now + 30 * DAY)
    assert soon.due_us == now + 13 * DAY
    assert (late.ground, set(late.cameras), late.span) == ("被害届", {"入口", "レジ"}, span)
    assert late.due_us is None  # its fourteen days are over: only the hold keeps it
    assert late.owner == next(p.name for p in full.shop.people.list() if p.login == "suzuki")


@pytest.mark.requirement("T-4", "J-3")
def test_ending_one_needs_both_ends_all_of_it_and_is_logged(full: FullShop) -> None:
    ids = [full.camera(name).id for name in ("入口", "レジ")]
    now = full.clock.utc_us()
    with full.proofs("sato") as proofs:
        held = hold(full.shop, proofs, cameras=ids, span=Span(now - DAY, now), ground="転倒")
    book = EngineRetentionBook(full.shop, lambda: None, {})
    (part,) = book.held()
    with full.proof("sato") as proof, pytest.raises(Refused):
        book.end_hold(part, "解決した", Pair(signed_in(full.shop, proof), None))
    assert book.held() == (part,)
    end(full, book, part)
    assert book.held() == ()
    assert {full.shop.holds.get(each.id).released_us for each in held} == {full.clock.utc_us()}
    with full.shop.catalogue.read() as db:
        entries = [each.entry for each in find(db, Wanted(action=Act.HOLD_RELEASED))]
    assert [(each.outcome, set(each.cameras)) for each in entries] == [
        ("refused", set(ids)),
        ("done", set(ids)),
    ]
    assert entries[1].detail["note"] == "解決した"
    assert len(entries[1].people) == 2
    with pytest.raises(InvalidInput) as raised:
        end(full, book, part)
    assert raised.value.code == "hold.released_already"


@pytest.mark.requirement("T-4")
def test_a_part_says_which_unfinished_request_asks_for_it(full: FullShop) -> None:
    provision = opened(full)
    with full.proofs("sato") as proofs:
        hold_for(full.shop, proofs, provision, 30, "ja")
    book = EngineRetentionBook(full.shop, lambda: None, {})
    assert book.held()[0].asked == ((Register.PROVISION, provision.number),)
    with full.proofs("sato") as proofs:
        refuse(full.shop, proofs, provision.id, "根拠がない")
    assert book.held()[0].asked == ()
