"""Health on the screen: alarms first, then each camera, then disk, clock and recorder."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from ui import words
from ui.design import current
from ui.health.alarms import AlarmList
from ui.health.cameras import SIGNS, TONES, CameraTable
from ui.health.gaps import GapCard
from ui.health.model import DiskHealth, HealthReport, Level
from ui.health.presenter import HealthPresenter, HealthState
from ui.retention.words import room_words
from ui.rights.model import Reminders
from ui.rights.words import reminder_words
from ui.translate import language, translate
from ui.widgets.basics import (
    button,
    card,
    column,
    holder,
    icon_label,
    label,
    row,
    scrolling,
    set_tone,
    title,
)
from ui.widgets.notice import Notice
from ui.widgets.page import Page


class HealthView(Page):
    """Draws the newest report."""

    def __init__(self, presenter: HealthPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._at = label("", "muted")
        self._notice = Notice()
        self._due = Notice()
        self._alarms = AlarmList(presenter.confirm_date)
        self._cameras = CameraTable()
        self._gaps = GapCard(presenter.turn_month, presenter.choose_day)
        self._disk = _Fact(translate("health", "Disk"), "disk")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("health", "Disk in use"))
        self._disk.add(self._bar)
        self._clock = _Fact(translate("health", "Clock"), "clock")
        self._recorder = _Fact(translate("health", "Recorder"), "recorder")
        self._start = button(
            translate("health", "Start the recorder"), presenter.start_recorder, "primary", "play"
        )
        self._recorder.add(self._start)
        facts = row(self._recorder, self._disk, self._clock, spacing=2)
        for index in range(3):
            facts.setStretch(index, 1)
        body = column(
            title(
                translate("health", "Health"),
                translate("health", "Recording is a fact here: the age of what is safely stored."),
                self._at,
            ),
            self._notice,
            self._alarms,
            self._due,
            card(column(self._cameras, margins=2)),
            facts,
            self._gaps,
            1,
            spacing=2,
            margins=3,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(holder(body)))
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(presenter.tick)
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.tick()
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self._presenter.leave()

    def show_state(self, state: HealthState) -> None:
        self._notice.say_error(state.trouble)
        self._show_due(state.due)
        self._gaps.show_month(state.month, state.chosen)
        self._start.setEnabled(not state.starting)
        report = state.report
        if report is None:
            if state.trouble is None:
                self._notice.say(translate("health", "Asking the recorder…"))
            self._start.setVisible(False)
            return
        said = translate("health", "As of {time}")
        self._at.setText(said.format(time=words.clock(report.at_us)))
        self._alarms.show_alarms(report.alarms, may_confirm=state.may_confirm)
        self._cameras.show_cameras(report.cameras)
        self._show_disk(report.disk)
        self._show_rest(report)

    def _show_due(self, due: Reminders) -> None:
        """A reminder, not an alarm."""
        if due.any:
            where = translate("rights", "You find them under Hand over.")
            self._due.say(reminder_words(due), where, "late" if due.late else "info")
        else:
            self._due.hush()

    def _show_disk(self, disk: DiskHealth) -> None:
        used = disk.total_bytes - disk.free_bytes
        free = translate("health", "{size} free").format(size=words.size(disk.free_bytes))
        rest = translate("health", "Recordings {footage}, of them kept {held}").format(
            footage=words.size(disk.footage_bytes), held=words.size(disk.held_bytes)
        )
        if disk.keeping is not None:
            rest = f"{room_words(disk.keeping)}\n{rest}"
        self._disk.say(disk.level, free, rest)
        self._bar.setRange(0, 1000)
        self._bar.setValue(int(1000 * used / disk.total_bytes) if disk.total_bytes else 0)
        set_tone(self._bar, "" if disk.level is Level.GOOD else TONES[disk.level])

    def _show_rest(self, report: HealthReport) -> None:
        jumped = report.clock.jumped_s
        if report.clock.in_doubt:
            said = translate("health", "Cannot be trusted now")
        elif report.clock.level is Level.UNKNOWN:
            said = translate("health", "Not known")
        elif jumped is None:
            said = translate("health", "Steady")
        else:
            length = words.length(abs(jumped), language())
            said = translate("health", "Jumped by {length}").format(length=length)
        self._clock.say(report.clock.level, said, words.moment(report.at_us, language()))
        recorder = report.recorder
        self._start.setVisible(recorder.level is Level.LOST)
        if recorder.since_us is None:
            self._recorder.say(recorder.level, *_silent_words(recorder.level))
            return
        since = translate("health", "since {time}")
        restarts = translate("health", "restarts today: {n}").format(n=recorder.restarts_today)
        rest = since.format(time=words.moment(recorder.since_us, language()))
        if recorder.restarts_today:
            rest = f"{rest} · {restarts}"
        self._recorder.say(recorder.level, translate("health", "Running"), rest)


def _silent_words(level: Level) -> tuple[str, str]:
    """Of a recorder that gives no answer."""
    if level is Level.LATE:
        return (
            translate("health", "Starting"),
            translate("health", "Recording begins in a moment."),
        )
    if level is Level.UNKNOWN:
        return translate("health", "Asking the recorder…"), ""
    return translate("health", "Stopped"), translate("health", "Nothing is being recorded.")


class _Fact(QWidget):
    """A card: sign, name, what is so, and a line more."""

    def __init__(self, name: str, icon: str) -> None:
        super().__init__()
        self._name = name
        self._sign = QLabel()
        self._what = label("", "strong", wrap=True)
        self._rest = label("", "muted", wrap=True)
        head = row(icon_label(icon, "muted", 20), label(name, "muted"), 1, self._sign)
        self._column = column(head, self._what, self._rest, margins=2)
        self._column.addStretch(1)
        self.setLayout(column(card(self._column)))

    def add(self, part: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, part)

    def say(self, level: Level, what: str, rest: str) -> None:
        icon, colour = SIGNS[level]
        self._sign.setPixmap(current().icon(icon, colour).pixmap(20, 20))
        self._sign.setAccessibleName(level_words(level))
        self._what.setText(what)
        self._rest.setText(rest)
        self.setAccessibleName(f"{self._name}: {what}")


def level_words(level: Level) -> str:
    """A level without its colour."""
    names = {
        Level.GOOD: translate("health", "good"),
        Level.LATE: translate("health", "late"),
        Level.LOST: translate("health", "failing"),
        Level.UNKNOWN: translate("health", "not known"),
    }
    return names[level]
