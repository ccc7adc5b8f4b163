"""Secrets in memory: held in bytes that can be wiped, and shown to nobody.

Python and the libraries below make copies that nobody can wipe; what is wiped here is the copy
that would live longest.
"""

from __future__ import annotations

from types import TracebackType
from typing import NoReturn, Self

from shopguard.base.errors import Refused

SECRET_BYTES = 32
SHEET = "sheet"


class Secret:
    """Secret bytes. Ends with its ``with`` block or ``wipe()``; afterwards it is refused."""

    __slots__ = ("_bytes",)

    def __init__(self, content: bytearray) -> None:
        self._bytes: bytearray | None = content

    @property
    def content(self) -> bytearray:
        """The bytes themselves, not a copy; Refused once wiped."""
        if self._bytes is None:
            raise Refused("login.ended")
        return self._bytes

    @property
    def wiped(self) -> bool:
        return self._bytes is None

    def wipe(self) -> None:
        """Overwrite the bytes; safe to repeat."""
        if self._bytes is not None:
            wipe(self._bytes)
            self._bytes = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not copied or stored")


class Factor(Secret):
    """One of the two things that open the vault: a key holder's 32 secret bytes.

    ``owner`` is a person id or ``"sheet"``.
    """

    __slots__ = ("owner",)

    def __init__(self, owner: str, content: bytearray) -> None:
        if len(content) != SECRET_BYTES:
            raise ValueError("a factor has 32 bytes")
        super().__init__(content)
        self.owner = owner

    def __repr__(self) -> str:
        return f"Factor({self.owner!r}, …)"


def wipe(content: bytearray) -> None:
    """Overwrite ``content`` with zeros, in place."""
    content[:] = bytes(len(content))
