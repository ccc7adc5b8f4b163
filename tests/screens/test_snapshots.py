"""Every screen looks as when somebody last looked at it, also on a display set to 200 %.

After changing a screen on purpose: ``make pictures``, look at what changed, and commit it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.screens.gallery import NAMES
from tests.screens.snapshots import FOLDER, VARIANTS, differs, kept, small
from ui.design import Theme

# One each of what is drawn in its own way; all the others run with --soak.
FEW = ("start", "lock", "live-trouble", "error", "quit-work")


def check(*words: str) -> str:
    """In a program of its own: the scale of the display stands from its beginning."""
    command = [sys.executable, "-m", "tests.screens.snapshots", "--check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout or (done.stderr if done.returncode else "")


@pytest.mark.soak
def test_there_is_a_picture_of_every_screen_and_of_nothing_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(NAMES)


@pytest.mark.parametrize("name", FEW)
def test_a_screen_that_changed_is_noticed(name: str, qapp: QApplication) -> None:
    pictures = kept(name)
    assert len(pictures) == len(VARIANTS)
    light_en = VARIANTS.index(("en", Theme.LIGHT))
    seen = small(qapp, name)
    without = seen.copy()
    without[len(seen) // 3 : len(seen) // 2, 40:120] = 0  # a part is missing
    assert differs(pictures[light_en], without) > 2 * differs(pictures[light_en], seen) + 0.02


def test_some_screens_look_as_before_at_100_and_at_200_percent() -> None:
    assert check("--only", *FEW, "--language", "ja", "--theme", "light") == ""
    assert check("--only", *FEW, "--language", "en", "--theme", "dark", "--scale", "2") == ""


@pytest.mark.soak
@pytest.mark.parametrize("scale", ["1", "2"])
def test_every_screen_looks_as_before(scale: str) -> None:
    assert check("--scale", scale) == ""
