"""Every requirement a test names exists, and the table says which tests prove what."""

from __future__ import annotations

from tests.contracts import requirements


def test_tests_name_known_requirements_only() -> None:
    assert set(requirements.marks()) <= requirements.known_ids()


def test_the_table_is_in_step() -> None:
    written = requirements.TABLE.read_text(encoding="utf-8")
    assert written == requirements.page(), "run: .venv/bin/python -m tests.contracts.requirements"
