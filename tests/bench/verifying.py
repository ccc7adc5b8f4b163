"""Checking a package: the program on the zip and on the folder, and the page in Chromium.

Beside them ``sha256sum`` over the same files, on the same machine in the same minute: it does
less (one hash; no cipher, no second hash for each group of pictures).

.venv/bin/python -m tests.bench.verifying [--megabytes 1000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from shopguard.base.clock import SECOND
from shopguard.evidence.findings import Verdict
from shopguard.evidence.verify import verify
from shopguard.footage import chain
from shopguard.footage.fragment import Fragment, VolumeIdentity
from tests.fakes.chromium import Chromium, program
from tests.fakes.made_packages import PASSWORD, SITE, Files, listed, made, write_folder, write_zip
from tests.fakes.viewings import START

GROUP = 500_000  # bytes of a group of pictures: a second at 4 Mbit/s
FIRST = START + 100 * SECOND


def package(megabytes: int) -> Files:
    """A package with one long clip of noise, its chain in order, and a copy a quarter as long."""
    groups = [random.Random(n).randbytes(GROUP) for n in range(megabytes * 2)]
    identity = VolumeIdentity(SITE, "camera-1", "long")
    volume = previous = chain.genesis(identity)
    pieces: list[dict[str, Any]] = []
    for seq, data in enumerate(groups):
        start_us = FIRST + seq * SECOND
        row = chain.link(volume, previous, seq, Fragment(start_us, SECOND, True, 25, b"", data))
        previous = row.hash
        times = {"start_us": start_us, "duration_us": SECOND}
        link = {
            "volume": "long", "seq": seq, "key": True, "frames": 25, "bytes": GROUP,
            "init": row.init_digest.hex(), "digest": row.digest.hex(),
            "previous": row.previous.hex(), "hash": row.hash.hex(), **times,
        }  # fmt: skip
        place = {"at": seq * GROUP, "bytes": GROUP, "sha256": row.digest.hex(), "what": "gop"}
        pieces.append({**place, **times, "whole": True, "link": link})
    whole, copy = b"".join(groups), b"".join(groups[: len(groups) // 4])
    span = {"start_us": FIRST, "end_us": FIRST + len(groups) * SECOND}
    clip = listed("media/c01-02.mp4", whole, "recorded", camera=1, pieces=pieces, **span)
    made_from = {"made_from": "media/c01-02.mp4", "edited": "time-shown"}
    also = listed("media/c01-02-time.mp4", copy, "time-copy", **made_from)
    files = made(lambda told: told["files"].extend([clip, also]))
    return files | {clip["path"]: whole, also["path"]: copy}


def took(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and CPU seconds of this process and all that it started."""
    start, used = time.perf_counter(), _cpu()
    work()
    return time.perf_counter() - start, _cpu() - used


def _cpu() -> float:
    total = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(child.cpu_times()[:2])
    return total


def checked(path: Path, password: str | None = None) -> None:
    verdict = verify(path, password).verdict
    assert verdict is Verdict.GOOD


def in_page(browser: Chromium, folder: Path) -> None:
    browser.run("delete document.documentElement.dataset.verdict")
    browser.choose("#folder", folder)
    verdict = browser.run(
        "new Promise((done) => { const look = () => { const it = document.documentElement.dataset"
        ".verdict; it ? done(it) : setTimeout(look, 5); }; look(); })"
    )
    assert verdict == "GOOD"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=800)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        files = package(given.megabytes)
        folder = write_folder(files, Path(work) / "provision-000012")
        zipped = write_zip(files, Path(work) / "package.zip")
        size = sum(map(len, files.values()))
        names = [str(folder / name) for name in files]
        del files
        ways: dict[str, Callable[[], object]] = {
            "sha256sum": lambda: subprocess.run(
                ["sha256sum", *names], check=True, capture_output=True
            ),
            "zip": lambda: checked(zipped, PASSWORD),
            "folder": lambda: checked(folder),
        }
        if program() is None:
            print(json.dumps({"bench": "verifying", "figures": measured(ways, size, given.rounds)}))
            return
        with Chromium() as browser:
            browser.open((folder / "verify.html").as_uri())
            ways["page"] = lambda: in_page(browser, folder)
            figures = measured(ways, size, given.rounds)
        print(
            json.dumps({"bench": "verifying", "megabytes": round(size / 1e6), "figures": figures})
        )


def measured(
    ways: dict[str, Callable[[], object]], size: int, rounds: int
) -> dict[str, dict[str, float]]:
    """Megabytes a second and a CPU second, the median of rounds that take turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(took(way))
    figures = {}
    for name, each in times.items():
        seconds, cpu = (statistics.median(column) for column in zip(*each, strict=True))
        figures[name] = {"mb_s": round(size / seconds / 1e6), "mb_cpu_s": round(size / cpu / 1e6)}
    return figures


if __name__ == "__main__":
    main()
