"""Suggested passphrases: 66 bits in either language, typed on any keyboard."""

from __future__ import annotations

import re

import pytest

from shopguard.access.password import check_strength
from shopguard.access.suggestion import PASSPHRASE_WORDS, _words, romaji, suggest_passphrase
from shopguard.base.texts import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggested_passphrases_are_strong_and_never_the_same(language: Language) -> None:
    found = [suggest_passphrase(language) for _ in range(20)]
    assert len({each.typed for each in found}) == len(found)
    for each in found:
        assert len(each.typed.split()) == PASSPHRASE_WORDS
        assert re.fullmatch("[a-z ]+", each.typed)
        assert each.typed not in repr(each)
        check_strength(each.typed)


def test_japanese_words_are_read_beside_the_letters_they_are_typed_with() -> None:
    found = suggest_passphrase("ja")
    assert " ".join(map(romaji, found.read.split())) == found.typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_worth_eleven_bits(language: Language) -> None:
    assert len(set(_words(language))) == 1 << 11


def test_no_two_japanese_words_are_typed_alike_in_any_manner() -> None:
    typed = [romaji(word) for word in _words("ja")]
    manners = ("shi si", "chi ti", "tsu tu", "fu hu", "ji zi", "sh sy", "ch ty", "j zy")
    other = list(typed)
    for manner in manners:
        hepburn, kunrei = manner.split()
        other = [word.replace(hepburn, kunrei) for word in other]
    assert len(set(typed)) == len(set(other)) == len(typed)
    assert {len(word) for word in typed} <= set(range(4, 10))


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("つき", "tsuki"),
        ("きって", "kitte"),
        ("しゃしん", "shashin"),
        ("ひょう", "hyou"),
        ("まっちゃ", "matcha"),
        ("じゅうどう", "juudou"),
        ("ちょうちょ", "choucho"),
    ],
)
def test_kana_are_spelt_as_everybody_types_them(kana: str, latin: str) -> None:
    assert romaji(kana) == latin
