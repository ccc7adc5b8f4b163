"""The desktop: how soon it is of use, what a wall costs, and whether its memory stays.

    .venv/bin/python -m tests.bench.desktop [start wall memory] [--seconds 40] [--minutes 10]

The wall: nine sub streams (640×360, 25 pictures a second) decoded, scaled and drawn, against one
ffmpeg a stream that decodes and scales the same streams to the same size and draws nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopguard.app.demo.rtsp_process import RtspProcess
from shopguard.base.home import Home
from shopguard.recorder.channel.runtime import Runtime
from tests.bench.common import (
    SHOPGUARD,
    cpu_seconds,
    make_clip,
    make_shop,
    rss_mib,
    running,
    shopguard,
    steady,
)

TILE = (384, 216)  # of nine in a window of 1280×800
_PATIENCE_S = 30.0
DESK = [sys.executable, "-m", "tests.bench.desktop_seat"]


def start(rounds: int) -> dict[str, object]:
    """From the program's start to a sign-in that has been painted; a real shop of four cameras."""
    taken, computed = [], []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "shop"
        make_shop(home, {f"cam{n}": f"rtsp://127.0.0.1:9/{n}" for n in range(4)})
        with recording(home):  # else each desktop would start one that outlives it
            for _ in range(rounds):
                since = time.monotonic()
                seat = subprocess.Popen([*DESK, str(home)], stdout=subprocess.PIPE, env=_screen())
                assert seat.stdout is not None
                seat.stdout.readline()
                taken.append(time.monotonic() - since)
                computed.append(cpu_seconds([seat]))
                seat.kill()
                seat.wait()
    return {
        "start_s": round(statistics.median(taken), 2),
        "worst_s": round(max(taken), 2),
        "cpu_s": round(statistics.median(computed), 2),
    }


@contextmanager
def recording(home: Path) -> Iterator[None]:
    """A recorder of that shop, ended when the block ends."""
    with running([*SHOPGUARD, "--home", str(home), "record"], cwd=home.parent):
        until = time.monotonic() + _PATIENCE_S
        while Runtime.read(Home(home)) is None and time.monotonic() < until:
            time.sleep(0.1)
        yield


@contextmanager
def wall(count: int) -> Iterator[tuple[list[str], list[subprocess.Popen[bytes]]]]:
    """A shop that records, and a desktop at its wall; the streams it watches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = Path(tempfile.gettempdir()) / "shopguard-bench"
        clip = make_clip(kept / "cam-360p-05m.mp4", mbit=0.5, size=(640, 360))
        names = [f"cam{n}" for n in range(count)]
        with RtspProcess(dict.fromkeys(names, clip)) as server:
            urls = [server.url(each) for each in names]
            home = folder / "shop"
            make_shop(home, {})
            for each, url in zip(names, urls, strict=True):
                shopguard("--home", str(home), "camera", "add", each, url, "--sub", url)
            with recording(home):
                seat = subprocess.Popen(
                    [*DESK, str(home), "--wall", str(count)], stdout=subprocess.PIPE, env=_screen()
                )
                try:
                    assert seat.stdout is not None
                    for line in seat.stdout:  # in sight first, then every tile live
                        if b"live" in line:
                            break
                    yield urls, [seat]
                finally:
                    seat.kill()
                    seat.wait()


def cpu(seconds: float) -> dict[str, object]:
    with wall(9) as (urls, seat):
        mine = steady(seat, warm=5, seconds=seconds)
        subprocess.Popen.kill(seat[0])
        scale = f"scale={TILE[0]}:{TILE[1]}:flags=fast_bilinear,format=rgb24"
        words = ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", "-rtsp_transport", "tcp"]
        peer = [[*words, "-i", u, "-an", "-vf", scale, "-f", "null", "-"] for u in urls]
        with running(*peer) as ffmpeg:
            theirs = steady(ffmpeg, warm=5, seconds=seconds)
    return {
        "tiles": 9,
        "desktop_cpu": round(mine, 3),
        "ffmpeg_cpu": round(theirs, 3),
        "ratio": round(mine / theirs, 2),
    }


def memory(minutes: float) -> dict[str, object]:
    """Sixteen tiles; each minute's largest."""
    with wall(16) as (_, seat):
        seen: list[float] = []
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            minute = time.monotonic() + 60
            most = 0.0
            while time.monotonic() < minute:
                most = max(most, rss_mib(seat))
                time.sleep(2)
            seen.append(round(most, 1))
    return {"tiles": 16, "minutes": minutes, "most_mib": max(seen), "each_minute_mib": seen}


def _screen() -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("what", nargs="*", default=["start", "wall", "memory"])
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--seconds", type=float, default=40)
    words.add_argument("--minutes", type=float, default=10)
    given = words.parse_args()
    for what in given.what:
        found = {
            "start": lambda: start(given.rounds),
            "wall": lambda: cpu(given.seconds),
            "memory": lambda: memory(given.minutes),
        }[what]()
        print(json.dumps({"bench": f"desktop {what}", **found}), flush=True)


if __name__ == "__main__":
    main()
