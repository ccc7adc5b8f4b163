"""What the main window knows of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.design import current
from ui.widgets.basics import column, holder, icon_label, label, row


class Page(QWidget):
    """A room's content. ``enter`` when it comes into sight, ``leave`` when it goes out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def enter(self) -> None:
        """Start what only matters while somebody looks."""

    def leave(self) -> None:
        """Stop it again."""

    def end(self) -> None:
        """The page is thrown away, in sight or not: nothing of it may go on."""


class Empty(QWidget):
    """Nothing here yet: why, and what to do next."""

    def __init__(self, icon: str, what: str, do: str) -> None:
        super().__init__()
        sign = icon_label(icon, "muted", 48)
        self._what = label(what, "heading", wrap=True)
        self._do = label(do, "muted", wrap=True)
        for part in (self._what, self._do):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = column(1, sign, self._what, self._do, 1, spacing=2)
        self._column.setAlignment(sign, Qt.AlignmentFlag.AlignHCenter)
        inner = holder(self._column)
        inner.setMaximumWidth(80 * current().unit)
        outer = row(1, inner, 1)
        outer.setStretch(1, 100)
        self.setLayout(outer)

    def say(self, what: str, do: str) -> None:
        """Other words."""
        self._what.setText(what)
        self._do.setText(do)

    def add(self, part: QWidget) -> None:
        """Something to do, below the words."""
        self._column.insertWidget(self._column.count() - 1, part, 0, Qt.AlignmentFlag.AlignHCenter)
