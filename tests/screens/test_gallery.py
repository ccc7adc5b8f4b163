"""Every screen, in both languages: nothing cut off, everything named, the keyboard goes around."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from shopguard.base.texts import LANGUAGES, Language
from tests.screens.conftest import dress
from tests.screens.gallery import DIALOGS, NAMES, PAGES
from ui.design import Theme
from ui.widgets.basics import Prose

NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)
SIZES = {"as opened": (1280, 800), "smallest": (1024, 640)}


@contextmanager
def shown(app: QApplication, name: str, size: tuple[int, int] = (1280, 800)) -> Iterator[QWidget]:
    """A screen of the gallery, laid out as a person would see it."""
    if name in PAGES:
        window = QMainWindow()
        window.resize(*size)
        window.setCentralWidget(PAGES[name]())
        widget: QWidget = window
    else:
        widget = DIALOGS[name]()
    widget.show()
    for _ in range(5):
        QTest.qWait(2)  # pages fill over several turns of the loop
    yield widget
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def cut_off(root: QWidget) -> list[str]:
    """What shows less than it has to say."""
    parts = (part for part in root.findChildren(QWidget) if part.isVisible())
    return [said for part in parts if (said := _too_tight(part))]


def _too_tight(part: QWidget) -> str:
    """Its words when they need more room than it has."""
    if isinstance(part, Prose):
        tight = part.heightForWidth(part.width()) > part.height() + 1
        return part.text() if tight else ""
    if isinstance(part, QComboBox):
        words = part.currentText()
        return words if part.fontMetrics().horizontalAdvance(words) > part.width() - 34 else ""
    if isinstance(part, QLabel | QPushButton | QCheckBox | QRadioButton) and part.layout() is None:
        return part.text() if part.sizeHint().width() > part.width() + 1 else ""
    return ""


def beyond_the_edge(root: QWidget) -> list[str]:
    """Controls that stick out of what holds them."""
    return [
        part.text() or part.accessibleName()
        for part in root.findChildren(QAbstractButton)
        if part.isVisible() and _sticks_out(part)
    ]


def _sticks_out(part: QWidget) -> bool:
    parent = part.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QScrollArea):
        return False
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(part.geometry())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off(name: str, language: Language, qapp: QApplication) -> None:
    dress(qapp, language)
    for size in SIZES.values():
        with shown(qapp, name, size) as screen:
            assert cut_off(screen) == []
            assert beyond_the_edge(screen) == []


@pytest.mark.parametrize("name", NAMES)
def test_large_print_by_night_is_not_cut_off(name: str, qapp: QApplication) -> None:
    for language in LANGUAGES:
        dress(qapp, language, Theme.DARK, large=True)
        with shown(qapp, name) as screen:
            assert cut_off(screen) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_and_a_role(name: str, qapp: QApplication) -> None:
    with shown(qapp, name) as screen:
        controls = [
            part
            for part in screen.findChildren(QWidget)
            if part.isVisible()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not part.objectName().startswith("qt_")
        ]
        assert [type(part).__name__ for part in controls if not _name(part)] == []
        assert [type(part).__name__ for part in controls if _role(part) in NO_ROLES] == []
        assert _name(screen) or screen.windowTitle() or name in PAGES


ONE_EACH = (
    "start", "lock", "first-run-1-shop", "first-run-4-cameras", "live", "live-nine", "review",
    "review-closed", "cameras", "audit", "health", "people", "people-add", "settings", "help",
    "door", "package", "error", "quit-work",
)  # fmt: skip


@pytest.mark.parametrize("name", ONE_EACH)
def test_tab_goes_through_every_control_and_comes_around(name: str, qapp: QApplication) -> None:
    with shown(qapp, name) as screen:
        wanted = {
            part
            for part in screen.findChildren(QWidget)
            if part.isVisible()
            and part.isEnabled()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not part.objectName().startswith("qt_")
        }
        reached: list[QWidget] = []
        for _ in range(len(wanted) + 30):
            screen.focusNextChild()
            at = screen.focusWidget()
            if at is None or at in reached[:1]:
                break
            reached.append(at)
        groups = {part.group() for part in reached if isinstance(part, QAbstractButton)} - {None}
        left = [  # of buttons that exclude each other one is reached, the arrows go to the rest
            part
            for part in wanted - set(reached)
            if not (isinstance(part, QAbstractButton) and part.group() in groups)
        ]
        assert left == []
        assert screen.focusWidget() in reached[:1], "Tab comes around"


def _name(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _role(part: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(part)
    return QAccessible.Role.NoRole if interface is None else interface.role()
