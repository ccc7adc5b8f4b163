"""The page in a package says what the program says, and brings nothing else along."""

from __future__ import annotations

import json
import re

from tests.contracts.verify_page import PAGE, in_step


def test_the_page_says_the_programs_words_and_allows_itself_alone() -> None:
    words = PAGE.read_text(encoding="utf-8")
    assert words == in_step(words), "run: python -m tests.contracts.verify_page"
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", words)
    assert not re.findall(r"(?:src|href)=\"(?!#)|https?:|//[a-z0-9-]+\.[a-z]", words)
    (block,) = re.findall(r'id="words">(.*?)</script>', words, re.S)
    table = json.loads(block)
    assert all(len(both) == 2 and all(both) for both in table.values())
    for both in table.values():
        assert len({tuple(sorted(re.findall(r"\{\w+\}", each))) for each in both}) == 1
