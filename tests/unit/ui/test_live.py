"""The live wall never shows as live what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.runner import FakeRunner
from ui.live.model import LATE_AFTER_S, LOST_AFTER_S, TileState, state_of
from ui.live.presenter import LivePresenter
from ui.model import CameraInfo


@pytest.fixture
def wall(shop: FakeShop, runner: FakeRunner, clock: FakeClock) -> LivePresenter:
    presenter = LivePresenter(shop, runner, clock)
    presenter.enter()
    return presenter


def tile(presenter: LivePresenter, camera_id: str) -> TileState:
    return next(t.state for t in presenter.state.tiles if t.camera.id == camera_id)


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_only_a_fresh_picture_is_live(age: float, watched: float) -> None:
    state = state_of(age, watched)
    assert (state is TileState.LIVE) == (age < LATE_AFTER_S)
    assert (state is TileState.LOST) == (age >= LOST_AFTER_S)


def test_a_frozen_camera_becomes_late_and_then_loses_its_picture(
    wall: LivePresenter, shop: FakeShop
) -> None:
    wall.tick()
    assert tile(wall, "cam-2") is TileState.LIVE
    shop.live.ages["cam-2"] = 12.4
    wall.tick()
    assert tile(wall, "cam-2") is TileState.LATE
    assert wall.picture("cam-2") is not None
    shop.live.ages["cam-2"] = 184.0
    shop.live.causes["cam-2"] = "stalled"
    wall.tick()
    lost = next(t for t in wall.state.tiles if t.camera.id == "cam-2")
    assert (lost.state, lost.age_s, lost.cause) == (TileState.LOST, 184, "stalled")
    assert wall.picture("cam-2") is None


def test_a_camera_that_never_came_waits_and_then_counts_as_lost(
    wall: LivePresenter, shop: FakeShop, clock: FakeClock
) -> None:
    shop.live.ages["cam-3"] = None
    wall.tick()
    assert tile(wall, "cam-3") is TileState.WAITING
    clock.advance(20 * SECOND)
    wall.tick()
    assert tile(wall, "cam-3") is TileState.LOST


def test_nothing_is_watched_once_nobody_looks(wall: LivePresenter, shop: FakeShop) -> None:
    assert len(shop.live.open) == 1
    wall.leave()
    assert shop.live.open == []
    assert wall.picture("cam-1") is None


def test_a_wall_that_opens_after_one_has_left_is_closed(shop: FakeShop, clock: FakeClock) -> None:
    held = FakeRunner(held=True)
    presenter = LivePresenter(shop, held, clock)
    presenter.enter()
    held.waiting.pop(0)()  # the list of cameras; the wall is asked for
    presenter.leave()
    held.let_go()
    assert shop.live.open == []


def test_more_cameras_than_tiles_are_turned_through(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.camera_list = tuple(CameraInfo(f"cam-{n}", f"カメラ{n}") for n in (1, 2, 3, 4, 1, 2))
    presenter = LivePresenter(shop, runner, clock)
    presenter.enter()
    assert presenter.state.pages == 2
    counts = [len(presenter.state.tiles)]
    for _ in range(2):
        presenter.turn(1)
        counts.append(len(presenter.state.tiles))
    assert counts == [4, 2, 4]
    assert len(shop.live.open) == 1


def test_one_camera_alone_and_back(wall: LivePresenter, shop: FakeShop) -> None:
    wall.enlarge("cam-3")
    assert [t.camera.id for t in wall.state.tiles] == ["cam-3"]
    wall.enlarge("cam-3")
    assert len(wall.state.tiles) == 4
    assert len(shop.live.open) == 1


def test_a_recorder_that_does_not_answer_is_said(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_ids: object) -> None:
        raise Unavailable("catalogue.busy")

    monkeypatch.setattr(shop.live, "watch", fail)
    presenter = LivePresenter(shop, runner, clock)
    presenter.enter()
    assert isinstance(presenter.state.failed, Unavailable)
