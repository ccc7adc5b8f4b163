"""Looking at recordings in the real window: click → picture, scrubbing, nine cameras in step.

    .venv/bin/python -m tests.bench.review [--clicks 60] [--seconds 20]

A sealed day of nine cameras (360p sub streams, 25 pictures a second, groups of 2 s), opened by two
managers; the window draws into memory, as on a PC without a graphics card. Times are taken from
the click to the end of the paint that shows the exact picture.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from shopguard.base.clock import DAY, HOUR, SECOND, SystemClock
from shopguard.base.span import Span
from shopguard.vault.sealing import current_public
from tests.bench.common import make_clip
from tests.bench.seeking import GOP_US, Groups
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.background import Background
from ui.design import Look, apply_design
from ui.engine.shop import EngineShop
from ui.model import Credentials
from ui.review import view
from ui.review.model import EndReason, LookRequest, Pair
from ui.review.player import Player
from ui.review.presenter import ReviewPresenter
from ui.review.review_tile import ReviewTile
from ui.review.timeline import Timeline
from ui.review.view import ReviewView
from ui.session import Seat
from ui.translate import use_language

CAMERAS, HOURS = 9, 24
GROUPS_AN_HOUR = HOUR // GOP_US
painted: list[tuple[float, ReviewTile]] = []


class Watched(ReviewTile):
    """Tells when a picture has been painted."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.picture is not None:
            painted.append((time.perf_counter(), self))


def fill(full: FullShop, clip: Path) -> Span:
    """A day of every camera; the last hour with a picture 25 times a second all through."""
    shop, groups = full.shop, Groups(clip)
    cameras = [full.camera(f"cam{n}") for n in range(CAMERAS)]
    end = shop.clock.utc_us() // HOUR * HOUR
    with shop.catalogue.read() as db:
        vault = current_public(db)
    for camera in cameras:
        for hour in range(HOURS):
            start = end - (HOURS - hour) * HOUR
            volume = shop.store.begin_volume(camera.id, vault, start, "h264")
            every = 1 if hour == HOURS - 1 else 15
            volume.writer.append(
                [groups.at(start + n * GOP_US, real=n % every == 0) for n in range(GROUPS_AN_HOUR)]
            )
            shop.store.close_volume(volume.id, volume.writer.close())
    return Span(end - DAY, end)


class Bench:
    """The window with a viewing of some cameras open in it."""

    def __init__(self, app: QApplication, full: FullShop, granted: Span, cameras: int) -> None:
        self.app = app
        clock = SystemClock()
        self.background = Background(raise_it)
        self.shop = EngineShop(full.shop)
        who = self.shop.sign_in(Credentials("sato", password_of("sato")))
        seat = Seat(clock)
        seat.sit(who)
        self.presenter = ReviewPresenter(self.shop, seat, self.background, clock)
        self.view = ReviewView(self.presenter, self.shop, self.background, clock, lambda *_: None)
        self.view.resize(1280, 800)
        self.view.show()
        ids = tuple(camera.id for camera in self.shop.cameras())[:cameras]
        pair = Pair(who, Credentials("suzuki", password_of("suzuki")))
        since = time.perf_counter()
        footage = self.shop.door.open(LookRequest("safety", ids, granted), pair)
        self.opened_s = time.perf_counter() - since
        self.presenter.begin(footage, who)
        self.until(lambda: len({id(tile) for _, tile in painted}) == cameras)
        self.first_picture_s = time.perf_counter() - since
        self.turn_for(3)  # the search for damage beside the first pictures ends

    @property
    def player(self) -> Player:
        player = self.presenter.player
        assert player is not None
        return player

    @property
    def timeline(self) -> Timeline:
        return self.view.findChildren(Timeline)[0]

    def until(self, seen: Callable[[], bool], at_most: float = 60) -> None:
        over = time.perf_counter() + at_most
        while not seen() and time.perf_counter() < over:
            self.app.processEvents()
            time.sleep(0.0005)

    def turn_for(self, seconds: float) -> None:
        over = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= over, seconds + 1)

    def end(self) -> None:
        self.presenter.end(EndReason.CLOSED, wait=True)
        self.view.close()
        self.background.stop()
        painted.clear()


def raise_it(error: Exception) -> None:
    raise error


