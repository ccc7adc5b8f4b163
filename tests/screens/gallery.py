"""Every page, dialog, empty and error state with realistic data, by name.

Used by the tests (is anything cut off? does it all have names?) and by ``make_pictures``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import Refused, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShops
from tests.fakes.runner import FakeRunner
from tests.screens import office
from tests.screens.gallery_cameras import CAMERA_DIALOGS, CAMERA_PAGES
from tests.screens.gallery_covering import COVERING_DIALOGS, COVERING_PAGES
from tests.screens.gallery_first_run import FIRST_RUN
from tests.screens.gallery_live import LIVE, LIVE_DIALOGS
from tests.screens.gallery_prints import PRINTS_DIALOGS, PRINTS_PAGES
from tests.screens.gallery_provision import PROVISION_DIALOGS, PROVISION_PAGES
from tests.screens.gallery_retention import RETENTION_DIALOGS, RETENTION_PAGES
from tests.screens.gallery_review import REVIEW_DIALOGS, REVIEW_PAGES
from tests.screens.gallery_rights import RIGHTS_DIALOGS, RIGHTS_PAGES
from tests.screens.gallery_sound import SOUND_PAGES
from tests.screens.stand import NOW, Stand
from ui.errors import ErrorBox
from ui.frame.leaving import Loss, QuitDialog
from ui.frame.lock import LockPresenter
from ui.frame.lock_view import LockView
from ui.frame.status import StatusState
from ui.model import Recorder
from ui.session import Away
from ui.start.opening import OpeningView
from ui.start.presenter import StartPresenter
from ui.start.view import StartView


def start() -> QWidget:
    presenter = StartPresenter(FakeShops(FakeClock(NOW)), FakeRunner(), lambda _: None)
    return StartView(presenter, lambda: None, lambda _: None)


def start_making_demo() -> QWidget:
    runner = FakeRunner(held=True)
    presenter = StartPresenter(FakeShops(FakeClock(NOW)), runner, lambda _: None)
    view = StartView(presenter, lambda: None, lambda _: None)
    presenter.demo()
    runner.waiting.clear()
    return view


def not_opened() -> QWidget:
    return OpeningView(Unavailable("catalogue.wrong_key"), lambda: None)


def lock() -> QWidget:
    stand = Stand()
    presenter = LockPresenter(stand.shop, stand.runner, lambda _: None, "sato", Away.IDLE)
    view = LockView(presenter, lambda _: None, lambda: None)
    view.show_status(StatusState(stand.shop.status()))
    return view


def lock_refused() -> QWidget:
    stand = Stand()
    presenter = LockPresenter(stand.shop, stand.runner, lambda _: None, "sato")
    view = LockView(presenter, lambda _: None, lambda: None)
    view.show_status(StatusState(stand.shop.status()))
    presenter.sign_in("sato", "not the words")
    return view


def lock_demo() -> QWidget:
    stand = Stand()
    stand.shop.show_samples()
    stand.shop.recorder = Recorder.STARTING
    presenter = LockPresenter(stand.shop, stand.runner, lambda _: None)
    view = LockView(presenter, lambda _: None, lambda: None)
    view.show_status(StatusState(stand.shop.status()))
    return view


def error_box() -> QWidget:
    return ErrorBox(Refused("login.wait", seconds=40))


def bug_box() -> QWidget:
    return ErrorBox(KeyError("a bug"))


Maker = Callable[[], QWidget]
PAGES: dict[str, Maker] = {
    "start": start,
    "start-demo": start_making_demo,
    "not-opened": not_opened,
    "lock": lock,
    "lock-refused": lock_refused,
    "lock-demo": lock_demo,
    **FIRST_RUN,
    **LIVE,
    **REVIEW_PAGES,
    **SOUND_PAGES,
    **CAMERA_PAGES,
    **PROVISION_PAGES,
    **RIGHTS_PAGES,
    **PRINTS_PAGES,
    **COVERING_PAGES,
    **RETENTION_PAGES,
    **office.PAGES,
}
DIALOGS: dict[str, Maker] = {
    **LIVE_DIALOGS,
    **REVIEW_DIALOGS,
    **CAMERA_DIALOGS,
    **PROVISION_DIALOGS,
    **RIGHTS_DIALOGS,
    **PRINTS_DIALOGS,
    **COVERING_DIALOGS,
    **RETENTION_DIALOGS,
    "error": error_box,
    "quit-demo": lambda: QuitDialog(Loss.DEMO, lambda: None),
    "quit-work": lambda: QuitDialog(Loss.WORK, lambda: None),
    "quit-sheet": lambda: QuitDialog(Loss.SHEET, lambda: None),
    "quit-first-sheet": lambda: QuitDialog(Loss.FIRST_SHEET, lambda: None),
    "bug": bug_box,
    **office.DIALOGS,
}
NAMES = (*PAGES, *DIALOGS)
