"""The room where footage is handed over, with its dialogs, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from tests.fakes.desk_provisions import PASSWORD
from tests.screens.stand import NOW, Stand
from ui.model import Room
from ui.provision.dialogs import PackageDialog, PasswordDialog, words_dialog
from ui.provision.model import Handed, ProvisionAct
from ui.provision.request_dialog import RequestDialog

_MINUTE = 60_000_000


def provision(number: int = 3) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        view = stand.desktop(Room.PROVISION)
        book = stand.shop.provisions
        stand.rooms.provisions.choose(next(c.id for c in book.now if c.number == number))
        return view

    return make


def provision_none() -> QWidget:
    stand = Stand()
    stand.shop.provisions.now = ()
    return stand.desktop(Room.PROVISION)


def provision_trouble() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.PROVISION)
    stand.shop.provisions.trouble = Unavailable("provision.not_written", reason="full")
    stand.rooms.provisions.paper("record", lambda _: None)
    return view


def request(stage: int, *, ground: str = "police-inquiry", troubled: bool = False) -> QWidget:
    stand = Stand()
    stand.rooms.provisions.enter()
    span = Span(NOW - 30 * _MINUTE, NOW - 28 * _MINUTE)
    dialog = RequestDialog(stand.rooms.provisions, stand.clock, None, (("cam-1",), span))
    if stage or troubled:
        for shown in dialog.findChildren(QRadioButton):
            shown.setChecked(shown.property("ground") == ground)
    for _ in range(stage):
        dialog.go_on(check=False)
    if troubled:
        dialog.go_on()
    return dialog


def nameless_call() -> QWidget:
    """By telephone, and nobody wrote down who it was."""
    dialog = request(1)
    assert isinstance(dialog, RequestDialog)
    dialog.findChildren(QCheckBox)[0].setChecked(True)
    dialog.go_on()
    return dialog


def complete() -> QWidget:
    stand = Stand()
    stand.rooms.provisions.enter()
    case = stand.shop.provisions.now[0]
    return RequestDialog(stand.rooms.provisions, stand.clock, case)


def package(*, writing: bool = False) -> QWidget:
    stand = Stand()
    stand.rooms.provisions.enter()
    dialog = PackageDialog(stand.rooms.provisions, stand.shop.provisions.now[0], Path("/media/usb"))
    if writing:
        dialog.show_share(0.4)
    return dialog


def password() -> QWidget:
    handed = Handed(Path("/media/usb/provision-000003_01.zip"), 84_000_000, 1, PASSWORD)
    return PasswordDialog(handed, lambda: None)


def few_words(act: ProvisionAct) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        stand.rooms.provisions.enter()
        return words_dialog(act, stand.rooms.provisions, None)

    return make


PROVISION_PAGES: dict[str, Callable[[], QWidget]] = {
    "provision": provision(),
    "provision-exported": provision(2),
    "provision-refused": provision(1),
    "provision-none": provision_none,
    "provision-trouble": provision_trouble,
}
PROVISION_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "request-ground": lambda: request(0),
    "request-fields": lambda: request(1),
    "request-missing": lambda: request(1, troubled=True),
    "request-call": nameless_call,
    "request-none": lambda: request(1, ground="none"),
    "request-footage": lambda: request(2),
    "request-complete": complete,
    "package": package,
    "package-writing": lambda: package(writing=True),
    "package-password": password,
    "provision-refuse": few_words(ProvisionAct.REFUSE),
    "provision-hand-over": few_words(ProvisionAct.HAND_OVER),
    "provision-returned": few_words(ProvisionAct.RETURNED),
}
