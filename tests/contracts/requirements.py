"""The table of requirements and the tests that prove them.

Written by ``python -m tests.contracts.requirements``; a test keeps it in step.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "reference" / "requirements.toml"
TABLE = ROOT / "docs" / "reference" / "requirements.md"

_MARK = re.compile(r"mark\.requirement\(([^)]*)\)")
_ID = re.compile(r"""["']([A-Z]-[A-Z]?[0-9.]+)["']""")
_HEAD = """\
# Requirements

What the rule-books behind ShopGuard ask, in our own words, and the tests that prove it. Made from
`requirements.toml` and the tests' marks by `python -m tests.contracts.requirements`. No file in the
last column: not built yet, or a matter for people and paper.
"""


def rows() -> dict[str, dict[str, str]]:
    """The words of each requirement by source letter and number; ``title`` names the source."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def covered(letter: str, number: str) -> Iterator[str]:
    """The single ids behind a row: ``19..22`` is four of them."""
    first, _dots, last = number.partition("..")
    if not last:
        yield f"{letter}-{number}"
        return
    yield from (f"{letter}-{each}" for each in range(int(first), int(last) + 1))


def known_ids() -> set[str]:
    """Every single id that a test may name."""
    return {
        each
        for letter, table in rows().items()
        for number in table
        if number != "title"
        for each in covered(letter, number)
    }


def marks() -> dict[str, set[Path]]:
    """Test files by the id they are marked with."""
    found: dict[str, set[Path]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for arguments in _MARK.findall(path.read_text(encoding="utf-8")):
            for each in _ID.findall(arguments):
                found.setdefault(each, set()).add(path)
    return found


def page() -> str:
    """The whole of requirements.md."""
    proofs = marks()
    lines = [_HEAD]
    for letter, table in rows().items():
        lines += [
            f"## {letter}: {table['title']}\n",
            "| id | what is asked | tests |",
            "|---|---|---|",
        ]
        for number, words in table.items():
            if number != "title":
                files = {path for each in covered(letter, number) for path in proofs.get(each, ())}
                lines.append(f"| {letter}-{number} | {words} | {_links(files)} |")
        lines.append("")
    return "\n".join(lines)


def _links(files: set[Path]) -> str:
    names = sorted(path.relative_to(ROOT).as_posix() for path in files)
    return ", ".join(f"[{name.removeprefix('tests/')}](../../{name})" for name in names)


if __name__ == "__main__":
    TABLE.write_text(page(), encoding="utf-8")
