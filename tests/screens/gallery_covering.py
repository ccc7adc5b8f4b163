"""Making others unrecognisable, as ``gallery`` shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import Damaged
from tests.fakes.desk_covering import PICTURES
from tests.fakes.desk_world import KEYS
from tests.screens.stand import Stand
from ui.model import Credentials, Room
from ui.provision.covering import Start
from ui.provision.covering_dialog import CoveringDialog, FindPeopleDialog
from ui.provision.covering_presenter import CoveringPresenter
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


Does = Callable[[CoveringPresenter], None]


def covering(
    *does: Does, start: Start = Start.NEW, troubled: bool = False
) -> Callable[[], QWidget]:
    """After what was done, at the same picture."""

    def make() -> QWidget:
        stand = Stand()
        _own_request(stand)
        rooms, book = stand.rooms.provisions, stand.shop.provisions
        rooms.enter()
        who = rooms.who
        if who is None:
            raise RuntimeError("somebody sits here")
        book.start = start
        presenter = rooms.covering
        pair = Pair(who, Credentials("suzuki", KEYS["suzuki"]))
        presenter.begin(book.now[0].id, pair, lambda _: None)
        if start is Start.NEW:
            presenter.go(14)
        for each in does:
            each(presenter)
        if troubled and book.covering is not None:
            book.covering.trouble = Damaged("redaction.other_source")
            presenter.step(1)
        return CoveringDialog(presenter)

    return make


def _chosen(presenter: CoveringPresenter) -> None:
    presenter.pick((0.32, 0.6))


def _drawn(presenter: CoveringPresenter) -> None:
    presenter.draw((0.05, 0.1, 0.2, 0.3), 5.0, shown=False)


def _room(presenter: CoveringPresenter) -> None:
    presenter.show_room(shown=True)


def _right(presenter: CoveringPresenter) -> None:
    for number in (*range(PICTURES), 14):
        presenter.go(number)
    presenter.looks_right(right=True)


def _asked(presenter: CoveringPresenter) -> None:
    for number in (*range(6, 14), 22, 23, 24, 14):
        presenter.go(number)
    presenter.looks_right(right=True)


def provision_begun() -> QWidget:
    stand = Stand()
    _own_request(stand)
    first, *rest = stand.shop.provisions.now
    stand.shop.provisions.now = (replace(first, begun=True), *rest)
    view = stand.desktop(Room.PROVISION)
    stand.rooms.provisions.choose(first.id)
    return view


COVERING_PAGES: dict[str, Callable[[], QWidget]] = {
    "provision-own": provision_own,
    "provision-begun": provision_begun,
}
COVERING_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "covering-open": finding(busy=False),
    "covering-finding": finding(busy=True),
    "covering-nobody": covering(),
    "covering-chosen": covering(_chosen, _drawn, _right),
    "covering-room": covering(_room),
    "covering-asked": covering(_chosen, _asked),
    "covering-resumed": covering(start=Start.RESUMED),
    "covering-anew": covering(start=Start.ANEW),
    "covering-trouble": covering(_chosen, troubled=True),
}
