"""Requests of people about their own data: known person, answer in time, letter (J-6, M-31)."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import papers
from shopguard.app.acts import provision as provisions
from shopguard.app.acts import rights as acts
from shopguard.base.clock import DAY, SECOND
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES, Language, all_codes, text
from shopguard.evidence.letters import answer_pdf
from shopguard.evidence.provisions import Provision
from shopguard.evidence.rights import Answer, RightsRequest, RightsState, RightsStep, Wish
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled
from tests.unit.evidence.test_papers import words_of

CONSOLE = Console("test")


def asked(full: FullShop, wish: Wish = Wish.DISCLOSURE) -> RightsRequest:
    return acts.receive(
        full.shop, CONSOLE, wish=wish, who="田中 花子", contact="090-0000-0000", words="昨日の入口"
    )


def known(full: FullShop, wish: Wish = Wish.DISCLOSURE) -> RightsRequest:
    request = asked(full, wish)
    return acts.identified(full.shop, CONSOLE, request.id, document="運転免許証", how="対面")


@pytest.mark.requirement("M-31")
def test_an_answer_is_due_in_time(full: FullShop) -> None:
    request = asked(full)
    assert request.due_us == request.received_us + 14 * DAY
    full.clock.advance(14 * DAY + SECOND)
    later = asked(full)
    assert request.is_overdue(full.clock.utc_us())
    acts.withdrawn(full.shop, CONSOLE, later.id, "取り下げ")
    listed = acts.listed(full.shop)
    assert [one.number for one in listed] == [request.number, later.number]
    assert not listed[1].is_overdue(2**62)


@pytest.mark.requirement("J-6", "M-31")
def test_nothing_is_answered_to_a_stranger(full: FullShop) -> None:
    request = asked(full)
    with pytest.raises(Refused) as caught:
        acts.answer(full.shop, CONSOLE, request.id, answer="granted", reason="x")
    assert caught.value.code == "rights.not_identified"


@pytest.mark.requirement("J-6", "M-31")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("wish", Wish)
def test_every_answer_is_a_letter(
    full: FullShop, wish: Wish, answer: Answer, language: Language
) -> None:
    request = known(full, wish)
    done = acts.answer(full.shop, CONSOLE, request.id, answer=answer, reason="保存期間のため")
    assert done.state is RightsState.ANSWERED
    said = words_of(answer_pdf(done, papers.letterhead(full.shop), language)).replace("\n", "")
    for words in (
        "田中 花子",
        "昨日の入口",
        "保存期間のため",
        text(f"rights.wish.{wish}", language),
    ):
        assert words.replace(" ", "") in said.replace(" ", "")


def test_there_is_no_letter_before_the_answer(full: FullShop) -> None:
    with pytest.raises(InvalidInput):
        answer_pdf(known(full), papers.letterhead(full.shop))


def test_an_answered_request_is_closed(full: FullShop) -> None:
    request = known(full)
    acts.answer(full.shop, CONSOLE, request.id, answer="declined", reason="x")
    with pytest.raises(Refused):
        acts.answer(full.shop, CONSOLE, request.id, answer="granted", reason="y")
    noted = acts.note(full.shop, CONSOLE, request.id, "電話で説明した")
    assert noted.state is RightsState.ANSWERED
    assert full.shop.cases.check() == []


@pytest.mark.requirement("M-31")
def test_records_are_found_by_place_and_time_without_a_picture(full: FullShop) -> None:
    entrance, till = full.camera("入口"), full.camera("レジ前")
    start = full.clock.utc_us()
    full.record(entrance, 3)
    full.record(till, 2)
    full.clock.advance(10 * SECOND)
    found = acts.search(full.shop, Span(start, start + 10 * SECOND), "入口")
    assert [one.name for one in found] == ["入口"]
    assert found[0].covered[0].duration == 3 * SECOND
    assert acts.search(full.shop, Span(0, SECOND)) == []


@pytest.mark.parametrize("wrong", [{"wish": "everything"}, {"who": " "}, {"words": "あ" * 501}])
def test_what_makes_no_sense_is_not_noted(full: FullShop, wrong: dict[str, str]) -> None:
    given: dict[str, Any] = {"wish": "disclosure", "who": "a", "contact": "b", "words": "c"} | wrong
    with pytest.raises(InvalidInput):
        acts.receive(full.shop, CONSOLE, **given)
    assert acts.listed(full.shop) == []


def test_every_wish_answer_step_and_state_has_words() -> None:
    tables = {"wish": Wish, "answer": Answer, "step": RightsStep, "state": RightsState}
    codes = all_codes()
    assert {f"rights.{t}.{one}" for t, found in tables.items() for one in found} <= codes.keys()
    assert {f"rights.letter.{one}" for one in Answer} <= codes.keys()


# --- the provision that answers it --------------------------------------------------------------

ASKED: dict[str, Any] = {"ground": "self", "cameras": [], "span": Span(0, SECOND)}


def provide_for(full: FullShop, request: RightsRequest) -> Provision:
    camera = next(iter(full.shop.cameras.list()), None) or full.camera()
    beside = acts.answered_by(full.shop, CONSOLE, request.id, "ja")
    asked = ASKED | {"cameras": [camera.id], "fields": filled("self")}
    return provisions.open_provision(full.shop, CONSOLE, beside=beside, **asked)


def test_the_provision_and_its_name_in_the_request_are_one(full: FullShop) -> None:
    request = known(full)
    provision = provide_for(full, request)
    assert acts.find(full.shop, request.id).provision == provision.id
    assert full.shop.cases.check() == []
    with pytest.raises(Refused):
        provide_for(full, request)
    assert len(provisions.listed(full.shop)) == 1


@pytest.mark.requirement("G-7.2")
def test_killed_between_the_two_neither_is_there(full: FullShop) -> None:
    """A process of its own, killed after the first entry was written and before the second."""
    request = known(full)
    full.shop.close()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(full.home.path), request.id],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    shop = full.reopen()
    assert provisions.listed(shop) == []
    assert not acts.find(shop, request.id).provision
    assert shop.cases.check() == []
    provision = provide_for(full, request)
    assert acts.find(shop, request.id).provision == provision.id


_KILLED = """
import os, signal, sys
from pathlib import Path
from shopguard.app.shop import Shop
from shopguard.base.home import Home
from shopguard.evidence.cases import Cases
from tests.fakes.full_shop import FullShop
from tests.unit.evidence.test_rights import acts, provide_for

kept, count = Cases.keep, []

def keep(self, planned, db):
    count.append(planned)
    if len(count) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    kept(self, planned, db)

Cases.keep = keep
full = object.__new__(FullShop)
full.shop = Shop.open(Home(Path(sys.argv[1])))
provide_for(full, acts.find(full.shop, sys.argv[2]))
"""
