"""Setting up is taken up again where it was left, and retention is forecast from what is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import beginning, retention
from shopguard.app.acts import cameras as acts
from shopguard.app.acts.beginning import Left
from shopguard.audit.record import Wanted, find
from shopguard.base.clock import SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.platform import host
from shopguard.base.platform.starting import StartsAt
from shopguard.cameras.views import SeenView
from shopguard.footage.estimate import estimate, room_for_footage
from tests.fakes.full_shop import FullShop

AT = Console("test")
DAY_S = 86_400


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


def test_what_is_left_of_setting_up_is_known_after_a_restart(full: FullShop) -> None:
    assert beginning.left(full.shop) is Left.NOTHING  # not set up at the desktop
    beginning.begin(full.shop, ("sato",))
    assert beginning.left(full.reopen()) is Left.SHEET
    beginning.note_sheet_kept(full.shop, AT)
    assert beginning.left(full.reopen()) is Left.REST
    beginning.finish(full.shop, AT)
    assert beginning.left(full.reopen()) is Left.NOTHING


def test_a_machine_that_will_not_start_the_recorder_is_logged(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> StartsAt:
        raise PermissionError

    monkeypatch.setattr(host, "start_with_machine", fails)
    with pytest.raises(Unavailable) as raised:
        beginning.start_with_machine(full.shop, AT, wanted=True)
    assert raised.value.code == "host.not_started"
    with full.shop.catalogue.read() as db:
        wanted = Wanted(action="recorder.starts_with_machine")
        assert [record.entry.outcome for record in find(db, wanted)] == ["done", "failed"]


@pytest.mark.requirement("J-4", "G-6.3")
def test_the_forecast_does_not_go_by_the_rate_of_a_moment(full: FullShop) -> None:
    camera = acts.add_camera(full.shop, AT, "入口", "rtsp://192.0.2.1/1", view=SeenView(kbps=8000))
    for moment in ({}, {camera.id: 2_000_000}, {camera.id: 300_000}):
        tested = retention.forecast(full.shop, moment)
        assert (tested.rates, tested.settled) == ({camera.id: 1_000_000}, False)
    second = full.camera("売場")
    assert retention.forecast(full.shop, {}).unknown == (second.id,)
    assert retention.forecast(full.shop, {second.id: 7}).rates[second.id] == 7


@pytest.mark.requirement("J-4")
def test_the_forecast_goes_by_what_was_recorded_once_it_is_enough(
    full: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = acts.add_camera(full.shop, AT, "入口", "rtsp://192.0.2.1/1", view=SeenView(kbps=8000))
    full.record(camera, 4)
    full.clock.advance(5 * SECOND)
    assert not retention.forecast(full.shop, {camera.id: 2_000_000}).settled
    monkeypatch.setattr(retention, "JUDGED_BY", 4 * SECOND)
    (volume,) = full.shop.store.volumes(camera.id)
    recorded = retention.forecast(full.shop, {camera.id: 2_000_000})
    assert recorded.settled
    assert recorded.rates == {camera.id: volume.head.bytes * SECOND // volume.span.duration}


@pytest.mark.requirement("J-4")
def test_an_estimate_counts_each_camera_for_its_own_days() -> None:
    found = estimate(100 * DAY_S, {"a": 1, "b": 3}, {"a": 14, "b": 7, "c": 14})
    assert found.fits_days == 25
    assert found.needed_bytes == (14 + 3 * 7) * DAY_S
    assert found.enough
    assert found.unknown == ("c",)
    assert estimate(1, {}, {"a": 14}).fits_days is None
    room = {"free_bytes": 100, "footage_bytes": 50, "held_bytes": 30, "reserve_bytes": 20}
    assert room_for_footage(**room, max_bytes=None) == 100
    assert room_for_footage(**room, max_bytes=60) == 30
    assert room_for_footage(**{**room, "free_bytes": 0}, max_bytes=None) == 0
