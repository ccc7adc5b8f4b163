"""A disk that really is full (a small file system of its own), and a recorder's parts on it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import Packet
from shopguard.database import schema
from shopguard.recorder.camera_writer import CameraWriter
from shopguard.recorder.health import Health
from shopguard.recorder.report import AlarmKind
from shopguard.recorder.threads import Loop
from shopguard.recorder.upkeep import Upkeep
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import RecordedCamera, services_of, wait_for

MIB = 1 << 20
FILLER = b"\x0c" + bytes(range(1, 256)) * 600  # a NAL unit of 150 kB that decoders skip


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 224 MiB; needs the right to mount one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=224m,mode=700", "shopguard-test", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command: a file system of its own cannot be made here")
    if done.returncode:
        pytest.skip("may not mount a file system here (root may)")
    try:
        yield place
    finally:
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
            camera.heard.on_full = self._disk_full

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
            self._play_one(may_wait=False)

    def fill_up(self) -> None:
        """Play until writes find no room, where nothing may go; what comes then waits."""
        while not self._troubled():
            self._play_one(may_wait=True)
        for camera in self.cameras:
            camera.recorder.packet(heavy(next(iter(camera.film.take(1, self.clock.utc_us())))))
        wait_for(lambda: self.health.disk.short)
        self.clock.advance(11 * SECOND)
        self.health.turn()

    def _play_one(self, *, may_wait: bool) -> None:
        for camera in self.cameras:
            for packet in camera.film.take(10, self.clock.utc_us()):
                camera.recorder.packet(heavy(packet))
            writer = camera.recorder.writer
            wait_for(partial(self._goes_on, writer, may_wait=may_wait), "room in the queue")
        self.clock.advance(SECOND)
        self.health.turn()
        heads = [camera.recorder.writer.head() for camera in self.cameras]
        self.shop.store.note_heads([head for head in heads if head is not None])

    def _goes_on(self, writer: CameraWriter, *, may_wait: bool) -> bool:
        return writer.waiting_bytes <= 4 * MIB or (may_wait and self._troubled())

    def _troubled(self) -> bool:
        return any(camera.recorder.write_trouble for camera in self.cameras)

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
