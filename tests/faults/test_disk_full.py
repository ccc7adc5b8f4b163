"""A disk that really is full: recording goes on, or waits and says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.base.span import Span
from shopguard.footage.store import VolumeState
from shopguard.recorder.causes import GapCause
from shopguard.recorder.report import AlarmKind
from tests.fakes.full_disk import Store, small_disk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_disk(tmp_path) as disk:
        store = Store(disk)
        yield store
        store.close()


def everything_acknowledged_is_there(store: Store) -> None:
    """Whatever was not erased by the rules is in its volume, whole."""
    span = Span(0, 1 << 60)
    for camera in store.cameras:
        kept = {
            volume.id: volume
            for volume in store.shop.store.volumes(camera.recorder.camera.id, span)
        }
        for queued, volume_id, head in camera.heard.fragments:
            if volume_id in kept:
                assert kept[volume_id].head.fragments >= min(head.fragments, 1)
                assert kept[volume_id].span.end >= queued.fragment.span.end


@pytest.mark.requirement("J-4")
def test_a_full_disk_overwrites_the_oldest_that_is_not_held_and_recording_goes_on(
    store: Store,
) -> None:
    store.play(12)
    first = [store.shop.store.volumes(c.recorder.camera.id)[0] for c in store.cameras]
    store.hold(store.cameras[0], first[0].span)
    store.play(60)
    raised = [value["alarm"]["kind"] for event, value in store.told if event == "alarm"]
    assert AlarmKind.DISK_FULL in raised
    for camera in store.cameras:
        store.settled(camera)
        camera.recorder.stop(GapCause.STOPPED)
        assert camera.recorder.writer.wait_finished(20)
    held, other = (store.shop.store.volume(volume.id) for volume in first)
    assert held is not None
    assert held.state is VolumeState.CLOSED
    assert held.path.exists()
    assert other is not None
    assert other.state is VolumeState.ERASED
    assert not other.path.exists()
    for camera in store.cameras:
        assert camera.heard.fragments[-1][0].number == 72
        assert camera.gaps()[-1][0] == "stopped"
    everything_acknowledged_is_there(store)
    assert "erasure.done" in store.logged()


@pytest.mark.requirement("J-4")
def test_when_everything_is_held_recording_waits_and_the_alarm_says_why(store: Store) -> None:
    for camera in store.cameras:
        store.hold(camera, Span(0, 1 << 60))
    store.fill_up()
    assert {AlarmKind.DISK_FULL, AlarmKind.DISK_HELD} <= store.alarms()
    volumes = store.shop.store.volumes(states=tuple(VolumeState))
    assert all(volume.state is not VolumeState.ERASED for volume in volumes)
    store.shop.settings.set("overwrite_held", True)
    store.upkeep.space_wanted()
    store.loop.kick()
    for camera in store.cameras:
        store.settled(camera)


@pytest.mark.requirement("J-4")
def test_held_footage_may_be_overwritten_where_that_was_agreed(store: Store) -> None:
    store.shop.settings.set("overwrite_held", True)
    for camera in store.cameras:
        store.hold(camera, Span(0, 1 << 60))
    store.play(60)
    for camera in store.cameras:
        store.settled(camera)
        assert camera.heard.fragments[-1][0].number >= 59
    assert store.health.disk.held_bytes > 0
    assert "erasure.done" in store.logged()
