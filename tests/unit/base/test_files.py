"""Small files: the old one or the new one, never half, and private."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopguard.base import files
from shopguard.base.files import replace_secretly, write_durably
from shopguard.base.platform import host

WRITERS = [write_durably, replace_secretly]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_is_made_and_replaced(write: Callable[[Path, bytes], None], tmp_path: Path) -> None:
    path = tmp_path / "shop.json"
    for content in (b"first", b"", b"a longer one" * 1000, b"short"):
        write(path, content)
        assert path.read_bytes() == content
        assert not host.others_can_read(path)
        assert [p.name for p in tmp_path.iterdir()] == ["shop.json"]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_on_the_way_leaves_the_old_file(
    write: Callable[[Path, bytes], None],
    step: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "shop.json"
    write(path, b"old")

    def fail(*_: object) -> None:
        raise OSError("the disk says no")

    with monkeypatch.context() as patch:
        place: object = os if step == "fsync" else Path
        patch.setattr(place, step, fail)
        with pytest.raises(OSError, match="says no"):
            write(path, b"new")
    assert path.read_bytes() == b"old"
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["shop.json"]


def test_what_is_durable_was_flushed_before_it_got_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def noted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            steps.append(name)
            return real(*args)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(files.host, "fsync_folder", noted("folder", host.fsync_folder), raising=False)
        patch.setattr(os, "fsync", noted("fsync", os.fsync))
        patch.setattr(Path, "replace", noted("name", Path.replace))
        write_durably(tmp_path / "a", b"1")
    assert steps[:3] == ["fsync", "name", "folder"]


def test_a_medium_without_second_names_still_gets_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("a FAT stick")

    path = tmp_path / "shop.key"
    replace_secretly(path, b"old")
    monkeypatch.setattr(Path, "hardlink_to", fail)
    replace_secretly(path, b"new")
    assert path.read_bytes() == b"new"
