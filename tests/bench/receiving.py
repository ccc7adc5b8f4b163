"""CPU of receiving alone: a packet, and cameras against ``ffmpeg -c copy -f null``.

.venv/bin/python -m tests.bench.receiving [--cameras 1 4 16] [--seconds 20]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from shopguard.app.demo.rtsp_process import RtspProcess
from shopguard.cameras.kinds.rtsp import RtspSource
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.rtp.flow import Flow, Tally
from shopguard.cameras.rtp.h264 import H264Depacketiser
from shopguard.cameras.rtp.track import Track
from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.rtsp.wire import Wire
from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.cameras.url import parse_camera_url
from tests.bench.common import make_clip, rss_mib, running, steady
from tests.fakes.rtp_packets import packetised

TICK_BYTES = 37_000  # what 3 Mbit/s bring in a tenth of a second


class Nobody:
    """A sink that keeps nothing."""

    def stream(self, info: StreamInfo) -> None: ...

    def packet(self, packet: Packet) -> None: ...

    def lost(self, cause: LossCause, detail: str) -> None:
        raise SystemExit(f"lost: {cause} {detail}")


def microseconds_per_packet(frames: int = 500) -> float:
    """From the socket's buffer to a unit: H.264 fragments of 1,386 bytes; the best of five."""
    film = []
    for number in range(frames):
        key = number % 50 == 0
        nal = (b"\x65\x88" if key else b"\x61\x88") + bytes(166_000 if key else 12_000)
        film.append(Packet("video", [nal], number * 3600, key, 0))
    wires = [b"$\0" + len(p).to_bytes(2) + p for p in packetised(film, VideoCodec.H264, mtu=1386)]
    data = b"".join(wires)
    best = float("inf")
    for _ in range(5):
        flow = Flow(Nobody(), Tally(), lambda: None)
        video = H264Depacketiser(flow, (b"\x67sps", b"\x68pps"))
        flow.carry(video, None)
        wire = Wire(lambda _message: None)
        wire.channels[0] = Track(96, video).receive
        since = time.process_time()
        for at in range(0, len(data), TICK_BYTES):
            wire.feed(data[at : at + TICK_BYTES])
        best = min(best, time.process_time() - since)
        assert flow.units == frames
    return best / len(wires) * 1e6


def receive(urls: list[str]) -> None:
    """Receive for ever; run as a process of its own."""
    with Reactor() as reactor:
        for url in urls:
            RtspSource(parse_camera_url(url), reactor, Wishes()).start(Nobody())
        time.sleep(10_000)


def measure(count: int, seconds: float, clip: Path) -> dict[str, float]:
    """One round with ``count`` cameras."""
    with RtspProcess({f"cam{n}": clip for n in range(count)}) as server:
        urls = [server.url(f"cam{n}") for n in range(count)]
        ffmpeg = ["ffmpeg", "-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i"]
        with running(*([*ffmpeg, url, "-c", "copy", "-f", "null", "-"] for url in urls)) as peer:
            theirs, their_mib = steady(peer, warm=5, seconds=seconds), rss_mib(peer)
        with running([sys.executable, "-m", "tests.bench.receiving", "--urls", *urls]) as ours:
            mine, mib = steady(ours, warm=5, seconds=seconds), rss_mib(ours)
    return {
        "cameras": count,
        "ours_ms": round(1000 * mine / count, 2),
        "ffmpeg_ms": round(1000 * theirs / count, 2),
        "ratio": round(mine / theirs, 2) if theirs else 0,
        "ours_mib": round(mib),
        "ffmpeg_mib": round(their_mib),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cameras", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--urls", nargs="+")
    given = parser.parse_args()
    if given.urls:
        receive(given.urls)
        return
    say({"us_per_packet": round(microseconds_per_packet(), 2)})
    with tempfile.TemporaryDirectory() as folder:
        clip = make_clip(Path(folder) / "clip.mp4")
        for count in given.cameras:
            say(measure(count, given.seconds, clip))


def say(figures: dict[str, float]) -> None:
    sys.stdout.write(json.dumps({"bench": "receiving", **figures}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
