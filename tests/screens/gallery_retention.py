"""The retention page and its dialog, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import DAY
from tests.screens.stand import Stand
from ui.model import Room
from ui.retention.dialog import DaysDialog
from ui.retention.held_dialog import EndHoldDialog
from ui.retention.model import Kept


def retention() -> QWidget:
    return Stand().desktop(Room.RETENTION)


def retention_short() -> QWidget:
    """Too little room, a longer time with its reason; nothing is held, nothing erased yet."""
    return short_of_room().desktop(Room.RETENTION)


def health_short() -> QWidget:
    """The same shop: Health says what Retention says."""
    return short_of_room().desktop(Room.HEALTH)


def short_of_room() -> Stand:
    stand = Stand()
    book = stand.shop.retention_book
    reason = stand.shop.say("警察へ被害届")
    book.now = replace(book.now.with_days(30), reason=reason, room=1_200 * 10**9)
    book.now = replace(
        book.now, cameras=(*book.now.cameras[:3], replace(book.now.cameras[3], rate=0))
    )
    book.log, book.parts = (), ()
    return stand


def retention_days(*, camera: bool, days: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        keeping = stand.shop.retention_book.now
        kept: Kept | None = keeping.cameras[3] if camera else None
        people = stand.who, stand.shop.retention_book.seconds(stand.who)
        dialog = DaysDialog(keeping, kept, people, lambda *_: None)
        dialog.choose(days)
        return dialog

    return make


def retention_end(place: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        book = stand.shop.retention_book
        return EndHoldDialog(book.parts[place], (stand.who, book.seconds(stand.who)), _nothing)

    return make


def _nothing(*_: object) -> None:
    pass


def retention_many() -> QWidget:
    """More kept parts than are shown at once."""
    stand = Stand()
    book = stand.shop.retention_book
    book.parts = tuple(
        replace(book.parts[0], ids=(f"hold-{n}",), until_us=book.parts[0].until_us + n * DAY)
        for n in range(33)
    )
    return stand.desktop(Room.RETENTION)


RETENTION_PAGES: dict[str, Callable[[], QWidget]] = {
    "retention": retention,
    "retention-short": retention_short,
    "retention-many": retention_many,
    "health-short": health_short,
}
RETENTION_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "retention-days": retention_days(camera=False, days=30),
    "retention-camera": retention_days(camera=True, days=5),
    "retention-end": retention_end(0),
    "retention-end-asked": retention_end(1),
}
