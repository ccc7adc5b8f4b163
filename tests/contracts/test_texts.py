"""Words for people are complete: every code in every language, in the same shape."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shopguard.base.texts import LANGUAGES, all_codes
from shopguard.cameras.loss import LossCause
from tests.contracts.sources import ROOT, python_files

RAISED = {"InvalidInput", "Refused", "Damaged", "Unavailable"}
PARTS = {"what", "means", "do"}
# A hint about a person never accuses (J-23).
ACCUSING = re.compile(r"犯人|容疑者|不審者|suspect|thief|culprit|criminal", re.IGNORECASE)


def parts(words: Any) -> dict[str, str]:
    return {"": words} if isinstance(words, str) else words


def holes(words: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(words) if name}


def fits(code: str, entry: dict[str, Any]) -> bool:
    """Every language, no empty words, the same parts, the same things to fill in."""
    if set(entry) != set(LANGUAGES):
        return False
    shapes = [parts(entry[language]) for language in LANGUAGES]
    filled = [set().union(*map(holes, shape.values())) for shape in shapes]
    return (
        all(set(shape) == set(shapes[0]) for shape in shapes)
        and all(words.strip() for shape in shapes for words in shape.values())
        and all(each == filled[0] for each in filled)
        and (not code.startswith("error.") or set(shapes[0]) == PARTS)
    )


def test_languages_say_the_same_in_the_same_shape() -> None:
    assert all_codes()
    assert not [code for code, entry in all_codes().items() if not fits(code, entry)]


@pytest.mark.requirement("J-23")
def test_no_words_accuse() -> None:
    accusing = [
        (code, part)
        for code, entry in all_codes().items()
        for words in entry.values()
        for part in parts(words).values()
        if ACCUSING.search(part)
    ]
    assert not accusing


def raised(path: Path) -> Iterator[tuple[str, int]]:
    """Error codes named in ``path`` and their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in RAISED
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value), node.lineno


def test_every_error_raised_has_words() -> None:
    nameless = [
        f"{path.relative_to(ROOT)}:{line} {code}"
        for path in python_files("shopguard", "ui")
        for code, line in raised(path)
        if f"error.{code}" not in all_codes()
    ]
    assert not nameless


def test_every_cause_of_a_loss_has_words() -> None:
    assert not [cause for cause in LossCause if f"loss.{cause.value}" not in all_codes()]


def test_footage_is_erased_and_the_log_is_called_by_one_name() -> None:
    """One word each, as the glossary has it."""
    japanese = [
        words
        for entry in all_codes().values()
        for part in parts(entry["ja"]).values()
        for words in part.split("。")
    ]
    japanese += re.split(r"[。\n]", (ROOT / "resources/i18n/ja.ts").read_text(encoding="utf-8"))
    assert not [words for words in japanese if re.search(r"録画.*上書き|操作記録|監査記録", words)]
