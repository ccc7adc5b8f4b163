"""kill -9 at random moments: nothing acknowledged is lost, recording resumes by itself (J-4).

Four real RTSP cameras; 1,000 rounds with ``make soak``. A fragment counts as acknowledged once the
recorder has told it over its channel.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Sized
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from shopguard.access.policy import Console, Purpose
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.footage import open_viewing
from shopguard.base.clock import SECOND, SystemClock
from shopguard.base.span import Span
from shopguard.footage.check import Level, check
from shopguard.recorder import supervisor as supervising
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.supervisor import Supervisor
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import wait_for
from tests.fakes.rtsp_server import RtspServer

CAMERAS = 4


@pytest.mark.rtsp
@pytest.mark.requirement("J-4", "G-6.2")
def test_no_acknowledged_fragment_is_lost_to_a_kill(
    rtsp_server: Callable[..., RtspServer],
    clips: dict[str, Path],
    tmp_path: Path,
    rounds: Callable[[int, int], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervising, "_LAST_PAUSE_S", 0.2)  # a thousand kills, not a real loop
    kills = rounds(6, 1000)
    server = rtsp_server({f"cam{n}": clips["h264" if n % 2 else "h265"] for n in range(CAMERAS)})
    full = FullShop(tmp_path, SystemClock())
    shop = full.shop
    for number in range(CAMERAS):
        add_camera(shop, Console("test"), f"cam{number}", server.url(f"cam{number}"))
    shop.settings.set("volume_seconds", 10)

    acknowledged: list[dict[str, Any]] = []
    client = RecorderClient(shop.home, shop.key)
    client.listen("fragment", acknowledged.append)
    keeper = Supervisor(shop.home)
    running = threading.Thread(target=keeper.run)
    running.start()
    try:
        dice = random.Random(1)
        for number in range(kills):
            wait_for(more_than(acknowledged, len(acknowledged)), f"footage after kill {number}")
            time.sleep(dice.uniform(0, 1.5))
            # News of the one killed before may have come late: then the next is still starting.
            runtime = wait_for(lambda: Runtime.read(shop.home), "a recorder")
            os.kill(runtime.pid, signal.SIGKILL)
        last = more_than(acknowledged, len(acknowledged) + CAMERAS)
        wait_for(last, "recording after the last kill")
    finally:
        keeper.stop()
        running.join()
        client.close()

    assert len(acknowledged) > kills
    for camera in shop.cameras.list():
        told = [a for a in acknowledged if a["camera"] == camera.id]
        for day in _days(told):
            _all_there(full, camera.id, day, told)
    report = check(shop.home, shop.catalogue, shop.store, Level.SIZES)
    assert report.ok, report.findings
    crashes = [gap for gap in shop.store.gaps() if gap.cause == "killed"]
    assert crashes
    assert not any(gap.approximate for gap in crashes)
    assert all(gap.end_us is not None for gap in crashes)
    full.close()


def more_than(things: Sized, count: int) -> Callable[[], bool]:
    return lambda: len(things) > count


def _days(told: list[dict[str, Any]]) -> list[Span]:
    """Spans to open: an hour each, so that a long campaign stays a sane request."""
    start, end = min(a["start_us"] for a in told), max(a["end_us"] for a in told)
    hour = 3600 * SECOND
    return [Span(at, min(at + hour, end + SECOND)) for at in range(start, end, hour)]


def _all_there(full: FullShop, camera_id: str, span: Span, told: list[dict[str, Any]]) -> None:
    with full.proofs("sato", "suzuki") as proofs:
        viewing = open_viewing(
            full.shop, proofs, purpose=Purpose.SAFETY, cameras=[camera_id], span=span
        )
    with viewing:
        refs = {(ref.volume_id, ref.link.start_us): ref for ref in viewing.fragments(camera_id)}
        assert viewing.damage(camera_id) == []
        ordered = sorted(refs.values(), key=lambda ref: ref.link.start_us)
        for before, after in pairwise(ordered):
            assert before.link.end_us <= after.link.start_us
        for fragment in told:
            if not span.contains(fragment["start_us"]):
                continue
            ref = refs[fragment["volume"], fragment["start_us"]]
            assert len(viewing.read(ref).data) == fragment["bytes"]
