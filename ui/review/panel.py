"""Beside the pictures: whose viewing it is, what for, how long, what happened, the mark."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.people.names import short
from ui.review.event_delegate import PLACES, EventDelegate
from ui.review.model import StillPage
from ui.review.presenter import ReviewState
from ui.translate import engine_text, language, translate
from ui.widgets.basics import button, card, column, label, row, set_tone
from ui.widgets.notice import Notice

SOON_S = 120


class _Events(QListWidget):
    """Asks for little room and takes what is left."""

    def sizeHint(self) -> QSize:
        return QSize(16 * current().unit, 8 * current().unit)


class Panel(QWidget):
    """Signals say what was asked for; the page does it. ``WIDTH`` units wide."""

    WIDTH = 38

    extend = Signal()
    close_viewing = Signal()
    seek = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._viewers = label("", "strong", wrap=True)
        self._purpose = label("", wrap=True)
        self._remaining = label("", "heading")
        self._notice = Notice()
        self._events = _Events()
        self._events.setAccessibleName(translate("review", "Events"))
        self._events.setMinimumHeight(8 * current().unit)
        self._events.setItemDelegate(EventDelegate(self._events))
        self._events.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._events.itemActivated.connect(self._chosen)
        self._events.itemClicked.connect(self._chosen)
        self._shown: tuple[object, ...] | None = None
        viewing = column(
            self._viewers,
            self._purpose,
            self._remaining,
            row(
                button(translate("review", "Extend"), self.extend.emit, icon="extend"),
                button(translate("review", "Close"), self.close_viewing.emit),
                1,
            ),
            margins=2,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().unit)
        layout.addWidget(card(viewing))
        layout.addWidget(self._notice)
        layout.addWidget(label(translate("review", "Events"), "muted"))
        layout.addWidget(self._events, 1)

    def show_state(self, state: ReviewState) -> None:
        viewing = state.viewing
        if viewing is None:
            return
        self._viewers.setText(" + ".join(map(short, viewing.viewers)))
        purpose = engine_text(f"policy.purpose.{viewing.request.purpose}")
        self._purpose.setText("\n".join(part for part in (purpose, viewing.request.note) if part))
        left = words.countdown(state.remaining_s)
        self._remaining.setText(translate("review", "{time} left").format(time=left))
        set_tone(self._remaining, "late" if state.remaining_s <= SOON_S else "")
        self._show_events(state)
        self._show_notice(state)

    def _show_events(self, state: ReviewState) -> None:
        viewing = state.viewing
        if viewing is None or self._shown == state.happenings:
            return
        self._shown = state.happenings
        names = {camera.id: camera.name for camera in viewing.cameras}
        self._events.clear()
        for (at_us, code), group in groupby(state.happenings, lambda e: (e.at_us, e.code)):
            when = words.clock(at_us)[:5]
            if not words.one_day(viewing.request.span):
                when = f"{words.day(at_us, language())} {when}"
            said = f"{when}  {engine_text(code)}"
            places = "・".join(names.get(each.camera_id, "") for each in group)
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, at_us)
            item.setData(PLACES, places)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said} {places}")
            self._events.addItem(item)
        if not state.happenings:
            nothing = QListWidgetItem(translate("review", "Nothing to note in this span"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._events.addItem(nothing)

    def _show_notice(self, state: ReviewState) -> None:
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif isinstance(state.told, StillPage):
            said = translate("review", "Printed as No. {n}").format(n=state.told.number)
            keep = translate("review", "Keep it locked away, and shred it when it is done with.")
            self._notice.say(said, keep, "good")
        elif isinstance(state.told, Span):
            self._notice.say(
                translate("review", "This part is kept from being erased."), "", "good"
            )
        else:
            self._notice.hush()

    def _chosen(self, item: QListWidgetItem) -> None:
        at_us = item.data(Qt.ItemDataRole.UserRole)
        if at_us is not None:
            self.seek.emit(at_us)
