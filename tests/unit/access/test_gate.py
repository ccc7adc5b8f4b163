"""The gate: decided, consumed and logged in the transaction of the act, or not at all."""

from __future__ import annotations

import pytest

from shopguard.access.approval import Request
from shopguard.access.gate import Gate
from shopguard.access.people import Role
from shopguard.access.policy import Action, Console
from shopguard.audit.actions import Act
from shopguard.base.errors import Refused, Unavailable
from tests.fakes.small_shop import CAMERA, SEAT, SmallShop

PEOPLE = Request(Action.MANAGE_PEOPLE, SEAT, target="someone", note="new")
ACT = Act.PERSON_CHANGED


@pytest.fixture
def gate(shop: SmallShop) -> Gate:
    return Gate(shop.catalogue, shop.ledger, shop.clock)


@pytest.mark.requirement("J-3", "J-14")
def test_two_managers_pass_and_the_log_says_who_agreed_to_what(shop: SmallShop, gate: Gate) -> None:
    approval = shop.approval(PEOPLE, ["sato", "suzuki"])
    with gate.passing(PEOPLE, approval, ACT, {"more": 1}) as db:
        shop.people.record_pledge(shop.chief.id, 7, db=db)
    assert shop.people.get(shop.chief.id).pledged_us == 7
    (entry,) = shop.log(ACT)
    assert entry["people"] == [shop.chief.id, shop.deputy.id]
    assert (entry["outcome"], entry["seat"]) == ("done", SEAT)
    told = entry["detail"]
    assert (told["asked"], told["target"], told["note"]) == ("manage-people", "someone", "new")
    assert told["request"] == PEOPLE.digest().hex()
    assert len(told["signatures"]) == 2
    assert told["more"] == 1


@pytest.mark.requirement("J-3", "J-14")
@pytest.mark.parametrize(
    ("logins", "code"),
    [
        (["sato"], "policy.needs_two"),
        (["suzuki"], "policy.needs_two"),
        (["tanaka"], "policy.role"),
        (["sato", "tanaka"], "policy.role"),
    ],
)
def test_others_are_refused_and_logged(
    shop: SmallShop, gate: Gate, logins: list[str], code: str
) -> None:
    shop.add("tanaka", [Role.OPERATOR])
    approval = shop.approval(PEOPLE, logins)
    with pytest.raises(Refused) as refusal, gate.passing(PEOPLE, approval, ACT):
        pytest.fail("let in")
    assert refusal.value.code == code
    (entry,) = shop.log(ACT)
    assert (entry["outcome"], entry["detail"]["code"]) == ("refused", code)
    assert entry["people"] == list(approval.people)


def test_an_act_that_fails_leaves_nothing_but_its_entry(shop: SmallShop, gate: Gate) -> None:
    approval = shop.approval(PEOPLE, ["sato", "suzuki"])

    def fails(error: Exception) -> None:
        with gate.passing(PEOPLE, approval, ACT) as db:
            shop.people.record_pledge(shop.chief.id, 7, db=db)
            raise error

    for error, code in (
        (Unavailable("catalogue.full"), "catalogue.full"),
        (KeyError(), "KeyError"),
    ):
        with pytest.raises(type(error)):
            fails(error)
        assert shop.people.get(shop.chief.id).pledged_us != 7
        assert shop.log(ACT)[-1]["outcome"] == "failed"
        assert shop.log(ACT)[-1]["detail"]["code"] == code
    with gate.passing(PEOPLE, approval, ACT):  # nothing happened, so it is still good
        pass
    with pytest.raises(Refused), gate.passing(PEOPLE, approval, ACT):
        pytest.fail("let in twice")


def test_the_console_may_add_cameras_but_not_people(shop: SmallShop, gate: Gate) -> None:
    console = Console("shop-pc")
    with gate.passing(Request(Action.MANAGE_CAMERAS, SEAT), console, Act.CAMERA_ADDED):
        pass
    assert shop.log(Act.CAMERA_ADDED)[0]["people"] == ["console:shop-pc"]
    with pytest.raises(Refused), gate.passing(PEOPLE, console, ACT):
        pytest.fail("let in")


def test_the_shops_rule_is_asked_at_the_gate(shop: SmallShop, gate: Gate) -> None:
    shop.add("tanaka", [Role.STAFF], cameras=[CAMERA])
    live = Request(Action.WATCH_LIVE, SEAT, cameras=(CAMERA,))
    with (
        pytest.raises(Refused),
        gate.passing(live, shop.approval(live, ["tanaka"]), Act.LIVE_OPENED),
    ):
        pytest.fail("let in")
    with gate.passing(live, shop.approval(live, ["tanaka"]), Act.LIVE_OPENED, live_for_staff=True):
        pass


@pytest.mark.requirement("J-14")
def test_without_a_log_nothing_passes(
    shop: SmallShop, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = shop.approval(PEOPLE, ["sato", "suzuki"])

    def full(*_: object) -> None:
        raise Unavailable("catalogue.full")

    monkeypatch.setattr(shop.ledger, "append", full)
    with pytest.raises(Unavailable), gate.passing(PEOPLE, approval, ACT):
        pytest.fail("let in")
