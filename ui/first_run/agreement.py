"""A box to tick, with its trouble said right under it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.widgets.basics import column, label, set_tone


class Agreement(QWidget):
    """``box`` is what is ticked; trouble goes when it is."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self._below = label("", "", "lost", wrap=True)
        self._below.hide()
        self.setLayout(column(self.box, self._below, spacing=0))
        self.box.toggled.connect(lambda: self.trouble(""))

    def trouble(self, words: str) -> None:
        """Say what is missing; empty: nothing any more."""
        self._below.setText(words)
        self._below.setVisible(bool(words))
        self.box.setAccessibleDescription(words)
        set_tone(self.box, "lost" if words else "")
