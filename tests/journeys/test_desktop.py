"""The desktop driven as a person would: a real window under Xvfb, a real mouse and keyboard."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from shopguard.app.demo.clips import ClipSpec, make_clips
from shopguard.evidence.findings import Verdict
from shopguard.evidence.verify import verify
from tests.fakes.packages import contents
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.small_shop import password_of
from tests.journeys.command_line import QuickCommandLine

CLIP = ClipSpec("desk", "entrance", width=640, height=360, fps=10, seconds=12, gop=10)


@pytest.mark.rtsp
@pytest.mark.screen
@pytest.mark.requirement("J-1", "J-3", "J-7", "J-12", "J-14", "G-6.2")
@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.soak)])
def test_from_an_empty_folder_to_a_package(
    language: str, rtsp_server: Callable[..., RtspServer], tmp_path: Path
) -> None:
    if shutil.which("xvfb-run") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb and xdotool are not installed here")
    server = rtsp_server({"entrance": make_clips(tmp_path / "clips", [CLIP])["desk"]})
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1400x950x24"]
    program = [sys.executable, "-m", "tests.journeys.desktop_journey", str(tmp_path)]
    done = subprocess.run(
        [*screen, *program, server.url("entrance"), language],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (package,) = tmp_path.rglob("provision-*.zip")
    password = (tmp_path / "password.txt").read_text()
    assert verify(package, password).verdict is Verdict.GOOD
    film = contents(package, password)["media/c01-01.mp4"]
    with av.open(io.BytesIO(film), "r") as container:
        assert len(list(container.decode(video=0))) >= 10  # a second at least
    shop = QuickCommandLine(tmp_path)
    logged = [row["action"] for row in shop.good("audit", "list")["records"]]
    given = ("provision.opened", "provision.exported", "provision.key_shown")
    for action in ("login.failed", "footage.opened", "footage.closed", *given):
        assert action in logged
    assert shop.good("audit", "verify")["ok"]
    assert password_of("sato") not in done.stdout + done.stderr
    assert password not in done.stdout + done.stderr
