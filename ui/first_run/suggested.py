"""A suggested passphrase, shown once so that it can be written down."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.first_run.model import Suggestion
from ui.translate import translate
from ui.widgets.basics import column, label


class Suggested(QWidget):
    """Hidden until there is one; to be hidden again as soon as it is changed."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "strong", wrap=True)
        self._reading = label("", "muted", wrap=True)
        self.setLayout(column(self._words, self._reading, spacing=0))
        self.hide()

    def say(self, found: Suggestion) -> None:
        said = translate("fields", "Write it down and keep it with you: {words}")
        self._words.setText(said.format(words=found.typed))
        read = translate("fields", "Read: {words}. Typed in small Latin letters, with spaces.")
        self._reading.setText(read.format(words=found.read))
        self._reading.setVisible(bool(found.read))
        self.show()
