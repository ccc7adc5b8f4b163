"""Logging in: one answer to every failure, a wait that survives a restart, all of it logged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from shopguard.access import keys
from shopguard.access import login as login_module
from shopguard.access.login import LONGEST_WAIT_US, Logins
from shopguard.access.password import Recipe, Work
from shopguard.access.people import Role
from shopguard.audit.entry import Entry
from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.database import schema
from tests.fakes.small_shop import CHEAP, SEAT, SmallShop, password_of

WRONG = "zebra violin marble tunnel"


def failure(shop: SmallShop, login: str, password: str = WRONG) -> Refused:
    with pytest.raises(Refused) as refused:
        shop.logins.check(login, password, SEAT)
    return refused.value


def test_the_right_password_proves_a_person(shop: SmallShop) -> None:
    with shop.proof("sato") as proof:
        assert proof.owner == shop.chief.id == proof.factor.owner
        assert proof.person is not None
        assert proof.person.roles == {Role.CHIEF}
        public = proof.signing_key.public_key().public_bytes_raw()
        assert public == shop.people.get(shop.chief.id).signing_public
        again = shop.proof("sato")
        assert again.factor.content == proof.factor.content
    assert proof.factor.wiped
    assert shop.log("login.done")[0]["people"] == [shop.chief.id]


@pytest.mark.requirement("J-14")
def test_whatever_was_wrong_the_answer_is_the_same_and_logged(shop: SmallShop) -> None:
    off, gone = shop.add("kato", [Role.STAFF]), shop.add("ito", [Role.STAFF])
    shop.people.disable(off.id)
    shop.people.leave(gone.id)
    tries = {
        "wrong": failure(shop, "sato"),
        "unknown": failure(shop, "nobody.here"),
        "impossible": failure(shop, "'; DROP TABLE person; --"),
        "surrogate": failure(shop, "\ud800", "\udfff"),
        "off, right": failure(shop, "kato", password_of("kato")),
        "off, wrong": failure(shop, "kato"),
        "gone, right": failure(shop, "ito", password_of("ito")),
        "empty": failure(shop, "", ""),
    }
    assert {error.code for error in tries.values()} == {"login.failed"}
    assert len({str(error) for error in tries.values()}) == 1
    assert [entry["outcome"] for entry in shop.log("login.failed")] == ["refused"] * len(tries)


@pytest.mark.requirement("J-14")
def test_every_failure_costs_the_same_work(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, off = shop.add("ito", [Role.STAFF]), shop.add("kato", [Role.STAFF])
    shop.people.leave(gone.id)
    shop.people.disable(off.id)
    costs: list[Work] = []
    derive = keys.derive

    def counted(password: str, recipe: Recipe) -> Any:
        costs.append(recipe.work)
        return derive(password, recipe)

    monkeypatch.setattr(keys, "derive", counted)
    for login in ("sato", "nobody", "ito", "kato", "¿", ""):
        costs.clear()
        failure(shop, login)
        assert costs == [CHEAP]


@pytest.mark.requirement("J-14")
def test_what_was_typed_is_never_written_down(shop: SmallShop) -> None:
    failure(shop, WRONG, "hunter2-hunter2-hunter2")
    failure(shop, "sato", "hunter2-hunter2-hunter2")
    shop.proof("sato")
    with shop.catalogue.read() as db:
        kept = [str(row) for table in schema.metadata.tables.values()
                for row in db.execute(select(table))]  # fmt: skip
    for typed in (WRONG, "zebra", "hunter2", password_of("sato"), "walnut"):
        assert not [row for row in kept if typed in row]
    marks = [entry["detail"].get("unknown_login") for entry in shop.log("login.failed")]
    assert marks[0].startswith("?")
    assert len(marks[0]) == 4
    assert marks[1] is None


def seconds_to_wait(shop: SmallShop, login: str, password: str) -> int:
    refused = failure(shop, login, password)
    assert refused.code == "login.wait"
    return int(str(refused.params["seconds"]))


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize("login", ["sato", "nobody"])
def test_failures_wait_longer_and_longer_across_restarts(shop: SmallShop, login: str) -> None:
    for _ in range(2):
        assert failure(shop, login).code == "login.failed"
    waits = []
    for _ in range(10):
        assert failure(shop, login).code == "login.failed"
        shop.restart()
        waits.append(seconds_to_wait(shop, login, password_of(login)))  # even the right one waits
        shop.clock.advance(waits[-1] * SECOND - 1)
        assert seconds_to_wait(shop, login, password_of(login)) == 1
        shop.clock.advance(1)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    failure(shop, "suzuki")  # whoever tries next, what was held is written first
    told = [entry["detail"] for entry in shop.log("login.throttled")]
    assert [each["seconds"] for each in told if "seconds" in each] == waits
    assert [each["tries"] for each in told if "tries" in each] == [1] * 10


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize("login", ["sato", "nobody"])
def test_tries_while_waiting_fill_no_log_and_none_is_forgotten(shop: SmallShop, login: str) -> None:
    for _ in range(3):
        failure(shop, login)
    for _ in range(50):
        seconds_to_wait(shop, login, WRONG)
    assert len(shop.log("login.throttled")) == 1
    shop.restart()
    shop.clock.advance(5 * SECOND)
    for _ in range(2):
        shop.proof("suzuki").wipe()
    first, rest = shop.log("login.throttled")
    assert (first["detail"]["seconds"], rest["detail"]["tries"]) == (5, 49)
    assert rest["people"] == first["people"]
    assert rest["detail"].get("unknown_login") == first["detail"].get("unknown_login")
    assert rest["outcome"] == "refused"


@pytest.mark.requirement("J-14")
def test_without_an_entry_a_try_while_waiting_is_no_try(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is it counted, nor does anything open."""
    for _ in range(3):
        failure(shop, "sato")

    def full(*_: object) -> None:
        raise Unavailable("catalogue.disk")

    monkeypatch.setattr(shop.ledger, "append", full)
    with pytest.raises(Unavailable):
        shop.logins.check("sato", password_of("sato"), SEAT)
    monkeypatch.undo()
    seconds_to_wait(shop, "sato", WRONG)
    assert len(shop.log("login.throttled")) == 1


