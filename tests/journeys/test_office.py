"""Paper work of two managers in a real window: people, vault, settings, log."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.small_shop import password_of
from tests.journeys.command_line import QuickCommandLine


@pytest.mark.screen
@pytest.mark.requirement("J-3", "J-5", "J-14", "J-18")
def test_a_deputy_leaves_and_a_lost_passphrase_is_replaced(tmp_path: Path) -> None:
    if shutil.which("xvfb-run") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb and xdotool are not installed here")
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1400x950x24"]
    done = subprocess.run(
        [*screen, sys.executable, "-m", "tests.journeys.office_journey", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    shop = QuickCommandLine(tmp_path)
    logged = [row["action"] for row in shop.good("audit", "list")["records"]]
    for action in ("person.left", "vault.rewrapped", "sheet.used", "person.password_reset"):
        assert action in logged
    assert shop.good("audit", "verify")["ok"]
    for login in ("sato", "suzuki", "mori"):
        assert password_of(login) not in done.stdout + done.stderr
