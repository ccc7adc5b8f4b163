"""The project's own files, for tests that read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("shopguard", "ui", "tests", "installer", "resources", "docs")
TEXTS = {".py", ".md", ".toml", ".txt", ".xml", ".plist", ".service", ".svg", ".css", ".html"}


def python_files(*folders: str) -> Iterator[Path]:
    """Python files under ``folders``, in a steady order."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[Path]:
    """Every text of ours, the ones beside the folders included."""
    beside = (path for path in ROOT.iterdir() if path.is_file() and path.name != "uv.lock")
    within = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    for path in sorted((*beside, *within)):
        if path.suffix in TEXTS or path.name in ("Makefile", "LICENSE", "NOTICE"):
            yield path
