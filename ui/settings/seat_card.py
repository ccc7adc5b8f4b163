"""What belongs to this seat alone: language, light or dark, large print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QWidget

from shopguard.base.texts import Language
from ui.design import Theme
from ui.preferences import Preferences
from ui.translate import language, translate
from ui.widgets.basics import button, card, card_head, column, row


class SeatCard(QWidget):
    """Language, light or dark, large print: at once, and without a restart."""

    def __init__(self, preferences: Preferences, on_change: Callable[[Preferences], None]) -> None:
        super().__init__()
        self._preferences = preferences
        self._on_change = on_change
        large = QCheckBox(translate("settings", "Large print"))
        large.setChecked(preferences.large)
        large.toggled.connect(lambda on: self._change(replace(self._preferences, large=on)))
        themes = (
            (translate("settings", "As the PC"), Theme.SYSTEM),
            (translate("settings", "Light"), Theme.LIGHT),
            (translate("settings", "Dark"), Theme.DARK),
        )
        body = column(
            card_head("language", translate("settings", "Language and look")),
            row(*language_buttons(self._language), 1),
            row(*self._themes(themes), 1),
            large,
            margins=2,
        )
        self.setLayout(column(card(body)))

    def _themes(self, themes: tuple[tuple[str, Theme], ...]) -> list[QPushButton]:
        def choose(theme: Theme) -> Callable[[], None]:
            return lambda: self._change(replace(self._preferences, theme=theme))

        made = [
            _choice(name, choose(theme), chosen=theme is self._preferences.theme)
            for name, theme in themes
        ]
        return _exclusive(made, self)

    def _language(self, wanted: Language) -> None:
        self._change(replace(self._preferences, language=wanted))

    def _change(self, preferences: Preferences) -> None:
        if preferences != self._preferences:
            self._preferences = preferences
            self._on_change(preferences)


def language_buttons(on_language: Callable[[Language], None]) -> list[QPushButton]:
    """Each language in its own words, so that nobody is lost."""

    def choose(code: Language) -> Callable[[], None]:
        return lambda: on_language(code)

    languages: tuple[tuple[str, Language], ...] = (("日本語", "ja"), ("English", "en"))
    made = [_choice(name, choose(code), chosen=code == language()) for name, code in languages]
    return _exclusive(made, None)


def _choice(name: str, act: Callable[[], None], *, chosen: bool) -> QPushButton:
    made = button(name, act, "quiet")
    made.setCheckable(True)
    made.setChecked(chosen)
    return made


def _exclusive(made: list[QPushButton], parent: QWidget | None) -> list[QPushButton]:
    group = QButtonGroup(parent or made[0])
    for each in made:
        group.addButton(each)
    return made
