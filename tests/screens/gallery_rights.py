"""The book of requests about one's own data, with its dialogs, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from shopguard.base.errors import Refused, Unavailable
from tests.screens.stand import Stand
from ui.model import Room
from ui.provision.books import Book
from ui.provision.request_dialog import RequestDialog
from ui.provision.view import ProvisionView
from ui.rights.dialogs import AnswerDialog, SearchDialog, words_dialog
from ui.rights.model import Reminders, RightsAct, RightsInfo
from ui.rights.receive_dialog import ReceiveDialog


def opened(stand: Stand) -> QWidget:
    """The page with this book open."""
    view = stand.desktop(Room.PROVISION)
    page = view.page(Room.PROVISION)
    assert isinstance(page, ProvisionView)
    page.open_book(Book.RIGHTS)
    return view


def rights(number: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        view = opened(stand)
        stand.rooms.rights.choose(_numbered(stand, number).id)
        return view

    return make


def rights_none() -> QWidget:
    stand = Stand()
    stand.shop.rights.now = ()
    return opened(stand)


def rights_trouble() -> QWidget:
    stand = Stand()
    view = opened(stand)
    stand.shop.rights.trouble = Unavailable("provision.not_written", reason="full")
    stand.rooms.rights.letter(lambda _: None)
    return view


def receive(*, troubled: bool = False) -> QWidget:
    stand = Stand()
    stand.rooms.rights.enter()
    dialog = ReceiveDialog(stand.rooms.rights, stand.clock)
    if troubled:
        dialog.findChildren(QRadioButton)[0].setChecked(True)
        dialog.asked.emit()
    return dialog


def search(*, place: str | None = None) -> QWidget:
    stand = Stand()
    stand.rooms.rights.enter()
    request = _numbered(stand, 3)
    stand.rooms.rights.choose(request.id)
    dialog = SearchDialog(stand.rooms.rights, stand.clock, request)
    if place is not None:
        dialog.look_for(stand.shop.say(place))
    return dialog


def answer(*, refused: bool = False) -> QWidget:
    stand = Stand()
    stand.rooms.rights.enter()
    dialog = AnswerDialog(stand.rooms.rights)
    if refused:
        dialog.findChildren(QRadioButton)[0].setChecked(True)
        dialog.answered(Refused("rights.not_identified"))
    return dialog


def answer_missing() -> QWidget:
    dialog = answer()
    for shown in dialog.findChildren(QPushButton):
        if shown.isDefault():
            shown.click()
    return dialog


def few_words(act: RightsAct) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        stand.rooms.rights.enter()
        return words_dialog(act, stand.rooms.rights, None)

    return make


def pictures() -> QWidget:
    """A provision that answers a request, as far as it is filled in."""
    stand = Stand()
    stand.rooms.provisions.enter()
    begun = stand.shop.rights.begun(_numbered(stand, 1).id, "ja")
    return RequestDialog(stand.rooms.provisions, stand.clock, begun=begun)


def reminded() -> QWidget:
    """The page of health, where a manager is reminded."""
    stand = Stand()
    stand.shop.rights.due = Reminders(2, 1, 1)
    return stand.desktop(Room.HEALTH)


def _numbered(stand: Stand, number: int) -> RightsInfo:
    return next(one for one in stand.shop.rights.now if one.number == number)


RIGHTS_PAGES: dict[str, Callable[[], QWidget]] = {
    "rights": rights(3),
    "rights-late": rights(2),
    "rights-answered": rights(1),
    "rights-none": rights_none,
    "rights-trouble": rights_trouble,
    "health-due": reminded,
}
RIGHTS_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "rights-receive": receive,
    "rights-receive-missing": lambda: receive(troubled=True),
    "rights-identify": few_words(RightsAct.IDENTIFY),
    "rights-search": search,
    "rights-search-found": lambda: search(place=""),
    "rights-search-nothing": lambda: search(place="倉庫"),
    "rights-note": few_words(RightsAct.NOTE),
    "rights-answer": answer,
    "rights-answer-missing": answer_missing,
    "rights-answer-refused": lambda: answer(refused=True),
    "rights-withdraw": few_words(RightsAct.WITHDRAW),
    "rights-pictures": pictures,
}
