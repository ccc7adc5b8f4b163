"""Commands on a terminal, or into a file, that knows Western letters alone, as on older Windows."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.fakes.made_packages import made, write_folder
from tests.journeys.command_line import PROGRAM


@pytest.mark.parametrize("encoding", ["cp1252"])
def test_every_terminal_gets_its_answer(tmp_path: Path, encoding: str) -> None:
    folder = write_folder(made(), tmp_path / "provision-000012")
    command = [*PROGRAM, "verify", str(folder), "--language", "ja"]
    env = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    shown = subprocess.run(command, capture_output=True, check=False, env=env, timeout=120)
    assert (shown.returncode, shown.stderr) == (0, b"")
    told = subprocess.run(
        [*command, "--json"], capture_output=True, check=False, env=env, timeout=120
    )
    assert told.returncode == 0
    assert json.loads(told.stdout.decode(encoding))["site"]["name"] == "さくら商店"
