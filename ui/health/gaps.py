"""The card of gaps: the month at the left, the chosen day at the right with every cause."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from shopguard.base.clock import SECOND
from ui import words
from ui.design import current
from ui.health.calendar import LONG, NOT_YET, SHORT, GapCalendar, Swatch, day_words
from ui.health.model import Begin, GapDay, GapMonth, GapPart
from ui.review.tips import cause_words
from ui.translate import language, translate
from ui.widgets.basics import card_head, column, holder, icon_button, icon_label, label, row
from ui.widgets.flow import Flow

MOST = 40  # lines of one day; a camera that comes and goes all day has more


class GapCard(QFrame):
    """``on_month``: -1 or 1; ``on_day``: the start of a day."""

    def __init__(self, on_month: Callable[[int], None], on_day: Callable[[int], None]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._month = label("", "strong")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._later = icon_button("next", translate("health", "Next month"), lambda: on_month(1))
        earlier = icon_button(
            "previous", translate("health", "Previous month"), lambda: on_month(-1)
        )
        self._calendar = GapCalendar(on_day)
        turn = row(earlier, self._month, self._later)
        turn.setStretch(1, 1)
        left = holder(column(turn, self._calendar, _legend()))
        self._day = label("", "strong", wrap=True)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(2 * current().unit)
        self._list.setVerticalSpacing(current().unit // 2)
        self._list.setColumnStretch(1, 1)
        right = holder(column(self._day, self._list, 1))
        both = row(left, right, spacing=3)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.setLayout(
            column(
                card_head("calendar", translate("health", "Gaps in the recordings")),
                both,
                margins=2,
            )
        )
        self._shown: tuple[GapMonth, int | None] | None = None

    def show_month(self, month: GapMonth | None, chosen: int | None) -> None:
        self.setVisible(month is not None)
        if month is None or (month, chosen) == self._shown:
            return
        self._shown = (month, chosen)
        self._month.setText(words.month(month.span.start, language()))
        self._later.setEnabled(not month.newest)
        self._calendar.show_month(month, chosen)
        day = next((day for day in month.days if day.day.start == chosen), None)
        self._show_day(day, month)

    def _show_day(self, day: GapDay | None, month: GapMonth) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._day.setText(month_words(month) if day is None else day_words(day))
        if day is None:
            return
        lines = [begin_words(begin, day) for begin in day.begins] if day.known else []
        for index, said in enumerate(lines, MOST + 1):
            self._list.addWidget(icon_label("clock", "muted", 20), index, 0, _TOP)
            self._list.addWidget(label(said, "muted", wrap=True), index, 1)
        for index, part in enumerate(day.parts[:MOST]):
            self._list.addWidget(icon_label("broken-link", "late", 20), index, 0, _TOP)
            self._list.addWidget(label(part_words(part), wrap=True), index, 1)
        if len(day.parts) > MOST:
            more = translate("health", "and {n} more").format(n=len(day.parts) - MOST)
            self._list.addWidget(label(more, "muted"), MOST, 1)


def begin_words(begin: Begin, day: GapDay) -> str:
    """That a camera was not yet recording, or from when on that day."""
    if begin.at_us >= day.day.end:
        return translate("health", "{camera}: not yet recording").format(camera=begin.camera)
    said = translate("health", "{camera}: recording from {time} on")
    return said.format(camera=begin.camera, time=words.clock(begin.at_us))


_TOP = Qt.AlignmentFlag.AlignTop


def month_words(month: GapMonth) -> str:
    """The month in a sentence, until a day is chosen."""
    days = sum(bool(day.parts) for day in month.days)
    if not any(day.known for day in month.days):
        return translate("health", "Nothing was recorded in this month.")
    if not days:
        if any(day.begins for day in month.days):
            return translate("health", "Nothing is missing since the first recording.")
        return translate("health", "Nothing is missing in this month.")
    said = translate("health", "Days with gaps: {n}. Choose a day to see when and why.")
    return said.format(n=days)


def part_words(part: GapPart) -> str:
    """「入口 18:32 〜 18:35(3分)」 and the cause below."""
    length = words.length(part.span.duration / SECOND, language())
    if part.approximate:
        length = translate("health", "about {length}").format(length=length)
    start, end = words.clock(part.span.start), words.clock(part.span.end)
    if part.going_on:
        end = translate("health", "now")
    said = translate("health", "{camera}  {start} – {end} ({length})")
    when = said.format(camera=part.camera, start=start, end=end, length=length)
    return f"{when}\n{cause_words(part.cause)}"


def _legend() -> QWidget:
    """What the signs in the calendar mean."""
    signs = (
        (icon_label("check", "good", 16), translate("health", "nothing missing")),
        (Swatch(SHORT), translate("health", "gaps")),
        (Swatch(LONG), translate("health", "an hour or more missing")),
        (Swatch(NOT_YET), translate("health", "not yet recording")),
    )
    return holder(Flow(*(row(sign, label(said, "muted")) for sign, said in signs), gap=2))
