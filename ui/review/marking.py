"""The part somebody marks: from here, to here, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from shopguard.base.span import Span
from ui import words
from ui.translate import language, translate
from ui.widgets.basics import button, label, row
from ui.widgets.flow import Flow


class Marking(QWidget):
    """Signals say what was asked for; the page does it."""

    start = Signal()
    end = Signal()
    clear = Signal()
    hold = Signal()
    provide = Signal()
    still = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._part = label("")
        self._part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._clear = button(translate("review", "Clear"), self.clear.emit, "quiet")
        self._hold = button(translate("review", "Keep"), self.hold.emit, icon="lock")
        self._provide = button(
            translate("review", "Hand over…"), self.provide.emit, icon="provision"
        )
        still = button(translate("review", "Print still"), self.still.emit, icon="print")
        still.setToolTip(translate("review", "Print the picture of the camera in front") + "  P")
        parts = (
            _edge("mark-in", translate("review", "From here"), "I", self.start.emit),
            _edge("mark-out", translate("review", "To here"), "O", self.end.emit),
            self._clear,
            self._part,
            row(self._hold, self._provide, still),
        )
        self.setLayout(Flow(*parts))

    def show_mark(self, mark: Span | None) -> None:
        how = translate("review", "Mark a part to keep it or hand it over.")
        self._part.setText(how if mark is None else mark_words(mark))
        self._clear.setVisible(mark is not None)
        for part in (self._hold, self._provide):
            part.setEnabled(mark is not None)
            part.setToolTip(how if mark is None else "")


def mark_words(mark: Span) -> str:
    """18:32:05 〜 18:32:15 (10 s); with their days where they are not of one day."""
    if not words.one_day(mark):
        return words.span_and_length(mark, language())
    ends = f"{words.clock(mark.start)} 〜 {words.clock(mark.end)}"
    length = words.length(mark.duration / 1e6, language())
    return translate("review", "{ends} ({length})").format(ends=ends, length=length)


def _edge(icon: str, name: str, key: str, asked: Callable[[], None]) -> QPushButton:
    made = button(name, asked, icon=icon)
    made.setToolTip(f"{name}  {key}")
    return made
