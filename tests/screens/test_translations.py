"""Both languages are complete, and follow the code."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from shopguard.base.texts import LANGUAGES, all_codes
from ui.qt_words import qt_words
from ui.translate import (
    CATALOGUE,
    collect,
    compile_to,
    engine_text,
    language,
    translate,
    use_language,
    wished_language,
)


def messages(catalogue: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """(context, source) → (translation, its state)."""
    found = {}
    for context in ET.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            assert said is not None
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = (said.text or "", said.get("type", ""))
    return found


@pytest.mark.parametrize(
    ("environment", "wished"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja_JP.UTF-8"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP"}, "ja_JP"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "de_DE"}, "de_DE"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "ja:en"}, "ja:en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ja"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({}, ""),
    ],
)
def test_the_first_start_speaks_as_the_session_wishes(
    environment: dict[str, str], wished: str
) -> None:
    assert wished_language(environment) == wished


def test_the_japanese_is_finished() -> None:
    unfinished = [key for key, (said, state) in messages(CATALOGUE).items() if state or not said]
    assert unfinished == []


def test_the_catalogue_follows_the_code(tmp_path: Path) -> None:
    fresh = tmp_path / "ja.ts"
    shutil.copy(CATALOGUE, fresh)
    collect(fresh)
    assert fresh.read_text(encoding="utf-8") == CATALOGUE.read_text(encoding="utf-8")


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "ja.qm"
    compile_to(CATALOGUE, fresh)
    assert fresh.read_bytes() == CATALOGUE.with_suffix(".qm").read_bytes()


def test_a_new_catalogue_leaves_the_old_one_to_whoever_has_it_in_memory(tmp_path: Path) -> None:
    """Qt maps the file: rewriting it under a desktop that runs ended that desktop."""
    kept = tmp_path / "ja.qm"
    kept.write_bytes(b"as it was")
    with kept.open("rb") as mapped:
        compile_to(CATALOGUE, kept)
        assert mapped.read() == b"as it was"
    assert kept.read_bytes() == CATALOGUE.with_suffix(".qm").read_bytes()
    assert list(tmp_path.iterdir()) == [kept]


def test_translations_keep_every_placeholder() -> None:
    for (_, source), (said, _) in messages(CATALOGUE).items():
        assert sorted(re.findall(r"{\w*}", source)) == sorted(re.findall(r"{\w*}", said)), source


def test_words_of_the_desktop_have_both_languages() -> None:
    for code, entry in all_codes().items():
        if code.startswith(("ui.", "error.ui.")):
            assert set(entry) == set(LANGUAGES), code


def test_the_language_switches_without_a_restart(qapp: QApplication) -> None:
    assert translate("rooms", "Live") == "Live"
    use_language(qapp, "ja")
    assert translate("rooms", "Live") == "ライブ"
    assert language() == "ja"
    assert engine_text("ui.role.chief") == "管理責任者"
    use_language(qapp, "en")
    assert translate("rooms", "Live") == "Live"


def test_qts_own_dialogs_speak_japanese_throughout(qapp: QApplication) -> None:
    use_language(qapp, "en")
    english = qt_words()
    use_language(qapp, "ja")
    mixed = [said for said, source in zip(qt_words(), english, strict=True) if said == source]
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown = [part.text() for kind in (QLabel, QPushButton) for part in dialog.findChildren(kind)]
    latin = [text for text in shown if re.search("[a-z]{2}", text)]
    use_language(qapp, "en")
    assert mixed == []
    assert len([text for text in shown if text]) > 3
    assert latin == []
