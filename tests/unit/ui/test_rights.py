"""The book of requests about one's own data: what comes next, and how it leads to the pictures."""

from __future__ import annotations

import pytest

from shopguard.base.clock import HOUR, parse_time
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.evidence import rights as engine
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.health.presenter import HealthPresenter
from ui.model import Credentials
from ui.provision.model import Draft
from ui.rights.model import (
    Answer,
    FoundFootage,
    Reminders,
    RightsAct,
    RightsDraft,
    RightsInfo,
    Wish,
    acts_for,
)
from ui.rights.presenter import RightsPresenter
from ui.rights.words import next_words, reminder_words
from ui.session import Seat

NOW = parse_time("2026-11-20T18:32:05+09:00")
SPAN = Span(NOW - 2 * HOUR, NOW - HOUR)


class Book:
    """The presenter with everything it stands on."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.shop = FakeShop(self.clock)
        self.runner = FakeRunner()
        self.seat = Seat(self.clock)
        self.seat.sit(self.shop.sign_in(Credentials("sato", KEYS["sato"])))
        self.presenter = RightsPresenter(self.shop, self.seat, self.runner, lambda: "ja")
        self.answers: list[Exception | None] = []
        self.presenter.enter()

    def choose(self, number: int) -> RightsInfo:
        found = next(one for one in self.shop.rights.now if one.number == number)
        self.presenter.choose(found.id)
        return self.chosen

    @property
    def chosen(self) -> RightsInfo:
        request = self.presenter.state.request
        assert request is not None
        return request

    def done(self, name: str) -> list[object]:
        return [given for act, given in self.shop.rights.given if act == name]


@pytest.fixture
def book() -> Book:
    return Book()


def draft(hold: bool = True) -> RightsDraft:
    return RightsDraft(Wish.ERASURE, "小林", "090", "消してほしい", ("cam-1",), SPAN, hold)


@pytest.mark.requirement("M-31")
def test_the_open_ones_come_first_and_the_late_ones_are_counted(book: Book) -> None:
    state = book.presenter.state
    assert [one.number for one in state.requests] == [2, 3, 1]
    assert (state.open, state.late) == (2, 1)
    assert book.chosen.number == 2


def test_a_request_is_noted_and_chosen(book: Book) -> None:
    book.presenter.receive(draft(), book.answers.append)
    assert book.answers == [None]
    assert (book.chosen.who, book.chosen.state) == ("小林", "received")


def test_what_is_refused_is_told_to_the_dialog(book: Book) -> None:
    book.shop.rights.trouble = Refused("policy.not_trained")
    book.presenter.receive(draft(), book.answers.append)
    assert isinstance(book.answers[0], Refused)
    assert len(book.presenter.state.requests) == 3


@pytest.mark.requirement("J-6", "M-31")
def test_nothing_is_answered_before_the_person_is_known(book: Book) -> None:
    assert RightsAct.ANSWER not in acts_for(book.choose(2))
    book.presenter.identified("運転免許証", "対面", book.answers.append)
    assert RightsAct.ANSWER in acts_for(book.chosen)


def test_first_it_is_looked_for_then_answered(book: Book) -> None:
    book.choose(2)
    book.presenter.identified("運転免許証", "対面", book.answers.append)
    assert acts_for(book.chosen)[0] is RightsAct.SEARCH
    book.presenter.note("何も残っていない", book.answers.append)
    assert acts_for(book.chosen)[0] is RightsAct.ANSWER


@pytest.mark.requirement("J-6")
@pytest.mark.parametrize("given", Answer)
@pytest.mark.parametrize("number", [2, 3])
def test_only_promised_pictures_lead_to_a_provision(book: Book, given: Answer, number: int) -> None:
    disclosure = book.choose(number).wish is Wish.DISCLOSURE
    book.presenter.identified("運転免許証", "対面", book.answers.append)
    book.presenter.answer(given, "理由", book.answers.append)
    promised = disclosure and given in (Answer.GRANTED, Answer.PARTLY)
    assert (RightsAct.PROVIDE in acts_for(book.chosen)) is promised
    assert book.chosen.state == "answered"


@pytest.mark.requirement("J-6")
def test_the_provision_knows_what_the_request_knows(book: Book) -> None:
    asked = book.choose(1)
    drafts: list[Draft] = []
    book.presenter.begin_provision(drafts.append)
    assert (drafts[0].ground, drafts[0].rights) == ("self", asked.id)
    assert drafts[0].fields["recipient"] == asked.who
    assert (drafts[0].camera_ids, drafts[0].span) == (("cam-1",), asked.span)


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("hold", [True, False])
def test_what_was_found_is_noted_and_kept_where_wished(book: Book, hold: bool) -> None:
    book.choose(3)
    found: list[tuple[FoundFootage, ...]] = []
    book.presenter.search_footage(SPAN, "売場", found.append, book.answers.append)
    assert [one.camera.name for one in found[0]] == ["売場A"]
    book.presenter.keep_found(SPAN, "入口", found[0], book.answers.append, hold=hold)
    assert book.chosen.span == SPAN
    assert len(book.done("hold")) == hold


@pytest.mark.requirement("M-31")
def test_that_nothing_was_found_is_noted_too(book: Book) -> None:
    before = book.choose(3)
    book.presenter.keep_found(SPAN, "倉庫", (), book.answers.append, hold=True)
    assert (book.chosen.span, book.done("hold")) == (before.span, [])
    assert book.chosen.events[-1].kind == "noted"


def test_a_request_is_withdrawn_and_a_note_stays_possible(book: Book) -> None:
    book.presenter.withdraw("解決した", book.answers.append)
    assert acts_for(book.chosen) == (RightsAct.NOTE,)
    book.presenter.note("電話でお礼", book.answers.append)
    assert book.answers == [None, None]


def test_every_step_says_what_comes_next(book: Book) -> None:
    for one in book.presenter.state.requests:
        assert next_words(one)


def test_the_desktop_knows_every_wish_and_answer_of_the_engine() -> None:
    assert {one.value for one in Wish} == {one.value for one in engine.Wish}
    assert {one.value for one in Answer} == {one.value for one in engine.Answer}
    assert {one.value for one in engine.RightsState} == set(ACTED)


ACTED = ("received", "identified", "answered", "withdrawn")


@pytest.mark.requirement("M-31")
def test_a_manager_is_reminded_on_the_health_page(book: Book) -> None:
    book.shop.rights.due = Reminders(2, 1, 1)
    health = HealthPresenter(book.shop, book.seat, book.runner, book.clock)
    health.tick()
    assert health.state.due == Reminders(2, 1, 1)
    assert len(reminder_words(health.state.due).split("\n")) == 3
    assert not reminder_words(Reminders())


def test_nobody_else_is_reminded(book: Book) -> None:
    book.shop.rights.due = Reminders(2)
    book.seat.sit(book.shop.sign_in(Credentials("tanaka", KEYS["tanaka"])))
    health = HealthPresenter(book.shop, book.seat, book.runner, book.clock)
    health.tick()
    assert not health.state.due.any


# --- searching ----------------------------------------------------------------------------------


def test_the_list_is_searched_and_what_is_open_is_counted_all_the_same(book: Book) -> None:
    (wanted, *_rest) = book.shop.rights.now
    book.presenter.search(wanted.who)
    state = book.presenter.state
    assert [one.who for one in state.requests] == [wanted.who]
    assert state.chosen == wanted.id
    assert (state.open, state.late) == (2, 1)
    book.presenter.search("nothing like it")
    assert book.presenter.state.requests == ()
    assert not book.presenter.state.nothing  # the book is not empty: only nothing was found


def test_an_act_keeps_what_is_searched_for(book: Book) -> None:
    request = book.choose(3)
    book.presenter.search(request.who)
    book.presenter.note("電話した", book.answers.append)
    state = book.presenter.state
    assert (state.search, state.chosen) == (request.who, request.id)
    assert book.answers == [None]


def test_what_was_asked_before_is_not_shown_for_what_is_typed_now() -> None:
    book = Book()
    book.runner.held = True
    book.presenter.enter()
    book.presenter.search("nothing like it")
    book.runner.let_go()
    assert book.presenter.state.requests == ()
