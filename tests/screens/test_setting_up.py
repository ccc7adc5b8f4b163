"""Setting up in the window: left on the sheet's card, said, and taken up again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from shopguard.app.shop import Shop
from shopguard.base.errors import InvalidInput
from shopguard.base.home import Home
from shopguard.base.texts import LANGUAGES, Language
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop, FakeShops
from tests.fakes.desk_world import KEYS
from tests.screens.conftest import dress
from tests.screens.gallery_first_run import FIRST_RUN
from tests.screens.stand import NOW
from tests.screens.test_desk import Person
from ui.desk import Desk
from ui.engine.setting_up import EngineSetUp
from ui.errors import words_of
from ui.first_run.manager_card import ManagerCard
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import Step, Typed
from ui.first_run.view import FirstRunView
from ui.frame.desktop_view import DesktopView
from ui.frame.leaving import QuitDialog
from ui.model import SignedIn
from ui.preferences import PreferenceFile, Preferences
from ui.services import OpenShop
from ui.widgets.fields import Field

GOOD = "maple river candle orbit velvet"


class ShopsOnDisk(FakeShops):
    """No shop yet, and the real checks of what is typed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FakeClock(NOW))
        self._folder = folder

    def set_up(self) -> EngineSetUp:
        def opened(_shop: Shop, _who: SignedIn) -> OpenShop:
            raise AssertionError("nothing is made here")

        return EngineSetUp(Home(self._folder / "shop"), opened)


def desk_of(app: QApplication, folder: Path, shops: FakeShops) -> Desk:
    preferences = PreferenceFile(folder / "desktop.json")
    preferences.save(Preferences(language="en"))
    return Desk(app, shops, preferences, FakeClock(NOW))


def is_past(cards: FirstRunPresenter, step: Step) -> bool:
    return cards.state.step > step


def leaving(desk: Desk) -> list[QuitDialog]:
    return desk.window.findChildren(QuitDialog)


