"""What a screen reader is told that our own painted widgets are; Qt knows only its own kinds.

A widget says it of itself: ``ACCESSIBLE_ROLE = QAccessible.Role.Graphic``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_told: dict[int, QAccessibleWidget] = {}  # Qt does not hold what it is handed from Python
_installed: list[bool] = []


def tell_roles() -> None:
    """Once in the application's life; asked again it does nothing."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject) -> QAccessibleWidget | None:
    role = getattr(type(thing), "ACCESSIBLE_ROLE", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    key = id(thing)
    _told[key] = QAccessibleWidget(thing, role, "")
    thing.destroyed.connect(lambda: _told.pop(key, None))
    return _told[key]
