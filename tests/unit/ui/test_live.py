"""The live wall never shows as live what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_layouts import FakeLayouts
from tests.fakes.desk_shop import FakeShop
from tests.fakes.runner import FakeRunner
from ui.live.layout import Kept, LayoutFile, WallLayout
from ui.live.model import LATE_AFTER_S, LOST_AFTER_S, TileState, state_of
from ui.live.presenter import LivePresenter
from ui.model import CameraInfo


@pytest.fixture
def wall(shop: FakeShop, runner: FakeRunner, clock: FakeClock) -> LivePresenter:
    presenter = LivePresenter(shop, runner, clock, FakeLayouts())
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
    presenter = LivePresenter(shop, held, clock, FakeLayouts())
    presenter.enter()
    held.waiting.pop(0)()  # the list of cameras; the wall is asked for
    presenter.leave()
    held.let_go()
    assert shop.live.open == []


def many(shop: FakeShop, count: int) -> None:
    """A shop with so many cameras (they see one of four scenes)."""
    shop.camera_list = tuple(
        CameraInfo(f"cam-{n}-{n % 4 + 1}", f"カメラ{n}") for n in range(1, count + 1)
    )


def ids(presenter: LivePresenter) -> list[str]:
    return [tile.camera.id for tile in presenter.state.tiles]


@pytest.mark.parametrize(("cameras", "across"), [(1, 1), (4, 2), (5, 3), (9, 3), (12, 4), (20, 4)])
def test_without_a_choice_the_wall_is_as_small_as_holds_every_camera(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, cameras: int, across: int
) -> None:
    many(shop, cameras)
    presenter = LivePresenter(shop, runner, clock, FakeLayouts())
    presenter.enter()
    assert presenter.state.across == across
    assert len(ids(presenter)) == min(cameras, across**2)


def test_more_cameras_than_tiles_are_turned_through(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock
) -> None:
    many(shop, 6)
    presenter = LivePresenter(shop, runner, clock, FakeLayouts(WallLayout(4)))
    presenter.enter()
    assert presenter.state.pages == 2
    counts = [len(presenter.state.tiles)]
    for _ in range(2):
        presenter.turn(1)
        presenter.tick()
        counts.append(len(presenter.state.tiles))
    assert counts == [4, 2, 4]
    presenter.leave()
    assert shop.live.open == []


def test_an_arrangement_outlives_the_desktop(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, tmp_path: Path
) -> None:
    file = LayoutFile(tmp_path / "seat" / "wall.json")
    presenter = LivePresenter(shop, runner, clock, file)
    presenter.enter()
    presenter.swap("cam-1", "cam-4")
    presenter.choose_grid(9)
    another = LivePresenter(shop, runner, clock, LayoutFile(file.path))
    another.enter()
    assert ids(another) == ["cam-4", "cam-2", "cam-3", "cam-1"]
    assert another.state.at_once == 9
    shop.camera_list = (CameraInfo("cam-9-1", "新しい"), *shop.camera_list[:3])
    another.enter()
    assert ids(another) == ["cam-2", "cam-3", "cam-1", "cam-9-1"]


@pytest.mark.parametrize("broken", ["{", "[]", '{"tiles": 5, "order": []}', '{"tiles": 4}'])
def test_a_broken_arrangement_counts_as_none(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "wall.json"
    path.write_text(broken, encoding="utf-8")
    assert LayoutFile(path).load() == Kept()


def test_changing_places_interrupts_no_picture(wall: LivePresenter, shop: FakeShop) -> None:
    wall.tick()
    (watched,) = shop.live.open
    wall.swap("cam-1", "cam-3")
    assert shop.live.open == [watched]
    assert ids(wall)[0] == "cam-3"
    assert wall.picture("cam-3") is not None


def test_the_page_stays_with_its_first_camera_when_the_wall_changes(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock
) -> None:
    many(shop, 12)
    presenter = LivePresenter(shop, runner, clock, FakeLayouts(WallLayout(1)))
    presenter.enter()
    presenter.turn(6)
    presenter.choose_grid(4)
    assert ids(presenter)[2] == "cam-7-4"


def test_one_camera_alone_is_the_large_stream_and_back(wall: LivePresenter, shop: FakeShop) -> None:
    wall.enlarge("cam-3")
    wall.tick()
    assert (ids(wall), shop.live.sharp, len(shop.live.open)) == (["cam-3"], True, 1)
    wall.turn(1)
    wall.tick()
    assert (ids(wall), len(shop.live.open)) == (["cam-4"], 1)
    wall.all_again()
    wall.tick()
    assert (len(ids(wall)), shop.live.sharp, len(shop.live.open)) == (4, False, 1)


def test_the_picture_stays_until_the_large_stream_has_one(
    wall: LivePresenter, shop: FakeShop, clock: FakeClock
) -> None:
    wall.tick()
    (small,) = shop.live.open
    wall.enlarge("cam-3")
    large = shop.live.open[-1]
    large.ages["cam-3"] = None
    wall.tick()
    assert shop.live.open == [small, large]
    assert wall.picture("cam-3") is not None
    assert tile(wall, "cam-3") is TileState.LIVE
    large.ages["cam-3"] = 0.1
    wall.tick()
    assert shop.live.open == [large]


def test_the_wall_before_is_let_go_when_the_large_stream_never_comes(
    wall: LivePresenter, shop: FakeShop, clock: FakeClock
) -> None:
    wall.enlarge("cam-3")
    shop.live.open[-1].ages["cam-3"] = None
    clock.advance(20 * SECOND)
    wall.tick()
    wall.tick()
    assert len(shop.live.open) == 1
    assert tile(wall, "cam-3") is TileState.LOST
    assert wall.picture("cam-3") is None


def test_sizes_told_before_the_wall_came_reach_it(shop: FakeShop, clock: FakeClock) -> None:
    held = FakeRunner(held=True)
    presenter = LivePresenter(shop, held, clock, FakeLayouts())
    presenter.enter()
    held.waiting.pop(0)()
    presenter.sizes({"cam-1": (300, 170)})
    held.let_go()
    assert shop.live.open[0].told == {"cam-1": (300, 170)}


def test_a_recorder_that_does_not_answer_is_said(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_ids: object, *, sharp: bool) -> None:
        raise Unavailable("catalogue.busy")

    monkeypatch.setattr(shop.live, "watch", fail)
    presenter = LivePresenter(shop, runner, clock, FakeLayouts())
    presenter.enter()
    assert isinstance(presenter.state.failed, Unavailable)
