"""The review page while nothing is open: why, and how to open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.design import current
from ui.review.model import EndReason
from ui.review.presenter import ReviewState
from ui.translate import translate
from ui.widgets.basics import button, column, holder, row
from ui.widgets.notice import Notice
from ui.widgets.page import Empty


class Closed(QWidget):
    """Nothing is open: why, and how to open."""

    def __init__(self, on_open: Callable[[], None]) -> None:
        super().__init__()
        self._notice = Notice()
        self._notice.setMaximumWidth(72 * current().unit)
        self._open = button(translate("review", "Open recordings"), on_open, "primary")
        self._open.setMinimumWidth(28 * current().unit)
        empty = Empty(
            "footage",
            translate("review", "Recordings are closed"),
            translate(
                "review",
                "Two people open them together, for a stated purpose and a limited time."
                " Every look is logged.",
            ),
        )
        empty.add(self._open)
        top = row(1, self._notice, 1)
        top.setStretch(1, 4)
        self.setLayout(column(holder(top), empty, margins=3))

    def say(self, state: ReviewState) -> None:
        """Why the last viewing ended."""
        said = {
            EndReason.TIME: translate("review", "The time for this viewing is over."),
            EndReason.IDLE: translate("review", "Nobody was at the seat, so the viewing ended."),
            EndReason.LOCKED: translate("review", "The seat was locked, so the viewing ended."),
            EndReason.CLOSED: translate("review", "The viewing is closed."),
            EndReason.FAILED: translate("review", "The viewing had to end."),
        }
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.ended is not None:
            rest = translate("review", "No picture is kept. To look again, open the recordings.")
            self._notice.say(said[state.ended], rest)
        else:
            self._notice.hush()
