"""The review page with recorded sound: heard, and where it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import MINUTE
from tests.fakes.speakers import FakeSpeaker, FakeSpeakers
from tests.screens.stand import NOW, Stand
from ui.model import Room


def sound(*, device: bool = True) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        view = stand.desktop(Room.REVIEW)
        presenter = stand.rooms.review
        presenter._speakers = FakeSpeakers(FakeSpeaker(stand.clock) if device else None)
        presenter.begin(stand.shop.door.open(stand.request(), stand.pair()), stand.who)
        presenter.tick()
        assert presenter.player is not None
        assert presenter.listening is not None
        presenter.player.seek(NOW - 27 * MINUTE)
        presenter.listening.press()
        presenter.listening.louder(4)
        presenter.player.play()
        presenter.tick()
        return view

    return make


SOUND_PAGES: dict[str, Callable[[], QWidget]] = {
    "review-sound": sound(),
    "review-no-speaker": sound(device=False),
}
