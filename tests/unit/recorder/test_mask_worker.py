"""A mask worker that dies, hangs, lies or is fed garbage: no picture, never an unmasked one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.recorder.masking.line import MAX_BYTES, Line
from tests.fakes.listener import WAIT_S, Listener
from tests.fakes.masked import (
    TRIANGLE,
    Camera,
    Planes,
    assert_black,
    lost,
    masking,
    planes,
    worker_pid,
)
from tests.fakes.streams import coded

LIAR = """
import sys
sys.path[:0] = {path!r}
from shopguard.recorder.masking import wire
out = sys.stdout.buffer
out.write(wire.message(wire.READY))
out.flush()
for kind, body in wire.messages(sys.stdin.buffer):
    if kind == wire.VIDEO:
        number, pts, key, parts = wire.unpack_video(body)
        out.write({lie})
    else:
        out.write(wire.pack_number(wire.DONE, wire.unpack_job(body)[0]))
    out.flush()
"""
LIES = {
    "noise": "b'x' * 5000",
    "huge": "wire._HEAD.pack(wire.PICTURE, 2 ** 32 - 1)",
    "cut off": "wire.message(wire.PICTURE, b'abc')",
    "empty picture": "wire.pack_picture(number, [])",
    "empty part": "wire.pack_picture(number, [b''])",
    "part too long": "wire.message(wire.PICTURE, bytes(8) + b'\\xff' * 8)",
    "no such packet": "wire.pack_picture(number + 7, [b'e'])",
    "twice": "wire.pack_picture(number, [b'a']) * 2",
    "answer to nothing": "wire.pack_number(wire.DONE, number + 1)",
    "question": "wire.pack_number(wire.FLUSH, number)",
}


def assert_masked(heard: Listener) -> None:
    """Each picture that came out, whatever happened, is black where it must be."""
    shown = planes(heard.streams[0], heard.packets)
    assert len(shown) == len(heard.packets)
    assert_black(shown, TRIANGLE)


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.requirement("G-2")
@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_a_killed_worker_is_told_of_and_replaced(codec: VideoCodec) -> None:
    camera = Camera(*coded(codec, frames=30, gop=10))
    with masking(camera) as (source, heard):
        camera.play()
        camera.play_until(lambda: len(heard.packets) > 50)
        first = worker_pid(source)
        psutil.Process(first).kill()
        camera.play_until(lost(heard))
        before = len(heard.packets)
        camera.play_until(lambda: len(heard.packets) > before + 20)
        assert worker_pid(source, but=first) != first
    assert heard.losses[0][0] is LossCause.MASK_WORKER
    assert heard.order[heard.order.index("lost") + 1] == "stream"
    assert heard.packets[before].key
    assert_masked(heard)


@pytest.mark.requirement("G-2")
def test_a_worker_that_hangs_is_told_of_and_replaced() -> None:
    camera = Camera(*coded(frames=30, gop=10))
    with masking(camera) as (source, heard):
        camera.play()
        heard.wait_packets(30)
        first = worker_pid(source)
        psutil.Process(first).suspend()
        camera.play_until(lost(heard))
        before = len(heard.packets)
        camera.play_until(lambda: len(heard.packets) > before + 20)
        assert gone(first)
    assert heard.losses[0][0] is LossCause.MASK_WORKER
    assert_masked(heard)


def test_a_flood_before_a_hanging_worker_is_dropped_at_once() -> None:
    camera = Camera(*coded(frames=2))
    big = Packet("video", [bytes(1 << 20)], 0, True, 0)
    with masking(camera) as (source, heard):
        camera.play()
        heard.wait_packets(2)
        psutil.Process(worker_pid(source)).suspend()
        line = camera.sink
        assert isinstance(line, Line)
        for _ in range(200):
            camera.sink.packet(big)
            assert line.held <= MAX_BYTES
        heard.wait_loss(LossCause.MASK_WORKER)
        heard.wait(lambda _: line.held < 1 << 20)


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_worker_that_answers_nonsense_is_ended(lie: str) -> None:
    camera = Camera(*coded(frames=5))
    program = LIAR.format(path=sys.path, lie=lie)
    with masking(camera, command=[sys.executable, "-c", program]) as (source, heard):
        pid = worker_pid(source)
        camera.play()
        heard.wait_loss(LossCause.MASK_WORKER)
        assert gone(pid)
    assert not heard.packets
    assert heard.losses[0][1].startswith("the mask worker sent")


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "exit(3)"]])
def test_without_a_worker_there_is_no_picture(command: list[str]) -> None:
    camera = Camera(*coded(frames=5))
    with masking(camera, command=command) as (_, heard):
        camera.play()
        camera.play_until(lambda: len(heard.losses) >= 2)
        camera.sink.lost(LossCause.CLOSED, "")
        heard.wait_loss(LossCause.CLOSED)
    assert not heard.packets
    assert not heard.streams


def spoilt(packet: Packet, chance: random.Random) -> Packet:
    """A few bytes changed, and sometimes cut off."""
    data = bytearray(packet.parts[-1])
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    return replace(packet, parts=[*packet.parts[:-1], bytes(data)])


@pytest.mark.requirement("G-2")
@pytest.mark.parametrize("codec", VideoCodec)
def test_hostile_packets_end_no_recorder_and_show_nothing(codec: VideoCodec) -> None:
    chance = random.Random(codec.value)
    info, good = coded(codec, frames=40, gop=10)
    bad = [spoilt(packet, chance) for packet in good for _ in range(3)]
    empty = [replace(packet, parts=[b""]) for packet in good]
    camera = Camera(info, [*bad, *empty])
    with masking(camera) as (_, heard):
        camera.play()
        camera.packets = [replace(packet, pts=packet.pts + 10**9) for packet in good]
        camera.play()
        camera.play_until(lambda: heard.packets and heard.packets[-1].pts > 10**9)
    black = 0 if codec is VideoCodec.MJPEG else 16
    for one in by_stream(heard):
        assert_black(one, TRIANGLE, black=black)


def by_stream(heard: Listener) -> list[list[Planes]]:
    """The pictures of each stream that was told."""
    found: list[tuple[StreamInfo, list[Packet]]] = []
    streams, packets = iter(heard.streams), iter(heard.packets)
    for what in heard.order:
        if what == "stream":
            found.append((next(streams), []))
        elif what == "packet":
            found[-1][1].append(next(packets))
    return [planes(*one) for one in found]


def test_a_camera_nobody_can_decode_counts_as_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopguard.recorder.masking.keeper.BARREN_S", 0.2)
    info, packets = coded(frames=20)
    noise = [replace(packet, parts=[b"\x65" + bytes(50)], key=True) for packet in packets]
    camera = Camera(info, noise)
    with masking(camera) as (_, heard):
        camera.play()
        camera.play_until(lost(heard, LossCause.BAD_STREAM))
    assert not heard.packets


def test_the_worker_is_told_neither_environment_nor_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPGUARD_SECRET", "s3cret")
    monkeypatch.chdir(tmp_path)
    told = tmp_path / "told"
    program = (
        "import json, os, sys; json.dump([dict(os.environ), os.getcwd()], open(sys.argv[1], 'w'))"
    )
    with masking(Camera(*coded(frames=1)), command=[sys.executable, "-c", program, str(told)]):
        until = time.monotonic() + WAIT_S
        while not (told.exists() and told.read_text().endswith("]")):
            assert time.monotonic() < until
            time.sleep(0.01)
    environment, folder = json.loads(told.read_text())
    assert "SHOPGUARD_SECRET" not in environment
    assert "HOME" not in environment
    assert folder != str(tmp_path)


def test_the_real_worker_steps_back_and_shows_nothing_on_its_command_line() -> None:
    camera = Camera(*coded(frames=2))
    with masking(camera) as (source, heard):
        camera.play()
        heard.wait_packets(2)
        worker = psutil.Process(worker_pid(source))
        lower = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 10
        assert worker.nice() == lower
        assert worker.cmdline()[-2:] == ["-m", "shopguard.recorder.mask_worker"]
    assert gone(worker.pid)


ORPHAN = """
import os, sys, time
from tests.fakes.masked import Camera, masking, worker_pid
from tests.fakes.streams import coded
with masking(Camera(*coded(frames=1))) as (source, heard):
    print(worker_pid(source), flush=True)
    sys.stdin.read()
    os._exit(1)
"""


def test_the_worker_ends_with_the_recorder_however_that_ends() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert parent.stdout is not None
    worker = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    worker.wait(WAIT_S)


def test_stopping_ends_it_from_within_a_call_too() -> None:
    camera = Camera(*coded(frames=50))

    class Hasty(Listener):
        def packet(self, packet: Packet) -> None:
            super().packet(packet)
            source.stop()

    with masking(camera) as (source, _):
        source.stop()
        heard = Hasty()
        source.start(heard)
        pid = worker_pid(source)
        camera.play()
        heard.wait_packets(1)
        until = time.monotonic() + WAIT_S
        while not gone(pid):
            assert time.monotonic() < until
            time.sleep(0.01)
    assert len(heard.packets) == 1
    assert not heard.losses
