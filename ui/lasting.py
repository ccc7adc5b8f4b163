"""Keeps Python's ``True`` alive under a Qt binding that gives it back once too often.

``Signal.emit`` of PySide6 6.12 drops a reference to ``True`` that it never took. Up to Python 3.11
the interpreter ends at the moment none is left: a desktop would last some thousand mouse moves.
From 3.12 on ``True`` lasts by itself.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40


def make_true_last() -> None:
    """More references than can ever be dropped."""
    if sys.version_info < (3, 12) and sys.getrefcount(True) < _MANY:
        ctypes.c_ssize_t.from_address(id(True)).value += _MANY
