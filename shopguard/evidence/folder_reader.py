"""Reads a package that was unpacked: follows no link, opens nothing but plain files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopguard.evidence.findings import Finding, Kind
from shopguard.evidence.zip_reader import CHUNK, MOST_FILES

_DEEPEST = 8
_REPARSE = 0x400  # Windows: a junction or another link
# No link is followed, no pipe waited for.
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Found:
    """One plain file of the folder."""

    name: str
    size: int
    path: Path


class FolderReader:
    """The plain files below a folder, and what else stood there (``problems``)."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[Finding] = []
        self.entries = list(self._all(_package_of(folder)))

    def read(self, entry: Found) -> Iterator[bytes]:
        """The file's bytes, so many as were counted and one more if there is one."""
        handle = os.open(entry.path, _OPEN)
        with os.fdopen(handle, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError("no plain file any more")
            left = entry.size + 1
            while left and (data := file.read(min(CHUNK, left))):
                left -= len(data)
                yield data

    def _all(self, root: Path) -> Iterator[Found]:
        waiting, count = [(root, "", 0)], 0
        while waiting:
            folder, prefix, depth = waiting.pop()
            with os.scandir(folder) as inside:
                for item in inside:
                    count += 1
                    name = f"{prefix}{item.name}"
                    if count > 2 * MOST_FILES or depth > _DEEPEST:
                        self.problems.append(Finding(Kind.TOO_MANY))
                        return
                    about = item.stat(follow_symlinks=False)
                    linked = getattr(about, "st_file_attributes", 0) & _REPARSE
                    if stat.S_ISDIR(about.st_mode) and not linked:
                        waiting.append((Path(item.path), f"{name}/", depth + 1))
                    elif stat.S_ISREG(about.st_mode) and not linked:
                        yield Found(name, about.st_size, Path(item.path))
                    else:
                        self.problems.append(Finding(Kind.NO_FILE, name))


def _package_of(folder: Path) -> Path:
    """The folder itself, or the one package in it: people point a step too high."""
    if (folder / "manifest.json").exists():
        return folder
    inside = [path for path in folder.iterdir() if (path / "manifest.json").exists()]
    return inside[0] if len(inside) == 1 and not inside[0].is_symlink() else folder
