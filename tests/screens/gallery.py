"""Every page, dialog, empty and error state with realistic data, by name.

Used by the tests (is anything cut off? does it all have names?) and by ``make_pictures``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import Refused, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeSetUp, FakeShops
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from tests.screens import office
from tests.screens.gallery_cameras import CAMERA_DIALOGS, CAMERA_PAGES
from tests.screens.gallery_live import LIVE
from tests.screens.gallery_retention import RETENTION_DIALOGS, RETENTION_PAGES
from tests.screens.gallery_review import REVIEW_DIALOGS, REVIEW_PAGES
from tests.screens.stand import NOW, Stand, shop_name
from ui.cameras.adding import CamerasPresenter
from ui.errors import ErrorBox
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.first_run.state import Step, Typed
from ui.first_run.view import FirstRunView
from ui.frame.leaving import Loss, QuitDialog
from ui.frame.lock import LockPresenter
from ui.frame.lock_view import LockView
from ui.frame.status import StatusState
from ui.model import Credentials
from ui.session import Away
from ui.start.opening import OpeningView
from ui.start.presenter import StartPresenter
from ui.start.view import StartView
from ui.translate import language


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
    stand.shop.samples = tuple(Credentials(each, KEYS[each]) for each in ("sato", "suzuki"))
    presenter = LockPresenter(stand.shop, stand.runner, lambda _: None)
    view = LockView(presenter, lambda _: None, lambda: None)
    view.show_status(StatusState(stand.shop.status()))
    return view


# --- first run ----------------------------------------------------------------------------------


def first_run(step: Step, *, key_file: bool = False, again: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        set_up = FakeSetUp(stand.clock)
        set_up.ready = not key_file
        presenter = FirstRunPresenter(set_up, stand.runner, language, lambda _: None, lambda: None)
        cameras = CamerasPresenter(
            lambda: stand.shop.camera_set_up, lambda: stand.who, stand.runner
        )
        retention = RetentionPresenter(
            lambda: stand.shop.retention, lambda: stand.shop.door, lambda: stand.who, stand.runner
        )
        presenter.load()
        fill_first_run(presenter, cameras, step)
        if again:
            created = presenter.state.created
            assert created is not None
            presenter.resume(created.shop, replace(stand.who, left="sheet"))
        if step is Step.RETENTION:
            retention.load()
            retention.want(7)
        return FirstRunView(presenter, cameras, retention, lambda _: None, lambda: None)

    return make


def fill_first_run(presenter: FirstRunPresenter, cameras: CamerasPresenter, step: Step) -> None:
    """What a person would have typed up to a card."""
    japanese = language() == "ja"
    names = ("佐藤 花子", "鈴木 一郎") if japanese else ("Sato Hanako", "Suzuki Ichiro")
    presenter.type_shop(shop_name(language()), "03-1234-5678")
    if step > Step.SHOP:
        presenter.forward()
    for which, login, name in (("chief", "sato", names[0]), ("deputy", "suzuki", names[1])):
        target = Step.CHIEF if which == "chief" else Step.DEPUTY
        if step < target:
            return
        words = f"maple-river-candle-orbit-velvet-{login}"
        typed = Typed(login, name, words, words, pledged=True)
        presenter.type_manager("chief" if which == "chief" else "deputy", typed)
        if step > target:
            presenter.forward()
    created = presenter.state.created
    if created is not None:
        presenter.take_sheet()
    if step > Step.SHEET and created is not None:
        presenter.type_back(tuple(created.sheet.words[n - 1] for n in presenter.state.asked))
        cameras.search()
        found = cameras.state.found or ()
        cameras.choose(found[0])
        name = "入口" if japanese else "Entrance"
        cameras.type_draft(replace(cameras.state.draft, username="admin", name=name))
        cameras.try_out()
        cameras.answer(private=False)
    while presenter.state.step < step:
        presenter.forward()


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
    "first-run-1-shop": first_run(Step.SHOP),
    "first-run-2-chief": first_run(Step.CHIEF),
    "first-run-2-deputy": first_run(Step.DEPUTY),
    "first-run-2-key-file": first_run(Step.DEPUTY, key_file=True),
    "first-run-3-sheet": first_run(Step.SHEET),
    "first-run-4-cameras": first_run(Step.CAMERAS),
    "first-run-5-retention": first_run(Step.RETENTION),
    "first-run-3-sheet-again": first_run(Step.SHEET, again=True),
    "first-run-6-start": first_run(Step.START),
    "first-run-7-done": first_run(Step.DONE),
    **LIVE,
    **REVIEW_PAGES,
    **CAMERA_PAGES,
    **RETENTION_PAGES,
    **office.PAGES,
}
DIALOGS: dict[str, Maker] = {
    **REVIEW_DIALOGS,
    **CAMERA_DIALOGS,
    **RETENTION_DIALOGS,
    "error": error_box,
    "quit-work": lambda: QuitDialog(Loss.WORK, lambda: None),
    "quit-sheet": lambda: QuitDialog(Loss.SHEET, lambda: None),
    "quit-first-sheet": lambda: QuitDialog(Loss.FIRST_SHEET, lambda: None),
    "bug": bug_box,
    **office.DIALOGS,
}
NAMES = (*PAGES, *DIALOGS)
