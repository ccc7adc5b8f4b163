"""The service files start the recorder, start it again for ever, and give it little else."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

INSTALLER = Path(__file__).resolve().parents[3] / "installer"
UNITS = (
    INSTALLER / "linux" / "shopguard-recorder.service",
    INSTALLER / "linux" / "user" / "shopguard-recorder.service",
)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def settings(unit: Path) -> dict[str, str]:
    lines = unit.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


@pytest.mark.parametrize("unit", UNITS, ids=["machine", "user"])
def test_systemd_restarts_the_recorder_for_ever_and_keeps_no_core(unit: Path) -> None:
    said = settings(unit)
    program, *arguments = said["ExecStart"].split()
    assert program.endswith("/.venv/bin/shopguard")
    assert arguments[-1] == "record"
    assert (said["Restart"], said["StartLimitIntervalSec"]) == ("always", "0")
    assert said["LimitCORE"] == "0"
    assert said["NoNewPrivileges"] == said["MemoryDenyWriteExecute"] == "yes"


@pytest.mark.requirement("G-6.1", "G-6.6")
def test_the_machine_wide_recorder_writes_its_own_folder_only() -> None:
    said = settings(UNITS[0])
    home = said["ExecStart"].split("--home ")[1].split()[0]
    assert home.startswith(f"/var/lib/{said['StateDirectory']}/")
    assert said["ProtectSystem"] == "strict"
    assert said["ProtectHome"] == said["PrivateTmp"] == "yes"
    assert said["CapabilityBoundingSet"] == ""
    assert said["User"] == "shopguard"


@pytest.mark.parametrize("unit", UNITS, ids=["machine", "user"])
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze is not installed here")
    copy = tmp_path / unit.name  # the program named in it is not installed on this machine
    program = settings(unit)["ExecStart"].split()[0]
    copy.write_text(unit.read_text(encoding="utf-8").replace(program, "/bin/true"))
    scope = "--user" if unit == UNITS[1] else "--system"
    answer = subprocess.run(
        [analyze, scope, "verify", "--man=no", "--recursive-errors=no", str(copy)],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert (
        answer.returncode,
        [line for line in answer.stderr.splitlines() if unit.name in line],
    ) == (0, [])


def test_the_windows_task_starts_with_the_machine_and_again_after_a_failure() -> None:
    task = ElementTree.fromstring(
        (INSTALLER / "windows" / "shopguard-recorder.xml").read_text(encoding="utf-8")
    )

    def said(path: str) -> str:
        return task.findtext("/".join(TASK + step for step in path.split("/")), "")

    assert task.tag == f"{TASK}Task"
    assert said("Actions/Exec/Command").endswith(r"\.venv\Scripts\shopguard.exe")
    assert said("Actions/Exec/Arguments") == "record"
    assert said("Triggers/BootTrigger/Enabled") == "true"
    assert said("Settings/RestartOnFailure/Interval") == "PT1M"
    assert said("Settings/ExecutionTimeLimit") == "PT0S"
    assert said("Settings/MultipleInstancesPolicy") == "IgnoreNew"
    assert said("Principals/Principal/RunLevel") == "LeastPrivilege"


def test_launchd_keeps_the_recorder_alive() -> None:
    agent = plistlib.loads((INSTALLER / "macos" / "org.shopguard.recorder.plist").read_bytes())
    assert agent["ProgramArguments"][1:] == ["record"]
    assert agent["RunAtLoad"]
    assert agent["KeepAlive"]
    assert agent["Umask"] == 0o077
