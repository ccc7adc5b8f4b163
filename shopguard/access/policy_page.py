"""The policy table as a page: for the documents, and for the rule the shop prints.

python -m shopguard.access.policy_page docs/reference/policy.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from shopguard.access.policy import POLICY, Action, Column, Purpose, Rule, When
from shopguard.base.texts import Language, text

_NOTES = ("sheet", "relaxed", "limited")


def policy_rows(language: Language) -> list[list[str]]:
    """The table in words: a head, then one row for each action."""
    head = [
        text("policy.page.action", language),
        *(text(f"policy.column.{column}", language) for column in Column),
        text("policy.page.needs", language),
    ]
    return [head, *(_row(action, rule, language) for action, rule in POLICY.items())]


def policy_notes(language: Language) -> list[str]:
    """What has to be known to read the table."""
    return [text(f"policy.page.{note}", language) for note in _NOTES]


def policy_page() -> str:
    """``docs/reference/policy.md``: English, then Japanese."""
    return "\n".join(["<!-- Made by shopguard.access.policy_page. -->", *_part("en"), *_part("ja")])


def _part(language: Language) -> list[str]:
    head, *rows = policy_rows(language)
    purposes = (f"- {text(f'policy.purpose.{each}', language)} (`{each}`)" for each in Purpose)
    return [
        f"# {text('policy.page.title', language)}",
        "",
        text("policy.page.intro", language),
        "",
        _line(head),
        _line(["---"] * len(head)),
        *map(_line, rows),
        "",
        *(f"- {note}" for note in policy_notes(language)),
        "",
        f"## {text('policy.page.purposes', language)}",
        "",
        *purposes,
        "",
    ]


def _row(action: Action, rule: Rule, language: Language) -> list[str]:
    cells = [rule.who.get(column, When.NEVER) for column in Column]
    return [
        text(f"policy.action.{action}", language),
        *(text(f"policy.when.{cell}", language) for cell in cells),
        ("、" if language == "ja" else ", ").join(_needs(rule, language)),
    ]


def _needs(rule: Rule, language: Language) -> list[str]:
    limited = 0 < len(rule.purposes) < len(Purpose)
    needs = {
        "policy.page.prepared": rule.prepared,
        "policy.page.purpose": bool(rule.purposes) and not limited,
        **{f"policy.purpose.{purpose}": limited for purpose in sorted(rule.purposes)},
        "policy.page.cameras": rule.cameras,
        "policy.page.in_person": not rule.sheet,
    }
    return [text(code, language) for code, needed in needs.items() if needed]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(policy_page(), encoding="utf-8")
