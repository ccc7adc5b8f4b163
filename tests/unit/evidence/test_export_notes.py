"""Cancelled in the last instant, written to by somebody else, ended by a crash: what is left."""

from __future__ import annotations

from typing import Any

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import export_notes
from shopguard.app.acts import provide as providing
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import provide
from shopguard.audit.actions import Act
from shopguard.audit.record import Wanted, find
from shopguard.base.errors import Refused, ShopGuardError, Unavailable
from shopguard.evidence import sealed_zip
from shopguard.evidence.cases import Register
from shopguard.evidence.provisions import State, Step
from tests.fakes.handing_out import Counter, Waiting
from ui.engine.provisions import EngineProvisions
from ui.tasks import Cancelled


@pytest.mark.requirement("J-14", "G-6.2")
def test_thinking_better_of_it_while_the_password_is_noted_leaves_nothing(counter: Counter) -> None:
    """The last thing the export does: after it only the window could show the password."""
    context, noted = Waiting(), providing.key_shown

    def too_late(*given: Any) -> Any:
        found = noted(*given)
        context.until = -1.0
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(providing, "key_shown", too_late)
        with pytest.raises((Cancelled, ShopGuardError)):
            counter.desktop(context)
    assert context.cancelled
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("J-14", "G-6.2")
def test_a_package_whose_password_nobody_read_goes_again(counter: Counter) -> None:
    handed = counter.desktop()
    assert handed.path.is_file()
    EngineProvisions(counter.full.shop, {}).unread("1", handed)
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("J-14", "G-6.2")
def test_a_terminal_that_shows_nothing_takes_the_package_back(counter: Counter) -> None:
    done = counter.given()
    with pytest.raises(BrokenPipeError), providing.read_by_somebody(counter.full.shop, done):
        raise BrokenPipeError
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("G-6.2")
def test_a_medium_that_fails_once_the_package_has_its_name(counter: Counter) -> None:
    def fails(*_: object) -> None:
        assert list(counter.stick.glob("*.zip"))
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(sealed_zip.host), "fsync_folder", fails)
        with pytest.raises(Unavailable):
            counter.given()
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("J-7", "G-6.2")
@pytest.mark.parametrize("when", ["while it is written", "while it is read back"])
def test_somebody_else_writes_to_the_case_meanwhile(counter: Counter, when: str) -> None:
    """Another desktop: what the package says would be old, and what it left is not taken for it."""
    shop, at = counter.full.shop, {"while it is written": 0.2, "while it is read back": 0.9}[when]

    def progress(done: float) -> None:
        if done >= at and len(acts.find(shop, "1").case.entries) < 2 + (at > 0.5):
            acts.correct(shop, Console("x"), "1", fields={"contact": "別の係"}, reason="異動")
            if at > 0.5:
                raise OSError("pulled out")

    with counter.full.proofs("sato", "suzuki") as proofs, pytest.raises((ShopGuardError, OSError)):
        provide(shop, proofs, "1", counter.stick, progress=progress)
    counter.nothing_came_of_it()
    steps = [entry.kind for entry in acts.find(shop, "1").case.entries]
    assert Step.CORRECTED in steps
    assert (Step.EXPORTED in steps) == (at > 0.5)
    counter.a_second_try_works()


@pytest.mark.requirement("J-6", "J-7")
def test_a_case_refused_meanwhile_gives_no_package_and_the_log_says_so(counter: Counter) -> None:
    shop = counter.full.shop

    def progress(_: float) -> None:
        if acts.find(shop, "1").state is State.OPEN:
            acts.refuse(shop, Console("x"), "1", "取り下げ")

    with counter.full.proofs("sato", "suzuki") as proofs, pytest.raises(ShopGuardError):
        provide(shop, proofs, "1", counter.stick, progress=progress)
    assert list(counter.stick.iterdir()) == []
    assert acts.find(shop, "1").state is State.REFUSED
    with shop.catalogue.read() as db:
        (entry,) = (one.entry for one in find(db, Wanted(action=Act.PROVISION_FAILED)))
    assert (entry.outcome, entry.detail["register"]) == ("failed", "provision.state")
    assert shop.cases.check() == []


@pytest.mark.requirement("J-7")
def test_what_a_crash_left_unfinished_is_not_handed_over(counter: Counter) -> None:
    """The log holds the export, and then the power went: there is no package."""
    shop, handed = counter.full.shop, {"medium": "USB", "password_way": "電話"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_notes, "_failed", lambda *_: None)
        patch.setattr(providing, "key_shown", lambda *_: shop.cases.get(Register.PROVISION, "9"))
        with pytest.raises(ShopGuardError):
            counter.given()
    assert acts.find(shop, "1").state is State.EXPORTED
    with pytest.raises(Refused) as refused:
        acts.hand_over(shop, Console("x"), "1", received_by="山田", **handed)
    assert refused.value.code == "provision.no_package"
    counter.a_second_try_works()
    done = acts.hand_over(shop, Console("x"), "1", received_by="山田", **handed)
    assert done.state is State.HANDED_OVER
