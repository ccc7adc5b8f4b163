"""The timeline under a hand: seek, zoom, mark, move along, and what it says of a place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_footage import FakeRecordings
from tests.screens.stand import NOW
from ui.review.model import Damage
from ui.review.timeline import LANE, RULER, Line, Timeline

GRANTED = Span(NOW - HOUR, NOW)
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    recordings = FakeRecordings(FakeClock(NOW))
    tracks = list(recordings.tracks(("cam-1", "cam-2", "cam-3", "cam-4"), GRANTED))
    tracks[2] = replace(tracks[2], damaged=(Damage(recordings.broken, 12, 14),))
    lines = [Line(name, track) for name, track in zip("ABCD", tracks, strict=True)]
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(1000, timeline.sizeHint().height())
    timeline.show_lines(tuple(lines), GRANTED)
    timeline.resize(1000, timeline.sizeHint().height())
    timeline.show()
    return timeline


def x_of(timeline: Timeline, us: int) -> int:
    return round(timeline._scale().x(us))


def place(timeline: Timeline, us: int, lane: int = 0) -> QPoint:
    return QPoint(x_of(timeline, us), RULER + lane * LANE + LANE // 2)


def turn_wheel(timeline: Timeline, us: int, clicks: int) -> None:
    at = QPointF(place(timeline, us))
    event = QWheelEvent(
        at, QPointF(timeline.mapToGlobal(at)), QPoint(), QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(timeline, event)


def test_dragging_seeks_all_the_way_and_ends_exactly(timeline: Timeline, qtbot: QtBot) -> None:
    sought: list[tuple[int, bool]] = []
    timeline.sought.connect(lambda us, moving: sought.append((us, moving)))
    qtbot.mousePress(timeline, LEFT, NONE, place(timeline, NOW - 50 * MINUTE))
    for minutes in (45, 40, 35):
        qtbot.mouseMove(timeline, place(timeline, NOW - minutes * MINUTE))
    qtbot.mouseRelease(timeline, LEFT, NONE, place(timeline, NOW - 30 * MINUTE))
    assert sought[-1][0] == pytest.approx(NOW - 30 * MINUTE, abs=5 * SECOND)
    assert [moving for _, moving in sought] == [True] * (len(sought) - 1) + [False]


def test_nothing_beyond_what_was_granted_can_be_sought(timeline: Timeline, qtbot: QtBot) -> None:
    sought: list[int] = []
    timeline.sought.connect(lambda us, _moving: sought.append(us))
    for x in (0, timeline.width() - 1):
        qtbot.mouseClick(timeline, LEFT, NONE, QPoint(x, RULER + 5))
    assert all(GRANTED.contains(us) for us in sought)


def test_the_wheel_zooms_around_the_pointer(timeline: Timeline) -> None:
    pointed = NOW - 20 * MINUTE
    before = x_of(timeline, pointed)
    for _ in range(20):
        turn_wheel(timeline, pointed, 1)
    assert timeline.view.duration < MINUTE
    assert timeline.view.contains(pointed)
    assert abs(x_of(timeline, pointed) - before) < 40
    for _ in range(60):
        turn_wheel(timeline, pointed, -1)
    assert timeline.view == GRANTED


def test_shift_and_drag_marks_a_part_and_a_click_takes_it_away(
    timeline: Timeline, qtbot: QtBot
) -> None:
    marked: list[Span | None] = []
    timeline.marked.connect(marked.append)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(timeline, LEFT, shift, place(timeline, NOW - 20 * MINUTE))
    qtbot.mouseMove(timeline, place(timeline, NOW - 25 * MINUTE))
    qtbot.mouseRelease(timeline, LEFT, shift, place(timeline, NOW - 25 * MINUTE))
    last = marked[-1]
    assert last is not None
    assert last.duration == pytest.approx(5 * MINUTE, abs=10 * SECOND)
    qtbot.mouseClick(timeline, LEFT, shift, place(timeline, NOW - 10 * MINUTE))
    assert marked[-1] is None


def test_the_view_follows_the_playhead(timeline: Timeline) -> None:
    timeline.show_position(NOW - 30 * MINUTE)
    timeline.zoom(0.1)
    assert timeline.view.contains(NOW - 30 * MINUTE)
    timeline.show_position(NOW - 5 * MINUTE)
    assert timeline.view.contains(NOW - 5 * MINUTE)


def test_the_keyboard_zooms_and_goes_to_the_ends(timeline: Timeline, qtbot: QtBot) -> None:
    sought: list[int] = []
    timeline.sought.connect(lambda us, _moving: sought.append(us))
    timeline.show_position(NOW - 30 * MINUTE)
    qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.view.duration == HOUR // 2
    qtbot.keyClick(timeline, Qt.Key.Key_Minus)
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert sought == [GRANTED.start, GRANTED.end - SECOND]


@pytest.mark.parametrize(
    ("lane", "minutes", "words"),
    [
        (3, 20, "No recording (5 min): There was no way to the camera."),
        (0, 40, "No recording (about 3 min)"),
        (1, 28, "Held until"),
        (2, 11.9, "pieces 12 to 14"),
    ],
)
def test_hovering_says_what_is_there(
    timeline: Timeline, lane: int, minutes: float, words: str
) -> None:
    at = place(timeline, NOW - int(minutes * MINUTE), lane)
    assert words in timeline.tip(QPointF(at))


def test_names_say_nothing_and_neither_does_the_ruler(timeline: Timeline) -> None:
    assert timeline.tip(QPointF(4, RULER + 10)) == ""
    assert timeline.tip(QPointF(500, 4)) == ""


def test_a_gap_does_not_look_like_recording(timeline: Timeline) -> None:
    image = timeline.grab().toImage()
    ratio = timeline.devicePixelRatioF()

    def colours(us: int, lane: int) -> set[str]:
        centre = place(timeline, us, lane)
        return {
            image.pixelColor(round((centre.x() + dx) * ratio), round(centre.y() * ratio)).name()
            for dx in range(-6, 7)
        }

    recorded = colours(NOW - 10 * MINUTE, 3)
    gap = colours(NOW - 20 * MINUTE, 3)
    assert len(recorded) == 1
    assert not recorded & gap
