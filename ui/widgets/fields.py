"""Things to type into, each under its name, with its trouble said right there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from ui.design import current
from ui.translate import translate
from ui.widgets.basics import label, row, set_tone

_LINES = 3
_AROUND_EYE = 6  # Qt's own room around an icon in a line,
_BESIDE_TEXT = 2  # and before its text


class Field(QWidget):
    """A name, something to type into or choose from, and a line for a hint or trouble."""

    def __init__(self, name: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._name = label(name, "strong")
        self._name.setBuddy(editor)
        self._below = label(hint, "muted", wrap=True)
        self._below.setVisible(bool(hint))
        editor.setAccessibleName(name)
        editor.setAccessibleDescription(hint)
        if isinstance(editor, QLineEdit):  # trouble goes while it is being mended
            editor.textEdited.connect(lambda: self.trouble(""))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self.trouble(""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._name, editor, self._below):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def rename(self, name: str) -> None:
        """Another name for the same field."""
        self._name.setText(name)
        self.editor.setAccessibleName(name)

    def trouble(self, words: str) -> None:
        """Say what is wrong with it; empty: nothing any more."""
        self._below.setText(words or self._hint)
        self._below.setVisible(bool(words or self._hint))
        self._below.setProperty("kind", "" if words else "muted")
        set_tone(self._below, "lost" if words else "")
        set_tone(self.editor, "lost" if words else "")
        self.editor.setAccessibleDescription(words or self._hint)


class Line(QLineEdit):
    """One line of text."""

    def __init__(self, name: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)


class Lines(QPlainTextEdit):
    """A few lines of text; Tab goes on."""

    def __init__(self, words: str = "", name: str = "") -> None:
        super().__init__(words)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 2 * current().unit)


class SecretLine(QLineEdit):
    """A passphrase: hidden unless the eye is pressed; never completed, never remembered."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(200)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(False)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(current().icon("eye-off" if shown else "eye", "muted"))
        words = (
            translate("fields", "Hide what is typed")
            if shown
            else translate("fields", "Show what is typed")
        )
        self._eye.setText(words)
        self._eye.setToolTip(words)
        self._fit_dots()

    def _fit_dots(self) -> None:
        """Room for whole dots only: half a dot at an end looks like a fault."""
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            self.setTextMargins(0, 0, 0, 0)
            return
        style, metric, option = self.style(), QStyle.PixelMetric, QStyleOptionFrame()
        self.initStyleOption(option)
        inner = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).width()
        icon = style.pixelMetric(metric.PM_LineEditIconSize, None, self) + _AROUND_EYE
        inner -= icon + style.pixelMetric(metric.PM_LineEditIconMargin, None, self)
        dot = style.styleHint(QStyle.StyleHint.SH_LineEdit_PasswordCharacter, option, self)
        wide = max(1, self.fontMetrics().horizontalAdvance(chr(dot)))
        self.setTextMargins(0, 0, max(0, inner - _BESIDE_TEXT) % wide, 0)

    def setText(self, words: str | None) -> None:
        """Put in by us, not typed: seen from its beginning."""
        super().setText(words)
        self.home(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_dots()

    def take(self) -> str:
        """What was typed; the field is empty afterwards."""
        typed = self.text()
        self.clear()
        return typed


class StrengthBar(QWidget):
    """How good a passphrase is: a bar and words, never a colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(16 * current().unit)
        self._bar.setAccessibleName(translate("fields", "Strength of the passphrase"))
        self._words = label("", "muted")
        self.setLayout(row(self._bar, self._words, 1, spacing=1))
        self.show_strength(0, typed=False, good=False)

    def show_strength(self, score: int, *, typed: bool, good: bool) -> None:
        """``score``: 0 to 4; ``good``: it will be accepted."""
        if not typed:
            words = ""
        elif good:
            words = translate("fields", "Strong enough")
        else:
            words = translate("fields", "Too easy to guess")
        self._bar.setValue(max(score, 1) if typed else 0)
        set_tone(self._bar, "good" if good else "late")
        self._words.setText(words)
        self._bar.setAccessibleDescription(words)
