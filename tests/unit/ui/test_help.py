"""Help: the guide is whole in both languages, speaks of buttons there are, and needs no network."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from shopguard.app.parts import licence_text, parts
from shopguard.base.texts import LANGUAGES, Language, all_codes
from tests.fakes.desk_shop import FakeShop
from tests.fakes.runner import FakeRunner
from ui.help.model import GUIDE, topics
from ui.help.presenter import ABOUT, LICENCES, HelpPresenter
from ui.translate import CATALOGUE


def said_on_screens(language: Language) -> set[str]:
    """Everything a screen can say."""
    found = set()
    for message in ET.parse(CATALOGUE).getroot().iter("message"):
        part = "translation" if language == "ja" else "source"
        found.add(message.findtext(part, "").rstrip("…"))
    for entry in all_codes().values():
        words = entry[language]
        found |= set(words.values()) if isinstance(words, dict) else {words}
    return found


def without_numbers(words: str) -> str:
    """「録画中 4/4台」 and 「録画中 {n}/{m}台」 are the same words."""
    return re.sub(r"\{[^}]*\}|\d", "", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_quotes_what_stands_on_the_screens(language: Language) -> None:
    said = {without_numbers(words) for words in said_on_screens(language)}
    quotes = r"「([^」]+)」" if language == "ja" else r"“([^”]+)”"
    unknown = [
        (topic.name, quoted)
        for topic in topics(language)
        for quoted in re.findall(quotes, topic.text)
        if without_numbers(quoted.rstrip("…")) not in said
    ]
    assert unknown == []


def test_both_languages_have_the_same_pages() -> None:
    names = [[topic.name for topic in topics(language)] for language in LANGUAGES]
    assert names[0] == names[1]
    assert len(names[0]) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_short_and_lead_nowhere_outside(language: Language) -> None:
    for topic in topics(language):
        assert topic.title
        assert len(topic.text.splitlines()) <= 30
        assert "://" not in topic.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_of_the_guide_are_there(language: Language) -> None:
    names = {topic.name for topic in topics(language)}
    for topic in topics(language):
        for picture, target in re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", topic.text):
            assert (GUIDE / language / target).is_file() if picture else target in names, target


def test_every_part_has_a_licence_to_read() -> None:
    found = parts()
    names = {part.name for part in found}
    assert {"ShopGuard", "PySide6", "cryptography", "reportlab", "av"} <= names
    assert not names & {"pytest", "ruff", "mypy"}
    assert [part.name for part in found if not licence_text(part.name)] == []


def test_the_chosen_page_survives_a_change_of_language(shop: FakeShop, runner: FakeRunner) -> None:
    spoken: list[Language] = ["ja"]
    presenter = HelpPresenter(shop, runner, lambda: spoken[-1])
    presenter.enter()
    presenter.choose("50-log.md")
    japanese = presenter.state.topic
    spoken.append("en")
    presenter.enter()
    english = presenter.state.topic
    assert japanese is not None
    assert english is not None
    assert (japanese.name, english.name) == ("50-log.md", "50-log.md")
    assert japanese.text != english.text


def test_about_and_licences(shop: FakeShop, runner: FakeRunner) -> None:
    presenter = HelpPresenter(shop, runner, lambda: "en")
    presenter.enter()
    presenter.choose(ABOUT)
    assert presenter.state.about is not None
    assert re.fullmatch(r"([0-9A-F]{4}-){7}[0-9A-F]{4}", presenter.state.about.fingerprint)
    presenter.read_licence("numpy")
    assert presenter.state.chosen == LICENCES
    assert presenter.state.licence
