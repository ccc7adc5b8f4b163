"""Words said in place: what went wrong or well, beside what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QFrame

from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.texts import Words
from ui.design import current
from ui.errors import details_of, note, words_of
from ui.translate import translate
from ui.widgets.basics import button, column, label, row, set_tone

_SIGNS = {"good": "good", "late": "warning", "lost": "failed", "info": "info"}
_COLOURS = {"good": "good", "late": "late", "lost": "lost", "info": "event"}


class Notice(QFrame):
    """Hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self._sign = label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._what = label("", "strong", wrap=True)
        self._rest = label("", wrap=True)
        self._error: BaseException | None = None
        self._copy = button(translate("errors", "Copy details"), self._copy_details, "quiet")
        self._copy.hide()
        words = column(self._what, self._rest, row(self._copy, 1), spacing=0)
        body = row(self._sign, words, spacing=1)
        body.setStretch(1, 1)
        unit = current().unit
        body.setContentsMargins(unit + 4, unit, unit + 4, unit)
        self.setLayout(body)
        self.hide()

    def say(self, what: str, rest: str = "", tone: str = "info") -> None:
        self._sign.setPixmap(current().icon(_SIGNS[tone], _COLOURS[tone]).pixmap(20, 20))
        self._what.setText(what)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._copy.hide()
        self.setAccessibleName(f"{what} {rest}".strip())
        set_tone(self, tone)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say_words(self, words: Words, tone: str = "late") -> None:
        self.say(words.what, "\n".join(part for part in (words.means, words.do) if part), tone)

    def say_error(self, error: BaseException | None) -> None:
        """The three parts of an error, or nothing."""
        if error is None:
            self.hush()
            return
        note(error)
        self.say_words(words_of(error))
        self._error = error
        self._copy.setVisible(not isinstance(error, (Refused, InvalidInput)))  # theirs to mend

    def hush(self) -> None:
        self._error = None
        self.hide()

    def _copy_details(self) -> None:
        """What a supporter needs; it holds no secret."""
        if self._error is not None:
            QGuiApplication.clipboard().setText(details_of(self._error))
