"""What an error says is filled in by whoever raises it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.base.errors import Damaged, InvalidInput, Refused, ShopGuardError, Unavailable
from shopguard.base.texts import LANGUAGES, all_codes, text, words_for
from shopguard.database import engine

ROOT = Path(__file__).resolve().parents[3]
RAISED = {"InvalidInput", "Refused", "Damaged", "Unavailable"}


def raised_in(source: str) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, code and parameters of every error made in ``source``; None for unknown parameters."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in RAISED
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            given = {keyword.arg for keyword in node.keywords}
            known = {name for name in given if name is not None}
            yield node.lineno, str(node.args[0].value), None if None in given else known


def asked_for(code: str) -> set[str]:
    """What the words of an error want to be told, in any language."""
    parts = [part for entry in all_codes()[f"error.{code}"].values() for part in entry.values()]
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


def test_every_error_is_told_what_its_words_speak_of() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{line} {code} wants {sorted(asked_for(code) - given)}"
        for folder in ("shopguard", "ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, code, given in raised_in(path.read_text(encoding="utf-8"))
        if given is not None and f"error.{code}" in all_codes() and asked_for(code) - given
    ]
    assert silent == []


def test_the_scan_sees_a_parameter_that_was_forgotten() -> None:
    source = 'raise Unavailable("lock.held")\nraise Refused("x.y", **more)\nother("a.b")'
    assert list(raised_in(source)) == [(1, "lock.held", set()), (2, "x.y", None)]
    assert asked_for("lock.held") == {"file"}


def test_every_trouble_of_the_catalogue_has_words() -> None:
    for kind, code in engine._OUTSIDE.values():
        for language in LANGUAGES:
            assert kind(code).words(language).do


def test_words_are_filled_in_by_language() -> None:
    error = InvalidInput("time.no_offset", given="12:00")
    assert error.words("ja").what == "「12:00」には時差がありません。"
    assert "“12:00” has no time offset." in str(error)


def test_a_code_without_words_is_a_bug() -> None:
    with pytest.raises(KeyError):
        words_for("no.such.code", "en")
    with pytest.raises(KeyError):
        text("host.swap.good", "fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "code"), [(InvalidInput, 2), (Refused, 3), (Damaged, 4), (Unavailable, 5)]
)
def test_each_kind_of_error_has_its_exit_code(kind: type[ShopGuardError], code: int) -> None:
    assert kind.exit_code == code
