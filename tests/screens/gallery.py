"""Every page, dialog, empty and error state with realistic data, by name.

Used by the tests (is anything cut off? does it all have names?) and by ``make_pictures``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.errors import Refused, Unavailable
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeSetUp, FakeShops
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from tests.screens import office
from tests.screens.gallery_cameras import CAMERA_DIALOGS, CAMERA_PAGES
from tests.screens.gallery_live import LIVE
from tests.screens.gallery_retention import RETENTION_DIALOGS, RETENTION_PAGES
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
from ui.model import Credentials, Room
from ui.review.act_dialogs import ExportDialog, HoldDialog, PairDialog, StillDialog
from ui.review.model import DoorAct, EndReason
from ui.review.open_dialog import OpenDialog
from ui.review.opening import OpeningPresenter
from ui.review.review_tile import ReviewTile
from ui.review.timeline import Timeline
from ui.review.view import ReviewView
from ui.session import Away
from ui.start.opening import OpeningView
from ui.start.presenter import StartPresenter
from ui.start.view import StartView
from ui.translate import language, translate
from ui.widgets.zoom import Zoom


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


# --- rooms --------------------------------------------------------------------------------------


def review_closed() -> QWidget:
    return Stand().desktop(Room.REVIEW)


def review_ended() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.REVIEW)
    stand.rooms.review.begin(stand.shop.door.open(stand.request(), stand.pair()), stand.who)
    stand.rooms.review.end(EndReason.TIME)
    return view


def review(at_us: int = NOW - 27 * MINUTE, *, mark: bool = True) -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.REVIEW)
    presenter = stand.rooms.review
    presenter.begin(stand.shop.door.open(stand.request(), stand.pair()), stand.who)
    if presenter.player is not None:
        presenter.player.seek(at_us)
    if mark:
        presenter.set_mark(Span(NOW - 28 * MINUTE, NOW - 26 * MINUTE))
    presenter.tick()
    return view


def review_gap() -> QWidget:
    """One camera in a gap, one in damaged recording."""
    stand = Stand()
    recordings = stand.shop.recordings
    recordings.broken = Span(NOW - 19 * MINUTE, NOW - 18 * MINUTE)
    view = stand.desktop(Room.REVIEW)
    presenter = stand.rooms.review
    presenter.begin(stand.shop.door.open(stand.request(), stand.pair()), stand.who)
    if presenter.player is not None:
        presenter.player.seek(NOW - 18 * MINUTE - 20 * SECOND)
    return view


def review_nine() -> QWidget:
    """As many cameras as fit; one of them zoomed into."""
    stand = Stand()
    stand.shop.camera_list = tuple(
        replace(stand.shop.camera_list[n % 4], id=f"cam-{n + 1}", name=f"{place} {n + 1}")
        for n, place in enumerate(camera.name for camera in stand.shop.camera_list * 3)
    )[:9]
    view = stand.desktop(Room.REVIEW)
    presenter = stand.rooms.review
    request = stand.request(*(f"cam-{n}" for n in range(1, 10)))
    presenter.begin(stand.shop.door.open(request, stand.pair()), stand.who)
    if presenter.player is not None:
        presenter.player.seek(NOW - 27 * MINUTE)
        presenter.player.set_brightness(2)
    view.findChildren(ReviewTile)[1].set_zoom(Zoom(2.5))
    return view


def review_days() -> QWidget:
    """More than a day is open: times name their day."""
    stand = Stand()
    view = stand.desktop(Room.REVIEW)
    presenter = stand.rooms.review
    request = replace(stand.request("cam-1", "cam-4"), span=Span(NOW - 3 * DAY, NOW))
    presenter.begin(stand.shop.door.open(request, stand.pair()), stand.who)
    presenter.set_mark(Span(NOW - 26 * HOUR, NOW - HOUR))
    if presenter.player is not None:
        presenter.player.seek(NOW - 25 * HOUR)
    return view


def review_preview() -> QWidget:
    """The pointer rests on a held part; a marked part is repeated."""
    view = review()
    timeline = view.findChildren(Timeline)[0]
    page = view.findChildren(ReviewView)[0]
    page._presenter.loop(True)

    def rest() -> None:
        us = NOW - 29 * MINUTE
        timeline.hovered.emit("cam-2", us, timeline._scale().x(us))

    QTimer.singleShot(0, page, rest)
    return view


def still() -> QWidget:
    stand = Stand()
    camera = stand.shop.camera_list[0]
    return StillDialog(camera.name, NOW - 27 * MINUTE, lambda _: None)


def extend() -> QWidget:
    stand = Stand()
    seconds = stand.shop.door.seconds(stand.who, DoorAct.REVIEW)
    why = translate("review", "Another {n} minutes, agreed to by both. It is logged.").format(n=30)
    verb = translate("review", "Extend")
    title = translate("review", "Extend this viewing")
    return PairDialog(title, why, verb, stand.who, seconds, lambda *_: None)


def door() -> QWidget:
    stand = Stand()
    return OpenDialog(opening_of(stand))


def door_refused() -> QWidget:
    stand = Stand()
    presenter = opening_of(stand)
    dialog = OpenDialog(presenter)
    presenter.choose_camera("cam-3", wanted=False)
    presenter.choose_camera("cam-4", wanted=False)
    presenter.open("not the words")
    return dialog


def opening_of(stand: Stand) -> OpeningPresenter:
    presenter = OpeningPresenter(stand.shop, stand.who, stand.runner, stand.clock, lambda _: None)
    presenter.type_note(stand.request().note)
    return presenter


def export() -> QWidget:
    stand = Stand()
    mark = Span(NOW - 28 * MINUTE, NOW - 26 * MINUTE)
    seconds = stand.shop.door.seconds(stand.who, DoorAct.EXPORT)
    folder, nothing = Path("Documents"), lambda *_: None
    return ExportDialog(mark, folder, stand.who, seconds, nothing, nothing)


def hold() -> QWidget:
    return HoldDialog(Span(NOW - 28 * MINUTE, NOW - 26 * MINUTE), lambda *_: None)


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
    "review-closed": review_closed,
    "review-ended": review_ended,
    "review": review,
    "review-gap": review_gap,
    "review-nine": review_nine,
    "review-days": review_days,
    "review-preview": review_preview,
    **CAMERA_PAGES,
    **RETENTION_PAGES,
    **office.PAGES,
}
DIALOGS: dict[str, Maker] = {
    "door": door,
    "door-refused": door_refused,
    "export": export,
    "hold": hold,
    "still": still,
    "extend": extend,
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
