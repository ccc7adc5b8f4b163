"""What makes the desktop start slowly is loaded beside the sign-in, not before it."""

from __future__ import annotations

import subprocess
import sys

SEEN = """
import sys
import ui.app
slow = {"numpy", "av", "cv2", "onnxruntime", "PySide6.QtPrintSupport", "PySide6.QtMultimedia"}
sys.stdout.write(", ".join(sorted(slow & set(sys.modules))))
"""


def test_the_sign_in_needs_nothing_of_pictures_and_papers() -> None:
    done = subprocess.run([sys.executable, "-c", SEEN], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_comes_next_is_there_to_be_loaded() -> None:
    loads = "from ui.ahead import _load; _load(None)"
    done = subprocess.run(
        [sys.executable, "-c", loads], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
