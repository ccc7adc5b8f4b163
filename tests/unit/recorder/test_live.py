"""The live tap: whole GOPs to whoever watches, nothing to nobody, and no back pressure."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from shopguard.base.clock import SystemClock
from shopguard.base.errors import InvalidInput
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.cameras.source import (
    AudioCodec,
    CameraSource,
    LossCause,
    Packet,
    PacketSink,
    TrackInfo,
)
from shopguard.recorder.channel import RecorderClient, Server, wire
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.channel.server import Peer
from shopguard.recorder.live import LiveTap, Watcher
from tests.fakes.recording import Film, ScriptedCamera, Seen, wait_for

KEY = bytes(32)
CAMERA = "c" * 32
T0 = 1_760_000_000_000_000


class Sub(ScriptedCamera):
    """A sub stream that counts how often it is opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = self.closed = 0

    def start(self, sink: PacketSink) -> None:
        super().start(sink)
        self.opened += 1

    def stop(self) -> None:
        super().stop()
        self.closed += 1


class Wall:
    """A tap behind a real channel, and a client of it."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.held = ExitStack()
        self.held.enter_context(host.lock_file(self.home.lock))
        self.sub: Sub | None = Sub()
        self.tap = LiveTap(lambda _camera: self.sub)
        self.server = Server(KEY, {"watch": self.tap.watch, "unwatch": self.tap.unwatch})
        self.tap.wakes(self.server.wake)
        port = self.server.start()
        Runtime(port, os.getpid(), SystemClock().utc_us()).write(self.home)
        self.client = RecorderClient.connect(self.home, KEY)
        self.film = Film()

    def play(self, pictures: int, *, sub: bool = False) -> list[Packet]:
        played = list(self.film.take(pictures, T0))
        for packet in played:
            self.tap.packet(CAMERA, packet, sub=sub)
        return played

    def close(self) -> None:
        self.client.close()
        self.server.close()
        self.tap.close()
        self.held.close()


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def test_packets_arrive_as_the_camera_sent_them_from_a_key_frame_on(wall: Wall) -> None:
    sound = TrackInfo(AudioCodec.PCMU, 8000, (), 1)
    info = replace(wall.film.info, audio=sound)
    wall.tap.stream(CAMERA, info)
    wall.play(5)
    seen = Seen()
    watch = wall.client.watch(CAMERA, seen)
    assert wall.tap.count(CAMERA) == 1
    played = wall.play(16)
    noise = Packet("audio", [b"\x7f" * 160], 160, True, T0)
    wall.tap.packet(CAMERA, noise)
    wall.tap.lost(CAMERA, "closed")
    wait_for(lambda: seen.losses)
    assert seen.streams == [info]
    assert seen.packets == [*played[5:], noise]
    assert seen.losses == [LossCause.CLOSED]
    watch.close()
    wait_for(lambda: wall.tap.count(CAMERA) == 0)


def test_a_cause_of_the_recorders_own_reaches_the_wall_as_a_loss(wall: Wall) -> None:
    seen = Seen()
    wall.client.watch(CAMERA, seen)
    wall.tap.lost(CAMERA, "disk_full")
    wait_for(lambda: seen.losses)
    assert seen.losses == [LossCause.STALLED]


@pytest.mark.requirement("T-6")
def test_a_sub_stream_is_open_only_while_somebody_watches_it(wall: Wall) -> None:
    assert wall.sub is not None
    first, second = Seen(), Seen()
    one = wall.client.watch(CAMERA, first, sub=True)
    two = wall.client.watch(CAMERA, second, sub=True)
    assert (wall.sub.opened, wall.sub.closed) == (1, 0)
    sink = wall.sub.sink
    assert sink is not None
    sink.stream(wall.film.info)
    for packet in wall.film.take(10, T0):
        sink.packet(packet)
    wait_for(lambda: len(first.packets) == len(second.packets) == 10)
    one.close()
    two.close()
    wait_for(lambda: wall.sub is not None and wall.sub.closed == 1)


def test_without_a_sub_stream_the_main_one_is_watched(wall: Wall) -> None:
    wall.sub = None
    seen = Seen()
    wall.client.watch(CAMERA, seen, sub=True)
    wall.tap.stream(CAMERA, wall.film.info)
    wall.play(10)
    wait_for(lambda: len(seen.packets) == 10)


def test_a_client_that_goes_leaves_nothing_open(wall: Wall) -> None:
    assert wall.sub is not None
    with RecorderClient.connect(wall.home, KEY) as other:
        other.watch(CAMERA, Seen(), sub=True)
    while wall.sub.closed == 0:  # noticed when something is to be sent
        sink = wall.sub.sink
        if sink is not None:
            sink.stream(wall.film.info)
        threading.Event().wait(0.05)
    assert wall.tap.count(CAMERA) == 0


def test_a_camera_that_is_removed_is_told_to_whoever_watches(wall: Wall) -> None:
    seen = Seen()
    wall.client.watch(CAMERA, seen)
    wall.tap.forget(CAMERA)
    wall.server.wake()
    wait_for(lambda: seen.losses)


def test_changed_settings_open_a_watched_sub_stream_anew(wall: Wall) -> None:
    assert wall.sub is not None
    wall.client.watch(CAMERA, Seen(), sub=True)
    wall.tap.renew(CAMERA)
    assert (wall.sub.opened, wall.sub.closed) == (2, 1)


def test_senseless_requests_are_refused(wall: Wall) -> None:
    for args in ({}, {"watch": "x", "camera": CAMERA}, {"watch": 1, "camera": 7}):
        with pytest.raises(InvalidInput):
            wall.client.call("watch", **args)
    for number in range(64):
        wall.client.call("watch", watch=number, camera=CAMERA)
    with pytest.raises(InvalidInput):
        wall.client.call("watch", watch=64, camera=CAMERA)


def test_a_slow_watcher_loses_whole_gops_and_holds_little(wall: Wall) -> None:
    watcher = Watcher(1)
    taken: list[tuple[int, bool]] = []
    for number, packet in enumerate(wall.film.take(3000, T0)):
        header, raw = wire.packet_frames(replace(packet, pts=number))
        watcher.offer(packet, header, raw)
        if number % 4 == 0 and (frames := watcher.peek()) is not None:
            told = wire.unpack(frames[0])
            taken.append((told["pts"], told["key"]))
            watcher.done()
    assert len(watcher._waiting) <= 150
    numbers = [number for number, _ in taken]
    assert numbers == sorted(numbers)
    for (before, _), (number, key) in pairwise(taken):
        assert key or number == before + 1


def test_nobody_watching_costs_nothing(wall: Wall) -> None:
    tap = LiveTap(_never)
    tap.stream(CAMERA, wall.film.info)
    for packet in wall.film.take(100, T0):
        tap.packet(CAMERA, packet)
    peer = Peer(b"x", 1)
    tap.watch(peer, {"watch": 1, "camera": CAMERA})
    first = peer.outlets[0].peek()
    assert first is not None
    assert wire.unpack(first[0])["kind"] == "stream"
    peer.outlets[0].done()
    assert peer.outlets[0].peek() is None


def _never(_camera: str) -> CameraSource | None:
    raise AssertionError("nobody asked for a sub stream")
