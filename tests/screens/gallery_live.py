"""The live wall in every state a person may meet it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from tests.screens.stand import Stand, ticked
from ui.live.arrangements import NameDialog
from ui.live.naming import Trouble
from ui.live.tile import WallTile
from ui.live.view import LiveView
from ui.model import Room
from ui.widgets.zoom import Zoom


def live() -> QWidget:
    stand = Stand()
    return ticked(stand, stand.desktop(Room.LIVE))


def live_trouble() -> QWidget:
    """One late, one lost; the status line says so too."""
    stand = Stand()
    stand.shop.live.ages |= {"cam-2": 12.4, "cam-4": 184.0}
    stand.shop.live.causes["cam-4"] = "no_route"
    stand.shop.recording = 2
    return ticked(stand, stand.desktop(Room.LIVE))


def live_recorder_gone() -> QWidget:
    """No recorder answers: no camera is to blame for it."""
    stand = Stand()
    ids = [camera.id for camera in stand.shop.camera_list]
    stand.shop.live.ages |= dict.fromkeys(ids, 42.0)
    stand.shop.live.causes |= dict.fromkeys(ids, "recorder_gone")
    stand.shop.recorder_running = False
    return ticked(stand, stand.desktop(Room.LIVE))


def live_nine() -> QWidget:
    """Nine tiles, seven cameras, one of them lost."""
    stand = Stand()
    first = stand.shop.camera_list
    more = tuple(replace(each, id=f"x-{each.id}") for each in first[:3])
    stand.shop.camera_list = (*first, *more)
    stand.shop.live.ages["cam-3"] = 40.0
    stand.shop.live.causes["cam-3"] = "no_route"
    return ticked(stand, stand.desktop(Room.LIVE))


def live_sixteen() -> QWidget:
    stand = Stand()
    stand.shop.camera_list = tuple(
        replace(each, id=f"{n}-{each.id}") for n in range(5) for each in stand.shop.camera_list
    )
    return ticked(stand, stand.desktop(Room.LIVE))


def live_alone() -> QWidget:
    """One camera enlarged, looked into closer."""
    stand = Stand()
    view = stand.desktop(Room.LIVE)
    stand.rooms.live.enlarge("cam-2")
    ticked(stand, view)
    for tile in view.findChildren(WallTile):
        tile.set_zoom(Zoom().by(3, 0.6, 0.6))
    return view


def live_named() -> QWidget:
    """An arrangement has just been kept under a name."""
    stand = Stand()
    view = stand.desktop(Room.LIVE)
    stand.rooms.live.swap("cam-1", "cam-4")
    stand.rooms.live.keep_as(stand.shop.say("閉店のとき"))
    return ticked(stand, view)


def live_name(*, taken: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        trouble = Trouble.TAKEN if taken else Trouble.NONE
        dialog = NameDialog("", lambda _: trouble)
        if taken:
            dialog.accept_name()
        return dialog

    return make


def live_elsewhere() -> QWidget:
    """The wall is over a whole screen; this is what stays on its page."""
    stand = Stand()
    view = stand.desktop(Room.LIVE)
    page = view.page(Room.LIVE)
    assert isinstance(page, LiveView)
    page.whole_screen()
    return view


def live_empty() -> QWidget:
    stand = Stand()
    stand.shop.camera_list = ()
    return stand.desktop(Room.LIVE)


LIVE: dict[str, Callable[[], QWidget]] = {
    "live": live,
    "live-trouble": live_trouble,
    "live-recorder-gone": live_recorder_gone,
    "live-nine": live_nine,
    "live-sixteen": live_sixteen,
    "live-alone": live_alone,
    "live-named": live_named,
    "live-elsewhere": live_elsewhere,
    "live-empty": live_empty,
}
LIVE_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "live-name": live_name(taken=False),
    "live-name-taken": live_name(taken=True),
}
