"""The import contracts hold, name the rooms that must stay closed, and would notice a breach."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.sources import ROOT


def contracts() -> list[dict[str, Any]]:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = said["tool"]["importlinter"]["contracts"]
    return found


def lint(config: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", config, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.requirement("J-3")
def test_only_the_door_opens_volumes_and_holds_the_private_half() -> None:
    allowed = {
        module: contract["allowed_importers"]
        for contract in contracts()
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }
    assert allowed == {
        "shopguard.footage._opening": ["shopguard.door"],
        "shopguard.vault._private": ["shopguard.door", "shopguard.vault.keeping"],
    }
    assert not [contract for contract in contracts() if "ignore_imports" in contract]


def test_the_contracts_hold() -> None:
    answer = lint(ROOT / "pyproject.toml")
    assert answer.returncode == 0, answer.stdout


def test_a_breach_is_noticed(tmp_path: Path) -> None:
    """The door itself, were it not allowed, would be found."""
    config = tmp_path / "pyproject.toml"
    said = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config.write_text(
        said.replace('allowed_importers = ["shopguard.door"', 'allowed_importers = ["ui"')
    )
    answer = lint(config)
    assert answer.returncode == 1
    assert "shopguard.door" in answer.stdout
