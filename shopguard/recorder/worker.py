"""The recorder as a process: ``python -m shopguard.recorder.worker``, started by the supervisor.

Standard input brings one Hello line and then nothing until it ends or says ``stop``; standard
output carries beats with the newest durable ends. The shop key comes from the key store, never from
a pipe.
"""

from __future__ import annotations

import gc
import logging
import logging.handlers
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from shopguard.base import redact
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.channel.wire import error_to_json
from shopguard.recorder.handover import BEAT_S, Hello, line
from shopguard.recorder.recorder import Recorder, open_recorder

log = logging.getLogger(__name__)

_LOCK_PATIENCE_S = 10.0  # one that closes its volumes is let finish …
_OTHER_PATIENCE_S = 2.0  # … one that runs is not waited for
_LOG_BYTES, _LOGS = 5 << 20, 5


class Pipe:
    """Lines to the supervisor. One that is gone or stuck must not hold the recorder up."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def say(self, **value: Any) -> None:
        """Send one line."""
        with suppress(OSError, ValueError):
            self._file.write(line(value))
            self._file.flush()


def main() -> int:
    """The process; 0 after a graceful stop."""
    pipe = Pipe(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    sys.stdout = sys.stderr  # nothing printed may look like a line of ours
    redact.install()
    host.make_undumpable()
    try:
        hello = Hello.parse(sys.stdin.buffer.readline())
    except (ValueError, KeyError, TypeError):
        return 2
    home = Home(Path(hello.home))
    stop = Stop()
    _listen(stop)
    try:
        _write_logs(home)
        with _lock(home):
            return _record(home, hello, pipe, stop)
    except ShopGuardError as found:
        held = found.code == "lock.held"
        error = Unavailable("recorder.already_running") if held else found
        log.exception("the recorder cannot run: %s", error.code)
        pipe.say(failed=error_to_json(error))
        return error.exit_code


def _record(home: Home, hello: Hello, pipe: Pipe, stop: Stop) -> int:
    recorder = open_recorder(home, hello)
    stop.wakes(recorder.news)
    recorder.start()
    gc.freeze()  # what was made by now stays: nobody needs to look through it again
    pipe.say(ready=True)
    told: dict[str, int] = {}
    while not stop.asked and not recorder.stop_asked:
        recorder.news.clear()
        told = _beat(recorder, pipe, told)
        recorder.news.wait(BEAT_S)
    pipe.say(stopping=recorder.stop_asked)
    recorder.stop()
    pipe.say(done=True)
    return 0


def _beat(recorder: Recorder, pipe: Pipe, told: dict[str, int]) -> dict[str, int]:
    """Say that everything turns, and what is durable; silence tells the supervisor otherwise."""
    newest = dict(recorder.newest)
    if recorder.alive:
        pipe.say(ends={key: end for key, end in newest.items() if told.get(key) != end})
        return newest
    log.error("a thread that must turn does not")
    return told


class Stop:
    """Whether the end was asked for; wakes the recorder's loop when it is."""

    def __init__(self) -> None:
        self.asked = False
        self._news: threading.Event | None = None

    def set(self) -> None:
        """Ask for the end."""
        self.asked = True
        if self._news is not None:
            self._news.set()

    def wakes(self, news: threading.Event) -> None:
        """Set ``news`` when the end is asked for."""
        self._news = news


def _listen(stop: Stop) -> None:
    """Stop when the supervisor says so or is gone; its own signals are not ours to answer."""

    def read() -> None:
        while words := sys.stdin.buffer.readline():
            if words.strip() == b"stop":
                break
        stop.set()

    threading.Thread(target=read, name="supervisor", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())


def _lock(home: Home) -> Any:
    try:
        other = Runtime.read(home) is not None
        return host.lock_file(home.lock, _OTHER_PATIENCE_S if other else _LOCK_PATIENCE_S)
    except FileNotFoundError:
        raise Unavailable("home.not_a_shop", path=home.path) from None


def _write_logs(home: Home) -> None:
    home.logs.mkdir(exist_ok=True)
    host.private_folder(home.logs)
    handler = logging.handlers.RotatingFileHandler(
        home.logs / "recorder.log", maxBytes=_LOG_BYTES, backupCount=_LOGS, encoding="utf-8"
    )
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s")
    form.converter = time.gmtime
    handler.setFormatter(form)
    logging.basicConfig(level=logging.INFO, handlers=[handler])


if __name__ == "__main__":
    sys.exit(main())