def clicks(bench: Bench, span: Span, count: int) -> dict[str, object]:
    """A click anywhere in the last hour until every tile shows that moment's own picture."""
    dice, took, first = random.Random(3), [], []
    tiles = bench.view.findChildren(ReviewTile)
    for _ in range(count):
        at_us = span.end - HOUR + dice.randrange(HOUR - 4 * SECOND)
        painted.clear()
        since = time.perf_counter()
        bench.timeline.sought.emit(at_us, False)

        def there(at_us: int = at_us) -> bool:
            fresh = {
                id(tile)
                for _, tile in painted
                if tile.picture is not None and 0 <= at_us - tile.picture.at_us < 45_000
            }
            return len(fresh) == len(tiles)

        bench.until(there, 10)
        took.append(painted[-1][0] - since if there() else 10.0)
        first.append(painted[0][0] - since)
        bench.turn_for(0.02)
    took.sort()
    first.sort()
    return {
        "what": "click to exact picture",
        "cameras": len(tiles),
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "p95_ms": round(took[len(took) * 95 // 100] * 1000, 1),
        "first_tile_p95_ms": round(first[len(first) * 95 // 100] * 1000, 1),
    }


def scrub(bench: Bench, span: Span, seconds: float) -> dict[str, object]:
    """The pointer drawn along a whole day, a move every 8 ms."""
    painted.clear()
    before, begun = sum(psutil.Process().cpu_times()[:2]), time.perf_counter()
    while (gone := time.perf_counter() - begun) < seconds:
        share = gone / seconds
        bench.timeline.sought.emit(span.start + int(span.duration * share * 0.999), True)
        bench.turn_for(0.008)
    each = Counter(id(tile) for _, tile in painted)
    used = sum(psutil.Process().cpu_times()[:2]) - before
    return {
        "what": "scrubbing over a day",
        "cameras": len(bench.view.findChildren(ReviewTile)),
        "pictures_per_s": round(min(each.values(), default=0) / seconds, 1),
        "cpu_ms_per_picture": round(used * 1000 / max(1, len(painted)), 1),
    }


def play(bench: Bench, span: Span, seconds: float) -> dict[str, object]:
    """All in step at 1×."""
    bench.player.seek(span.end - HOUR + 60 * SECOND)
    bench.turn_for(1)
    bench.player.play()
    bench.turn_for(2)
    painted.clear()
    process = psutil.Process()
    before, since = sum(process.cpu_times()[:2]), time.perf_counter()
    shown: dict[int, set[int]] = {}
    apart: list[int] = []
    at = bench.player.state.at_us
    over = since + seconds
    while time.perf_counter() < over:
        bench.app.processEvents()
        for tile in bench.view.findChildren(ReviewTile):
            if tile.picture is not None:
                shown.setdefault(id(tile), set()).add(tile.picture.at_us)
        moments = [t.picture.at_us for t in bench.view.findChildren(ReviewTile) if t.picture]
        apart.append(max(moments) - min(moments))
        time.sleep(0.002)
    taken = time.perf_counter() - since
    used = sum(process.cpu_times()[:2]) - before
    passed = bench.player.state.at_us - at
    bench.player.pause()
    rates = sorted(len(each) / taken for each in shown.values())
    apart.sort()
    return {
        "what": "played in step at 1x",
        "cameras": len(rates),
        "fps_slowest": round(rates[0], 1),
        "fps_fastest": round(rates[-1], 1),
        "time_kept": round(passed / SECOND / taken, 3),
        "apart_p95_ms": round(apart[len(apart) * 95 // 100] / 1000),
        "cpu": round(used / taken, 2),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--clicks", type=int, default=60)
    words.add_argument("--seconds", type=float, default=20)
    given = words.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    use_language(app, "en")
    apply_design(app, Look())
    view.ReviewTile = Watched
    folder = Path(tempfile.gettempdir()) / "shopguard-bench"
    clip = make_clip(folder / "cam-360p.mp4", seconds=4, mbit=0.8, size=(640, 360))
    with tempfile.TemporaryDirectory() as name:
        full = FullShop(Path(name), SystemClock())
        granted = fill(full, clip)
        for cameras in (1, 4, 9):
            bench = Bench(app, full, granted, cameras)
            opened = {
                "what": "door to first pictures, a day",
                "cameras": cameras,
                "door_ms": round(bench.opened_s * 1000),
                "first_pictures_ms": round(bench.first_picture_s * 1000),
            }
            for told in (
                opened,
                clicks(bench, granted, given.clicks),
                scrub(bench, granted, given.seconds / 2),
                play(bench, granted, given.seconds),
            ):
                load = round(os.getloadavg()[0], 1)  # of the whole machine, others' work too
                print(json.dumps({**told, "load": load}), flush=True)
            bench.end()
        full.close()


if __name__ == "__main__":
    main()
