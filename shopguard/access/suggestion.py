"""A passphrase to take or leave: six random words, typed with Latin letters on any keyboard.

Either list has 2048 words, so six of them are 66 bits. The Japanese ones are spelt as everybody
types them (Hepburn), and are read in kana beside that.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic

from shopguard.access.password import check_strength
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import RESOURCES, Language

PASSPHRASE_WORDS = 6
JAPANESE = RESOURCES / "words" / "ja.txt"

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_OWN = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n",
}  # fmt: skip
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_DOUBLE = "っ"
_SOFT = ("sh", "ch", "j")  # sha, not shya


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``typed``: the passphrase; ``read``: its words in kana, empty where they need no reading."""

    typed: str = field(repr=False)
    read: str = field(default="", repr=False)


def suggest_passphrase(language: Language = "en") -> Suggestion:
    """Six random words: 66 bits, easy to type and to remember."""
    words = _words(language)
    while True:
        chosen = [secrets.choice(words) for _ in range(PASSPHRASE_WORDS)]
        japanese = language == "ja"
        typed = " ".join(romaji(word) if japanese else word for word in chosen)
        try:
            check_strength(typed)
        except InvalidInput:  # six short or equal words: rare, so draw again
            continue
        return Suggestion(typed, " ".join(chosen) if japanese else "")


@cache
def _words(language: Language) -> tuple[str, ...]:
    if language == "en":
        return tuple(Mnemonic("english").wordlist)
    lines = JAPANESE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def romaji(kana: str) -> str:
    """Hiragana in Latin letters: つき tsuki, きって kitte; KeyError for anything else."""
    spelt = ""
    double = False
    for sign in kana:
        if sign == _DOUBLE:
            double = True
            continue
        if sign in _SMALL:
            stem = spelt[:-1]
            spelt = stem + ("" if stem.endswith(_SOFT) else "y") + _SMALL[sign]
            continue
        sound = _sounds()[sign]
        if double:
            sound = ("t" if sound.startswith("ch") else sound[0]) + sound
            double = False
        spelt += sound
    return spelt


@cache
def _sounds() -> dict[str, str]:
    plain = {
        sign: consonant + vowel
        for consonant, row in _ROWS.items()
        for sign, vowel in zip(row, "aiueo", strict=True)
    }
    return {**plain, **_OWN}
