"""Many cameras for long: late fragments, memory minute by minute, syncs, bytes stored.

    .venv/bin/python -m tests.bench.endurance [--cameras 16] [--seconds 3600] [--mbit 3]

The load of the RTSP server, which runs on the same cores, is told beside the recorder's.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import av
import psutil
from sqlalchemy import select

from shopguard.app.demo.rtsp_process import RtspProcess
from shopguard.base.clock import SECOND
from shopguard.base.home import Home
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.database.keystore import open_key_store, shop_key
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.report import State
from tests.bench.common import (
    SHOPGUARD,
    cpu_seconds,
    folder_bytes,
    make_clip,
    make_shop,
    rss_mib,
    running,
    tree,
)  # fmt: skip

_LOOK_S = 2.0
_STARTS_S = 30.0


@dataclass(slots=True)
class Seen:
    """What the recorder's health said, every two seconds, and its memory once a minute."""

    late: set[str] = field(default_factory=set)
    oldest_s: float = 0.0
    waiting_mib: float = 0.0
    dropped: int = 0
    memory_mib: list[float] = field(default_factory=list)

    def look(self, client: RecorderClient) -> None:
        report = client.health()
        self.late |= {c.name for c in report.cameras if c.state is not State.RECORDING}
        self.oldest_s = max(self.oldest_s, *(c.age_s or 0 for c in report.cameras))
        waiting = sum(c.waiting_bytes for c in report.cameras) / 2**20
        self.waiting_mib = max(self.waiting_mib, waiting)
        self.dropped = sum(c.dropped for c in report.cameras)


def bytes_a_second(clip: Path) -> float:
    """Of the video alone, as it leaves the camera."""
    with av.open(str(clip)) as container:
        sizes = [packet.size for packet in container.demux(video=0) if packet.size]
    return sum(sizes) / (len(sizes) / 25)


def recorded_s(home: Home, key: bytes) -> float:
    """Seconds of footage of all cameras."""
    catalogue = Catalogue.open(home.catalogue, key)
    try:
        with catalogue.read() as db:
            rows = db.execute(select(schema.volume.c.start_us, schema.volume.c.end_us))
            return float(sum(end - start for start, end in rows)) / SECOND
    finally:
        catalogue.close()


def syncs_a_second(pid: int, seconds: float) -> float | None:
    """``fsync`` and ``fdatasync`` of a running process; None where it may not be traced."""
    if shutil.which("strace") is None:
        return None
    with tempfile.NamedTemporaryFile() as told:
        words = ["strace", "-f", "-qq", "-o", told.name, "-e", "trace=fsync,fdatasync"]
        tracer = subprocess.Popen([*words, "-p", str(pid)], stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        tracer.terminate()
        tracer.wait()
        lines = Path(told.name).read_text().splitlines()
    return len([line for line in lines if "sync(" in line]) / seconds or None


def watch(client: RecorderClient, seconds: float, recorder: list[subprocess.Popen[bytes]]) -> Seen:
    seen = Seen()
    until, minute = time.monotonic() + seconds, 0.0
    while (now := time.monotonic()) < until:
        seen.look(client)
        if now >= minute:
            minute = now + 60
            seen.memory_mib.append(round(rss_mib(recorder), 1))
        time.sleep(_LOOK_S)
    return seen


def measure(count: int, seconds: float, mbit: float) -> dict[str, object]:
    clip = make_clip(
        Path(tempfile.gettempdir()) / "shopguard-bench" / f"cam-1080p-{mbit:g}m.mp4", mbit=mbit
    )
    with (
        tempfile.TemporaryDirectory() as name,
        RtspProcess({f"cam{n}": clip for n in range(count)}) as server,
    ):
        home = Path(name) / "shop"
        make_shop(home, {f"cam{n}": server.url(f"cam{n}") for n in range(count)})
        with running([*SHOPGUARD, "--home", str(home), "record"], cwd=Path(name)) as recorder:
            time.sleep(_STARTS_S)
            key = shop_key(open_key_store(Home(home)))
            worker = psutil.Process(recorder[0].pid).children()[0]
            with RecorderClient.connect(Home(home), key) as client:
                servers = [p for p in psutil.Process().children() if p not in tree(recorder)]
                before = cpu_seconds(recorder), sum(map(_cpu, servers))
                since = time.monotonic()
                seen = watch(client, seconds, recorder)
                passed = time.monotonic() - since
                after = cpu_seconds(recorder), sum(map(_cpu, servers))
                syncs = syncs_a_second(worker.pid, 30)
        recorded = recorded_s(Home(home), key)
        stored = folder_bytes(home / "volumes")
    return {
        "cameras": count, "seconds": round(passed), "late_cameras": sorted(seen.late),
        "oldest_durable_s": seen.oldest_s, "dropped": seen.dropped,
        "most_waiting_mib": round(seen.waiting_mib, 1), "memory_mib": seen.memory_mib,
        "recorder_cores": round((after[0] - before[0]) / passed, 3),
        "server_cores": round((after[1] - before[1]) / passed, 3),
        "stored_to_received": round(stored / (bytes_a_second(clip) * recorded), 4),
        "syncs_per_camera_minute": None if syncs is None else round(syncs * 60 / count, 1),
    }  # fmt: skip


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--cameras", type=int, default=16)
    words.add_argument("--seconds", type=float, default=3600)
    words.add_argument("--mbit", type=float, default=3.0)
    given = words.parse_args()
    print(json.dumps(measure(given.cameras, given.seconds, given.mbit)), flush=True)


if __name__ == "__main__":
    main()
