"""The front door: each verb does one thing, and running without a display becomes the demo."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed here")


@pytest.fixture
def binaries(tmp_path: Path) -> Path:
    """A ``shopguard`` that only says how it was called."""
    program = tmp_path / "shopguard"
    program.write_text('#!/bin/sh\necho "shopguard $*"\n')
    program.chmod(0o755)
    return tmp_path


def make(binaries: Path, *words: str, **environment: str) -> list[str]:
    """What ``make`` printed, with nothing to set up."""
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    command = [str(MAKE), "--no-print-directory", f"BIN={binaries}", "PYTHON=true", *words]
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
        kept.pop(name, None)
    answer = subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=True
    )
    return answer.stdout.splitlines()


def test_with_a_display_it_starts_the_desktop(binaries: Path) -> None:
    assert make(binaries, "run", DISPLAY=":0") == ["shopguard "]
    assert make(binaries, "run", WAYLAND_DISPLAY="wayland-0") == ["shopguard "]


def test_without_a_display_it_says_so_and_runs_the_demo(binaries: Path) -> None:
    said, started = make(binaries, "run")
    assert "no display" in said
    assert started == "shopguard demo"


def test_the_demo_also_comes_as_data(binaries: Path) -> None:
    assert make(binaries, "demo") == ["shopguard demo"]
    assert make(binaries, "demo", "JSON=out/demo report.json") == [
        "shopguard demo --report out/demo report.json"
    ]


def test_help_names_every_verb(binaries: Path) -> None:
    said = "\n".join(make(binaries))
    assert all(
        f"make {verb} " in said for verb in ("run", "demo", "test", "check", "bench", "soak")
    )
