"""Making others unrecognisable, as ``gallery`` shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import Damaged
from tests.fakes.desk_world import KEYS
from tests.screens.stand import Stand
from ui.model import Credentials, Room
from ui.provision.covering_dialog import CoveringDialog, FindPeopleDialog
from ui.review.model import Pair


def _own_request(stand: Stand) -> None:
    """The newest case is somebody's own request."""
    book = stand.shop.provisions
    first, *rest = book.now
    fields = {
        name: words for name, words in first.fields.items()
        if name in ("recipient", "contact", "identity_how")
    }  # fmt: skip
    own = replace(first, ground="self", hides_others=True, fields=fields)
    book.now = (own, *rest)


def provision_own() -> QWidget:
    stand = Stand()
    _own_request(stand)
    view = stand.desktop(Room.PROVISION)
    stand.rooms.provisions.choose(stand.shop.provisions.now[0].id)
    return view


def finding(*, busy: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        _own_request(stand)
        stand.rooms.provisions.enter()
        dialog = FindPeopleDialog(stand.rooms.provisions, stand.shop.provisions.now[0])
        if busy:
            dialog.show_share(0.42)
        return dialog

    return make


def covering(
    *, chosen: bool = False, drawn: bool = False, room: bool = False, troubled: bool = False,
    right: bool = False,
) -> Callable[[], QWidget]:  # fmt: skip
    def make() -> QWidget:
        stand = Stand()
        _own_request(stand)
        rooms = stand.rooms.provisions
        rooms.enter()
        who = rooms.who
        if who is None:
            raise RuntimeError("somebody sits here")
        presenter = rooms.covering
        pair = Pair(who, Credentials("suzuki", KEYS["suzuki"]))
        presenter.begin(stand.shop.provisions.now[0].id, pair, lambda _: None)
        presenter.go(14)
        if chosen:
            presenter.pick((0.32, 0.6))
        if drawn:
            presenter.draw((0.05, 0.1, 0.2, 0.3), 5.0, shown=False)
        if room:
            presenter.show_room(shown=True)
        if right:
            presenter.looks_right(right=True)
        book = stand.shop.provisions
        if troubled and book.covering is not None:
            book.covering.trouble = Damaged("redaction.other_source")
            presenter.step(1)
        return CoveringDialog(presenter)

    return make


COVERING_PAGES: dict[str, Callable[[], QWidget]] = {"provision-own": provision_own}
COVERING_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "covering-open": finding(busy=False),
    "covering-finding": finding(busy=True),
    "covering-nobody": covering(),
    "covering-chosen": covering(chosen=True, drawn=True, right=True),
    "covering-room": covering(room=True),
    "covering-trouble": covering(chosen=True, troubled=True),
}
