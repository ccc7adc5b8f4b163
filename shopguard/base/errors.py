"""The error tree.

    ShopGuardError
    ├── InvalidInput   what was typed cannot be used          exit code 2
    ├── Refused        you may not                            exit code 3
    ├── Damaged        data is bad                            exit code 4
    └── Unavailable    something outside does not answer      exit code 5

Anything else that is raised is a bug and stays one. Each error carries a code; its words (what
happened, what it means, what to do, in every language) stand in ``resources/texts/*.toml``.
Parameters are shown to people: never pass a secret as one.
"""

from __future__ import annotations

from shopguard.base.texts import Language, Words, words_for


class ShopGuardError(Exception):
    """Base of every error ShopGuard raises on purpose. ``code`` finds its words."""

    exit_code = 1

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def words(self, language: Language = "en") -> Words:
        """What happened, what it means and what to do, in ``language``."""
        return words_for(f"error.{self.code}", language, **self.params)

    def __str__(self) -> str:
        return str(self.words("en"))


class InvalidInput(ShopGuardError):
    """What was typed cannot be used."""

    exit_code = 2


class Refused(ShopGuardError):
    """The rule says no, and the refusal stands in the audit log."""

    exit_code = 3


class Damaged(ShopGuardError):
    """Data does not match what was recorded."""

    exit_code = 4


class Unavailable(ShopGuardError):
    """A camera, disk, key store or service outside does not answer."""

    exit_code = 5
