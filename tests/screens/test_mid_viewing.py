"""What may happen in the middle of looking: the time is over, the disk is full."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopguard.base.errors import Unavailable
from tests.fakes.desk_world import KEYS
from tests.screens.stand import Stand
from tests.screens.test_marking import Looking
from ui.provision.dialogs import PackageDialog
from ui.review.closed import Closed
from ui.review.review_tile import ReviewTile


@pytest.mark.requirement("J-3")
def test_when_the_time_is_over_while_it_plays_every_picture_goes_at_once(qtbot: QtBot) -> None:
    looking = Looking(qtbot)
    player = looking.presenter.player
    assert player is not None
    player.play()
    looking.presenter.tick()
    tiles = looking.desktop.findChildren(ReviewTile)
    assert any(tile.picture is not None for tile in tiles)
    looking.footage.left = 0
    looking.presenter.tick()
    assert all(tile.picture is None for tile in tiles)
    (closed,) = looking.view.findChildren(Closed)
    assert closed.isVisible()
    assert "The time for this viewing is over." in closed._notice.accessibleName()


def test_a_full_disk_is_said_in_the_package_which_can_be_tried_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = Stand()
    presenter = stand.rooms.provisions
    presenter.enter()
    case = next(each for each in presenter.state.cases if each.state == "open")
    presenter.choose(case.id)

    def full(*_: object, **__: object) -> None:
        raise Unavailable("export.no_room", megabytes=2048)

    monkeypatch.setattr(stand.shop.provisions, "export", full)
    dialog = PackageDialog(presenter, case, Path("usb"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pair._secret.setText(KEYS["suzuki"])
    dialog._go.click()
    assert dialog._notice.isVisible()
    assert dialog._go.isEnabled()
    assert presenter.state.share is None
    dialog.reject()
