"""Starting with the machine: the files of each system, and Linux's own way from end to end."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shopguard.base.errors import Unavailable
from shopguard.base.platform import host, linux
from shopguard.base.platform.starting import (
    StartsAt,
    launch_agent,
    scheduled_task,
    systemd_unit,
)

INSTALLER = Path(__file__).resolve().parents[3] / "installer"
COMMAND = ["/opt/shop guard/python", "-m", "shopguard", "--home", '/data/50%$"x', "record"]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own ways")


def test_a_unit_starts_the_command_and_reads_nothing_into_its_words() -> None:
    template = (INSTALLER / "linux/user/shopguard-recorder.service").read_text(encoding="utf-8")
    unit = systemd_unit(template, COMMAND)
    started = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert started == [
        'ExecStart="/opt/shop guard/python" "-m" "shopguard" "--home" "/data/50%%$$\\"x" "record"'
    ]
    assert unit.replace(started[0], "") == template.replace(
        "ExecStart=/opt/shopguard/.venv/bin/shopguard record", ""
    )


def test_an_agent_and_a_task_start_the_command_at_log_in() -> None:
    agent = plistlib.loads(
        launch_agent((INSTALLER / "macos/org.shopguard.recorder.plist").read_bytes(), COMMAND)
    )
    assert agent["ProgramArguments"] == COMMAND
    assert agent["KeepAlive"]
    template = (INSTALLER / "windows/shopguard-recorder.xml").read_text(encoding="utf-8")
    task = ElementTree.fromstring(
        scheduled_task(template, [r"C:\Shop Guard\python.exe", "-m", r"D:\my shop" + "\\"], "sato")
    )
    said = {part.tag.rpartition("}")[2]: (part.text or "").strip() for part in task.iter()}
    assert said["Command"] == r"C:\Shop Guard\python.exe"
    assert said["Arguments"] == r'-m "D:\my shop\\"'
    assert (said["UserId"], said["LogonType"]) == ("sato", "InteractiveToken")
    assert "LogonTrigger" in said
    assert "BootTrigger" not in said
    assert "WorkingDirectory" not in said


def tools(folder: Path, *, lingers: bool) -> Path:
    """The system's tools, noting what they were asked."""
    folder.mkdir()
    for name, good in (("systemctl", True), ("loginctl", lingers)):
        tool = folder / name
        tool.write_text(f'#!/bin/sh\necho "{name} $@" >> "{folder}/asked"\nexit {int(not good)}\n')
        tool.chmod(0o755)
    return folder


@on_linux
@pytest.mark.parametrize(("lingers", "starts"), [(True, StartsAt.BOOT), (False, StartsAt.LOGIN)])
def test_linux_puts_the_unit_in_place_and_takes_it_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lingers: bool, starts: StartsAt
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(linux, "_TOOLS", str(tools(tmp_path / "bin", lingers=lingers)))
    assert not host.starts_with_machine()
    assert host.start_with_machine(INSTALLER, COMMAND) is starts
    assert host.starts_with_machine()
    unit = tmp_path / "config/systemd/user/shopguard-recorder.service"
    assert "shop guard" in unit.read_text(encoding="utf-8")
    host.stop_starting()
    assert not unit.exists()
    asked = (tmp_path / "bin/asked").read_text().splitlines()
    assert "systemctl --user enable shopguard-recorder.service" in asked
    assert "systemctl --user disable shopguard-recorder.service" in asked


@on_linux
def test_a_machine_without_systemd_says_so_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(linux, "_TOOLS", str(tmp_path))
    with pytest.raises(Unavailable) as raised:
        host.start_with_machine(INSTALLER, COMMAND)
    assert raised.value.code == "host.not_started"
    assert not host.starts_with_machine()
    host.stop_starting()
