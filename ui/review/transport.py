"""The buttons under the pictures, and the keys that do the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui import words
from ui.design import current
from ui.review.brightness import LEVELS
from ui.review.player import BACKWARDS, SPEEDS, Player, PlayState
from ui.review.sound_button import SoundButton
from ui.translate import language, translate
from ui.widgets.basics import Choice, icon_button, icon_label, label, row
from ui.widgets.fields import Line
from ui.widgets.flow import Flow


def speed_words(speed: float) -> str:
    """0.25×, 1×, −4×."""
    return f"{'−' if speed < 0 else ''}{abs(speed):g}×"


def level_words(level: int) -> str:
    """+2, normal, −1."""
    if level == 0:
        return translate("review", "Normal")
    return f"+{level}" if level > 0 else f"−{-level}"


class Transport(QWidget):
    """Give it a player with ``drive``; None takes it away again."""

    typed = Signal(str)
    happening = Signal(int)  # 1: to the next event, -1: to the one before
    loop = Signal(bool)
    still = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._player: Player | None = None
        self._play = icon_button(
            "play",
            translate("review", "Play"),
            partial(self._press, 1),
            translate("review", "Space"),
        )
        self._play.setProperty("kind", "")
        self._play.setFixedWidth(56)
        self._back = icon_button(
            "play-back", translate("review", "Play backwards"), partial(self._press, -1), "J"
        )
        buttons = (
            icon_button(
                "previous",
                translate("review", "Event before"),
                lambda: self.happening.emit(-1),
                "Ctrl+←",
            ),
            icon_button("ten-back", translate("review", "10 s back"), self._jump(-10), "Shift+←"),
            icon_button(
                "step-back", translate("review", "One picture back"), self._step(False), "←"
            ),
            self._back,
            self._play,
            icon_button(
                "step-forward", translate("review", "One picture on"), self._step(True), "→"
            ),
            icon_button("ten-on", translate("review", "10 s on"), self._jump(10), "Shift+→"),
            icon_button(
                "next",
                translate("review", "Next event"),
                lambda: self.happening.emit(1),
                "Ctrl+→",
            ),
        )
        self.sound = SoundButton()
        self._loop = icon_button("loop", translate("review", "Repeat the marked part"), keys="R")
        self._loop.setCheckable(True)
        self._loop.clicked.connect(lambda _checked=False: self.loop.emit(self._loop.isChecked()))
        self._speed = Choice(translate("review", "Speed"))
        self._speed.setFixedWidth(current().wide(12))
        self._speed.fill([(speed_words(each), each) for each in (*BACKWARDS, *SPEEDS)], 1.0)
        self._speed.setMaxVisibleItems(self._speed.count())
        self._speed.currentIndexChanged.connect(self._chose_speed)
        self._bright = Choice(translate("review", "Brightness, for looking only"))
        self._bright.setToolTip(translate("review", "Brightness, for looking only"))
        self._bright.fill([(level_words(level), level) for level in reversed(LEVELS)], 0)
        self._bright.currentIndexChanged.connect(self._chose_brightness)
        self._shown_way: int | None = None  # drawing an icon anew costs a millisecond
        self._at = label("", "strong")
        self._at.setMinimumWidth(self._at.fontMetrics().horizontalAdvance("00:00:00.0") + 16)
        self._note = label("", "muted")
        self._go = Line(
            translate("review", "Go to"), translate("review", "To 18:32, 3 min ago"), 40
        )
        self._go.setMinimumWidth(current().wide(18))
        self._go.setMaximumWidth(current().wide(30))
        self._go.returnPressed.connect(lambda: self.typed.emit(self._go.text()))
        sign = icon_label("bright", "muted", 20)
        parts = (
            _together(*buttons, self._loop),
            _together(self._speed, sign, self._bright, self.sound),
            _together(self._at, self._note),
            self._go,
        )
        self.setLayout(Flow(*parts))

    def drive(self, player: Player | None) -> None:
        """``player`` is what the buttons move."""
        self._player = player
        self.setEnabled(player is not None)
        if player is not None:
            self.show_state(player.state)

    def show_state(self, state: PlayState) -> None:
        way = _way(state)
        if way != self._shown_way:
            self._show_way(way)
        self._show_speed(state.speed)
        self._loop.setChecked(state.loop is not None)
        self._bright.blockSignals(True)
        self._bright.setCurrentIndex(self._bright.findData(state.brightness))
        self._bright.blockSignals(False)
        clock = words.clock(state.at_us, tenths=True)
        whole = self._player is None or words.one_day(self._player.span)
        said = clock if whole else f"{words.day(state.at_us, language())} {clock}"
        needed = self._at.fontMetrics().horizontalAdvance(said) + 8
        if needed > self._at.minimumWidth():
            self._at.setMinimumWidth(needed)
        self._at.setText(said)
        self._at.setToolTip(words.moment(state.at_us, language()))
        self._note.setText(_skipped_words(state))

    def keys(self, page: QWidget) -> None:
        """Space, arrows, J K L, Shift with up and down for the speed, while ``page`` is seen."""
        acts: dict[str, Callable[[], None]] = {
            "Space": partial(self._space, page),
            "K": self._pause,
            "L": lambda: self._shuttle(1),
            "J": lambda: self._shuttle(-1),
            "Right": self._step(True),
            "Left": self._step(False),
            ".": self._step(True),
            ",": self._step(False),
            "Shift+Right": self._jump(10),
            "Shift+Left": self._jump(-10),
            "Shift+Up": lambda: self._faster(1),
            "Shift+Down": lambda: self._faster(-1),
            "G": self._go.setFocus,
            "R": self._loop.click,
            "P": self.still.emit,
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.sound.keys(page)

    def may_loop(self, *, marked: bool) -> None:
        """There is a part to repeat."""
        self._loop.setEnabled(marked)

    def typed_well(self) -> None:
        """What was typed was followed: the line is free for the next."""
        self._go.clear()

    # --- inner ------------------------------------------------------------------------------

    def _show_way(self, way: int) -> None:
        """The button of the way it plays is the one that pauses."""
        self._shown_way = way
        space = translate("review", "Space")
        for shown, its_way, icon, name, key in (
            (self._play, 1, "play", translate("review", "Play"), space),
            (self._back, -1, "play-back", translate("review", "Play backwards"), "J"),
        ):
            here = way == its_way
            said = translate("review", "Pause") if here else name
            shown.setIcon(current().icon("pause" if here else icon))
            shown.setAccessibleName(said)
            shown.setToolTip(f"{said}  {space if here else key}")

    def _show_speed(self, speed: float) -> None:
        if self._speed.currentData() != speed:
            self._speed.blockSignals(True)
            self._speed.setCurrentIndex(self._speed.findData(speed))
            self._speed.blockSignals(False)

    def _chose_brightness(self) -> None:
        level = self._bright.currentData()
        if self._player is not None and isinstance(level, int):
            self._player.set_brightness(level)

    def _space(self, page: QWidget) -> None:
        """Plays, unless a button has the focus: then Space presses it, as everywhere."""
        focused = page.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.hasFocus():
            focused.click()
        else:
            self._toggle()

    def _toggle(self) -> None:
        if self._player is not None:
            self._player.toggle()

    def _press(self, direction: int) -> None:
        if self._player is not None:
            self._player.press(direction)

    def _pause(self) -> None:
        if self._player is not None:
            self._player.pause()

    def _shuttle(self, direction: int) -> None:
        if self._player is not None:
            self._player.shuttle(direction)

    def _faster(self, steps: int) -> None:
        if self._player is not None:
            self._player.faster(steps)

    def _jump(self, seconds: int) -> Callable[[], None]:
        def act() -> None:
            if self._player is not None:
                self._player.jump(seconds)

        return act

    def _step(self, forward: bool) -> Callable[[], None]:
        def act() -> None:
            if self._player is not None:
                self._player.step(forward=forward)

        return act

    def _chose_speed(self) -> None:
        speed = self._speed.currentData()
        if self._player is not None and isinstance(speed, float):
            self._player.set_speed(speed)


def _way(state: PlayState) -> int:
    """1 forwards, -1 backwards, 0 at rest."""
    if not state.playing:
        return 0
    return 1 if state.speed > 0 else -1


def _together(*parts: QWidget) -> QHBoxLayout:
    """Parts that stay in one line."""
    line = row(*parts)
    line.setSpacing(current().unit // 2)
    return line


def _skipped_words(state: PlayState) -> str:
    if state.skipped is None:
        return ""
    length = words.length(state.skipped.duration / 1e6, language())
    return translate("review", "Skipped {length} without any recording").format(length=length)
