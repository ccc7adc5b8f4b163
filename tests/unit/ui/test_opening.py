"""The door's dialog: what is asked for, and what keeps it shut."""

from __future__ import annotations

import pytest

from shopguard.base.clock import DAY, HOUR, MINUTE
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import CameraInfo, SignedIn
from ui.review.model import EndReason, Footage
from ui.review.opening import OpeningPresenter


@pytest.fixture
def opened() -> list[Footage]:
    return []


@pytest.fixture
def door(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock, opened: list[Footage]
) -> OpeningPresenter:
    presenter = OpeningPresenter(shop, chief, runner, clock, opened.append)
    presenter.load()
    return presenter


def test_ready_at_once_for_two_people_who_know_it(
    door: OpeningPresenter, shop: FakeShop, opened: list[Footage]
) -> None:
    assert door.state.complete
    assert door.state.second == "suzuki"
    door.type_note(" レジ横の棚 ")
    door.open(KEYS["suzuki"])
    assert len(opened) == 1
    request = shop.door.asked[0]
    assert request.note == "レジ横の棚"
    assert request.purpose == "theft-prevention"
    assert request.span.duration == HOUR
    assert request.camera_ids == ("cam-1", "cam-2", "cam-3", "cam-4")


@pytest.mark.requirement("J-3")
def test_a_wrong_passphrase_is_said_in_place_and_nothing_opens(
    door: OpeningPresenter, opened: list[Footage]
) -> None:
    door.open("not the words")
    assert isinstance(door.state.trouble, Refused)
    assert not door.state.busy
    assert opened == []
    door.open(KEYS["suzuki"])
    assert len(opened) == 1


def test_without_camera_purpose_or_span_nothing_is_asked(
    door: OpeningPresenter, shop: FakeShop
) -> None:
    for camera in door.state.cameras:
        door.choose_camera(camera.id, wanted=False)
    door.open(KEYS["suzuki"])
    door.choose_camera("cam-1", wanted=True)
    door.type_span("soon", "later")
    assert isinstance(door.state.span_trouble, InvalidInput)
    door.open(KEYS["suzuki"])
    assert shop.door.asked == []


def test_spans_lie_in_the_past_end_after_they_start_and_have_a_limit(
    door: OpeningPresenter,
) -> None:
    now = door.state.now_us
    door.choose_span(Span(now - HOUR, now + HOUR))
    assert door.state.span == Span(now - HOUR, now)
    bad = (Span(now - HOUR, now - 2 * HOUR), Span(now - 32 * DAY, now))
    for span in (*bad, Span(now - 30 * MINUTE, now)):
        door.choose_span(span)
        assert (door.state.span is None) == (door.state.span_trouble is not None) == (span in bad)


def test_no_more_cameras_than_fit(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.camera_list = tuple(CameraInfo(f"cam-{n}", f"カメラ{n}") for n in range(1, 12))
    presenter = OpeningPresenter(shop, chief, runner, clock, lambda _: None)
    presenter.load()
    assert len(presenter.state.chosen) == 4
    for n in range(5, 10):
        presenter.choose_camera(f"cam-{n}", wanted=True)
    presenter.choose_camera("cam-11", wanted=True)
    assert presenter.state.chosen == {f"cam-{n}" for n in range(1, 10)}
    presenter.choose_camera("cam-1", wanted=False)
    presenter.choose_camera("cam-11", wanted=True)
    assert "cam-11" in presenter.state.chosen


@pytest.mark.requirement("J-13")
def test_somebody_whose_training_lapsed_is_not_chosen_by_itself(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.door.unfit["suzuki"] = "policy.not_trained"
    presenter = OpeningPresenter(shop, chief, runner, clock, lambda _: None)
    presenter.load()
    assert presenter.state.seconds[0].unfit
    assert presenter.state.second == ""


def test_one_manager_alone_only_where_the_rule_says_so(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.door.alone = True
    opened: list[Footage] = []
    presenter = OpeningPresenter(shop, chief, runner, clock, opened.append)
    presenter.load()
    presenter.open("")
    assert len(opened) == 1
    assert len(opened[0].viewers) == 1


def test_an_old_proof_asks_the_first_person_again(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.door.proven = False
    presenter = OpeningPresenter(shop, chief, runner, clock, lambda _: None)
    presenter.load()
    assert presenter.state.asks_again


def test_a_door_that_opens_after_the_dialog_was_closed_is_closed_at_once(
    shop: FakeShop, chief: SignedIn, clock: FakeClock
) -> None:
    held = FakeRunner(held=True)
    opened: list[Footage] = []
    presenter = OpeningPresenter(shop, chief, held, clock, opened.append)
    presenter.load()
    held.let_go()
    presenter.open(KEYS["suzuki"])
    presenter.give_up()
    held.let_go()
    assert opened == []
    assert shop.door.opened[0].closed is EndReason.CLOSED
