"""The book of printed stills with its dialogs, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import Refused, Unavailable
from tests.screens.stand import Stand
from ui.model import Room
from ui.prints.dialogs import PrintDialog
from ui.prints.model import PrintAct
from ui.provision.books import Book
from ui.provision.view import ProvisionView


def stand_on_book(stand: Stand) -> QWidget:
    view = stand.desktop(Room.PROVISION)
    page = view.page(Room.PROVISION)
    assert isinstance(page, ProvisionView)
    page.open_book(Book.PRINTS)
    return view


def prints(number: int = 5) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        view = stand_on_book(stand)
        stand.rooms.prints.choose(str(number))
        return view

    return make


def prints_none() -> QWidget:
    stand = Stand()
    stand.shop.prints.now = ()
    return stand_on_book(stand)


def prints_trouble() -> QWidget:
    stand = Stand()
    view = stand_on_book(stand)
    stand.shop.prints.trouble = Unavailable("provision.not_written", reason="full")
    stand.rooms.prints.on_paper(lambda _: None)
    return view


def said(act: PrintAct, number: int, *, refused: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        stand.rooms.prints.enter()
        stand.rooms.prints.choose(str(number))
        info = stand.rooms.prints.state.info
        assert info is not None
        dialog = PrintDialog(act, info, stand.rooms.prints)
        if refused:
            stand.shop.prints.trouble = Refused("still.state")
            dialog.asked.emit()
        return dialog

    return make


PRINTS_PAGES: dict[str, Callable[[], QWidget]] = {
    "prints": prints(),
    "prints-late": prints(3),
    "prints-handed-over": prints(2),
    "prints-none": prints_none,
    "prints-trouble": prints_trouble,
}
PRINTS_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "print-shredded": said(PrintAct.SHREDDED, 5),
    "print-handed-over": said(PrintAct.HANDED_OVER, 5),
    "print-back": said(PrintAct.BACK, 1),
    "print-refused": said(PrintAct.SHREDDED, 5, refused=True),
}
