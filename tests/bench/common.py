"""What the benchmarks share: 1080p cameras on the loopback, a shop, and CPU seconds of processes.

Figures are ratios taken in one run against a peer on the same input: the machine may be noisy.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil

from tests.bench.people import SECRETS

SHOPGUARD = [sys.executable, "-m", "shopguard"]


def make_clip(
    path: Path, *, seconds: int = 20, mbit: float = 3.0, size: tuple[int, int] = (1920, 1080)
) -> Path:
    """A camera-like H.264 clip: 25 fps, 2 s GOP, no B-frames, noise enough to fill the bit rate."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    dice = np.random.default_rng(1)
    noise = dice.integers(0, 24, (8, size[1], size[0], 3), np.uint8)
    with av.open(str(unfinished), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.bit_rate = int(mbit * 1e6)
        rate = f"vbv-maxrate={int(mbit * 1150)}:vbv-bufsize={int(mbit * 1000)}"
        stream.options = {
            "preset": "ultrafast", "profile": "main",
            "x264-params": f"keyint=50:min-keyint=50:scenecut=0:bframes=0:{rate}",
        }  # fmt: skip
        for number in range(25 * seconds):
            picture = noise[number % 8] + np.uint8(60)
            x = number * 7 % (size[0] - 300)
            picture[200:900, x : x + 200] = (40, 80, 160)
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    unfinished.replace(path)
    return path


def shopguard(*arguments: str, secrets: bool = False) -> dict[str, object]:
    """Run a command with ``--json`` and give what it printed."""
    words = [*SHOPGUARD, *arguments, "--json"]
    done = subprocess.run(
        words,
        input=json.dumps(SECRETS) if secrets else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    told: dict[str, object] = json.loads(done.stdout)
    return told


def make_shop(home: Path, cameras: dict[str, str]) -> None:
    """A shop with two managers and these cameras (name → address)."""
    shopguard(
        "--home", str(home), "init", "--shop", "bench", "--chief", "sato", "--deputy", "suzuki",
        "--recovery-sheet", str(home.parent / "sheet.pdf"),
        "--key-file", str(home.parent / "key.json"),
        "--secrets", "-", secrets=True,
    )  # fmt: skip
    for name, url in cameras.items():
        shopguard("--home", str(home), "camera", "add", name, url)


@contextlib.contextmanager
def running(
    *commands: Sequence[str], cwd: Path | None = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Commands in the background, ended when the block ends."""
    log = (cwd or Path.cwd()) / "bench.log" if cwd else None
    with contextlib.ExitStack() as stack:
        sink = stack.enter_context(log.open("ab")) if log else subprocess.DEVNULL
        started = [
            subprocess.Popen(
                list(words), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, cwd=cwd
            )
            for words in commands
        ]
        try:
            yield started
        finally:
            for process in started:
                process.terminate()
            for process in started:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def tree(processes: Sequence[subprocess.Popen[bytes]]) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            root = psutil.Process(process.pid)
            found += [root, *root.children(recursive=True)]
    return found


def cpu_seconds(processes: Sequence[subprocess.Popen[bytes]]) -> float:
    """User and system seconds used so far, children included."""
    total = 0.0
    for process in tree(processes):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def rss_mib(processes: Sequence[subprocess.Popen[bytes]]) -> float:
    total = 0
    for process in tree(processes):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total / 2**20


def steady(processes: Sequence[subprocess.Popen[bytes]], *, warm: float, seconds: float) -> float:
    """CPU seconds per second of steady work."""
    time.sleep(warm)
    before, since = cpu_seconds(processes), time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(processes) - before) / (time.monotonic() - since)


def folder_bytes(folder: Path) -> int:
    return sum(
        (Path(root) / name).stat().st_size for root, _, names in os.walk(folder) for name in names
    )
