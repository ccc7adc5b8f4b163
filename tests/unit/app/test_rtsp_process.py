"""The RTSP cameras that the demo and the tests stand on are themselves what they claim to be."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import psutil
import pytest

from shopguard.base.errors import Unavailable
from tests.fakes.certificate import self_signed
from tests.fakes.rtsp_server import RtspServer

pytestmark = pytest.mark.rtsp
Start = Callable[..., RtspServer]
QUICK = {"rtsp_transport": "tcp", "timeout": "5000000", "analyzeduration": "500000"}


def received(url: str, count: int, transport: str = "tcp") -> list[tuple[int, str]]:
    """Time and digest of the first ``count`` video packets whose time is known."""
    with av.open(url, options=QUICK | {"rtsp_transport": transport}) as container:
        packets: list[tuple[int, str]] = []
        for packet in container.demux(video=0):
            if packet.pts is not None:
                digest = hashlib.sha256(_slices(bytes(packet))).hexdigest()
                packets.append((packet.pts, digest))
            if len(packets) == count:
                break
    return packets


def _slices(annex_b: bytes) -> bytes:
    """The last NAL unit: the picture itself, without the parameter sets before it."""
    return annex_b[annex_b.rindex(b"\0\0\1") + 3 :]


def sent(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        digests = []
        for packet in container.demux(video=0):
            data = bytes(packet)
            if not data:
                continue
            at = 0
            while at < len(data):
                end = at + 4 + int.from_bytes(data[at : at + 4], "big")
                last, at = data[at + 4 : end], end
            digests.append(hashlib.sha256(last).hexdigest())
    return digests


@pytest.mark.parametrize("name", ["h264", "h265"])
def test_frames_arrive_byte_for_byte_and_in_order_over_the_loop(
    rtsp_server: Start, clips: dict[str, Path], name: str
) -> None:
    server = rtsp_server({"cam": clips[name]})
    frames = sent(clips[name])
    packets = received(server.url("cam"), len(frames) + 10)
    digests = [digest for _time, digest in packets]
    first = frames.index(digests[0])
    assert digests == [frames[(first + n) % len(frames)] for n in range(len(digests))]
    assert all(later > earlier for (earlier, _), (later, _) in pairwise(packets))


def test_sound_comes_along_where_the_file_has_it(
    rtsp_server: Start, clips: dict[str, Path]
) -> None:
    server = rtsp_server({"cam": clips["sound"]})
    with av.open(server.url("cam"), options=QUICK) as container:
        assert {stream.type for stream in container.streams} == {"video", "audio"}


@pytest.mark.parametrize("basic", [False, True])
def test_credentials_are_asked_for_and_stand_in_no_process_list(
    rtsp_server: Start, clips: dict[str, Path], basic: bool
) -> None:
    server = rtsp_server({"cam": clips["h264"]}, user="shop", password="n0t-shown", basic=basic)
    with pytest.raises(av.error.HTTPUnauthorizedError):
        received(server.url("cam"), 1)
    assert received(server.url("cam").replace("//", "//shop:n0t-shown@"), 1)
    command = psutil.Process(server.process.pid)
    assert "n0t-shown" not in " ".join([*command.cmdline(), *command.environ().values()])


def test_udp_is_spoken(rtsp_server: Start, clips: dict[str, Path]) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    assert len(received(server.url("cam"), 3, "udp")) == 3


def test_rtsps_is_spoken(rtsp_server: Start, clips: dict[str, Path]) -> None:
    server = rtsp_server({"cam": clips["h264"]}, certificate=self_signed())
    assert server.url("cam").startswith("rtsps://")
    assert received(server.url("cam"), 3)


def test_a_killed_server_comes_back_on_its_port(rtsp_server: Start, clips: dict[str, Path]) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    port = server.port
    server.kill()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    server.restart()
    assert server.port == port
    assert received(server.url("cam"), 1)


def test_after_a_freeze_the_camera_skips_ahead_and_sends_no_flood(
    rtsp_server: Start, clips: dict[str, Path]
) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    with av.open(server.url("cam"), options=QUICK) as container:
        stream = container.streams.video[0]
        times = []
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            times.append(float(packet.pts * packet.time_base))
            if len(times) == 5:
                server.freeze()
                time.sleep(3)
                server.thaw()
            if len(times) == 60 or (len(times) > 5 and times[-1] - times[-2] > 1):
                break
    assert times[-1] - times[-2] > 1  # the moments it slept through are missing


def test_it_ends_with_the_program_that_started_it(
    rtsp_server: Start, clips: dict[str, Path]
) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    process = psutil.Process(server.process.pid)
    server.stop()
    assert not process.is_running()


def test_a_missing_file_and_a_taken_port_are_told(
    rtsp_server: Start, clips: dict[str, Path], tmp_path: Path
) -> None:
    running = rtsp_server({"cam": clips["h264"]})
    with pytest.raises(Unavailable) as missing:
        rtsp_server({"cam": tmp_path / "none.mp4"})
    assert missing.value.code == "demo.rtsp_server_failed"
    with pytest.raises(Unavailable) as taken:
        rtsp_server({"cam": clips["h264"]}, port=running.port)
    assert "port" in str(taken.value)


def test_a_signal_ends_it(rtsp_server: Start, clips: dict[str, Path]) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    process = psutil.Process(server.process.pid)
    server.process.terminate()
    process.wait(10)
    server.restart()
    assert server.running
