"""What an earlier recorder left behind is settled without touching what only a reader can mend."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from shopguard.base.clock import MINUTE, SECOND
from shopguard.cameras.register import Camera
from shopguard.database import schema
from shopguard.footage.check import Level, check
from shopguard.footage.store import VolumeState
from shopguard.recorder.aftermath import Aftermath
from shopguard.recorder.handover import Previous
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import services_of

Left = Callable[..., tuple[Camera, int]]


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    full = FullShop(tmp_path)
    yield full
    full.close()


@pytest.fixture
def left(full: FullShop) -> Iterator[Left]:
    """``left(name)``: a camera with a volume in the making, and where its footage ends."""
    writers = []

    def leave(name: str, *, ago_us: int = 0) -> tuple[Camera, int]:
        camera = full.camera(name)
        start = full.clock.utc_us() - ago_us
        volume, fragments = full.record(camera, 3, start_us=start, close=False)
        writers.append(volume.writer)
        return camera, fragments[-1].span.end

    yield leave
    for writer in writers:
        writer.abandon()


def files(full: FullShop) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(full.home.volumes.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


def gaps(full: FullShop, camera: Camera) -> list[tuple[str, int, int | None, bool]]:
    found = full.shop.store.gaps(camera.id)
    return [(gap.cause, gap.start_us, gap.end_us, gap.approximate) for gap in found]


@pytest.mark.requirement("J-4", "G-6.2")
def test_a_crash_leaves_the_volume_as_it_is_and_an_exact_gap(full: FullShop, left: Left) -> None:
    camera, end = left("入口")
    before = files(full)
    aftermath = Aftermath(services_of(full.shop))
    aftermath.settle(Previous("killed", "signal 9", end, {camera.id: end + SECOND}), 1)
    assert files(full) == before
    (volume,) = full.shop.store.volumes(camera.id)
    assert volume.state is VolumeState.INTERRUPTED
    assert gaps(full, camera) == [("killed", end + SECOND, None, False)]
    occupied, ledger = aftermath.of(camera.id)
    assert occupied.place(volume.span.start)[0] == end + SECOND
    assert ledger.is_open
    ledger.end(end + 5 * SECOND)
    aftermath.flush(full.shop.store)
    assert gaps(full, camera) == [("killed", end + SECOND, end + 5 * SECOND, False)]


def test_a_power_cut_is_known_about_and_says_so(full: FullShop, left: Left) -> None:
    camera, end = left("入口")
    Aftermath(services_of(full.shop)).settle(None)
    ((cause, start, _, approximate),) = gaps(full, camera)
    assert (cause, approximate) == ("interrupted", True)
    assert start >= end


def test_the_last_write_to_the_file_dates_a_power_cut(full: FullShop, left: Left) -> None:
    camera, end = left("入口")
    (volume,) = full.shop.store.volumes(camera.id)
    touched = (end + 40 * SECOND) * 1000
    os.utime(f"{volume.path}-wal", ns=(touched, touched))
    Aftermath(services_of(full.shop)).settle(None)
    assert gaps(full, camera) == [("interrupted", end + 40 * SECOND, None, True)]


def test_a_power_cut_long_ago_is_not_dated_by_a_file_touched_later(
    full: FullShop, left: Left
) -> None:
    camera, end = left("入口", ago_us=10**6 * MINUTE)
    Aftermath(services_of(full.shop)).settle(None)
    assert gaps(full, camera) == [("interrupted", end, None, True)]


def test_a_gap_that_was_over_when_it_crashed_ends_where_footage_began(
    full: FullShop, left: Left
) -> None:
    camera, end = left("入口")
    (volume,) = full.shop.store.volumes(camera.id)
    full.shop.store.begin_gap(camera.id, volume.span.start - MINUTE, "no_route")
    Aftermath(services_of(full.shop)).settle(Previous("crashed", "", end, {camera.id: end}), 1)
    assert gaps(full, camera) == [
        ("no_route", volume.span.start - MINUTE, volume.span.start, False),
        ("crashed", end, None, False),
    ]


def test_a_gap_that_went_on_goes_on(full: FullShop, left: Left) -> None:
    camera, end = left("入口")
    full.shop.store.begin_gap(camera.id, end, "closed")
    aftermath = Aftermath(services_of(full.shop))
    aftermath.settle(Previous("crashed", "", end, {camera.id: end}), 1)
    assert gaps(full, camera) == [("closed", end, None, False)]
    aftermath.of(camera.id)[1].end(end + MINUTE)
    aftermath.flush(full.shop.store)
    assert gaps(full, camera) == [("closed", end, end + MINUTE, False)]


def test_a_graceful_end_leaves_nothing_to_settle(full: FullShop) -> None:
    camera = full.camera()
    full.record(camera, 2)
    size = full.shop.ledger.head().size
    Aftermath(services_of(full.shop)).settle(Previous("stopped", "not by us", 1, {}), 1)
    assert gaps(full, camera) == []
    assert full.shop.ledger.head().size == size


def test_a_recorder_that_cannot_start_does_not_fill_the_log(full: FullShop) -> None:
    size = full.shop.ledger.head().size
    for restarts in range(1, 101):
        previous = Previous("crashed", "exit code 1", 1, {})
        Aftermath(services_of(full.shop)).settle(previous, restarts)
    assert full.shop.ledger.head().size == size + 3


@pytest.mark.requirement("J-4")
@pytest.mark.parametrize("acknowledged", [False, True])
def test_a_volume_that_never_came_to_its_file_is_no_loss(
    full: FullShop, *, acknowledged: bool
) -> None:
    """A crash between the row and the file; with something acknowledged it is one for ``check``."""
    camera = full.camera("入口")
    volume, _ = full.record(camera, 1, close=False)
    volume.writer.abandon()
    with full.shop.catalogue.write() as db:
        db.execute(update(schema.volume).values(fragments=0))
    for path in full.home.volumes.rglob(f"*{volume.id}*"):
        path.unlink()
    end = full.clock.utc_us() + SECOND if acknowledged else 0
    Aftermath(services_of(full.shop)).settle(Previous("killed", "", 0, {camera.id: end}), 1)
    report = check(full.home, full.shop.catalogue, full.shop.store, Level.SIZES)
    assert report.ok is not acknowledged
    assert [gap.cause for gap in full.shop.store.gaps(camera.id)] == ["killed"]
