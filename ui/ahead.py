"""What the next step needs, loaded beside the window while somebody types.

Every page and all that it needs take longer to load than the sign-in does to be painted.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.tasks import Context, Runner

_AFTER_MS = 200
_PAGES = ("ui.rooms", "ui.first_run.view")
_ENGINE = ("ui.engine.live", "ui.engine.recordings", "ui.engine.cameras")


def load_ahead(owner: QObject, runner: Runner, wanted: Callable[[], bool]) -> None:
    """Soon, unless it is not ``wanted`` any more by then."""

    def load() -> None:
        if wanted():
            runner.run(_load, lambda _: None)

    QTimer.singleShot(_AFTER_MS, owner, load)


def _load(_: Context) -> None:
    for name in (*_PAGES, *_ENGINE):
        importlib.import_module(name)
