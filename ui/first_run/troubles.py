"""An error's words, short enough to stand beside what they are about."""

from __future__ import annotations

from ui.errors import words_of


def said_in_place(error: Exception) -> str:
    """What is wrong, why that matters, and what to do."""
    words = words_of(error)
    return " ".join(part for part in (words.what, words.means, words.do) if part)
