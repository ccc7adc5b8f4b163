"""A setting on the page: what it is and does, its editor, and a button once it was changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from ui.design import current
from ui.settings.model import SettingRow, Value
from ui.settings.presenter import SettingsPresenter, SettingsState, matches
from ui.translate import engine_text, translate
from ui.widgets.basics import (
    button,
    card_head,
    column,
    label,
    row,
    rule,
    set_tone,
)

DETAILS = "details"  # a group that hardly anybody needs: folded up until it is asked for
_ICONS = {
    "keeping": "disk",
    "looking": "eye",
    "giving": "provision",
    "seat": "lock",
    DETAILS: "settings",
}


def name_of(setting: SettingRow) -> str:
    return engine_text(f"setting.{setting.name}")


def value_words(setting: SettingRow, value: Value) -> str:
    """A value as people say it."""
    if isinstance(value, bool):
        return engine_text(f"setting.page.{'yes' if value else 'no'}")
    if isinstance(value, str):
        return value or "–"
    unit = f" {engine_text(f'setting.unit.{setting.unit}', n=value)}" if setting.unit else ""
    return f"{value:,}{unit}"


class GroupCard(QFrame):
    """Settings that belong together; gone while the search finds none of them."""

    def __init__(
        self, group: str, settings: tuple[SettingRow, ...], presenter: SettingsPresenter
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._rows = [SettingLine(setting, presenter) for setting in settings]
        self._folds = group == DETAILS
        lines = column(spacing=2)
        for index, line in enumerate(self._rows):
            if index:
                line.add_rule()
            lines.addWidget(line)
        self._lines = QWidget()
        self._lines.setLayout(lines)
        name = engine_text(f"setting.group.{group}")
        head = row(card_head(_ICONS[group], name), 1)
        self._fold = button("", presenter.fold_details, "quiet")
        self._fold.setVisible(self._folds)
        head.addWidget(self._fold)
        self._why = label(
            translate("settings", "As it is, this suits most shops. Nothing here needs changing."),
            "muted",
            wrap=True,
        )
        self._why.setVisible(self._folds)
        self._name = name
        self.setLayout(column(head, self._why, self._lines, spacing=2, margins=2))

    def show_state(self, state: SettingsState) -> bool:
        """Whether anything of it is found. A search looks into what is folded up, too."""
        found = [line.show_state(state) for line in self._rows]
        self.setVisible(any(found))
        searching = bool(state.search.strip())
        shown = not self._folds or state.details or searching
        self._lines.setVisible(shown)
        self._fold.setVisible(self._folds and not searching)
        said = translate("settings", "Hide") if shown else translate("settings", "Show")
        self._fold.setText(said)
        self._fold.setAccessibleName(f"{said} {self._name}")
        return any(found)


class SettingLine(QWidget):
    """One row."""

    def __init__(self, setting: SettingRow, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setting = setting
        self._name, self._why = name_of(setting), engine_text(f"setting.why.{setting.name}")
        self._editor = editor_of(setting, lambda v: presenter.type_value(setting.name, v))
        self._set: Callable[[Value], None] = self._editor[1]
        self._change = button(
            translate("settings", "Change…") if setting.two else translate("settings", "Change"),
            lambda: presenter.begin(setting.name),
            "primary",
        )
        self._change.setAccessibleName(f"{self._change.text()} {self._name}")
        self._back = button(
            translate("settings", "As before"),
            lambda: presenter.type_value(setting.name, setting.value),
            "quiet",
        )
        who = (
            translate("settings", "Both managers agree to a change.")
            if setting.two
            else translate("settings", "One manager may change it.")
        )
        if setting.elsewhere:
            who = engine_text(f"setting.elsewhere.{setting.elsewhere}")
        said = column(
            label(self._name, "strong", wrap=True),
            label(f"{self._why}\n{who}", "muted", wrap=True),
            spacing=0,
        )
        typed = setting.unit and not setting.elsewhere
        unit = engine_text(f"setting.unit.{setting.unit}", n=setting.value) if typed else ""
        right = column(
            row(1, self._editor[0], label(unit, "muted") if unit else None),
            row(1, self._back, self._change),
        )
        line = row(spacing=3)
        line.addLayout(said, 2)
        line.addLayout(right, 1)
        self._outer = column(line, spacing=2)
        self.setLayout(self._outer)

    def add_rule(self) -> None:
        """A thin line above: it is not the first."""
        self._outer.insertWidget(0, rule())

    def show_state(self, state: SettingsState) -> bool:
        """Draw what stands on the page; whether the search finds it."""
        found = matches(state.search, self._name, self._why, self.setting.name)
        self.setVisible(found)
        value = state.value_of(self.setting)
        self._set(value)
        changed = value != self.setting.value
        self._change.setVisible(changed)
        self._back.setVisible(changed)
        return found


Editor = tuple[QWidget, Callable[[Value], None]]


def editor_of(setting: SettingRow, on_type: Callable[[Value], None]) -> Editor:
    """What a setting is typed into or chosen with, and how to show a value in it."""
    if setting.elsewhere:
        return _fixed(setting)
    if isinstance(setting.value, bool):
        return _flag(setting, on_type)
    return _number(setting, on_type)


def _fixed(setting: SettingRow) -> Editor:
    made = label("", "strong")
    made.setAccessibleName(name_of(setting))
    return made, lambda value: made.setText(value_words(setting, value))


def _flag(setting: SettingRow, on_type: Callable[[Value], None]) -> Editor:
    made = QCheckBox(value_words(setting, value=True))
    made.setAccessibleName(name_of(setting))
    made.toggled.connect(lambda on: on_type(bool(on)))

    def show(value: Value) -> None:
        made.blockSignals(True)
        made.setChecked(bool(value))
        made.setText(value_words(setting, bool(value)))
        made.blockSignals(False)

    return made, show


def _number(setting: SettingRow, on_type: Callable[[Value], None]) -> Editor:
    made = QLineEdit()
    made.setValidator(QIntValidator(setting.minimum, setting.maximum, made))
    made.setAccessibleName(name_of(setting))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setFixedWidth(current().wide(16))
    low, high = f"{setting.minimum:,}", f"{setting.maximum:,}"
    bounds = translate("settings", "{low} to {high}").format(low=low, high=high)
    made.setToolTip(bounds)
    made.setAccessibleDescription(bounds)

    def typed(_words: str) -> None:
        good = made.hasAcceptableInput()
        set_tone(made, "" if good else "lost")
        if good:
            on_type(int(made.text()))

    def show(value: Value) -> None:
        if made.text() != str(value) and (made.hasAcceptableInput() or not made.hasFocus()):
            made.setText(str(value))
            set_tone(made, "")

    made.textEdited.connect(typed)
    return made, show
