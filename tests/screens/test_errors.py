"""Errors: said in three parts, with details that hold no secret."""

from __future__ import annotations

import logging
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.errors import Refused, Unavailable
from ui.errors import ErrorBox, ErrorDisplay, details_of, words_of
from ui.widgets.basics import Prose
from ui.widgets.notice import Notice

SECRET = "rtsp://admin:hunter2@192.168.1.20/"


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 - with its traceback
        return caught


def test_three_parts_are_shown(qtbot: QtBot) -> None:
    box = ErrorBox(Refused("login.wait", seconds=40))
    qtbot.addWidget(box)
    said = " ".join(part.text() for part in box.findChildren(Prose))
    words = Refused("login.wait", seconds=40).words("en")
    for part in (words.what, words.means, words.do):
        assert part in said


def test_a_bug_is_said_calmly_and_its_message_stays_inside(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    bug = raised(ValueError(SECRET))
    with caplog.at_level(logging.DEBUG):
        box = ErrorBox(bug)
    qtbot.addWidget(box)
    copy = next(b for b in box.findChildren(QPushButton) if b.text() == "Copy details")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_errors.py" in copied
    said = " ".join(part.text() for part in box.findChildren(Prose))
    for text in (copied, said, caplog.text, details_of(bug), str(words_of(bug))):
        assert "hunter2" not in text


def test_an_error_said_in_place_has_details_to_copy_and_they_hold_no_secret(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    (copy,) = notice.findChildren(QPushButton)
    notice.say_error(raised(ValueError(SECRET)))
    assert copy.isVisibleTo(notice)
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "hunter2" not in copied
    notice.say_error(Refused("login.failed"))
    offered = [copy.isVisibleTo(notice)]
    notice.say_error(Unavailable("catalogue.busy"))
    offered.append(copy.isVisibleTo(notice))
    notice.say("Done", "", "good")
    offered.append(copy.isVisibleTo(notice))
    assert offered == [False, True, False]


def test_one_box_at_a_time(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    display = ErrorDisplay()
    display.window = window
    for _ in range(5):
        display.show(Refused("login.failed"))
    assert len(window.findChildren(ErrorBox)) == 1
    window.findChildren(ErrorBox)[0].accept()
    display.show(Refused("login.failed"))


def test_bugs_of_a_button_end_up_in_the_box(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[BaseException] = []
    display = ErrorDisplay()
    monkeypatch.setattr(display, "show", shown.append)
    before = sys.excepthook
    try:
        display.install()
        error = raised(KeyError("x"))
        sys.excepthook(type(error), error, None)
    finally:
        sys.excepthook = before
    assert isinstance(shown[0], KeyError)
