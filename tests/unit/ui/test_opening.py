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
from ui.review.opening import Missing, OpeningPresenter


@pytest.fixture
def opened() -> list[Footage]:
    return []


@pytest.fixture
def door(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock, opened: list[Footage]
) -> OpeningPresenter:
    """As the dialog comes."""
    presenter = OpeningPresenter(shop, chief, runner, clock, opened.append)
    presenter.load()
    return presenter


@pytest.fixture
def filled(door: OpeningPresenter) -> OpeningPresenter:
    """A purpose and two cameras are chosen."""
    fill(door)
    return door


def fill(door: OpeningPresenter) -> None:
    door.choose_purpose("theft-prevention")
    for camera_id in ("cam-1", "cam-3"):
        door.choose_camera(camera_id, wanted=True)


@pytest.mark.requirement("J-1", "M-1")
def test_nothing_that_widens_a_look_is_chosen_by_itself(
    door: OpeningPresenter, shop: FakeShop
) -> None:
    state = door.state
    assert (state.purpose, state.chosen) == ("", frozenset())
    assert state.span == Span(state.now_us - 10 * MINUTE, state.now_us)
    assert state.missing == (Missing.PURPOSE, Missing.CAMERAS)
    door.open(KEYS["suzuki"])
    assert shop.door.asked == []
    door.choose_purpose("safety")
    assert door.state.missing == (Missing.CAMERAS,)
    door.choose_camera("cam-2", wanted=True)
    assert door.state.complete


def test_the_only_camera_of_a_shop_needs_no_choosing(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.camera_list = (CameraInfo("cam-1", "入口"),)
    presenter = OpeningPresenter(shop, chief, runner, clock, lambda _: None)
    presenter.load()
    assert presenter.state.chosen == {"cam-1"}


def test_what_was_chosen_is_what_is_asked_for(
    filled: OpeningPresenter, shop: FakeShop, opened: list[Footage]
) -> None:
    assert filled.state.complete
    assert filled.state.second == "suzuki"
    filled.type_note(" レジ横の棚 ")
    filled.open(KEYS["suzuki"])
    assert len(opened) == 1
    request = shop.door.asked[0]
    assert request.note == "レジ横の棚"
    assert request.purpose == "theft-prevention"
    assert request.span.duration == 10 * MINUTE
    assert request.camera_ids == ("cam-1", "cam-3")


@pytest.mark.requirement("J-3")
def test_a_wrong_passphrase_names_the_person_and_nothing_opens(
    filled: OpeningPresenter, opened: list[Footage]
) -> None:
    filled.open("not the words")
    trouble = filled.state.trouble
    assert isinstance(trouble, Refused)
    assert trouble.code == "pair.second_failed"
    assert "鈴木" in trouble.words("ja").what
    assert not filled.state.busy
    assert opened == []
    filled.amend()
    assert filled.state.trouble is None
    filled.open(KEYS["suzuki"])
    assert len(opened) == 1


def test_without_camera_purpose_or_span_nothing_is_asked(
    filled: OpeningPresenter, shop: FakeShop
) -> None:
    for camera in filled.state.cameras:
        filled.choose_camera(camera.id, wanted=False)
    filled.open(KEYS["suzuki"])
    filled.choose_camera("cam-1", wanted=True)
    filled.type_span("soon", "later")
    assert isinstance(filled.state.span_trouble, InvalidInput)
    assert filled.state.missing == (Missing.SPAN,)
    filled.open(KEYS["suzuki"])
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
    for n in range(1, 10):
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
    fill(presenter)
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
    fill(presenter)
    presenter.open(KEYS["suzuki"])
    presenter.give_up()
    held.let_go()
    assert opened == []
    assert shop.door.opened[0].closed is EndReason.CLOSED
