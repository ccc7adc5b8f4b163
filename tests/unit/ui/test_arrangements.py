"""Arrangements of the wall under names: kept on this seat, chosen, renamed, removed, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.desk_layouts import FakeLayouts
from tests.fakes.desk_shop import FakeShop
from tests.fakes.runner import FakeRunner
from ui.live.layout import Kept, LayoutFile, Layouts
from ui.live.naming import LONGEST, MOST, Trouble
from ui.live.presenter import LivePresenter
from ui.model import CameraInfo


@pytest.fixture
def layouts() -> FakeLayouts:
    return FakeLayouts()


def at_wall(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, layouts: Layouts
) -> LivePresenter:
    presenter = LivePresenter(shop, runner, clock, layouts)
    presenter.enter()
    return presenter


@pytest.fixture
def wall(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, layouts: FakeLayouts
) -> LivePresenter:
    return at_wall(shop, runner, clock, layouts)


def order(presenter: LivePresenter) -> list[str]:
    return [camera.id for camera in presenter.state.cameras or ()]


def names(presenter: LivePresenter) -> list[str]:
    return [each.name for each in presenter.state.named]


def test_what_stands_is_kept_and_chosen_again(wall: LivePresenter) -> None:
    wall.swap("cam-1", "cam-4")
    assert wall.keep_as("  closing \n time ") is Trouble.NONE
    assert wall.state.name == "closing time"
    wall.swap("cam-2", "cam-3")
    wall.choose_grid(9)
    assert wall.state.name == ""
    wall.choose("closing time")
    assert order(wall) == ["cam-4", "cam-2", "cam-3", "cam-1"]
    assert wall.state.at_once == 4
    assert wall.state.name == "closing time"


def test_each_act_with_a_name_can_be_undone_and_another_change_ends_that(
    wall: LivePresenter, layouts: FakeLayouts
) -> None:
    before = order(wall)
    wall.keep_as("day")
    wall.swap("cam-1", "cam-2")
    wall.choose("day")
    wall.undo()
    assert order(wall) == ["cam-2", "cam-1", *before[2:]]
    wall.rename("day", "noon")
    assert names(wall) == ["noon"]
    wall.undo()
    assert names(wall) == ["day"]
    wall.remove("day")
    assert names(wall) == []
    wall.undo()
    assert names(wall) == ["day"]
    assert layouts.kept == wall.state.kept
    wall.undo()
    assert names(wall) == ["day"], "there is nothing more to undo"
    wall.remove("day")
    wall.swap("cam-1", "cam-2")
    assert wall.state.undo is None


def test_a_name_is_one_line_its_own_and_not_too_many(wall: LivePresenter) -> None:
    assert wall.keep_as("   ") is Trouble.EMPTY
    wall.keep_as("day")
    assert wall.keep_as("day") is Trouble.TAKEN
    wall.keep_as("n" * 100)
    assert names(wall) == ["day", "n" * LONGEST]
    assert wall.rename("day", "n" * LONGEST) is Trouble.TAKEN
    assert wall.rename("day", "day") is Trouble.NONE
    for index in range(MOST):
        trouble = wall.keep_as(str(index))
    assert trouble is Trouble.FULL
    assert len(names(wall)) == MOST


def test_names_outlive_the_desktop_and_a_camera_that_came_later_stands_last(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, tmp_path: Path
) -> None:
    file = LayoutFile(tmp_path / "wall.json")
    first = at_wall(shop, runner, clock, file)
    first.swap("cam-1", "cam-4")
    first.keep_as("閉店のとき")
    first.choose_grid(1)
    shop.camera_list = (CameraInfo("cam-new", "new"), *shop.camera_list)
    second = at_wall(shop, runner, clock, LayoutFile(file.path))
    assert names(second) == ["閉店のとき"]
    second.choose("閉店のとき")
    assert order(second) == ["cam-4", "cam-2", "cam-3", "cam-1", "cam-new"]


@pytest.mark.parametrize(
    "named", ["3", '[{"name": "x"}]', '["x"]', '[{"name": "x", "tiles": 5, "order": []}]']
)
def test_broken_names_count_as_none(tmp_path: Path, named: str) -> None:
    path = tmp_path / "wall.json"
    path.write_text(f'{{"tiles": 4, "order": [], "named": {named}}}', encoding="utf-8")
    assert LayoutFile(path).load() == Kept()


def test_a_wall_kept_before_there_were_names_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wall.json"
    path.write_text('{"tiles": 4, "order": ["a"]}', encoding="utf-8")
    kept = LayoutFile(path).load()
    assert (kept.now.tiles, kept.now.order, kept.named) == (4, ("a",), ())
