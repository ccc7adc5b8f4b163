"""Recording in tests: scripted cameras, rooms that fail on demand, waiting for facts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from shopguard.app.shop import Shop
from shopguard.base.clock import SECOND, Clock
from shopguard.cameras.register import Camera
from shopguard.cameras.source import LossCause, Packet, PacketSink, StreamInfo
from shopguard.footage.fragment import VolumeHead
from shopguard.footage.store import OpenVolume, VolumeState
from shopguard.recorder.camera_recorder import CameraRecorder
from shopguard.recorder.camera_writer import Queued
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.services import Room, Services
from shopguard.recorder.writer_pool import WriterPool
from tests.fakes.streams import coded

PATIENCE_S = 30.0


def wait_for(fact: Callable[[], Any], what: str = "") -> Any:
    """The first true value of ``fact``; a failed test when it never comes."""
    until = time.monotonic() + PATIENCE_S
    while not (found := fact()):
        assert time.monotonic() < until, f"never came: {what or fact}"
        time.sleep(0.02)
    return found


def services_of(shop: Shop) -> Services:
    """What the recorder stands on, from an open shop."""
    return Services(
        home=shop.home, key=shop.key, clock=shop.clock, catalogue=shop.catalogue,
        ledger=shop.ledger, settings=shop.settings, cameras=shop.cameras, epochs=shop.epochs,
        store=shop.store, holds=shop.holds, retention=shop.retention, time=shop.time,
    )  # fmt: skip


class FlakyRoom(Room):
    """The real room, whose steps (begin, append, close) go through ``before``, which may raise."""

    def __init__(self, services: Services, before: Callable[[str], None]) -> None:
        super().__init__(services)
        self.before = before

    def begin(self, camera_id: str, start_us: int, codec: str) -> OpenVolume:
        self.before("begin")
        volume = super().begin(camera_id, start_us, codec)
        writer: Any = volume.writer
        append, close = writer.append, writer.close

        def flaky_append(fragments: Any) -> VolumeHead:
            self.before("append")
            head: VolumeHead = append(fragments)
            return head

        def flaky_close() -> VolumeHead:
            try:
                self.before("close")
            except BaseException:
                writer.abandon()
                raise
            head: VolumeHead = close()
            return head

        writer.append, writer.close = flaky_append, flaky_close
        return volume


class ScriptedCamera:
    """A camera source that says what the test says."""

    def __init__(self) -> None:
        self.sink: PacketSink | None = None

    def start(self, sink: PacketSink) -> None:
        self.sink = sink

    def stop(self) -> None:
        self.sink = None


class Listening:
    """Events and tap of a camera recorder, remembered. ``on_full``: told of a full disk as well."""

    def __init__(self) -> None:
        self.on_full: Callable[[], None] = lambda: None
        self.fragments: list[tuple[Queued, str, VolumeHead]] = []
        self.full = 0
        self.tapped: list[Any] = []

    def fragment(self, _camera_id: str, queued: Queued, volume_id: str, head: VolumeHead) -> None:
        self.fragments.append((queued, volume_id, head))

    def disk_full(self) -> None:
        self.full += 1
        self.on_full()

    def stream(self, _camera_id: str, info: StreamInfo) -> None:
        self.tapped.append(info)

    def packet(self, _camera_id: str, packet: Packet) -> None:
        self.tapped.append(packet)

    def lost(self, _camera_id: str, cause: str) -> None:
        self.tapped.append(cause)


class Seen:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.streams: list[StreamInfo] = []
        self.packets: list[Packet] = []
        self.losses: list[LossCause] = []

    def stream(self, info: StreamInfo) -> None:
        self.streams.append(info)

    def packet(self, packet: Packet) -> None:
        self.packets.append(packet)

    def lost(self, cause: LossCause, _detail: str) -> None:
        self.losses.append(cause)


class Film:
    """Real H.264 packets for as long as wanted: 10 pictures a second, a key frame each second."""

    def __init__(self) -> None:
        self.info, self._packets = coded(frames=10, fps=10, gop=10)
        self.number = 0

    def take(self, pictures: int, at_us: int) -> Iterable[Packet]:
        """The next pictures, the first arriving at ``at_us``."""
        for index in range(pictures):
            picture = self._packets[self.number % 10]
            yield replace(picture, pts=self.number * 9000, arrived_us=at_us + index * SECOND // 10)
            self.number += 1


class RecordedCamera:
    """One camera through the real pipeline, played by the test."""

    def __init__(
        self, shop: Shop, camera: Camera, clock: Clock,
        before: Callable[[str], None] = lambda _step: None, *, budget: int = 32 << 20,
        gaps: GapLedger | None = None, occupied: Occupied | None = None,
    ) -> None:  # fmt: skip
        self.shop = shop
        self.clock = clock
        self.heard = Listening()
        self.room = FlakyRoom(services_of(shop), before)
        self.pool = WriterPool(2)
        self.pool.start()
        self.source = ScriptedCamera()
        self.recorder = CameraRecorder(
            camera, self.room, self.pool, self.heard, self.heard, clock,
            occupied or Occupied(), gaps or GapLedger(camera.id), budget,
        )  # fmt: skip
        self.recorder.start(self.source)
        self.film = Film()
        self.recorder.stream(self.film.info)

    def play(self, pictures: int, at_us: int | None = None) -> None:
        for packet in self.film.take(pictures, self.clock.utc_us() if at_us is None else at_us):
            self.recorder.packet(packet)

    def wait_durable(self, fragments: int) -> None:
        wait_for(lambda: len(self.heard.fragments) >= fragments, f"{fragments} durable fragments")

    def gaps(self) -> list[tuple[str, int, int | None]]:
        """Cause, start and end of every gap in the catalogue."""
        self.recorder.gaps.flush(self.shop.store)
        found = self.shop.store.gaps(self.recorder.camera.id)
        return [(gap.cause, gap.start_us, gap.end_us) for gap in found]

    def close(self) -> None:
        self.pool.close(5.0)


class Latch:
    """Holds a step up until released."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.waiting = threading.Event()

    def __call__(self, step: str) -> None:
        if step == "append":
            self.waiting.set()
            assert self.free.wait(PATIENCE_S)


def states(one: RecordedCamera) -> list[tuple[VolumeState, int]]:
    found = one.shop.store.volumes(one.recorder.camera.id)
    return [(volume.state, volume.head.fragments) for volume in found]
