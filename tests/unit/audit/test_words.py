"""Entries are told in words, never in codes, ids or signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue, Outcome
from shopguard.audit.words import facts, person_words, told
from shopguard.base.texts import LANGUAGES

SATO = "7" * 32
NAMES = {SATO: "佐藤 花子"}


def said(detail: Mapping[str, JsonValue], outcome: Outcome = "done") -> list[str]:
    return list(told(Entry(Act.HOLD_SET, (), outcome, "desk", detail=detail), NAMES, "en"))


@pytest.mark.parametrize(
    ("detail", "outcome", "words"),
    [
        ({"code": "policy.needs_two"}, "refused", ["Why not: This takes two managers."]),
        ({"cause": "no_route"}, "failed", ["Cause: There was no way to the camera."]),
        ({"reason": "age"}, "done", ["Because: the time to keep it was over"]),
        ({"target": f"pledge={SATO}"}, "done", ["About: 佐藤 花子"]),
        (
            {"target": "setting=session_minutes=20"},
            "done",
            ["About: How long recordings stay open"],
        ),
        ({"before": False, "after": True}, "done", ["Before: no", "After: yes"]),
        ({"asked": "provide"}, "refused", ["Wanted to: Provide to a third party"]),
        ({"asked": "provide"}, "done", []),
        ({"note": "the till"}, "done", ["In their words: the till"]),
        ({"ok": True}, "done", ["Result: nothing was changed"]),
        ({"files": [{"name": "a.mp4", "sha256": "00"}]}, "done", ["File: a.mp4"]),
    ],
)
def test_details_are_told_in_words(
    detail: Mapping[str, JsonValue], outcome: Outcome, words: list[str]
) -> None:
    assert said(detail, outcome) == words


def test_what_needs_explaining_is_left_to_the_file_for_machines() -> None:
    detail: dict[str, JsonValue] = {
        "approval": "0" * 32, "request": "ab" * 32, "signatures": ["00"], "approved_us": 1,
        "code": "no.such.code", "cause": "unheard_of", "target": "retention:shop", "note": "",
    }  # fmt: skip
    assert said(detail, "refused") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_in_the_log_has_a_name(language: str) -> None:
    for person in ("recorder", "sheet", "console:shop"):
        words = person_words(person, NAMES, "ja" if language == "ja" else "en")
        assert words != person
        assert not re.search(r"console|recorder$", words) or language == "en"
    assert person_words(SATO, NAMES, "en") == "佐藤 花子"


def test_a_fact_is_told_once() -> None:
    entry = Entry(Act.HOLD_SET, (), "done", "desk", detail={"target": f"a={SATO}", "person": SATO})
    assert len(facts(entry, NAMES)) == 1
