"""A provision against ``ffmpeg -c copy`` + ``zip`` + ``sha256sum`` of the same recordings.

.venv/bin/python -m tests.bench.evidence [--minutes 60] [--cameras 4] [--rounds 3] [--copies]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyzipper

from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import Provided, provide
from shopguard.base.span import Span
from shopguard.evidence.verify import verify
from tests.bench.common import make_clip
from tests.bench.store import record
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled, scans_for

GROUND = "police-inquiry"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took, and the seconds of CPU it used, programs it started included."""

    seconds: float
    cpu: float


def timed(work: Callable[[], object]) -> Took:
    since, before = time.perf_counter(), _cpu()
    work()
    return Took(time.perf_counter() - since, _cpu() - before)


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def requested(full: FullShop, clip: Path, cameras: int, minutes: int) -> str:
    """A request for that much of so many cameras, all of the same time; its id."""
    start, ids, span = full.clock.utc_us(), [], Span(0, 0)
    for number in range(cameras):
        full.clock.set_wall(start)
        camera_id, span = record(full, clip, minutes, name=f"カメラ{number + 1}")
        ids.append(camera_id)
    with full.proofs("sato") as proofs:
        opened = acts.open_provision(
            full.shop, proofs, ground=GROUND, fields=filled(GROUND), cameras=ids, span=span,
            scans=scans_for(GROUND),
        )  # fmt: skip
    return opened.id


def provided(full: FullShop, name: str, folder: Path, *, time_copy: bool = False) -> Provided:
    with full.proofs("sato", "suzuki") as proofs:
        return provide(full.shop, proofs, name, folder, time_copy=time_copy)


def unpacked(done: Provided, folder: Path) -> list[Path]:
    """The recorded clips of a package, as plain files: what the peer starts from."""
    with pyzipper.AESZipFile(done.package.path) as archive:
        archive.setpassword(done.password.encode())
        clips = []
        for name in archive.namelist():
            if name.endswith(".mp4"):
                clips.append(folder / Path(name).name)
                with archive.open(name) as packed, clips[-1].open("wb") as out:
                    while data := packed.read(CHUNK):
                        out.write(data)
    return clips


def by_hand(clips: list[Path], folder: Path, *level: str) -> None:
    """As somebody without ShopGuard does it: copy, zip, hash, synced to the disk."""
    out = folder / "by-hand"
    out.mkdir()
    copy = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    for clip in clips:
        subprocess.run([*copy, "-i", clip, "-c", "copy", out / clip.name], check=True)
    packed = folder / "by-hand.zip"
    subprocess.run(["zip", "-q", "-j", "-r", *level, packed, out], check=True)
    subprocess.run(["sync", packed], check=True)
    subprocess.run(["sha256sum", packed], check=True, capture_output=True)
    packed.unlink()
    for clip in clips:
        (out / clip.name).unlink()
    out.rmdir()


def compared(full: FullShop, name: str, folder: Path) -> dict[str, object]:
    done: list[Provided] = []
    ours = timed(lambda: done.append(provided(full, name, folder)))
    package = done[0].package
    checked = timed(lambda: verify(package.path, done[0].password))
    peer = folder / "peer"
    peer.mkdir()
    clips = unpacked(done[0], peer)
    package.path.unlink()
    theirs, stored = (
        timed(lambda: by_hand(clips, folder)),
        timed(lambda: by_hand(clips, folder, "-0")),
    )
    for clip in clips:
        clip.unlink()
    peer.rmdir()
    figures = {
        "megabytes": package.bytes / 1e6,
        "provision_s": ours.seconds,
        "provision_cpu_s": ours.cpu,
        "by_hand_s": theirs.seconds,
        "by_hand_cpu_s": theirs.cpu,
        "ratio": ours.seconds / theirs.seconds,
        "cpu_ratio": ours.cpu / theirs.cpu,
        "ratio_to_stored": ours.seconds / stored.seconds,
        "verified_mb_per_s": package.bytes / 1e6 / checked.seconds,
        "verified_mb_per_cpu_s": package.bytes / 1e6 / checked.cpu,
    }
    return {"what": "evidence"} | {name: round(value, 2) for name, value in figures.items()}


def with_time(full: FullShop, name: str, folder: Path, seconds: float) -> dict[str, object]:
    """What the copies with the time cost; they are coded anew."""
    done: list[Provided] = []
    took = timed(lambda: done.append(provided(full, name, folder, time_copy=True)))
    done[0].package.path.unlink()
    return {
        "what": "evidence with copies",
        "seconds": round(took.seconds, 1),
        "times_real_time": round(seconds / took.seconds, 1),
        "cpu_s_per_minute_of_video": round(took.cpu / (seconds / 60), 1),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--minutes", type=int, default=60)
    words.add_argument("--cameras", type=int, default=4)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--copies", action="store_true")
    given = words.parse_args()
    clip = make_clip(Path(tempfile.gettempdir()) / "shopguard-bench" / "cam-1080p-3m.mp4")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        full = FullShop(folder)
        name = requested(full, clip, given.cameras, given.minutes)
        for _ in range(given.rounds):
            print(json.dumps(compared(full, name, folder)), flush=True)
        if given.copies:
            recorded = given.minutes * 60 * given.cameras
            print(json.dumps(with_time(full, name, folder, recorded)), flush=True)
        full.close()


if __name__ == "__main__":
    main()
