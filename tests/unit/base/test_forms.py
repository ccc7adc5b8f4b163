"""Forms on paper hold whatever was filled in, however long, and take none of it for markup."""

from __future__ import annotations

import pytest

from shopguard.base.forms import Form, Grid, Part, Rows, Words, form_pdf
from tests.unit.evidence.test_papers import words_of

_LONG = "".join(f"{n:04}、" for n in range(400))  # 2,000 letters, each place its own
_LINES = "\n".join(f"{n:04}" for n in range(400))


@pytest.mark.requirement("J-7")
@pytest.mark.parametrize("words", [_LONG, _LINES, "x" * 2000], ids=["letters", "lines", "one word"])
@pytest.mark.parametrize("lying", [False, True])
def test_a_long_field_goes_on_over_the_page(words: str, lying: bool) -> None:
    parts: list[Part] = [
        Rows([("a", "b"), ("need", words)]),
        Grid(["number", "reason"], [["1", words], ["2", "x"]], (0.84, 0.16)),
        Words(words),
    ]
    said = "".join(words_of(form_pdf(Form("title", parts, lying=lying))).split())
    for part in {words[:4], words[1000:1004], words[-4:]}:
        assert said.count("".join(part.split())) >= 3


@pytest.mark.parametrize(
    "words",
    ["<b>bold</b>", "a & b", '<img src="file:///etc/hostname"/>', "<para>", "</font>", "&lt;"],
)
def test_nothing_that_was_typed_is_markup(words: str) -> None:
    form = Form(words, [Rows([(words, words)]), Words(words)], above=words, to=words, foot=words)
    said = "".join(words_of(form_pdf(form)).split())
    assert said.count("".join(words.split())) == 7
