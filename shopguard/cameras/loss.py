"""A camera that gives nothing usable: the cause, and a detail that never holds a secret.

What a camera answers may be hostile, and one that was told the password could say it back: so a
detail is made of our own words and of numbers only.
"""

from __future__ import annotations

import errno
import socket
import ssl

from shopguard.base.errors import Unavailable
from shopguard.base.texts import Language, Words, words_for
from shopguard.cameras.source import LossCause


class Lost(Unavailable):
    """Nothing usable comes from a camera. ``detail`` is technical, in English, without secrets."""

    def __init__(self, cause: LossCause, detail: str) -> None:
        super().__init__(f"loss.{cause}")
        self.cause = cause
        self.detail = detail

    def words(self, language: Language = "en") -> Words:
        """What happened, what it means and what to do."""
        return words_for(self.code, language)

    def __str__(self) -> str:
        return f"{self.cause}: {self.detail}"


class BadStream(Lost):
    """What a camera sent cannot be read."""

    def __init__(self, detail: str) -> None:
        super().__init__(LossCause.BAD_STREAM, detail)


_BY_NUMBER = {
    errno.ECONNREFUSED: (LossCause.REFUSED, "connection refused"),
    errno.EHOSTUNREACH: (LossCause.NO_ROUTE, "host unreachable"),
    errno.ENETUNREACH: (LossCause.NO_ROUTE, "network unreachable"),
    errno.EHOSTDOWN: (LossCause.NO_ROUTE, "host down"),
    errno.ENETDOWN: (LossCause.NO_ROUTE, "network down"),
    errno.EADDRNOTAVAIL: (LossCause.NO_ROUTE, "no address of that kind here"),
    errno.ETIMEDOUT: (LossCause.TIMEOUT, "no answer"),
    errno.ECONNRESET: (LossCause.CLOSED, "connection reset"),
    errno.ECONNABORTED: (LossCause.CLOSED, "connection aborted"),
    errno.EPIPE: (LossCause.CLOSED, "connection closed"),
    errno.ENOENT: (LossCause.NOT_FOUND, "no such file or device"),
    errno.ENODEV: (LossCause.NOT_FOUND, "no such device"),
    errno.ENXIO: (LossCause.NOT_FOUND, "no such device"),
}


def loss_of(error: BaseException) -> Lost:
    """The loss an error of the operating system or of TLS stands for."""
    if isinstance(error, Lost):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return Lost(LossCause.UNTRUSTED, "certificate not verified")
    if isinstance(error, ssl.SSLError):
        return BadStream("TLS failed")
    if isinstance(error, socket.gaierror):
        return Lost(LossCause.NOT_FOUND, "host name not found")
    if isinstance(error, TimeoutError):
        return Lost(LossCause.TIMEOUT, "no answer")
    if isinstance(error, OSError):
        number = error.errno or 0
        known = _BY_NUMBER.get(number, (LossCause.CLOSED, f"system error {number}"))
        return Lost(*known)
    return BadStream(f"unreadable data ({type(error).__name__})")
