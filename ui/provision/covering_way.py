"""The way through a film: picture by picture, playing, and what of it was looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from ui import words
from ui.design import current
from ui.provision.covering_presenter import CoveringPresenter
from ui.provision.covering_state import CoveringState
from ui.translate import language, translate
from ui.widgets.basics import column, icon_button, label, row

_TICK_MS = 10
_STRIP = 8  # pixels
_HANDLE = 8.0  # half of the slider's: its ends lie within
_KEYS = {"J": -1, "K": 0, "L": 1}


class WayThrough(QWidget):
    """Buttons, a slider with its strip, and the time of the picture."""

    def __init__(self, presenter: CoveringPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        step, play = presenter.step, presenter.play
        self._back = icon_button("play-back", "", partial(play, -1))
        self._on = icon_button("play", "", partial(play, 1))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(translate("covering", "Place in the film"))
        self._slider.valueChanged.connect(presenter.go)
        self._slider.sliderPressed.connect(partial(play, 0))
        self._strip = LookedStrip()
        self._when = label("", "strong")
        line = row(
            self._back,
            icon_button("step-back", translate("covering", "One picture back"), lambda: step(-1)),
            column(self._slider, self._strip, spacing=0),
            icon_button("step-forward", translate("covering", "One picture on"), lambda: step(1)),
            self._on,
            self._when,
        )
        line.setStretch(2, 1)
        self.setLayout(line)
        self._running = QElapsedTimer()
        self._running.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(lambda: presenter.tick(self._running.elapsed() / 1000))

    def take_keys(self, window: QWidget) -> None:
        """J backward, K stop, L forward, as under Recordings."""
        for key, way in _KEYS.items():
            QShortcut(QKeySequence(key), window, partial(self._presenter.play, way))

    def show_state(self, state: CoveringState) -> None:
        now = state.now
        if now is None:
            self._timer.stop()
            return
        if bool(state.playing) != self._timer.isActive():
            (self._timer.start if state.playing else self._timer.stop)()
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(now.at_us) - 1)
        rate = len(now.at_us) * 1_000_000 / max(1_000_000, now.at_us[-1] - now.at_us[0])
        self._slider.setPageStep(max(1, round(rate)))
        self._slider.setValue(state.number)
        self._slider.blockSignals(False)
        self._when.setText(words.moment(now.at_us[state.number], language()))
        self._strip.show_looked(state)
        names = (
            (self._back, "play-back", translate("covering", "Play backward"), -1, "J"),
            (self._on, "play", translate("covering", "Play forward"), 1, "L"),
        )
        for button, icon, name, way, key in names:
            running = state.playing == way
            said = translate("covering", "Stop") if running else name
            if button.accessibleName() != said:
                button.setAccessibleName(said)
                button.setToolTip(f"{said}  {'K' if running else key}")
                button.setIcon(current().icon("pause" if running else icon))


class LookedStrip(QWidget):
    """Under the slider: which pictures of the copy were on the screen. Only looked at; its words
    say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._state = CoveringState()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_looked(self, state: CoveringState) -> None:
        before, self._state = self._state, state
        if (before.looked, before.part) != (state.looked, state.part):
            self.setAccessibleName(looked_words(state))
            self.setToolTip(looked_words(state))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, _STRIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        state, design = self._state, current()
        if state.now is None or not state.looked:
            return
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(_HANDLE, 1, -_HANDLE, -1)
        share = room.width() / len(state.now.at_us)
        for first, end in state.looked[state.part]:
            left = room.left() + first * share
            done = QRectF(left, room.top(), max(1.0, (end - first) * share), room.height())
            painter.fillRect(done, design.colour("accent"))
        painter.setPen(design.colour("line"))
        painter.drawRect(room)
        painter.end()


def looked_words(state: CoveringState) -> str:
    """How many pictures of the copy were on the screen."""
    said = translate("covering", "Looked at: {n} of {all} pictures.")
    return said.format(n=state.looked_at, all=len(state.now.at_us) if state.now else 0)
