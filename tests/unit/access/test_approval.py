"""Approvals: bound to one request, signed, short-lived, good for once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.access.approval import LIFE_US, Approval, Approvals, Consent, Request, approve
from shopguard.access.login import Proof
from shopguard.access.people import Person
from shopguard.access.policy import Action, Purpose, Sheet
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from tests.fakes.small_shop import CAMERA, SEAT, SmallShop, password_of

REQUEST = Request(
    Action.REVIEW, SEAT, Purpose.SAFETY, (CAMERA,), Span(10, 20), target="t", note="stairs"
)


def refused(shop: SmallShop, approval: Approval, request: Request = REQUEST) -> str:
    with pytest.raises(Refused) as refusal:
        Approvals(shop.catalogue, shop.clock).consume(approval, request)
    return refusal.value.code


@pytest.mark.requirement("J-3")
def test_an_approval_is_good_for_once(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    people = Approvals(shop.catalogue, shop.clock).consume(approval, REQUEST)
    assert [person.id for person in people] == [shop.chief.id, shop.deputy.id]
    assert refused(shop, approval) == "approval.used"
    shop.restart()
    assert refused(shop, approval) == "approval.used"


@pytest.mark.requirement("J-3")
def test_of_many_at_once_one_gets_through(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])

    def consume(_: int) -> str:
        try:
            Approvals(shop.catalogue, shop.clock).consume(approval, REQUEST)
        except Refused as refusal:
            return refusal.code
        return "passed"

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(consume, range(12)))
    assert answers == ["approval.used"] * 11 + ["passed"]


def test_what_is_rolled_back_was_not_used(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    approvals = Approvals(shop.catalogue, shop.clock)

    def fails() -> None:
        with shop.catalogue.write() as db:
            approvals.consume(approval, REQUEST, db)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    approvals.consume(approval, REQUEST)


@pytest.mark.requirement("J-1", "J-3")
@pytest.mark.parametrize(
    "change",
    [
        {"action": Action.PROVIDE},
        {"seat": "elsewhere"},
        {"purpose": Purpose.THEFT_PREVENTION},
        {"purpose": None},
        {"cameras": ()},
        {"cameras": (CAMERA, "2" * 32)},
        {"span": Span(10, 21)},
        {"span": Span(9, 20)},
        {"span": None},
        {"target": ""},
        {"note": "stairs "},
    ],
)
def test_an_approval_opens_nothing_else(shop: SmallShop, change: dict[str, Any]) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    assert refused(shop, approval, replace(REQUEST, **change)) == "approval.other_request"


requests = st.builds(
    Request,
    action=st.sampled_from(Action),
    seat=st.sampled_from(["a", "b", "ab"]),
    purpose=st.none() | st.sampled_from(Purpose),
    cameras=st.lists(st.sampled_from(["a", "b", "a,b"]), unique=True, max_size=3).map(tuple),
    span=st.none() | st.integers(0, 2).map(lambda start: Span(start, 3)),
    target=st.sampled_from(["", "a", "b"]),
    note=st.sampled_from(["", "a", "b"]),
)


@given(requests, requests)
def test_digests_are_equal_only_for_the_same_request(one: Request, other: Request) -> None:
    same = replace(one, cameras=()) == replace(other, cameras=()) and set(one.cameras) == set(
        other.cameras
    )
    assert (one.digest() == other.digest()) is same


def test_an_approval_holds_for_five_minutes(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    made = shop.clock.utc_us()
    for moment in (made + LIFE_US, made + LIFE_US + 1, made - 1):  # also with the clock set back
        shop.clock.set_wall(moment)
        assert refused(shop, approval) == "approval.too_old"
    shop.clock.set_wall(made + LIFE_US - 1)
    Approvals(shop.catalogue, shop.clock).consume(approval, REQUEST)


@pytest.mark.requirement("J-3")
def test_nobody_approves_twice_and_nobody_for_another(shop: SmallShop) -> None:
    first, second = shop.proof("sato"), shop.proof("suzuki")
    for proofs, code in (
        ((), "policy.nobody"),
        ((first, first), "policy.same_person"),
        ((first, shop.proof("sato")), "policy.same_person"),
        ((first, second, shop.proof("sato")), "policy.too_many"),
    ):
        with pytest.raises(Refused) as refusal:
            approve(REQUEST, *proofs, clock=shop.clock)
        assert refusal.value.code == code
    lying = Proof(second.owner, second.person, first.factor, first.signing_key)
    assert refused(shop, approve(REQUEST, first, lying, clock=shop.clock)) == "approval.not_signed"


@pytest.mark.requirement("J-3")
def test_a_changed_approval_is_not_signed(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    other = replace(REQUEST, note="other")
    consents = approval.consents
    for change, request in (
        ({"id": "f" * 32}, REQUEST),
        ({"made_us": approval.made_us - 1}, REQUEST),
        ({"request_digest": other.digest()}, other),
        ({"consents": (consents[0], Consent(shop.deputy.id, consents[0].signature))}, REQUEST),
        ({"consents": (Consent("sheet", consents[0].signature),)}, REQUEST),
        ({"consents": (Consent(shop.chief.id, b""),)}, REQUEST),
    ):
        assert refused(shop, replace(approval, **change), request) == "approval.not_signed"


def test_a_locked_session_approves_nothing(shop: SmallShop) -> None:
    first, second = shop.proof("sato"), shop.proof("suzuki")
    second.wipe()
    with pytest.raises(Refused) as refusal:
        approve(REQUEST, first, second, clock=shop.clock)
    assert refusal.value.code == "login.ended"


def test_consume_tells_people_as_they_are_now(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    shop.people.record_training(shop.deputy.id, 0)
    _, deputy = Approvals(shop.catalogue, shop.clock).consume(approval, REQUEST)
    assert isinstance(deputy, Person)
    assert deputy.trained_until_us == 0


def test_a_key_renewed_since_does_not_vouch(shop: SmallShop) -> None:
    staff = shop.add("tanaka")
    approval = shop.approval(REQUEST, ["tanaka"])
    shop.people.reset_password(staff.id, password_of("new"))
    assert refused(shop, approval) == "approval.not_signed"


def test_the_sheet_signs_too(shop: SmallShop) -> None:
    shop.set_up()
    approval = shop.approval(REQUEST, ["sato", "sheet"])
    assert approval.people == (shop.chief.id, "sheet")
    _, sheet = Approvals(shop.catalogue, shop.clock).consume(approval, REQUEST)
    assert isinstance(sheet, Sheet)


def test_a_request_that_asks_for_nothing_cannot_be_made() -> None:
    for wrong in ({"span": Span(5, 5)}, {"span": Span(6, 5)}, {"note": "x" * 501},
                  {"note": "a\nb"}, {"note": "\udc80"}):  # fmt: skip
        with pytest.raises(InvalidInput):
            replace(REQUEST, **wrong)


def test_an_approval_shows_no_secret(shop: SmallShop) -> None:
    approval = shop.approval(REQUEST, ["sato", "suzuki"])
    shown = repr(approval)
    assert "proofs" not in shown
    assert approval.consents[0].signature.hex() not in shown
