"""Where a file was saved, with a button that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame

from ui.translate import translate
from ui.widgets.basics import button, column, icon_label, label, row, set_tone

_BREAK = "\u200b"  # a path may go on in the next line after each folder


class SavedFile(QFrame):
    """Hidden until something was saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self._path: Path | None = None
        self._what = label("", "strong", wrap=True)
        self._rest = label("", wrap=True)
        self._open = button(translate("saved", "Open it"), self._opened, icon="folder")
        line = row(spacing=1, margins=1)
        line.addWidget(icon_label("good", "good", 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(self._what, self._rest, spacing=0), 1)
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.hide()

    def say(self, path: Path, rest: str = "") -> None:
        """It stands there now; ``rest``: what to do with it."""
        self._path = path
        shown = str(path).replace("/", "/" + _BREAK).replace("\\", "\\" + _BREAK)
        self._what.setText(translate("saved", "Saved: {path}").format(path=shown))
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(f"{translate('saved', 'Saved: {path}').format(path=path)} {rest}")
        set_tone(self, "good")
        self.show()

    def _opened(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
