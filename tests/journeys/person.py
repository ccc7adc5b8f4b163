"""Somebody at the screen: looks for things by their names, and uses a real mouse and keyboard.

The application runs on its own thread; the person on another. What is where is asked of the
application, what is done goes through the X server (xdotool), as from any person.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QTableWidget,
    QWidget,
)
from shiboken6 import isValid

from tests.journeys.tongue import Tongue, english
from ui.widgets.tile import Tile

T = TypeVar("T")
PATIENCE_S = 60.0
MOST_TABS = 60
FindPicture = Callable[[], tuple[QWidget, tuple[int, int]] | None]  # a widget, size of its picture


class _Asker(QObject):
    """Runs questions on the application's thread and waits for the answer."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._run, Qt.ConnectionType.BlockingQueuedConnection)

    @Slot(object)
    def _run(self, question: Callable[[], None]) -> None:
        question()


class Person:
    """Uses the application by what can be seen in it. ``pace``: below 1 for quick hands.

    Everything is called by its English words; ``tongue`` knows what stands there instead.
    """

    def __init__(self, pictures: Path, pace: float = 1.0, tongue: Tongue = english) -> None:
        self._pace = pace
        self._say = tongue
        self._asker = _Asker()
        self._pictures = pictures
        self._shown = 0

    # --- looking ----------------------------------------------------------------------------

    def ask(self, question: Callable[[], T]) -> T:
        """An answer from the application's thread."""
        answer: list[Any] = []

        def run() -> None:
            try:
                answer.append((True, question()))
            except Exception as error:  # noqa: BLE001 - told to the person
                answer.append((False, error))

        self._asker.asked.emit(run)
        good, value = answer[0]
        if not good:
            raise value
        return value  # type: ignore[no-any-return]

    def wait(self, seen: Callable[[], T | None], what: str) -> T:
        """Until it can be seen."""
        until = time.monotonic() + PATIENCE_S
        while True:
            found = self.ask(seen)
            if found:
                return found
            if time.monotonic() > until:
                self.picture("stuck")
                words = self.ask(lambda: [w.text() for w in _visible(QLabel) if w.text()])
                raise AssertionError(f"never saw: {what}; there is: {words}")
            time.sleep(0.1 * self._pace)

    def reads(self, words: str) -> None:
        """Until these words stand somewhere on the screen."""
        self.wait(lambda: self._stands(words), words)

    def can_read(self, words: str) -> bool:
        return self.ask(lambda: self._stands(words))

    def _stands(self, words: str) -> bool:
        said = self._say(words)
        return any(each in text for text in _texts() for each in said)

    def picture(self, name: str) -> None:
        """A picture of the whole screen."""
        self._shown += 1
        path = self._pictures / f"{self._shown:02d}-{name}.png"
        self.ask(lambda: QApplication.primaryScreen().grabWindow(0).save(str(path)))

    # --- doing ------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Click the button (box, radio) of that name."""
        self._click(lambda: _first(QAbstractButton, self._say(name)), name)

    def write(self, name: str, words: str) -> None:
        """Click into the field of that name and type; what a keyboard has no keys for is pasted."""

        def field() -> QWidget | None:
            names = self._say(name)
            found: QWidget | None = _first(QLineEdit, names) or _first(QPlainTextEdit, names)
            return found

        self._click(field, name)
        self.keys("ctrl+a")
        if words.isascii():
            self.type(words)
            return
        self.ask(lambda: QApplication.clipboard().setText(words))
        self.keys("ctrl+v")

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a list by typing its beginning."""
        self._click(lambda: _first(QComboBox, self._say(name)), name)
        self._x("type", words)
        self.keys("Return")

    def point_at(self, words: str) -> None:
        """Click the line of a list that says so."""

        def where() -> tuple[int, int] | None:
            for table in _visible(QTableWidget):
                for item in table.findItems(words, Qt.MatchFlag.MatchContains):
                    at = table.visualItemRect(item).center()
                    spot = table.viewport().mapToGlobal(at)
                    return spot.x(), spot.y()
            return None

        x, y = self.wait(where, words)
        self._x("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.3 * self._pace)

    def point_in(self, find: FindPicture, across: float, down: float) -> None:
        """Click a picture there: parts of its width and height, its shape kept in its widget."""
        x, y = self._spot(find, across, down)
        self._x("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.3 * self._pace)

    def drag_in(self, find: FindPicture, box: tuple[float, float, float, float]) -> None:
        """Pull a box open in a picture: left, top, right, bottom."""
        begin, end = self._spot(find, *box[:2]), self._spot(find, *box[2:])
        self._x("mousemove", *map(str, begin), "mousedown", "1")
        half = ((begin[0] + end[0]) // 2, (begin[1] + end[1]) // 2)
        for spot in (half, end):
            self._x("mousemove", *map(str, spot))
            time.sleep(0.1 * self._pace)
        self._x("mouseup", "1")
        time.sleep(0.3 * self._pace)

    def _spot(self, find: FindPicture, across: float, down: float) -> tuple[int, int]:
        def where() -> tuple[int, int] | None:
            found = find()
            if found is None:
                return None
            widget, (wide, high) = found
            scale = min(widget.width() / wide, widget.height() / high)
            x = (widget.width() - wide * scale) / 2 + across * wide * scale
            y = (widget.height() - high * scale) / 2 + down * high * scale
            spot = widget.mapToGlobal(QPoint(round(x), round(y)))
            return spot.x(), spot.y()

        return self.wait(where, "a picture")

    def wait_for_file_dialog(self) -> None:
        """Until a dialog for files has the keyboard."""

        def there() -> bool:
            shown = QApplication.activeModalWidget()
            return isinstance(shown, QFileDialog) and shown.isActiveWindow()

        self.wait(there, "a dialog for files")

    def keys(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            self._x("key", name)
            time.sleep(0.1 * self._pace)

    def type(self, words: str) -> None:
        """Type into whatever has the keyboard."""
        self._x("type", "--delay", str(max(1, round(4 * self._pace))), words)
        time.sleep(0.2 * self._pace)

    def tab_to(self, name: str) -> None:
        """Press Tab until the thing of that name has the keyboard."""
        seen: list[str] = []
        for _ in range(MOST_TABS):
            here = self.ask(_focused)
            if _is_called(self._say(name), here):
                return
            seen.append(here)
            self.keys("Tab")
        raise AssertionError(f"no way to {name} with Tab; there was {seen}")

    def face(self) -> None:
        """Turn to the window, as a window manager does when a dialog has gone."""

        def turn() -> None:
            for window in _visible_windows():
                window.activateWindow()

        self.ask(turn)
        time.sleep(0.3 * self._pace)

    def _click(self, find: Callable[[], QWidget | None], what: str) -> None:
        def sight() -> bool:
            widget = find()
            if widget is not None:
                _scroll_to(widget)
            return widget is not None

        def where() -> tuple[int, int] | None:
            widget = find()
            if widget is None:
                return None
            at = widget.mapToGlobal(QPoint(min(widget.width() // 2, 40), widget.height() // 2))
            return at.x(), at.y()

        self.wait(sight, what)
        time.sleep(0.2 * self._pace)
        x, y = self.wait(where, what)
        self._x("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.3 * self._pace)

    def _x(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True)


def _scroll_to(widget: QWidget) -> None:
    """As a person does with the wheel."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _visible(kind: type[Any]) -> list[Any]:
    found = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            found += [c for c in top.findChildren(kind) if isValid(c) and c.isVisible()]
    return found


def _texts() -> list[str]:
    painted = [tile.accessibleName() for tile in _visible(Tile)]
    shown = (*_visible(QLabel), *_visible(QAbstractButton))
    return [w.text() for w in shown if isValid(w)] + painted


def _visible_windows() -> list[QWidget]:
    modal = QApplication.activeModalWidget()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
    return [modal] if modal is not None else [w for w in shown if w.isVisible()]


def _focused() -> str:
    widget = QApplication.focusWidget()
    if widget is None:
        return ""
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    return said.replace("&", "") or widget.accessibleName()


def _is_called(names: tuple[str, ...], said: str) -> bool:
    return any(said == name or said.startswith(name + ":") for name in names)


def _first(kind: type[Any], names: tuple[str, ...]) -> Any:
    modal = QApplication.activeModalWidget()
    for widget in reversed(_visible(kind)):
        if modal is not None and widget.window() is not modal:
            continue
        said = widget.text() if isinstance(widget, QAbstractButton) else ""
        called = (said.replace("&", ""), widget.accessibleName())
        if widget.isEnabled() and any(_is_called(names, each) for each in called):
            return widget
    return None
