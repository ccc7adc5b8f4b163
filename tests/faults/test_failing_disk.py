"""The n-th write or sync fails: no crash, the alarm is logged, recording goes on (J-4).

strace makes the real recorder's own system calls fail, on a real RTSP camera. Every n up to 300
with ``make soak``.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopguard.access.policy import Console, Purpose
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.footage import open_viewing
from shopguard.base.clock import SECOND, SystemClock
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from shopguard.recorder import supervisor as supervising
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.supervisor import Supervisor
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import wait_for
from tests.fakes.rtsp_server import RtspServer

ENOUGH = 3  # fragments after the failure


def tracing_allowed() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0


def failing(call: str, error: str, number: int) -> tuple[str, ...]:
    """The recorder's own command, its ``number``-th call made to fail."""
    inject = f"inject={call}:error={error}:when={number}"
    words = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject)
    return (*words, *supervising._COMMAND)


@pytest.mark.rtsp
@pytest.mark.requirement("J-4")
@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "EIO"), ("fsync", "EIO"), ("pwrite64", "ENOSPC")]
)
def test_a_failing_call_costs_no_more_than_its_moment(
    call: str, error: str, tmp_path: Path, rtsp_server: Callable[..., RtspServer],
    clips: dict[str, Path], rounds: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if not tracing_allowed():
        pytest.skip("tracing is not allowed here")
    monkeypatch.setattr(supervising, "_LAST_PAUSE_S", 0.2)
    server = rtsp_server({"cam": clips["h264"]})
    step = rounds(37, 1)
    last = rounds(80, 300)
    full = FullShop(tmp_path, SystemClock())
    camera = add_camera(full.shop, Console("test"), "cam", server.url("cam"))
    for number in range(step, last + 1, step):
        acknowledged = record(full, failing(call, error, number))
        all_there(full, camera.id, acknowledged)
    full.close()


def record(full: FullShop, command: tuple[str, ...]) -> list[dict[str, Any]]:
    """Record until enough fragments are durable; what was acknowledged."""
    told: list[dict[str, Any]] = []
    client = RecorderClient(full.shop.home, full.shop.key)
    client.listen("fragment", told.append)
    keeper = Supervisor(full.shop.home, command=command)
    ended: list[BaseException | int] = []

    def run() -> None:
        try:
            ended.append(keeper.run())
        except Unavailable as error:  # the call of its very start failed: it says so
            ended.append(error)

    running = threading.Thread(target=run)
    running.start()
    try:
        wait_for(lambda: len(told) >= ENOUGH or ended, "fragments")
    finally:
        keeper.stop()
        running.join()
        client.close()
    assert ended
    assert ended[0] == 0 or isinstance(ended[0], Unavailable)
    return told


def all_there(full: FullShop, camera_id: str, told: list[dict[str, Any]]) -> None:
    if not told:
        return
    span = Span(told[0]["start_us"], told[-1]["end_us"] + SECOND)
    with full.proofs("sato", "suzuki") as proofs:
        viewing = open_viewing(
            full.shop, proofs, purpose=Purpose.SAFETY, cameras=[camera_id], span=span
        )
    with viewing:
        refs = {(r.volume_id, r.link.start_us): r for r in viewing.fragments(camera_id)}
        for fragment in told:
            ref = refs[fragment["volume"], fragment["start_us"]]
            assert len(viewing.read(ref).data) == fragment["bytes"]
