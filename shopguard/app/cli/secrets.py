"""Passwords: by prompt or, with ``--secrets -``, as JSON on standard input; never as words."""

from __future__ import annotations

import getpass
import json
import sys

from shopguard.app.cli.output import Console
from shopguard.base.errors import InvalidInput
from shopguard.base.redact import register_secret

_MOST_BYTES = 65_536


class Secrets:
    """Login → password, read once."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._given: dict[str, str] | None = None

    def password(self, login: str, prompt: str) -> str:
        """The password of ``login``; InvalidInput when there is no way to ask for it."""
        if self._console.secrets is not None:
            given = self._read()
            if login not in given:
                raise InvalidInput("secrets.missing", login=login)
            return given[login]
        if not sys.stdin.isatty():
            raise InvalidInput("secrets.no_terminal")
        password = getpass.getpass(prompt)
        register_secret(password)
        return password

    def _read(self) -> dict[str, str]:
        if self._given is None:
            if self._console.secrets != "-":
                raise InvalidInput("secrets.only_stdin")
            try:
                given = json.loads(sys.stdin.read(_MOST_BYTES))
            except ValueError as error:
                raise InvalidInput("secrets.not_json") from error
            if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
                raise InvalidInput("secrets.not_json")
            self._given = given
            for password in given.values():
                register_secret(password)
        return self._given
