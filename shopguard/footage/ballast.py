"""Ballast: space kept aside, given back first, so that erasure works on a full disk (J-4)."""

from __future__ import annotations

from shopguard.base.home import Home
from shopguard.base.platform import host


def fill(home: Home, size: int) -> bool:
    """Make the ballast ``size`` bytes large; False when the disk has no room for it now."""
    if is_full(home, size):
        return True
    if host.free_bytes(home.path) < 2 * size:
        return False
    try:
        host.allocate(home.ballast, size)
    except OSError:
        drop(home)
        return False
    return True


def is_full(home: Home, size: int) -> bool:
    return home.ballast.exists() and home.ballast.stat().st_size >= size


def drop(home: Home) -> None:
    """Give the space back."""
    home.ballast.unlink(missing_ok=True)
