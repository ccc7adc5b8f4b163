"""CPU of the encrypted recorder against ``ffmpeg -c copy -f segment`` to plain files.

    .venv/bin/python -m tests.bench.recording [--cameras 1 4 16] [--seconds 60]

Both read the same server, one after the other; the ratio is per camera-second.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from shopguard.app.demo.rtsp_process import RtspProcess
from tests.bench.common import (
    SHOPGUARD,
    folder_bytes,
    make_clip,
    make_shop,
    rss_mib,
    running,
    steady,
)


def ffmpeg_words(url: str, out: Path) -> list[str]:
    return [
        "ffmpeg", "-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i", url, "-an",
        "-c", "copy",
        "-f", "segment", "-segment_time", "60", "-reset_timestamps", "1", str(out),
    ]  # fmt: skip


def measure(count: int, seconds: float, warm: float, clip: Path) -> dict[str, float]:
    """One round with ``count`` cameras."""
    with (
        tempfile.TemporaryDirectory() as name,
        RtspProcess({f"cam{n}": clip for n in range(count)}) as server,
    ):
        folder = Path(name)
        urls = [server.url(f"cam{n}") for n in range(count)]
        plain = folder / "plain"
        plain.mkdir()
        with running(
            *(ffmpeg_words(url, plain / f"{n}-%03d.mp4") for n, url in enumerate(urls)), cwd=folder
        ) as peer:
            theirs = steady(peer, warm=warm, seconds=seconds)
        shutil.rmtree(plain)
        home = folder / "shop"
        make_shop(home, {f"cam{n}": url for n, url in enumerate(urls)})
        with running([*SHOPGUARD, "--home", str(home), "record"], cwd=folder) as recorder:
            ours = steady(recorder, warm=warm, seconds=seconds)
            memory = rss_mib(recorder)
        stored = folder_bytes(home / "volumes")
    return {
        "cameras": count,
        "ffmpeg_cpu_per_camera_s": round(theirs / count, 6),
        "shopguard_cpu_per_camera_s": round(ours / count, 6),
        "ratio": round(ours / theirs, 3),
        "rss_mib": round(memory, 1),
        "stored_bytes": stored,
    }  # fmt: skip


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--cameras", type=int, nargs="+", default=[1, 4, 16])
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--warm", type=float, default=10)
    words.add_argument("--rounds", type=int, default=1)
    given = words.parse_args()
    clip = make_clip(Path(tempfile.gettempdir()) / "shopguard-bench" / "cam-1080p-3m.mp4")
    for count in given.cameras:
        for _ in range(given.rounds):
            print(json.dumps(measure(count, given.seconds, given.warm, clip)), flush=True)


if __name__ == "__main__":
    main()
