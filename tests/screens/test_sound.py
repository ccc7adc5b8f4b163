"""The loudspeaker under the pictures: what it says, its keys, and a machine without sound."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.speakers import FakeSpeaker, FakeSpeakers
from tests.screens.stand import Stand
from ui.model import Room
from ui.review.listening import BYTES_A_MS, Listening
from ui.review.sound_button import SoundButton
from ui.review.speaker import BUFFER_MS, DeviceSpeaker, DeviceSpeakers
from ui.review.timeline import Timeline


class Window:
    def __init__(self, qtbot: QtBot, lead: str = "cam-1") -> None:
        self.stand = Stand()
        self.desktop = self.stand.desktop(Room.REVIEW)
        qtbot.addWidget(self.desktop)
        self.desktop.show()
        presenter = self.stand.rooms.review
        self.speaker = FakeSpeaker(self.stand.clock)
        presenter._speakers = FakeSpeakers(self.speaker)
        presenter.begin(self.stand.shop.door.open(self.stand.request(), self.stand.pair()),
                        self.stand.who)  # fmt: skip
        assert presenter.player is not None
        presenter.player.lead = lead
        presenter.tick()
        assert presenter.listening is not None
        self.listening: Listening = presenter.listening

    @property
    def sound(self) -> SoundButton:
        return self.desktop.findChildren(SoundButton)[0]

    @property
    def button(self) -> QPushButton:
        return self.sound.findChildren(QPushButton)[0]

    def key(self, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self.desktop.activateWindow()
        qtbot.waitUntil(self.desktop.isActiveWindow)
        timeline = self.desktop.findChildren(Timeline)[0]
        timeline.setFocus()
        qtbot.keyClick(timeline, key, held)


def test_the_button_turns_sound_on_and_off_and_says_which(qtbot: QtBot) -> None:
    window = Window(qtbot)
    assert window.button.isEnabled()
    said = window.button.accessibleName()
    window.button.click()
    assert window.listening.state.on
    assert window.button.accessibleName() != said
    window.button.click()
    assert window.button.accessibleName() == said
    assert window.listening.state == replace(window.listening.state, on=False)


def test_where_no_sound_was_recorded_the_button_rests_and_the_reason_is_said(qtbot: QtBot) -> None:
    window = Window(qtbot, "cam-2")
    assert not window.button.isEnabled()
    assert "no sound" in window.sound.toolTip()
    assert "no sound" in window.button.accessibleDescription()


def test_keys_switch_it_and_set_the_volume(qtbot: QtBot) -> None:
    window = Window(qtbot)
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    window.key(qtbot, Qt.Key.Key_M, none)
    assert window.listening.state.on
    window.key(qtbot, Qt.Key.Key_Up, control)
    assert window.speaker.volume == 70
    for _ in range(2):
        window.key(qtbot, Qt.Key.Key_Down, control)
    assert window.speaker.volume == 50


def test_a_system_without_qt_sound_is_a_machine_without_a_loudspeaker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    speakers = DeviceSpeakers()
    speakers.look()
    assert speakers.open() is None


class Sink:
    """Qt's sink, whose device takes what the test says."""

    def __init__(self) -> None:
        self.taken = bytearray()
        self.queued = 0
        self.resets = 0

    def start(self) -> Sink:
        return self

    def write(self, data: bytes) -> int:
        self.taken += data
        self.queued += len(data)
        return len(data)

    def bytesFree(self) -> int:  # noqa: N802 - Qt's name
        return self.bufferSize() - self.queued

    def bufferSize(self) -> int:  # noqa: N802 - Qt's name
        return BUFFER_MS * BYTES_A_MS

    def reset(self) -> None:
        self.queued = 0
        self.resets += 1


def test_the_device_gets_what_it_has_room_for_and_nothing_after_a_silence() -> None:
    sink = Sink()
    speaker = DeviceSpeaker(sink, (0,))
    given = bytearray(b"\1" * 400 * BYTES_A_MS)
    speaker.put(given)
    assert not any(given)
    assert len(sink.taken) == BUFFER_MS * BYTES_A_MS
    assert speaker.heard_us() == 0
    sink.queued -= 50 * BYTES_A_MS
    assert speaker.heard_us() == 50_000
    speaker.turn()
    assert speaker.heard_us() == 50_000
    assert len(sink.taken) == (BUFFER_MS + 50) * BYTES_A_MS
    waiting = speaker._waiting
    assert any(waiting)
    speaker.silence()
    assert not waiting
    assert (sink.resets, speaker.heard_us()) == (1, 0)
