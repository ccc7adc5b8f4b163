"""Keeping secrets out of logs and tracebacks (G-6.6, J-14).

After ``install()`` every log record is cleaned as it is made, whatever handler shows it later, and
so is every uncaught exception. What is removed: user and password in addresses, credentials in
query strings and headers, hexadecimal longer than an id, and every registered secret in the forms
a library might print it in.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus

MASK = "***"
_SHORTEST = 4  # hiding shorter words would garble everything and hide nothing
# Greedy to the last @: a password may itself hold @, / or #.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)[^\s\"'<>]*@")
_FIELD = re.compile(
    r"(?i)\b((?:[a-z_]*passw(?:or)?d|passphrase|pwd|pass|secret|token|api_?key)\s*[=:]\s*)"
    r"(\"[^\"]*\"|'[^']*'|[^\s&,;}\"']+)"
)
_HEADER = re.compile(r"(?i)\b((?:proxy-)?authorization\s*[:=]\s*)[^\r\n]+")
_LONG_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{40,}(?![0-9A-Za-z])")

_lock = threading.Lock()
_secrets: set[str] = set()
_registered: re.Pattern[str] | None = None


def register_secret(secret: str | bytes) -> None:
    """Hide ``secret`` from now on. Not for keys that must be forgotten again: this remembers."""
    _change(set.union, secret)


def forget_secret(secret: str | bytes) -> None:
    """Stop remembering a registered secret, because it opens nothing any more."""
    _change(set.difference, secret)


def redact(words: str) -> str:
    """``words`` without secrets."""
    if _registered is not None:
        words = _registered.sub(MASK, words)
    words = _ADDRESS.sub(rf"\1{MASK}@", words)
    words = _HEADER.sub(rf"\1{MASK}", words)
    words = _FIELD.sub(rf"\1{MASK}", words)
    return _LONG_HEX.sub(MASK, words)


def install() -> None:
    """Clean every log record and every uncaught exception of this process; safe to repeat."""
    if logging.getLogRecordFactory() is _clean_record:
        return
    logging.setLogRecordFactory(_clean_record)
    sys.excepthook = _print_exception
    threading.excepthook = _print_thread_exception
    sys.unraisablehook = _print_unraisable


def _change(combine: Callable[[set[str], set[str]], set[str]], secret: str | bytes) -> None:
    global _registered, _secrets
    with _lock:
        after = combine(_secrets, _forms(secret))
        if after == _secrets:
            return
        _secrets = after
        longest_first = sorted(_secrets, key=len, reverse=True)
        _registered = re.compile("|".join(map(re.escape, longest_first))) if _secrets else None


def _forms(secret: str | bytes) -> set[str]:
    """How a library may print the secret."""
    if isinstance(secret, bytes):
        forms = {
            secret.hex(),
            secret.hex().upper(),
            base64.b64encode(secret).decode().rstrip("="),
            base64.urlsafe_b64encode(secret).decode().rstrip("="),
            repr(secret)[2:-1],
        }
    else:
        forms = {
            secret,
            quote(secret, safe=""),
            quote(secret),
            quote_plus(secret),
            repr(secret)[1:-1],
            json.dumps(secret)[1:-1],
            base64.b64encode(secret.encode()).decode().rstrip("="),
        }
    return {form for form in forms if len(form) >= _SHORTEST}


_make_record = logging.getLogRecordFactory()


def _clean_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _make_record(*args, **kwargs)
    try:
        message = record.getMessage()
    except (TypeError, ValueError, KeyError):  # the arguments do not fit: say what there is
        message = f"{record.msg} {record.args!r}"
    record.msg, record.args = redact(message), None
    if record.exc_info and record.exc_info[0] is not None:
        # Every formatter shows exc_text; without exc_info none formats the exception anew.
        record.exc_text = redact("".join(traceback.format_exception(*record.exc_info))).rstrip()
        record.exc_info = None
    if record.stack_info:
        record.stack_info = redact(record.stack_info)
    return record


def _print_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _print(redact("".join(traceback.format_exception(kind, error, trace))))


def _print_thread_exception(happened: threading.ExceptHookArgs) -> None:
    if happened.exc_value is None or happened.exc_type is SystemExit:
        return
    name = happened.thread.name if happened.thread else "?"
    _print(f"In thread {name}:")
    _print_exception(happened.exc_type, happened.exc_value, happened.exc_traceback)


def _print_unraisable(happened: sys.UnraisableHookArgs) -> None:
    if happened.exc_value is None:
        return
    _print(f"Ignored in {redact(repr(happened.object))}:")
    _print_exception(happened.exc_type, happened.exc_value, happened.exc_traceback)


def _print(words: str) -> None:
    """To standard error, which a program without a console may not have."""
    if sys.stderr is not None:
        sys.stderr.write(words.rstrip() + "\n")
        sys.stderr.flush()
