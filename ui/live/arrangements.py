"""Arrangements by name: a button with its menu, a dialog for the name, the last act undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from ui.design import current
from ui.live.naming import LONGEST, MOST, NameAct, Trouble, Undo
from ui.live.presenter import LivePresenter, LiveState
from ui.translate import translate
from ui.widgets.basics import ICON, button, column, focus_soon, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line

_GAP = 6  # between the icon and the name
KEYED = 9  # Alt+1 to Alt+9: Ctrl leads to the pages


class ArrangementButton(QPushButton):
    """Says which arrangement stands; its menu chooses, keeps, renames and removes."""

    def __init__(self, presenter: LivePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self.setProperty("kind", "quiet")
        self.setAutoDefault(True)
        self.setIcon(current().icon("layouts", "text", "accent", gap=_GAP / ICON))
        self.setIconSize(QSize(ICON + _GAP, ICON))
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def show_state(self, state: LiveState) -> None:
        name = state.name
        shown = (tuple(each.name for each in state.named), name)
        if shown == self._shown:
            return
        self._shown = shown
        self.setText(name or translate("live", "Arrangement"))
        said = translate("live", "Arrangement of the cameras: {name}")
        nameless = translate("live", "without a name")
        self.setAccessibleName(said.format(name=name or nameless))
        self.setToolTip(self.accessibleName())
        self._fill([each.name for each in state.named], name)

    def choose(self, place: int) -> None:
        """The arrangement at this place of the menu, by its key."""
        named = self._presenter.state.named
        if place < len(named):
            self._presenter.choose(named[place].name)

    def ask_name(self) -> NameDialog:
        return self._ask("", self._presenter.keep_as)

    # --- inner ------------------------------------------------------------------------------

    def _fill(self, names: list[str], now: str) -> None:
        self._menu.clear()
        for place, name in enumerate(names):
            action = self._add(_shown(name), partial(self._presenter.choose, name))
            action.setCheckable(True)
            action.setChecked(name == now)
            if place < KEYED:  # heard by the page; here they are only told
                action.setText(f"{_shown(name)}\tAlt+{place + 1}")
        if names:
            self._menu.addSeparator()
        if not now:
            self._add(translate("live", "Name this arrangement…"), self.ask_name)
            return
        rename = partial(self._presenter.rename, now)
        said = translate("live", "Rename “{name}”…").format(name=_shown(now))
        self._add(said, lambda: self._ask(now, rename))
        said = translate("live", "Remove “{name}”").format(name=_shown(now))
        self._add(said, partial(self._presenter.remove, now))

    def _add(self, words: str, act: Callable[[], object]) -> QAction:
        action = self._menu.addAction(words)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _ask(self, name: str, on_name: Callable[[str], Trouble]) -> NameDialog:
        dialog = NameDialog(name, on_name, self.window())
        dialog.open_once()
        return dialog


class NameDialog(Dialog):
    """One line. ``on_name`` says what is wrong with it."""

    def __init__(
        self, name: str, on_name: Callable[[str], Trouble], parent: QWidget | None = None
    ) -> None:
        title = translate("live", "Name of this arrangement")
        super().__init__(title, 50, parent)
        self._on_name = on_name
        self._line = Line(title, translate("live", "e.g. closing time"), LONGEST)
        self._line.setText(name)
        self._line.selectAll()
        self._line.returnPressed.connect(self.accept_name)
        why = translate("live", "Which cameras stand where, on this PC only.")
        self._field = Field(title, self._line, why)
        keep = button(translate("live", "Keep"), self.accept_name, "primary")
        stop = button(translate("live", "Cancel"), self.reject)
        self.fill(column(self._field), row(1, stop, keep))
        focus_soon(self._line)

    def accept_name(self) -> None:
        """Close with the name, or say what is wrong with it."""
        trouble = self._on_name(self._line.text())
        if trouble:
            self._field.trouble(_trouble_words(trouble))
            self._line.setFocus()
        else:
            self.accept()


class UndoBar(QFrame):
    """What was just done with a name, and the way back; hidden while there is none."""

    def __init__(self, on_undo: Callable[[], None]) -> None:
        super().__init__()
        self._said = label("", "muted")
        back = button(translate("live", "Undo"), on_undo, "quiet")
        back.setToolTip(f"{translate('live', 'Undo')}  Ctrl+Z")
        self.setLayout(row(1, self._said, back, 1))
        self.hide()

    def show_undo(self, undo: Undo | None) -> None:
        if undo is not None:
            self._said.setText(_done_words(undo))
        self.setVisible(undo is not None)


def _shown(name: str) -> str:
    """In a menu an ampersand would underline what follows."""
    return name.replace("&", "&&")


def _done_words(undo: Undo) -> str:
    return {
        NameAct.KEPT: translate("live", "Kept as “{name}”."),
        NameAct.CHOSEN: translate("live", "Arranged as “{name}”."),
        NameAct.RENAMED: translate("live", "Renamed to “{name}”."),
        NameAct.REMOVED: translate("live", "“{name}” was removed."),
    }[undo.act].format(name=undo.name)


def _trouble_words(trouble: Trouble) -> str:
    return {
        Trouble.NONE: "",
        Trouble.EMPTY: translate("live", "Type a name."),
        Trouble.TAKEN: translate("live", "Another arrangement is called so. Choose another name."),
        Trouble.FULL: translate(
            "live", "{n} arrangements are kept already. Remove one first."
        ).format(n=MOST),
    }[trouble]
