"""Two people at a dialog: what is missing, who was wrong, what Enter never does, what is behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopguard.base.errors import InvalidInput, Refused
from tests.fakes.desk_world import KEYS
from tests.screens.stand import Stand
from ui.cameras.dialogs import RemoveDialog
from ui.engine.people import SHEET_INFO
from ui.review.act_dialogs import Done, PairDialog
from ui.review.model import DoorAct, Footage, Pair
from ui.review.open_dialog import OpenDialog
from ui.review.opening import OpeningPresenter
from ui.widgets.dialog import Dialog
from ui.widgets.veil import Veil


@pytest.fixture
def stand() -> Stand:
    return Stand()


@pytest.fixture
def opened() -> list[Footage]:
    return []


@pytest.fixture
def door(qtbot: QtBot, stand: Stand, opened: list[Footage]) -> Iterator[OpenDialog]:
    presenter = OpeningPresenter(stand.shop, stand.who, stand.runner, stand.clock, opened.append)
    dialog = OpenDialog(presenter)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.reject()


def line(dialog: QWidget, name: str) -> QLineEdit:
    return next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == name)


def press(dialog: QWidget, words: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == words)


@pytest.mark.requirement("J-1", "M-1")
def test_the_button_says_what_is_missing_and_nothing_is_chosen_by_itself(door: OpenDialog) -> None:
    assert not any(choice.isChecked() for choice in door._purposes.buttons())
    assert not any(box.isChecked() for box in door._boxes.values())
    assert (door._open.text(), door._open.isEnabled()) == ("Choose a purpose first", False)
    door._purposes.buttons()[1].click()
    assert (door._open.text(), door._open.isEnabled()) == ("Choose cameras first", False)
    door._boxes["cam-2"].click()
    assert (door._open.text(), door._open.isEnabled()) == ("Open for 30 minutes", True)


def test_enter_before_all_is_said_leads_to_what_is_missing(
    door: OpenDialog, qtbot: QtBot, stand: Stand
) -> None:
    secret = line(door, "Passphrase of the second person")
    secret.setText(KEYS["suzuki"])
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.focusWidget() is door._purposes.buttons()[0])
    fill(door)
    secret.clear()
    qtbot.keyClick(secret, Qt.Key.Key_Return)  # nothing typed is no try that would count
    assert door.focusWidget() is secret
    assert stand.shop.door.asked == []


def test_seconds_that_were_typed_stay_in_the_fields(door: OpenDialog, qtbot: QtBot) -> None:
    for field, typed in (("From", "18:20:30"), ("To", "18:20:40")):
        edit = line(door, field)
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    door._note.setFocus()
    assert (door._start.text(), door._end.text()) == ("today 18:20:30", "18:20:40")
    span = door._presenter.state.span
    assert span is not None
    assert span.duration == 10_000_000
    door._presenter.type_span(door._start.text(), door._end.text())
    assert door._presenter.state.span == span


def test_nothing_moves_under_the_hand_while_it_is_filled_in(door: OpenDialog) -> None:
    before = (door.size(), door._open.geometry(), door._cancel.geometry())
    fill(door)
    for box in door._boxes.values():
        box.click()
        QApplication.processEvents()
        assert (door.size(), door._open.geometry(), door._cancel.geometry()) == before


def test_a_long_passphrase_is_seen_in_whole_dots_from_its_first(door: OpenDialog) -> None:
    secret = door._pair._secret
    for wide in range(300, 316):
        secret.resize(wide, secret.height())
        secret.setText("x" * 60)
        assert secret.cursorPosition() == 0
        begin = secret.cursorRect().center().x()
        secret.end(False)
        dot = secret.fontMetrics().horizontalAdvance("●")
        assert (secret.cursorRect().center().x() - begin) % dot in (0, dot - 1, dot - 2)


@pytest.mark.requirement("J-3")
def test_a_wrong_passphrase_is_said_of_its_person_until_somebody_types(
    door: OpenDialog, qtbot: QtBot, opened: list[Footage]
) -> None:
    fill(door)
    secret = line(door, "Passphrase of the second person")
    secret.setText("not the words")
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    said = door._notice.accessibleName()
    assert "second person (Ichiro Suzuki)" in said
    assert "logged in" not in said
    qtbot.waitUntil(lambda: door.focusWidget() is secret)
    assert (secret.property("tone"), secret.text()) == ("lost", "")
    assert "second person" in secret.accessibleDescription()
    qtbot.keyClicks(secret, "m")
    assert not door._notice.isVisible()
    assert (secret.property("tone"), secret.accessibleDescription()) == ("", "")
    secret.setText(KEYS["suzuki"])
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    assert len(opened) == 1


def fill(door: OpenDialog) -> None:
    door._purposes.buttons()[0].click()
    door._boxes["cam-1"].click()


class Asked:
    """A question to two people, answered as a test says."""

    def __init__(self, qtbot: QtBot, stand: Stand, *, final: bool = False) -> None:
        self.pairs: list[Pair] = []
        self.answer: Exception | None = None
        seconds = (*stand.shop.door.seconds(stand.who, DoorAct.BOTH), SHEET_INFO)
        self.dialog = PairDialog(
            "An act", "Why.", "Do it", stand.who, seconds, self._act, final=final
        )
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def _act(self, pair: Pair, done: Done) -> None:
        self.pairs.append(pair)
        done(self.answer)


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (Refused("pair.first_failed", name="Sato"), "Passphrase of the first person"),
        (Refused("login.ended"), "Passphrase of the first person"),
        (Refused("pair.second_wait", name="Suzuki", seconds=40), "Passphrase of the second person"),
        (InvalidInput("sheet.checksum"), "Passphrase of the second person"),
    ],
)
def test_the_keyboard_goes_to_the_field_that_was_wrong(
    qtbot: QtBot, stand: Stand, refusal: Exception, field: str
) -> None:
    asked = Asked(qtbot, stand)
    asked.answer = refusal
    secret = line(asked.dialog, "Passphrase of the second person")
    secret.setText("something")
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    about = line(asked.dialog, field)
    qtbot.waitUntil(lambda: asked.dialog.focusWidget() is about)
    assert about.isVisible()
    assert about.property("tone") == "lost"


def test_another_way_takes_the_message_and_what_was_typed_with_it(
    qtbot: QtBot, stand: Stand
) -> None:
    asked = Asked(qtbot, stand)
    asked.answer = Refused("pair.second_failed", name="Suzuki")
    secret = line(asked.dialog, "Passphrase of the second person")
    secret.setText("not hers")
    press(asked.dialog, "Do it").click()
    assert asked.dialog._notice.isVisible()
    secret.setText("half a passphr")
    way = asked.dialog.pair._name
    way.setCurrentIndex(way.count() - 1)
    assert not asked.dialog._notice.isVisible()
    assert (secret.text(), secret.property("tone")) == ("", "")


def test_enter_never_does_what_cannot_be_undone(qtbot: QtBot, stand: Stand) -> None:
    asked = Asked(qtbot, stand, final=True)
    secret = line(asked.dialog, "Passphrase of the second person")
    qtbot.waitUntil(lambda: asked.dialog.focusWidget() is secret)
    secret.setText(KEYS["suzuki"])
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    go = press(asked.dialog, "Do it")
    assert asked.pairs == []
    qtbot.waitUntil(lambda: asked.dialog.focusWidget() is go)
    assert asked.dialog.isVisible()  # and what was typed is not thrown away either
    assert secret.text() == KEYS["suzuki"]
    qtbot.keyClick(go, Qt.Key.Key_Return)  # nor does another Enter, there
    assert asked.pairs == []
    assert asked.dialog.isVisible()
    assert secret.text() == KEYS["suzuki"]
    assert "space key" in asked.dialog._notice.accessibleName()
    assert (go.property("kind"), go.autoDefault(), go.isDefault()) == ("danger", False, False)
    asked.dialog.pair._name.setFocus()
    qtbot.keyClick(asked.dialog.pair._name, Qt.Key.Key_Return)
    assert asked.dialog.isVisible()
    qtbot.keyClick(go, Qt.Key.Key_Space)
    assert len(asked.pairs) == 1


def test_enter_in_a_question_without_people_leaves_it(qtbot: QtBot, stand: Stand) -> None:
    removed: list[object] = []
    row = stand.shop.camera_book.list[0]
    dialog = RemoveDialog(row, removed.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert removed == []
    assert not dialog.isVisible()


def test_the_page_behind_steps_back_and_a_small_window_holds_the_dialog(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 400)
    window.show()
    outer = Dialog("outer", 104, window)
    inner = Dialog("inner", 40, outer)
    outer.open()
    assert outer.width() <= window.width()
    (veil,) = window.findChildren(Veil, options=Qt.FindChildOption.FindDirectChildrenOnly)
    window.resize(700, 500)
    assert veil.size() == window.size()
    inner.open()
    assert len(outer.findChildren(Veil)) == 1
    inner.reject()
    outer.reject()
    qtbot.waitUntil(lambda: window.findChildren(Veil) == [])
