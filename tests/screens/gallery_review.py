"""Recordings: the door, a viewing with its gaps and marks, and the questions it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from shopguard.base.texts import fill
from tests.screens.stand import NOW, Stand
from ui.model import Room
from ui.review.act_dialogs import PairDialog, StillDialog
from ui.review.model import DoorAct, EndReason
from ui.review.open_dialog import OpenDialog
from ui.review.opening import OpeningPresenter
from ui.review.part_dialogs import HoldDialog, Part
from ui.review.review_tile import ReviewTile
from ui.review.timeline import Timeline
from ui.review.view import ReviewView
from ui.translate import translate
from ui.widgets.zoom import Zoom


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
    presenter.tick()
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
    presenter.tick()
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
    presenter.tick()
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
    said = translate("review", "Another {n} {n:?minute|minutes}, agreed to by both. It is logged.")
    why = fill(said, n=30)
    verb = translate("review", "Extend")
    title = translate("review", "Extend this viewing")
    return PairDialog(title, why, verb, stand.who, seconds, lambda *_: None)


def door() -> QWidget:
    """As it comes: nothing that would widen the look is chosen."""
    stand = Stand()
    return OpenDialog(opening_of(stand))


def door_filled() -> QWidget:
    return _filled(OpenDialog(opening_of(Stand())))


def door_refused() -> QWidget:
    dialog = _filled(OpenDialog(opening_of(Stand())))
    dialog._presenter.open("not the words")
    return dialog


def door_over_page() -> QWidget:
    """The page behind steps back; in a small window the dialog stays within it."""
    stand = Stand()
    view = stand.desktop(Room.REVIEW)

    def ask() -> None:
        dialog = OpenDialog(opening_of(stand), view.window())
        dialog.open()
        QTimer.singleShot(0, dialog, lambda: _filled(dialog))

    QTimer.singleShot(0, view, ask)
    return view


def _filled(dialog: OpenDialog) -> OpenDialog:
    dialog._purposes.buttons()[0].click()
    for camera_id in ("cam-1", "cam-2"):
        dialog._boxes[camera_id].click()
    return dialog


def opening_of(stand: Stand) -> OpeningPresenter:
    presenter = OpeningPresenter(stand.shop, stand.who, stand.runner, stand.clock, lambda _: None)
    presenter.type_note(stand.request().note)
    return presenter


def part_of(stand: Stand) -> Part:
    return Part(Span(NOW - 28 * MINUTE, NOW - 26 * MINUTE), stand.shop.camera_list)


def hold() -> QWidget:
    return HoldDialog(part_of(Stand()), lambda *_: None)


def hold_nothing() -> QWidget:
    """Every camera was left out."""
    dialog = HoldDialog(part_of(Stand()), lambda *_: None)
    for box in dialog.part._boxes.values():
        box.setChecked(False)
    return dialog


def review_unmarked() -> QWidget:
    return review(mark=False)


REVIEW_PAGES: dict[str, Callable[[], QWidget]] = {
    "review-closed": review_closed,
    "review-ended": review_ended,
    "review": review,
    "review-unmarked": review_unmarked,
    "review-gap": review_gap,
    "review-nine": review_nine,
    "review-days": review_days,
    "review-preview": review_preview,
    "review-door": door_over_page,
}
REVIEW_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "door": door,
    "door-filled": door_filled,
    "door-refused": door_refused,
    "hold": hold,
    "hold-nothing": hold_nothing,
    "still": still,
    "extend": extend,
}
