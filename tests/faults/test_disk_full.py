"""A disk that really is full (a small file system of its own), and steps of a write that fail."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import Packet
from shopguard.database import schema
from shopguard.footage.store import VolumeState
from shopguard.recorder.causes import GapCause
from shopguard.recorder.health import Health
from shopguard.recorder.report import AlarmKind
from shopguard.recorder.threads import Loop
from shopguard.recorder.upkeep import Upkeep
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import RecordedCamera, services_of, wait_for

MIB = 1 << 20
FILLER = b"\x0c" + bytes(range(1, 256)) * 600  # a NAL unit of 150 kB that decoders skip


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 224 MiB; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=224m,mode=700", "shopguard-test", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command: a file system of its own cannot be made here")
    if done.returncode:
        pytest.skip("may not mount a file system here (root may)")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


class Store:
    """Two cameras on that disk, with health and upkeep as the recorder runs them."""

    def __init__(self, disk: Path) -> None:
        self.clock = FakeClock()
        self.told: list[tuple[str, Any]] = []
        self.full = FullShop(disk, self.clock)
        self.shop = self.full.shop
        settings = {"reserve_bytes": 0, "ballast_bytes": 4 * MIB, "volume_seconds": 10}
        for name, value in settings.items():
            self.shop.settings.set(name, value)
        self.cameras = [RecordedCamera(self.shop, self.full.camera(n), self.clock) for n in "ab"]
        services = services_of(self.shop)
        self.health = Health(
            self.clock,
            lambda: [camera.recorder for camera in self.cameras],
            list,
            lambda _camera: 0,
            lambda event, value: self.told.append((event, value)),
            pid=1,
            restarts=0,
        )
        self.upkeep = Upkeep(services, self.cameras[0].room, self.health)
        self.loop = Loop("upkeep", self.upkeep.turn, 60)
        self.loop.start()
        for camera in self.cameras:
            camera.room.floor_bytes = 96 * MIB
            camera.heard.disk_full = self._disk_full  # type: ignore[method-assign]

    def _disk_full(self) -> None:
        self.health.disk_was_full()
        self.upkeep.space_wanted()
        self.loop.kick()

    def hold(self, camera: RecordedCamera, span: Span) -> None:
        planned = self.shop.holds.planned(
            [camera.recorder.camera.id], span, ground="inquiry", owner_id="sato", days=30
        )
        with self.shop.catalogue.write() as db:
            self.shop.holds.place(planned, 1 << 60, db)

    def logged(self) -> set[str]:
        with self.shop.catalogue.read() as db:
            return set(db.scalars(select(schema.audit_record.c.action)))

    def play(self, seconds: int) -> None:
        """1.5 MB a second for each camera."""
        for _ in range(seconds):
            for camera in self.cameras:
                for packet in camera.film.take(10, self.clock.utc_us()):
                    camera.recorder.packet(heavy(packet))
                self.settled(camera, 4 * MIB)
            self.clock.advance(SECOND)
            self.health.turn()
            heads = [camera.recorder.writer.head() for camera in self.cameras]
            self.shop.store.note_heads([head for head in heads if head is not None])

    def settled(self, camera: RecordedCamera, at_most: int = 0) -> None:
        wait_for(lambda: camera.recorder.writer.waiting_bytes <= at_most, "an empty queue")

    def alarms(self) -> set[AlarmKind]:
        return {alarm.kind for alarm in self.health.alarms.active()}

    def close(self) -> None:
        self.loop.stop()
        for camera in self.cameras:
            camera.close()
        self.full.close()


def heavy(packet: Packet) -> Packet:
    return replace(packet, parts=[*packet.parts, FILLER])


@pytest.fixture
def store(small_disk: Path) -> Iterator[Store]:
    store = Store(small_disk)
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
    while not any(camera.recorder.write_trouble for camera in store.cameras):
        store.play(1)
    for camera in store.cameras:
        camera.recorder.packet(heavy(next(iter(camera.film.take(1, store.clock.utc_us())))))
    wait_for(lambda: store.health.disk.short)
    store.clock.advance(11 * SECOND)
    store.health.turn()
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
