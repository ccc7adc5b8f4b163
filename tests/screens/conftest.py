"""Screens without a screen: Qt draws into memory, and wears a known look."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from shopguard.base.texts import Language
from ui.design import Look, Theme, apply_design
from ui.translate import use_language


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """English, light; whatever a test changes is put back."""
    dress(qapp, "en")
    yield
    dress(qapp, "en")


def dress(
    app: QApplication, language: Language, theme: Theme = Theme.LIGHT, *, large: bool = False
) -> None:
    use_language(app, language)
    apply_design(app, Look(theme, large))
