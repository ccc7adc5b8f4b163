"""The loudspeaker under the pictures: on or off, how loud, and why there is nothing to hear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.design import current
from ui.review.listening import Listening, SoundState
from ui.translate import translate
from ui.widgets.basics import icon_button, label

KEYS = "M"


class SoundButton(QWidget):
    """Give it what listens with ``drive``; None takes it away again."""

    def __init__(self) -> None:
        super().__init__()
        self._listening: Listening | None = None
        self._button = icon_button("sound-off", "", self._press)
        self._button.setCheckable(True)
        self._level = label("", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().unit // 2)
        layout.addWidget(self._button)
        layout.addWidget(self._level)
        self.show_state(SoundState())

    def drive(self, listening: Listening | None) -> None:
        """``listening`` is what the button moves."""
        self._listening = listening
        if listening is None:
            self.show_state(SoundState())
        else:
            listening.attach(self.show_state)

    def show_state(self, state: SoundState) -> None:
        may = bool(state.recorded)
        on = may and state.on
        self._button.setEnabled(may)
        self._button.setChecked(on)
        self._button.setIcon(current().icon("sound" if on else "sound-off"))
        said = translate("review", "Sound off") if on else translate("review", "Sound on")
        self._button.setAccessibleName(said if may else translate("review", "Sound"))
        why = why_words(state)
        self._button.setAccessibleDescription(why)
        self.setToolTip(why if not may else f"{said}  {KEYS}\n{why}")
        self._level.setText(_hint(state))
        self._level.setVisible(state.recorded is not None)
        self._level.setAccessibleName(translate("review", "Volume") if on else "")

    def keys(self, page: QWidget) -> None:
        """M, and Ctrl with up and down for the volume, while ``page`` is seen."""
        acts: dict[str, Callable[[], None]] = {
            KEYS: self._button.click,
            "Ctrl+Up": lambda: self._louder(1),
            "Ctrl+Down": lambda: self._louder(-1),
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Louder and softer."""
        self._louder(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    # --- inner ------------------------------------------------------------------------------

    def _press(self) -> None:
        if self._listening is not None:
            self._listening.press()
            self.show_state(self._listening.state)

    def _louder(self, steps: int) -> None:
        if self._listening is not None and self._listening.state.on:
            self._listening.louder(steps)


def _hint(state: SoundState) -> str:
    """In a word what stands there on hovering."""
    if not state.recorded:
        return translate("review", "no sound")
    if state.on:
        return f"{state.volume}% Ctrl+↑↓"
    return translate("review", "Sound: {key}").format(key=KEYS)


def why_words(state: SoundState) -> str:
    """What there is to hear of the camera in front, or why nothing."""
    if state.recorded is None:
        return translate("review", "Looking for recorded sound")
    if not state.recorded:
        return translate("review", "This camera recorded no sound here")
    return translate(
        "review", "Sound of the camera in front, at 1× forwards. Volume: Ctrl+↑, Ctrl+↓"
    )