def test_closing_on_the_sheets_card_is_asked_and_on_others_is_not(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    desk = desk_of(qapp, tmp_path, FakeShops(FakeClock(NOW)))
    desk.begin()
    desk.first_run()
    view = desk.view
    assert isinstance(view, FirstRunView)
    cards = view._presenter
    qtbot.waitUntil(lambda: cards.state.step is Step.SHOP)
    assert desk.loss() is None
    cards.type_shop("Shop", "")
    cards.forward()
    qtbot.waitUntil(lambda: cards.state.step is Step.CHIEF)
    for which, login in (("chief", "sato"), ("deputy", "suzuki")):
        words = f"{login} maple river candle orbit"
        typed = Typed(login, login, words, words, pledged=True)
        cards.type_manager("chief" if which == "chief" else "deputy", typed)
        cards.forward()
        passed = Step.CHIEF if which == "chief" else Step.DEPUTY
        qtbot.waitUntil(partial(is_past, cards, passed))
    assert cards.state.step is Step.SHEET
    desk.window.close()
    assert desk.window.isVisible()
    qtbot.waitUntil(lambda: bool(leaving(desk)))
    person = Person(qtbot, desk)
    person.press("Go on working")
    assert cards.state.created is not None
    assert cards.state.created.sheet.words
    desk.window.close()
    person.press("Quit all the same")
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    desk.window.deleteLater()


def gone_on_with(qtbot: QtBot, qapp: QApplication, folder: Path) -> tuple[FakeShop, Desk, Person]:
    """A shop that was left half set up, and a manager who signed in again."""
    shop = FakeShop(FakeClock(NOW), language="en")
    shop.left = "rest"
    desk = desk_of(qapp, folder, FakeShops(FakeClock(NOW), shop))
    desk.begin()
    person = Person(qtbot, desk)
    person.signs_in("sato")
    person.waits(FirstRunView)
    return shop, desk, person


def test_whoever_signs_in_to_an_unfinished_shop_goes_on_where_it_was_left(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    shop, desk, person = gone_on_with(qtbot, qapp, tmp_path)
    for _ in range(3):
        person.press("Next")
    person.press("To the live pictures")
    person.waits(DesktopView)
    assert shop.setting_up.done == ["start", "finished"]
    assert shop.recording_started
    desk.window.close()
    desk.window.deleteLater()


def test_a_camera_tried_out_and_not_added_is_not_forgotten_silently(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    _, desk, person = gone_on_with(qtbot, qapp, tmp_path)
    person.write("Or its address", "rtsp://192.168.1.30/a")
    person.press("Try it out")
    view = desk.view
    assert isinstance(view, FirstRunView)
    qtbot.waitUntil(lambda: view._cameras.state.test is not None)
    person.press("Next")
    assert "not added" in view._notice.accessibleName()
    assert not is_past(view._presenter, Step.CAMERAS)
    person.press("Next")
    qtbot.waitUntil(partial(is_past, view._presenter, Step.CAMERAS))
    desk.window.close()
    desk.window.deleteLater()


@pytest.mark.requirement("T-4")
def test_a_reminder_goes_with_its_reason(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    _, desk, person = gone_on_with(qtbot, qapp, tmp_path)
    person.write("Or its address", "rtsp://192.168.1.30/a")
    person.press("Try it out")
    view = desk.view
    assert isinstance(view, FirstRunView)
    qtbot.waitUntil(lambda: view._cameras.state.test is not None)
    person.press("Next")
    assert view._notice.isVisible()
    person.write("Name", "Hall")
    view._cameras.add()
    qtbot.waitUntil(lambda: bool(view._cameras.state.added))
    assert not view._notice.isVisible()
    person.press("Next")
    qtbot.waitUntil(partial(is_past, view._presenter, Step.CAMERAS))
    qtbot.waitUntil(lambda: bool(view._retention.state.seconds))
    person.press("7 days")
    person.press("Next")
    assert "not agreed" in view._notice.accessibleName()
    person.write("Passphrase of the second person", KEYS["suzuki"])
    person.press("Both agree")
    qtbot.waitUntil(lambda: view._retention.state.days == 7)
    assert not view._notice.isVisible()
    desk.window.close()
    desk.window.deleteLater()


WRONG = {
    "name": (Typed("sato", "", GOOD, GOOD, True), "person.name"),
    "login": (Typed("SATO!", "Sato", GOOD, GOOD, True), "person.login"),
    "secret": (Typed("sato", "Sato", "short", "short", True), "password.too_short"),
    "again": (Typed("sato", "Sato", GOOD, GOOD + "x", True), "ui.different_passphrase"),
    "pledge": (Typed("sato", "Sato", GOOD, GOOD, False), "ui.not_pledged"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_keyboard_goes_to_what_is_wrong_and_the_reason_stands_beside_it(
    wrong: str, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    typed, code = WRONG[wrong]
    desk = desk_of(qapp, tmp_path, ShopsOnDisk(tmp_path))
    desk.begin()
    desk.first_run()
    view = desk.view
    assert isinstance(view, FirstRunView)
    cards = view._presenter
    cards.type_shop("Shop", "")
    cards.forward()
    qtbot.waitUntil(lambda: cards.state.step is Step.CHIEF)
    desk.window.activateWindow()
    cards.type_manager("chief", typed)
    cards.forward()
    qtbot.waitUntil(lambda: cards.state.trouble is not None)
    assert isinstance(cards.state.trouble, InvalidInput)
    assert cards.state.trouble.code == code
    card = view._card
    assert isinstance(card, ManagerCard)
    place = card._places[wrong]
    editor = place.editor if isinstance(place, Field) else place.box
    qtbot.waitUntil(editor.hasFocus)
    assert place._below.isVisible()
    assert words_of(cards.state.trouble).what in place._below.text()
    assert not view._notice.isVisible()
    below = editor.mapTo(view._scroll.viewport(), editor.rect().bottomLeft()).y()
    assert 0 < below <= view._scroll.viewport().height()
    desk.window.close()
    desk.window.deleteLater()


def test_the_last_card_leads_back_to_what_was_left_out(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    shop = FakeShop(FakeClock(NOW), language="en")
    shop.left, shop.camera_list = "rest", ()
    desk = desk_of(qapp, tmp_path, FakeShops(FakeClock(NOW), shop))
    desk.begin()
    person = Person(qtbot, desk)
    person.signs_in("sato")
    person.waits(FirstRunView)
    person.press("Next")
    person.press("7 days")
    person.press("Next")
    person.press("Next")
    person.press("Next")
    person.find("Choose the days")
    said = [label.text() for label in desk.view.findChildren(QLabel)]
    assert {"Left for later", "○ Cameras (later)", "○ Retention (later)", "✓ Start"} <= {*said}
    person.press("Add a camera")
    person.find("Find cameras")
    desk.window.close()
    desk.window.deleteLater()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_a_small_screen_large(language: Language, qapp: QApplication) -> None:
    dress(qapp, language, large=True)
    for name, make in FIRST_RUN.items():
        window = QMainWindow()
        window.resize(1024, 640)
        window.setCentralWidget(make())
        window.show()
        QTest.qWait(2)
        assert window.width() == 1024, name
        window.close()
        window.deleteLater()
