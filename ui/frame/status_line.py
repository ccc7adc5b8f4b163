"""The line at the top of the window: the shop, what records, what is free, who sits here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from shopguard.base.texts import fill
from ui import words
from ui.frame.glance import Trouble, trouble_of
from ui.frame.status import StatusState
from ui.model import Recorder, SignedIn, Status
from ui.people.names import called
from ui.translate import translate
from ui.widgets.basics import (
    button,
    holder,
    icon_button,
    icon_label,
    label,
    row,
    set_icon,
    set_tone,
)
from ui.widgets.flow import Flow

HEIGHT = 56


class StatusLine(QWidget):
    """Clicking what it says of the recording leads to Health."""

    def __init__(
        self,
        shop: str,
        who: SignedIn,
        on_health: Callable[[], None] | None,
        on_lock: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT)
        self._recording = button("", on_health, "quiet")
        self._recording.setEnabled(on_health is not None)
        self._fits = button("", on_health, "quiet")
        self._fits.setEnabled(on_health is not None)
        self._clock = label()
        self._warning = label("", "strong", "late")
        alone = translate("frame", "One manager may look")
        self._alone = holder(row(icon_label("eye", "late", 20), label(alone, tone="late")))
        self._alone.setAccessibleName(alone)
        self._alone.setToolTip(
            translate("frame", "Both managers agreed that one alone may look at recordings.")
        )
        self._alone.hide()
        name = label(called(who.person))
        lock = icon_button("lock", translate("frame", "Lock"), on_lock, "Ctrl+L")
        lock.setShortcut("Ctrl+L")
        self._clock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        person = row(icon_label("person", "muted", 20), name, lock)
        parts = (self._recording, self._fits, self._alone, self._clock, self._warning, person)
        layout = Flow(label(shop, "strong"), *parts, gap=2)
        layout.setContentsMargins(16, 8, 16, 8)
        self.setLayout(layout)

    def show_time(self, now_us: int) -> None:
        self._clock.setText(words.clock(now_us))

    def render_state(self, state: StatusState) -> None:
        say_recording(self._recording, state.known)
        _say_fits(self._fits, state.known)
        self._alone.setVisible(state.known is not None and state.known.relaxed)
        near = state.locks_in_s is not None
        self._warning.setVisible(near)
        if near:
            left = translate("frame", "Locks in {n} s").format(n=state.locks_in_s)
            self._warning.setText(left)


def recording_words(known: Status | None) -> tuple[str, str, str]:
    """State in words, an icon and a colour, in this order of weight."""
    if known is None or known.recorder is Recorder.UNKNOWN:
        return translate("frame", "Checking the recorder…"), "unknown", "muted"
    if known.cameras == 0:
        return translate("frame", "No camera yet"), "camera", "muted"
    said = translate("frame", "Recording {n}/{m}").format(n=known.recording, m=known.cameras)
    return {
        Trouble.NONE: (said, "recorder", "good"),
        Trouble.STARTING: (translate("frame", "Recording is starting…"), "clock", "muted"),
        Trouble.CAMERAS: (said, "broken-link", "lost"),
        Trouble.STOPPED: (translate("frame", "Recorder stopped"), "broken-link", "lost"),
    }[trouble_of(known)]


def say_recording(place: QPushButton, known: Status | None) -> None:
    """On the line at the top, and on the locked screen."""
    said, icon, tone = recording_words(known)
    place.setText(said)
    set_icon(place, icon, tone)
    place.setAccessibleName(said)
    set_tone(place, tone)


def _say_fits(place: QPushButton, known: Status | None) -> None:
    """As the retention page judges it."""
    fits = None if known is None else known.fits
    place.setVisible(fits is not None)
    if fits is None:
        return
    said = translate("frame", "Disk holds {n} {n:?day|days}")
    if not fits.enough:
        said = translate("frame", "Disk holds only {n} {n:?day|days}")
    said = fill(said, n=words.days(fits.days))
    place.setText(said)
    place.setAccessibleName(said)
    set_icon(place, "disk" if fits.enough else "warning", "muted" if fits.enough else "late")
