"""The retention page and its dialog, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from tests.screens.stand import Stand
from ui.model import Room
from ui.retention.dialog import DaysDialog
from ui.retention.model import Kept


def retention() -> QWidget:
    return Stand().desktop(Room.RETENTION)


def retention_short() -> QWidget:
    """Too little room, a longer time with its reason, and nothing erased yet."""
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
    book.log = ()
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


RETENTION_PAGES: dict[str, Callable[[], QWidget]] = {
    "retention": retention,
    "retention-short": retention_short,
    "health-short": health_short,
}
RETENTION_DIALOGS: dict[str, Callable[[], QWidget]] = {
    "retention-days": retention_days(camera=False, days=30),
    "retention-camera": retention_days(camera=True, days=5),
}
