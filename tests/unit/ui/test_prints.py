"""The book of printed stills: where each paper is, and one manager says what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.base.clock import parse_time
from shopguard.base.errors import Refused, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.runner import FakeRunner
from tests.unit.app.test_printed import export, print_one
from ui.engine.prints import EnginePrints
from ui.model import Credentials, PersonInfo, SignedIn
from ui.prints.model import PrintAct, acts_for
from ui.prints.presenter import PrintsPresenter
from ui.session import Away, Seat

NOW = parse_time("2026-11-20T18:32:05+09:00")


class Room:
    """The presenter with everything it stands on."""

    def __init__(self) -> None:
        clock = FakeClock(NOW)
        self.shop = FakeShop(clock)
        self.seat = Seat(clock)
        self.seat.sit(self.shop.sign_in(Credentials("sato", KEYS["sato"])))
        self.presenter = PrintsPresenter(self.shop, self.seat, FakeRunner(), lambda: "ja")
        self.presenter.enter()
        self.answers: list[Exception | None] = []

    def state_of(self, number: int) -> str:
        return next(one.state for one in self.presenter.state.prints if one.number == number)


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_newest_is_chosen_and_late_ones_are_counted(room: Room) -> None:
    state = room.presenter.state
    assert (state.chosen, state.overdue) == ("5", 1)


@pytest.mark.requirement("J-15")
def test_what_became_of_it_stands_in_the_list_at_once(room: Room) -> None:
    room.presenter.choose("3")
    room.presenter.shredded("鈴木", room.answers.append)
    assert room.answers == [None]
    assert room.shop.prints.given == [("shredded", (3, "鈴木"))]
    assert (room.state_of(3), room.presenter.state.overdue) == ("shredded", 0)
    room.presenter.back("", room.answers.append)
    assert room.state_of(3) == "kept"


def test_a_refusal_is_told_to_the_dialog_and_changes_nothing(room: Room) -> None:
    room.shop.prints.trouble = Refused("still.state")
    room.presenter.shredded("", room.answers.append)
    assert isinstance(room.answers[0], Refused)
    assert room.state_of(5) == "kept"


def test_trouble_with_the_list_on_paper_is_said_until_the_page_is_left(room: Room) -> None:
    room.shop.prints.trouble = Unavailable("catalogue.busy")
    room.presenter.on_paper(lambda _: None)
    assert isinstance(room.presenter.state.trouble, Unavailable)
    room.presenter.leave()
    assert room.presenter.state.trouble is None


def test_nobody_at_the_seat_says_nothing(room: Room) -> None:
    room.seat.leave(Away.SIGNED_OUT)
    room.presenter.shredded("", room.answers.append)
    assert room.shop.prints.given == []


@pytest.mark.requirement("J-6", "J-15")
def test_handing_over_is_offered_only_where_a_provision_covers_it(room: Room) -> None:
    offered = {one.number: acts_for(one) for one in room.presenter.state.prints}
    assert offered == {
        5: (PrintAct.SHREDDED, PrintAct.HANDED_OVER),
        4: (),
        3: (PrintAct.SHREDDED,),
        2: (PrintAct.BACK,),
        1: (PrintAct.BACK,),
    }


@pytest.mark.requirement("J-15")
def test_the_desktop_reads_and_writes_the_log_itself(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    try:
        asked = opened(full)
        for _ in range(2):
            print_one(full, asked)
        book = EnginePrints(full.shop)
        assert [one.cases for one in book.listed("", "ja")] == [(), ()]
        export(full, tmp_path)
        with full.proof("suzuki") as proof:
            person = full.shop.people.by_login("suzuki")
            info = PersonInfo(person.id, "suzuki", person.name, "deputy")
            by = SignedIn(info, frozenset(), proof)
            (case,) = book.listed("", "ja")[0].cases
            book.shredded(1, "鈴木", by)
            book.handed_over(2, case.id, "", by)
        second, first = book.listed("", "ja")
        assert (first.state, second.state) == ("shredded", "handed-over")
        assert first.events[-1].words == "細断した (鈴木)"
        assert second.events[-1].words == "提供 第1号で渡した"
        assert second.events[-1].people == (person.name,)
        assert second.cases == ()
    finally:
        full.close()
