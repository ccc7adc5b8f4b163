"""Setting up: says what it installs and why, does it once, and stops with words when it can't."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from installer import setup

Programs = Callable[[str, str], None]
posix_only = pytest.mark.skipif(os.name == "nt", reason="apt is no matter of Windows")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a lock file, and uv in place already."""
    (tmp_path / "installer").mkdir()
    for name in ("uv.lock", "pyproject.toml", "installer/uv.txt"):
        (tmp_path / name).write_text(f"{name} 1\n")
    for name, path in {
        "ROOT": tmp_path,
        "ENVIRONMENT": tmp_path / ".venv",
        "TOOLS": tmp_path / ".venv-tools",
        "UV_PIN": tmp_path / "installer" / "uv.txt",
    }.items():
        monkeypatch.setattr(setup, name, path)
    (tmp_path / ".venv-tools" / "bin").mkdir(parents=True)
    (tmp_path / ".venv-tools" / ".pin").write_text("installer/uv.txt 1\n")
    return tmp_path


@pytest.fixture
def programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """``programs(name, script)`` puts a program on an otherwise empty PATH; uv works."""
    shelf = folder / "path"
    shelf.mkdir()
    monkeypatch.setenv("PATH", str(shelf))
    (shelf / "env").symlink_to("/usr/bin/env")

    def add(name: str, script: str, where: Path = shelf) -> None:
        (where / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {folder}/calls\n{script}\n')
        (where / name).chmod(0o755)

    add("uv", f"/bin/mkdir -p {folder}/.venv", folder / ".venv-tools" / "bin")
    return add


def calls(folder: Path) -> list[str]:
    log = folder / "calls"
    return log.read_text().splitlines() if log.exists() else []


def bare_debian(programs: Programs) -> None:
    programs("dpkg-query", "")
    programs("apt-get", "")


@posix_only
def test_it_names_each_package_and_installs_from_the_lock(
    folder: Path,
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_debian(programs)
    assert setup.main(["run"]) == 0
    said = capsys.readouterr().out
    done = [call for call in calls(folder) if not call.startswith("dpkg-query")]
    assert done[0] == "apt-get -q update"
    assert done[2].startswith("uv sync --frozen --quiet --no-dev")
    for need in setup.SYSTEM:
        for package in need.debian:
            assert (package in said) == (package in done[1].split()) == (need.kind == "run")
        assert (need.why in said) == (need.kind == "run")


@posix_only
def test_a_second_run_does_and_says_nothing(
    folder: Path,
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_debian(programs)
    setup.main(["develop"])
    before = calls(folder)
    capsys.readouterr()
    assert setup.main(["develop"]) == setup.main(["run"]) == 0  # develop holds run
    assert calls(folder) == before
    assert capsys.readouterr().out == ""


@posix_only
@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml", "installer/uv.txt"])
def test_a_changed_lock_is_set_up_again(
    folder: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_debian(programs)
    setup.main(["run"])
    assert setup.is_set_up("run")
    assert not setup.is_set_up("develop")
    (folder / changed).write_text("2")
    assert not setup.is_set_up("run")


@posix_only
def test_without_root_and_sudo_it_says_what_to_install_and_goes_on(
    folder: Path,
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    bare_debian(programs)
    assert setup.main(["run"]) == 0
    assert "apt-get install --no-install-recommends python3-venv" in capsys.readouterr().out
    assert not [call for call in calls(folder) if call.startswith("apt-get")]


@posix_only
def test_sudo_is_asked_where_there_is_one(
    folder: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    bare_debian(programs)
    programs("sudo", 'exec "$@"')
    assert setup.main(["run"]) == 0
    sudo = [call for call in calls(folder) if call.startswith("sudo")]
    assert len(sudo) == 2
    assert all("env DEBIAN_FRONTEND=noninteractive apt-get" in call for call in sudo)


@posix_only
@pytest.mark.parametrize("tool", ["dnf", "pacman", "brew", "nothing-known"])
def test_elsewhere_it_names_what_to_install_and_goes_on(
    folder: Path,
    programs: Programs,
    capsys: pytest.CaptureFixture[str],
    tool: str,
) -> None:
    programs(tool, "")
    assert setup.main(["run"]) == 0
    said = capsys.readouterr().out
    tips = [words for name, words in setup.ELSEWHERE if name == tool]
    assert all(words in said for words in tips or ["BIZ UDGothic"])
    assert [call.split()[0] for call in calls(folder)] == ["uv"]


@posix_only
def test_a_failed_step_is_shown_and_not_stamped(
    folder: Path,
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_debian(programs)
    programs("apt-get", "echo no route to the archive; exit 100")
    assert setup.main(["run"]) == 1
    said = capsys.readouterr().out
    assert "no route to the archive" in said
    assert "this failed: env DEBIAN_FRONTEND=noninteractive apt-get -q update" in said
    assert not setup.is_set_up("run")


def test_an_old_python_and_a_wrong_word_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert setup.main(["fly"]) == 2
    monkeypatch.setattr(setup, "OLDEST_PYTHON", (99, 0))
    assert setup.main(["run"]) == 1
    assert "Python 99.0 or newer is needed" in capsys.readouterr().out


def test_the_pinned_uv_is_checked_by_its_digest() -> None:
    pin = (Path(setup.__file__).parent / "uv.txt").read_text()
    assert pin.startswith("uv==")
    assert pin.count("--hash=sha256:") > 5
