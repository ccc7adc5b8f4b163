"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.contracts.sources import ROOT, python_files, text_files

LONGEST_FILE = 350
SPEAKS = "shopguard/app/cli/"  # the command line prints; everything else hands its words on
MACHINE_PATH = re.compile(r"/(?:root|work)/[\w.]|/home/(?!shop\b)\w|[A-Z]:\\Users\\(?!shop\b)\w")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_nothing_is_printed_but_by_the_command_line() -> None:
    printing = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("shopguard", "ui")
        if not name(path).startswith(SPEAKS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printing


def test_no_path_of_a_machine_stands_in_a_file() -> None:
    found = [
        f"{name(path)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not found


def test_files_stay_short_enough_to_read() -> None:
    lengths = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("shopguard", "ui", "installer", "tests")
    }
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


@pytest.mark.parametrize("path", [path for path in text_files() if path.suffix == ".md"], ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and "mailto:" not in target]
    assert not [target for target in local if not (path.parent / target).exists()]
