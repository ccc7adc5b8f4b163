"""Starting the desktop twice."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from shopguard.base.home import Home
from ui.only_one import OnlyOne


def test_a_second_start_brings_the_first_window_back(qtbot: QtBot, tmp_path: Path) -> None:
    called: list[str] = []
    first, second = OnlyOne(Home(tmp_path)), OnlyOne(Home(tmp_path))
    assert first.is_first()
    first.calls(lambda: called.append("again"))
    assert not second.is_first()
    qtbot.waitUntil(lambda: called == ["again"])
    first.close()
    assert OnlyOne(Home(tmp_path)).is_first()


def test_another_shop_has_a_desktop_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    first, other = OnlyOne(Home(tmp_path / "one")), OnlyOne(Home(tmp_path / "two"))
    assert first.is_first()
    assert other.is_first()
    first.close()
    other.close()