def test_the_right_password_ends_the_waiting(shop: SmallShop) -> None:
    for _ in range(3):
        failure(shop, "sato")
    assert failure(shop, "suzuki").code == "login.failed"  # nobody else waits
    shop.clock.advance(5 * SECOND)
    shop.proof("sato").wipe()
    for _ in range(3):
        assert failure(shop, "sato").code == "login.failed"
    assert failure(shop, "sato").code == "login.wait"


def test_after_a_quiet_day_old_failures_are_forgiven(shop: SmallShop) -> None:
    for _ in range(3):
        failure(shop, "sato")
    shop.clock.advance(DAY + MINUTE)
    for _ in range(3):
        assert failure(shop, "sato").code == "login.failed"


@pytest.mark.parametrize("step", [-HOUR, -365 * DAY])
def test_a_clock_set_back_locks_nobody_out(shop: SmallShop, step: int) -> None:
    for _ in range(3):
        failure(shop, "sato")
    shop.clock.set_wall(shop.clock.utc_us() + step)
    assert failure(shop, "sato").code == "login.wait"
    shop.clock.advance(LONGEST_WAIT_US)
    shop.proof("sato").wipe()


@pytest.mark.requirement("J-14")
def test_whoever_tries_all_day_gets_few_tries(shop: SmallShop) -> None:
    start, tried = shop.clock.utc_us(), 0
    while shop.clock.utc_us() < start + DAY:
        refused = failure(shop, "sato")
        if refused.code == "login.wait":
            shop.clock.advance(int(str(refused.params["seconds"])) * SECOND)
        else:
            tried += 1
    assert tried <= 2 + 9 + 96


