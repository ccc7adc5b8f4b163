"""Days at the shop in a real window under Xvfb: what must go well whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from shopguard.app.demo.clips import ClipSpec, make_clips
from shopguard.app.demo.rtsp_process import available
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.small_shop import password_of
from tests.journeys.command_line import QuickCommandLine

CLIP = ClipSpec("desk", "entrance", width=640, height=360, fps=10, seconds=12, gop=10)
SCREEN = "-screen 0 {}x950x24"
TOOLS = ("xvfb-run", "xdotool", "xrandr")

pytestmark = [pytest.mark.rtsp, pytest.mark.screen]


@dataclass(frozen=True)
class Days:
    """A shop with one camera, and days spent in it."""

    shop: QuickCommandLine
    port: int

    def live(self, day: str, *, across: int = 1400) -> subprocess.CompletedProcess[str]:
        folder = self.shop.folder
        program = [sys.executable, "-m", "tests.journeys.days", day, str(folder), str(self.port)]
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", SCREEN.format(across), *program],
            env={**os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder), "LANG": "C.UTF-8"},
            capture_output=True, text=True, check=False, timeout=400,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert password_of("sato") not in said
        assert password_of("suzuki") not in said
        return done

    def logged(self) -> list[str]:
        return [row["action"] for row in self.shop.good("audit", "list")["records"]]


@pytest.fixture
def days(tmp_path: Path) -> Days:
    if not available() or not all(map(shutil.which, TOOLS)):
        pytest.skip("Xvfb, xdotool, xrandr and GStreamer's RTSP server are not all installed here")
    clip = make_clips(tmp_path / "clips", [CLIP])["desk"].rename(tmp_path / "clips" / "desk.mp4")
    with RtspServer({"entrance": clip}) as camera:
        port, address = camera.port, camera.url("entrance")
    shop = QuickCommandLine(tmp_path)
    shop.init()
    shop.add_camera("Entrance", address)
    return Days(shop, port)


@pytest.mark.requirement("J-4")
def test_a_camera_that_goes_is_told_on_the_wall_and_so_is_its_return(days: Days) -> None:
    done = days.live("camera")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"camera.lost", "camera.back"} <= set(days.logged())


@pytest.mark.soak
@pytest.mark.requirement("J-4")
def test_a_recorder_that_is_killed_or_hangs_leaves_nothing_old_on_the_wall_and_comes_back(
    days: Days,
) -> None:
    done = days.live("recorder")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.requirement("J-4")
def test_a_desktop_that_is_killed_costs_no_second_of_footage(days: Days) -> None:
    killed = days.live("killed")
    assert killed.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), killed.stdout
    done = days.live("after")
    assert done.returncode == 0, done.stdout + done.stderr
    assert days.logged().count("recorder.started") == 1


@pytest.mark.requirement("J-3", "J-14")
def test_the_keyboard_alone_is_enough(days: Days) -> None:
    done = days.live("keys")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"footage.opened", "hold.set", "footage.closed"} <= set(days.logged())


@pytest.mark.requirement("J-3", "J-14")
def test_whoever_leaves_opens_nothing_and_the_sheet_stands_in(days: Days) -> None:
    done = days.live("leaver")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"person.left", "vault.rewrapped", "footage.opened"} <= set(days.logged())


@pytest.mark.requirement("J-14")
def test_a_lost_passphrase_is_replaced_with_the_sheet(days: Days) -> None:
    done = days.live("lost")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"person.password_reset", "vault.rewrapped"} <= set(days.logged())


def test_the_wall_goes_to_a_second_screen_and_comes_back_when_that_is_unplugged(
    days: Days,
) -> None:
    done = days.live("screens", across=2800)
    assert done.returncode == 0, done.stdout + done.stderr
