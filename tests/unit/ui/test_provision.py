"""The room where footage is handed over: what comes next, and nothing without both managers."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.base.clock import DAY, HOUR, from_us, iso, parse_time
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.base.span import Span
from shopguard.base.texts import Language
from tests.fakes.clock import FakeClock
from tests.fakes.desk_provisions import PASSWORD
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials
from ui.provision.model import ACTS, PAPERS, Draft, FieldKind, ProvisionAct, acts_for, filled_in
from ui.provision.presenter import ProvisionPresenter
from ui.provision.typed import to_read, to_type, typed_day, typed_time
from ui.review.model import Pair
from ui.session import Seat

NOW = parse_time("2026-11-20T18:32:05+09:00")


class Room:
    """The presenter with everything it stands on."""

    def __init__(self, *, held: bool = False) -> None:
        clock = FakeClock(NOW)
        self.shop = FakeShop(clock)
        self.runner = FakeRunner(held=held)
        self.seat = Seat(clock)
        self.seat.sit(self.shop.sign_in(Credentials("sato", KEYS["sato"])))
        self.presenter = ProvisionPresenter(self.shop, self.seat, self.runner, lambda: "ja")
        self.answers: list[Exception | None] = []

    def pair(self, words: str = KEYS["suzuki"]) -> Pair:
        assert self.seat.who is not None
        return Pair(self.seat.who, Credentials("suzuki", words))

    def export(self, words: str = KEYS["suzuki"]) -> None:
        self.presenter.export(Path("/usb"), self.pair(words), self.answers.append, time_copy=False)


@pytest.fixture
def room() -> Room:
    made = Room()
    made.presenter.enter()
    return made


def draft() -> Draft:
    span = Span(NOW - HOUR, NOW - HOUR // 2)
    return Draft("danger", {"recipient": "田中"}, ("cam-1",), span)


def test_the_newest_case_is_chosen_first(room: Room) -> None:
    assert room.presenter.state.case is not None
    assert room.presenter.state.case.number == 3


def test_a_search_keeps_what_was_chosen_where_it_still_can(room: Room) -> None:
    room.presenter.search("近所")
    assert [case.number for case in room.presenter.state.cases] == [1]


def test_a_request_is_noted_and_chosen(room: Room) -> None:
    room.presenter.open(draft(), room.answers.append)
    assert room.answers == [None]
    case = room.presenter.state.case
    assert case is not None
    assert (case.number, case.state) == (4, "open")


def test_what_is_refused_is_told_to_the_dialog(room: Room) -> None:
    room.shop.provisions.trouble = Refused("provision.incomplete", fields="scan")
    room.presenter.open(draft(), room.answers.append)
    assert isinstance(room.answers[0], Refused)
    assert len(room.presenter.state.cases) == 3


@pytest.mark.requirement("J-3")
def test_a_package_needs_the_second_person(room: Room) -> None:
    room.export("not the words")
    assert isinstance(room.answers[0], Refused)
    assert room.presenter.state.handed is None
    assert not room.seat.working


def test_the_password_is_shown_until_it_is_put_away(room: Room) -> None:
    room.export()
    handed = room.presenter.state.handed
    assert handed is not None
    assert handed.password == PASSWORD
    assert PASSWORD not in repr(room.presenter.state)
    room.presenter.put_away()
    assert room.presenter.state.handed is None


@pytest.mark.requirement("J-14")
def test_leaving_the_seat_takes_the_password_from_the_screen(room: Room) -> None:
    room.export()
    room.presenter.leave()
    assert room.presenter.state.handed is None


def test_leaving_stops_an_export_under_way() -> None:
    room = Room(held=True)
    room.presenter.enter()
    room.runner.let_go()
    room.export()
    before = room.presenter.state.share, room.seat.working
    room.presenter.leave()
    assert (before, room.presenter.state.share, room.seat.working) == ((0.0, True), None, False)


@pytest.mark.requirement("J-14")
def test_a_package_that_is_ready_too_late_is_taken_back() -> None:
    room = Room(held=True)
    room.presenter.enter()
    room.runner.let_go()
    room.export()
    room.presenter.leave()
    room.runner.let_go()
    acts = [name for name, _ in room.shop.provisions.given]
    assert acts[-2:] == ["export", "unread"]
    assert room.presenter.state.handed is None


def test_a_medium_that_is_full_is_said_in_place(room: Room) -> None:
    room.shop.provisions.trouble = Unavailable("export.no_room", megabytes=900)
    room.export()
    assert isinstance(room.answers[0], Unavailable)
    assert room.presenter.state.share is None


@pytest.mark.requirement("J-6")
def test_without_a_ground_there_is_only_a_refusal(room: Room) -> None:
    room.presenter.open(Draft("none", {}, (), None), room.answers.append)
    case = room.presenter.state.case
    assert case is not None
    assert acts_for(case) == (ProvisionAct.REFUSE,)
    room.presenter.refuse("根拠がありません", room.answers.append)
    assert room.presenter.state.case is not None
    assert room.presenter.state.case.state == "refused"


def test_every_state_has_its_papers() -> None:
    assert ACTS.keys() <= PAPERS.keys()


def test_from_the_package_to_the_end(room: Room) -> None:
    room.export()
    room.presenter.hand_over("USB", "電話", "山田", room.answers.append)
    room.presenter.returned("廃棄", room.answers.append)
    assert room.answers == [None, None, None]
    papers: list[bytes] = []
    room.presenter.paper("record", papers.append)
    room.presenter.register(papers.append)
    assert len(papers) == 2


def test_what_another_ground_asked_for_is_left_out(room: Room) -> None:
    ground = next(each for each in room.presenter.state.grounds if each.key == "danger")
    assert filled_in(ground.fields, {"court": "x", "danger": " y "}) == {"danger": "y"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("令和8年11月20日", "2026-11-20"),
        ("令和元年5月1日", "2019-05-01"),
        ("２０２６/１/５", "2026-01-05"),
        ("11/20", "2026-11-20"),
        ("5 Nov 2026", "2026-11-05"),
        ("20 november 2025", "2025-11-20"),
        ("12月1日", "2025-12-01"),
    ],
)
def test_days_are_read_as_people_write_them(words: str, day: str) -> None:
    assert typed_day(words, NOW) == day


@pytest.mark.parametrize("words", ["", "昨日", "2026-02-30", "13/1", "20261120", "令和", "x" * 500])
def test_what_is_no_day_is_said(words: str) -> None:
    with pytest.raises(InvalidInput):
        typed_day(words, NOW)


def test_times_are_read_as_anywhere_in_the_window() -> None:
    assert f"{from_us(parse_time(typed_time('昨日 18:32', NOW))):%H:%M}" == "18:32"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("away", [0, -90 * DAY, -500 * DAY, 3 * DAY])
def test_a_kept_time_is_typed_again_as_just_the_same(language: Language, away: int) -> None:
    kept = iso(NOW + away)
    shown = to_type(FieldKind.TIME, kept, NOW, language)
    assert shown.endswith("18:32:05")
    assert kept not in shown
    assert parse_time(typed_time(shown, NOW)) == parse_time(kept)


@pytest.mark.parametrize(
    ("words", "day"), [("12月1日", "2026-12-01"), ("11/20", "2026-11-20"), ("11/19", "2027-11-19")]
)
def test_a_day_of_return_is_still_to_come(words: str, day: str) -> None:
    assert typed_day(words, NOW, ahead=True) == day


def test_a_kept_day_stands_as_days_are_written() -> None:
    assert to_type(FieldKind.DATE, "2026-11-05", NOW, "ja") == "2026年11月5日"
    assert typed_day("2026年11月5日", NOW) == "2026-11-05"


def test_times_on_the_card_are_told_as_everywhere() -> None:
    told = to_read(FieldKind.TIME, "2026-11-20T09:00:00.000+00:00", "ja")
    assert told == "2026年11月20日(金) 18:00:00"


def test_who_called_is_asked_for_on_the_telephone_and_the_rest_is_not(room: Room) -> None:
    police = next(each for each in room.presenter.state.grounds if each.key == "police-inquiry")
    assert [each.name for each in police.fields if each.call] == ["agency", "recipient"]
