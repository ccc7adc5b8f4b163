"""The buttons under the pictures, and the keys that do the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui import words
from ui.design import current
from ui.review.player import SPEEDS, Player, PlayState
from ui.translate import language, translate
from ui.widgets.basics import Choice, icon_button, label
from ui.widgets.fields import Line


def speed_words(speed: float) -> str:
    """0.25×, 1×, −4×."""
    return f"{'−' if speed < 0 else ''}{abs(speed):g}×"


class Transport(QWidget):
    """Give it a player with ``drive``; None takes it away again."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._player: Player | None = None
        self._play = icon_button(
            "play", translate("review", "Play"), self._toggle, translate("review", "Space")
        )
        self._play.setProperty("kind", "")
        self._play.setFixedWidth(56)
        buttons = (
            icon_button("back", translate("review", "10 s back"), self._jump(-10), "Shift+←"),
            icon_button(
                "step-back", translate("review", "One picture back"), self._step(False), "←"
            ),
            self._play,
            icon_button(
                "step-forward", translate("review", "One picture on"), self._step(True), "→"
            ),
            icon_button("forward", translate("review", "10 s on"), self._jump(10), "Shift+→"),
        )
        self._speed = Choice(translate("review", "Speed"))
        self._speed.setFixedWidth(current().wide(12))
        self._speed.currentIndexChanged.connect(self._chose_speed)
        self._at = label("", "strong")
        self._at.setMinimumWidth(current().wide(28))
        self._note = label("", "muted")
        self._go = Line(
            translate("review", "Go to"), translate("review", "Go to 18:32, 3 min ago"), 40
        )
        self._go.setFixedWidth(current().wide(30))
        self._go.returnPressed.connect(lambda: self.typed.emit(self._go.text()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().unit // 2)
        for each in buttons:
            layout.addWidget(each)
        layout.addSpacing(current().unit)
        for part in (self._speed, self._at, self._note):
            layout.addWidget(part)
            layout.addSpacing(current().unit)
        layout.addStretch(1)
        layout.addWidget(self._go)

    def drive(self, player: Player | None) -> None:
        """``player`` is what the buttons move."""
        self._player = player
        self.setEnabled(player is not None)
        if player is not None:
            self.show_state(player.state)

    def show_state(self, state: PlayState) -> None:
        said = translate("review", "Pause") if state.playing else translate("review", "Play")
        self._play.setIcon(current().icon("pause" if state.playing else "play"))
        self._play.setAccessibleName(said)
        self._play.setToolTip(f"{said}  {translate('review', 'Space')}")
        speeds = SPEEDS if state.speed > 0 else (*(-speed for speed in SPEEDS), *SPEEDS)
        self._speed.fill([(speed_words(speed), speed) for speed in speeds], state.speed)
        day = words.day(state.at_us, language())
        self._at.setText(f"{day} {words.clock(state.at_us, tenths=True)}")
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
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- inner ------------------------------------------------------------------------------

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


def _skipped_words(state: PlayState) -> str:
    if state.skipped is None:
        return ""
    length = words.length(state.skipped.duration / 1e6, language())
    return translate("review", "Skipped {length} without any recording").format(length=length)
