"""Long work on a page: what it is, how far it is, how long it still takes, and a way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from ui import words
from ui.translate import language, translate
from ui.widgets.basics import button, label, row


class ProgressLine(QWidget):
    """Hidden until there is something to show."""

    def __init__(self, on_cancel: Callable[[], None]) -> None:
        super().__init__()
        self._words = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._rest = label("", "muted")
        self._stop = button(translate("progress", "Cancel"), on_cancel)
        line = row(self._words, self._bar, self._rest, self._stop, spacing=2)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_work(self, what: str, share: float, left_s: float | None = None) -> None:
        """``share``: 0 to 1; ``left_s`` None: not yet known."""
        percent = translate("progress", "{n} %").format(n=int(share * 100))
        rest = percent
        if left_s is not None and share < 1:
            left = translate("progress", "about {length} left")
            rest = f"{percent} · {left.format(length=words.length(max(1.0, left_s), language()))}"
        self._words.setText(what)
        self._rest.setText(rest)
        self._bar.setValue(int(share * 1000))
        self._bar.setAccessibleName(f"{what} {rest}")
        self.show()
