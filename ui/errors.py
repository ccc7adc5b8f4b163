"""The one place with message boxes: what happened, what it means, what to do, and details to copy.

Details never hold a secret: a ShopGuardError's code, or where in the code a bug showed itself;
never the message of an unexpected exception, which could carry anything.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import shopguard
from shopguard.base.errors import ShopGuardError
from shopguard.base.texts import Words, words_for
from ui.translate import language, translate
from ui.widgets.basics import button, column, icon_label, label, row
from ui.widgets.dialog import Dialog

log = logging.getLogger(__name__)


def words_of(error: BaseException) -> Words:
    """The three parts in the language in use; a bug gets words of its own."""
    if isinstance(error, ShopGuardError):
        return error.words(language())
    return words_for("error.ui.unexpected", language())


def details_of(error: BaseException) -> str:
    """What a supporter needs, and nothing that must stay in the shop."""
    head = f"ShopGuard {shopguard.__version__} · {platform.platform()} · {sys.version.split()[0]}"
    name = error.code if isinstance(error, ShopGuardError) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.name} ({_short(frame.filename)}:{frame.lineno})" for frame in frames]
    return "\n".join([head, name, *places])


def _short(filename: str) -> str:
    """The last two parts of a path: enough to find the file, no user's folder name."""
    return "/".join(filename.replace("\\", "/").split("/")[-2:])


def note(error: BaseException) -> None:
    """A bug goes to the log, without its message."""
    if not isinstance(error, ShopGuardError):
        log.error("unexpected: %s", details_of(error))


class ErrorBox(Dialog):
    """One error, said calmly."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("ShopGuard", 64, parent)
        note(error)
        self._details = details_of(error)
        words = words_of(error)
        rest = "\n".join(part for part in (words.means, words.do) if part)
        sign = icon_label("warning", "late", 32)
        said = column(label(words.what, "strong", wrap=True), label(rest, wrap=True))
        top = row(sign, spacing=2)
        top.addLayout(said, 1)
        top.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        close = button(translate("errors", "Close"), self.accept, "primary")
        close.setDefault(True)
        copy = button(translate("errors", "Copy details"), self._copy)
        self.fill(column(top, row(1, copy, close), spacing=3, margins=3))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


class ErrorDisplay:
    """Shows errors over the window in use, one at a time."""

    def __init__(self) -> None:
        self.window: QWidget | None = None
        self._box: ErrorBox | None = None

    def show(self, error: BaseException) -> None:
        """Say ``error``; a further one while it stands is only noted."""
        if self._box is not None:
            note(error)
            return
        self._box = ErrorBox(error, self.window)
        self._box.finished.connect(self._closed)
        self._box.open()

    def _closed(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None

    def install(self) -> None:
        """Bugs in a button's handler end up here instead of on a terminal nobody reads."""

        def hook(
            kind: type[BaseException], error: BaseException, _trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, _trace)
                return
            self.show(error)

        sys.excepthook = hook
