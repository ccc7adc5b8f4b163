"""Small files that must be there, whole, after a power cut."""

from __future__ import annotations

import os
from pathlib import Path

from shopguard.base.platform import host


def write_durably(path: Path, data: bytes) -> None:
    """Replace ``path`` by a private file with ``data``: the old one or the new one, never half.

    Raises OSError. Durable when it returns.
    """
    building = path.with_name(f"{path.name}.new")
    building.unlink(missing_ok=True)
    host.private_file(building)
    with building.open("r+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    building.replace(path)
    host.fsync_folder(path.parent)


def replace_secretly(path: Path, data: bytes) -> None:
    """As ``write_durably``, and the bytes it replaces are overwritten where they stood.

    As far as the medium allows: file systems without second names keep the old blocks until they
    are used again, and a flash drive may keep copies that no program reaches.
    """
    old = path.with_name(f"{path.name}.old")
    _wipe_old(old, path)
    linked = _second_name(path, old)
    write_durably(path, data)
    if linked:
        _wipe_old(old, path)


def _second_name(path: Path, old: Path) -> bool:
    try:
        old.hardlink_to(path)
    except OSError:  # nothing to replace yet, or a FAT stick
        return False
    return True


def _wipe_old(old: Path, current: Path) -> None:
    """Overwrite and remove ``old``; only remove it while it is a second name of ``current``."""
    if not old.exists():
        return
    if not (current.exists() and old.samefile(current)):
        with old.open("r+b") as file:
            file.write(bytes(old.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    old.unlink()
