"""While the shop of this folder opens; and when it cannot be opened, why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.design import current
from ui.translate import translate
from ui.widgets.basics import button, column, holder, row
from ui.widgets.notice import Notice
from ui.widgets.page import Empty


class OpeningView(QWidget):
    """``trouble`` None: it is still opening."""

    def __init__(self, trouble: Exception | None, on_retry: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        if trouble is None:
            layout.addWidget(Empty("shop", translate("start", "Opening the shop…"), ""))
            return
        notice = Notice()
        again = button(translate("start", "Try again"), on_retry, "primary", "refresh")
        box = holder(column(notice, row(1, again), spacing=2))
        box.setMaximumWidth(current().wide(80))
        middle = row(1, box, 1)
        middle.setStretch(1, 100)
        layout.addLayout(column(1, middle, 1))
        notice.say_error(trouble)
        again.setFocus()