@pytest.mark.requirement("J-14")
def test_trying_side_by_side_gains_nothing(shop: SmallShop) -> None:
    with ThreadPoolExecutor(8) as pool:
        tries = pool.map(lambda _: failure(shop, "sato").code, range(24))
        assert list(tries).count("login.failed") == 3


def test_made_up_logins_do_not_fill_the_catalogue(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert login_module._MARKS <= 1024
    monkeypatch.setattr(login_module, "_MARKS", 16)  # the same in small
    for number in range(80):
        failure(shop, f"nobody{number}")
    with shop.catalogue.read() as db:
        count = db.scalar(select(func.count()).select_from(schema.login_throttle))
    assert count == 16


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(login=st.text(max_size=40), password=st.text(max_size=40))
def test_nothing_typed_breaks_the_login(shop: SmallShop, login: str, password: str) -> None:
    shop.clock.advance(2 * DAY)
    assert failure(shop, login, password).code in ("login.failed", "login.wait")


def test_a_password_is_changed_and_the_person_stays_the_same(shop: SmallShop) -> None:
    before = shop.proof("sato")
    new = password_of("something else")
    with shop.logins.change_password("sato", shop.passwords["sato"], new, SEAT) as proof:
        assert proof.factor.content == before.factor.content
    assert failure(shop, "sato", shop.passwords["sato"]).code == "login.failed"
    with shop.logins.check("sato", new, SEAT) as proof:
        assert proof.factor.content == before.factor.content
    assert [entry["people"] for entry in shop.log("person.password_changed")] == [[shop.chief.id]]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (" ".join(password_of("sato").split()) + " ", "password.same"),
        ("short", "password.too_short"),
        ("sato sato sato sato", "password.pattern"),
        ("sato and Sato and sato", "password.personal"),
    ],
)
def test_a_poor_new_password_changes_nothing(shop: SmallShop, new: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.logins.change_password("sato", shop.passwords["sato"], new, SEAT)
    assert refused.value.code == code
    shop.proof("sato").wipe()


def test_changing_a_password_takes_the_old_one(shop: SmallShop) -> None:
    with pytest.raises(Refused) as refused:
        shop.logins.change_password("sato", WRONG, password_of("new"), SEAT)
    assert refused.value.code == "login.failed"
    shop.proof("sato").wipe()


@pytest.mark.requirement("J-14")
def test_stored_work_rises_at_the_next_login(shop: SmallShop) -> None:
    dearer = Work(memory_kib=128, passes=2, lanes=1)
    shop.work = dearer
    shop.restart()
    first = shop.proof("sato")
    person = schema.person
    with shop.catalogue.read() as db:
        salts = {row.login: row.salt for row in db.execute(select(person))}
    assert Recipe.from_bytes(salts["sato"]).work == dearer
    assert Recipe.from_bytes(salts["suzuki"]).work == CHEAP
    assert shop.proof("sato").factor.content == first.factor.content


@pytest.mark.requirement("J-14")
def test_managers_countersign_the_log_and_others_do_not(shop: SmallShop) -> None:
    shop.add("tanaka", [Role.STAFF])
    for login in ("tanaka", "sato"):
        shop.proof(login).wipe()
    head = schema.audit_head
    with shop.catalogue.read() as db:
        signers = db.scalars(select(head.c.signer).where(head.c.signer != "shop")).all()
    assert signers == [shop.chief.id]


@pytest.mark.requirement("J-14")
@pytest.mark.parametrize("password", [WRONG, password_of("sato")])
def test_without_a_log_there_is_no_login(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    def full(*_: Entry) -> None:
        raise Unavailable("catalogue.full")

    monkeypatch.setattr(shop.ledger, "append", full)
    logins = Logins(shop.catalogue, shop.ledger, shop.clock, work=CHEAP)
    with pytest.raises(Unavailable):
        logins.check("sato", password, SEAT)
