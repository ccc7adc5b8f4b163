"""What the screens say is so: no tick on what is missing, no green where nothing records."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.clock import DAY
from tests.screens.stand import NOW, Stand
from ui.frame.status import StatusState
from ui.frame.status_line import StatusLine
from ui.health.cameras import camera_cells
from ui.health.model import CameraHealth, Level
from ui.live.grid import badge_of
from ui.live.model import TileState
from ui.live.presenter import TileView
from ui.model import CameraInfo, Recorder, Room, Status
from ui.widgets.tile import Tile

CAMERA = CameraInfo("cam-1", "Entrance")


def said(root: QWidget) -> str:
    return " ".join(part.accessibleName() for part in root.findChildren(QWidget))


@pytest.mark.parametrize(
    ("level", "age", "oldest", "words"),
    [
        (Level.GOOD, 1.2, NOW - DAY, "Recording; stored up to 1 s ago"),
        (Level.LOST, 184.0, NOW - DAY, "Not recording; last stored 3 min ago"),
        (Level.LATE, 20.0, NOW - DAY, "Not recording; last stored 20 s ago"),
        (Level.LOST, None, NOW - DAY, "Not recording"),
        (Level.LOST, None, None, "Nothing recorded yet"),
    ],
)
def test_health_says_recording_only_when_it_is(
    level: Level, age: float | None, oldest: int | None, words: str
) -> None:
    camera = CameraHealth(CAMERA, level, age, oldest_us=oldest)
    assert camera_cells(camera)[1] == words


@pytest.mark.parametrize(
    ("recording", "cameras", "recorder", "words"),
    [
        (4, 4, Recorder.RUNNING, "Recording 4/4"),
        (3, 4, Recorder.RUNNING, "Recording 3/4"),
        (0, 4, Recorder.STARTING, "Recording is starting…"),
        (4, 4, Recorder.STOPPED, "Recorder stopped"),
        (0, 0, Recorder.RUNNING, "No camera yet"),
    ],
)
def test_the_status_line_is_true(
    qtbot: QtBot, recording: int, cameras: int, recorder: Recorder, words: str
) -> None:
    line = StatusLine("Shop", Stand().who, None, lambda: None)
    qtbot.addWidget(line)
    line.render_state(StatusState(Status(NOW, "Shop", recording, cameras, None, recorder)))
    assert words in said(line)
    line.render_state(StatusState(None))
    assert "Checking the recorder…" in said(line)
    assert words not in said(line)


def test_a_tile_is_live_in_words_and_never_by_colour_alone() -> None:
    words = {}
    for state in TileState:
        badge = badge_of(TileView(CAMERA, state, 184))
        words[state] = (badge.icon, badge.words) if badge else None
    assert words[TileState.LIVE] == ("recorder", "Live")
    assert words[TileState.LATE] == ("clock-late", "3 min late")
    assert words[TileState.LOST] == ("broken-link", "No picture for 3 min")
    assert words[TileState.WAITING] is None


@pytest.mark.requirement("G-2")
def test_a_lost_camera_keeps_its_name_and_loses_its_picture(qtbot: QtBot) -> None:
    stand = Stand()
    view = stand.desktop(Room.LIVE)
    qtbot.addWidget(view)
    page = view.page(Room.LIVE)
    page.tick()
    tiles = {tile.accessibleName().split(",")[0]: tile for tile in view.findChildren(Tile)}
    lost = tiles["Back door"]
    before = lost.picture is not None
    stand.shop.live.ages["cam-4"] = 184.0
    page.tick()
    assert (before, lost.picture is not None) == (True, False)
    assert lost.accessibleName().startswith("Back door, No picture for 3 min")
    assert tiles["Entrance"].picture is not None
