"""What is wrong now: what happened, what it means, what to do, and a button where one helps."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopguard.base.texts import Words, words_for
from ui.design import current
from ui.health.cameras import remedy
from ui.model import Finding
from ui.translate import language, translate
from ui.widgets.basics import button, column, row
from ui.widgets.notice import Notice

DOUBTFUL = "alarm.clock_doubtful"


class AlarmList(QWidget):
    """Nothing at all while nothing is wrong."""

    def __init__(self, on_confirm_date: Callable[[], None]) -> None:
        super().__init__()
        self._on_confirm_date = on_confirm_date
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(current().unit)
        self._shown: tuple[tuple[Finding, ...], bool] | None = None

    def show_alarms(self, alarms: tuple[Finding, ...], *, may_confirm: bool) -> None:
        self.setVisible(bool(alarms))
        if (alarms, may_confirm) == self._shown:
            return
        self._shown = (alarms, may_confirm)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for alarm in alarms:
            self._rows.addWidget(self._alarm(alarm, may_confirm=may_confirm))

    def _alarm(self, alarm: Finding, *, may_confirm: bool) -> QWidget:
        notice = Notice()
        notice.setParent(self)  # before it shows itself: else it were a window for a moment
        notice.say_words(alarm_words(alarm), "lost" if alarm.serious else "late")
        if alarm.code != DOUBTFUL or not may_confirm:
            return notice
        confirm = button(
            translate("health", "The date and time are right"), self._on_confirm_date, icon="check"
        )
        made = QFrame()
        made.setLayout(column(notice, row(confirm, 1)))
        return made


def alarm_words(alarm: Finding) -> Words:
    """A camera's own cause says better what to do than the alarm in general."""
    params = dict(alarm.params)
    found = words_for(alarm.code, language(), **params)
    return Words(found.what, found.means, remedy(params.get("cause", "")) or found.do)
