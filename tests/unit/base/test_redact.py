"""No secret gets out by a log, a traceback or an uncaught exception."""

from __future__ import annotations

import base64
import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base import redact as redacting
from shopguard.base.ids import new_id
from shopguard.base.redact import forget_secret, redact, register_secret

SECRET = "kirin no kubi 1234!"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a plain handler of a logger writes, with cleaning installed as ``install`` does."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(redacting._clean_record)
    out = io.StringIO()
    handler, logger = logging.StreamHandler(out), logging.getLogger("shopguard.test")
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield out
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.fixture
def registered() -> Iterator[str]:
    register_secret(SECRET)
    yield SECRET
    forget_secret(SECRET)


# --- addresses, fields, keys ----------------------------------------------------------------


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("rtsp://admin:hunter2@192.0.2.7/live", "rtsp://***@192.0.2.7/live"),
        ("rtsp://admin:p@ss/w#rd@192.0.2.7/live", "rtsp://***@192.0.2.7/live"),
        ("RTSPS://admin@cam:554/ was refused", "RTSPS://***@cam:554/ was refused"),
        ("http://a:b@c/ and http://d:e@f/", "http://***@c/ and http://***@f/"),
        ("'rtsp://u:pw@h/a', 'x@y'", "'rtsp://***@h/a', 'x@y'"),
        ("rtsp://192.0.2.7/live", "rtsp://192.0.2.7/live"),
        ("mail to someone@example.com", "mail to someone@example.com"),
        ("/cgi?user=admin&password=hunter2&x=1", "/cgi?user=admin&password=***&x=1"),
        ("pwd=hunter2", "pwd=***"),
        ("db_password = 'a b c' here", "db_password = *** here"),
        ("token: abc", "token: ***"),
        ("Authorization: Digest username=admin, response=1f", "Authorization: ***"),
        ("the password is wrong", "the password is wrong"),
    ],
)
def test_what_gives_access_is_removed_and_the_rest_stays(words: str, clean: str) -> None:
    assert redact(words) == clean


def test_keys_go_and_ids_stay() -> None:
    key, identity = os.urandom(32).hex(), new_id()
    assert redact(f"key {key} of {identity}") == f"key *** of {identity}"
    assert redact(f"PRAGMA key = \"x'{key.upper()}'\"") == "PRAGMA key = \"x'***'\""
    assert redact(f"x'{key}{os.urandom(16).hex()}'") == "x'***'"


ascii_secrets = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=30)


@given(
    user=st.text(st.sampled_from("abcAdmin"), min_size=1, max_size=8),
    secret=st.text(st.sampled_from("QXZ019:@/#?&=%!$*+,;"), min_size=3, max_size=20),
)
def test_no_password_of_an_address_survives(user: str, secret: str) -> None:
    cleaned = redact(f"cannot open rtsp://{user}:{secret}@192.0.2.7:554/live now")
    assert cleaned == "cannot open rtsp://***@192.0.2.7:554/live now"


# --- registered secrets ---------------------------------------------------------------------


@given(secret=ascii_secrets)
def test_a_registered_secret_is_removed_however_it_is_printed(secret: str) -> None:
    register_secret(secret)
    try:
        forms = (secret, repr(secret), quote(secret, safe=""), repr([secret]))
        for form in (*forms, base64.b64encode(secret.encode()).decode()):
            assert secret not in redact(f"<< {form} >>")
            assert "***" in redact(f"<< {form} >>")
    finally:
        forget_secret(secret)


@given(secret=st.binary(min_size=16, max_size=48))
def test_registered_bytes_are_removed_however_they_are_printed(secret: bytes) -> None:
    register_secret(secret)
    try:
        encoded = base64.b64encode(secret).decode()
        for form in (secret.hex(), secret.hex().upper(), encoded, repr(secret)):
            cleaned = redact(f"<< {form} >>")
            assert form not in cleaned
            assert "***" in cleaned
    finally:
        forget_secret(secret)


def test_a_forgotten_secret_is_not_remembered(registered: str) -> None:
    assert redact(registered) == "***"
    forget_secret(registered)
    assert redact(registered) == registered
    assert registered not in repr(redacting._registered)
    register_secret(registered)


def test_a_secret_too_short_to_hide_garbles_nothing() -> None:
    register_secret("a")
    assert redact("a banana") == "a banana"
    forget_secret("a")


# --- log records ----------------------------------------------------------------------------


def test_messages_and_arguments_are_cleaned(log: io.StringIO, registered: str) -> None:
    logger = logging.getLogger("shopguard.test.deeper")
    logger.warning("opening %s with %r", "rtsp://u:pw@cam/1", {"secret": registered})
    logger.info(f"again {registered}")
    assert registered not in log.getvalue()
    assert "pw" not in log.getvalue()
    assert "opening rtsp://***@cam/1 with" in log.getvalue()


def test_tracebacks_are_cleaned_with_their_causes(log: io.StringIO, registered: str) -> None:
    def fail() -> None:
        try:
            raise ValueError(f"bad {registered}")
        except ValueError as error:
            raise RuntimeError("cannot open rtsp://u:pw@cam/1") from error

    try:
        fail()
    except RuntimeError:
        logging.getLogger("shopguard.test").exception("failed", stack_info=True)
    told = log.getvalue()
    assert registered not in told
    assert ":pw" not in told
    assert "ValueError: bad ***" in told
    assert "RuntimeError: cannot open rtsp://***@cam/1" in told
    assert told.count("Traceback") == 2


def test_arguments_that_do_not_fit_are_shown_and_cleaned(log: io.StringIO, registered: str) -> None:
    logging.getLogger("shopguard.test").warning("two %s %s", registered)
    assert "two %s %s" in log.getvalue()
    assert registered not in log.getvalue()


def test_an_exc_info_without_an_exception_is_nothing(log: io.StringIO) -> None:
    logging.getLogger("shopguard.test").warning("calm", exc_info=True)
    assert "calm" in log.getvalue()


# --- uncaught -------------------------------------------------------------------------------

_UNCAUGHT = """
import sys, threading, logging
from shopguard.base import redact
redact.install(); redact.install()
redact.register_secret("kirin no kubi")
class Dying:
    def __del__(self): raise OSError("del rtsp://u:pw@cam/1")
def thread(): raise OSError("thread kirin no kubi")
worker = threading.Thread(target=thread, name="worker"); worker.start(); worker.join()
Dying()
logging.getLogger("any").error("log rtsp://u:pw@cam/1")
raise OSError("main rtsp://u:pw@cam/1 kirin no kubi")
"""


@pytest.mark.requirement("G-6.6")
def test_uncaught_exceptions_are_printed_without_secrets() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _UNCAUGHT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    for words in (
        "main rtsp://***@cam/1 ***",
        "thread ***",
        "del rtsp://***@cam/1",
        "log rtsp://***@cam/1",
        "In thread worker",
    ):
        assert words in done.stderr
    shown = [line for line in done.stderr.splitlines() if "raise OSError" not in line]
    assert not [line for line in shown if ":pw" in line or "kirin" in line]
