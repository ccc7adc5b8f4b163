"""Keeps a recorder running, for ever (J-4). It holds no key and opens no shop.

It knows why the recorder ended and, from its beats, where each camera's durable footage ended: the
next recorder is told both, so that a crash's gap is exact and its cause stands on the timeline.
"""

from __future__ import annotations

import json
import logging
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.home import Home
from shopguard.recorder.causes import GapCause
from shopguard.recorder.channel.wire import error_from_json
from shopguard.recorder.handover import HANGS_S, STARTS_S, STOPS_S, Hello, Previous

log = logging.getLogger(__name__)

_COMMAND = (sys.executable, "-P", "-m", "shopguard.recorder.worker")
_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.2, 10.0
_STEADY_S = 60.0
_LOOK_S = 2.0  # news, an end and a wish to stop wake it at once
_ENDS_S = 0.5  # a process whose output has ended is about to end
_ASLEEP_S = 5.0  # we did not run ourselves: the machine slept, nobody is silent


@dataclass(slots=True)
class _Life:
    """One run of the recorder. Times by the monotonic clock."""

    process: subprocess.Popen[bytes]
    began: float
    heard: float
    # What it says, one line each; an empty one: look up. May be put into by a signal handler.
    lines: queue.SimpleQueue[dict[str, Any]] = field(default_factory=queue.SimpleQueue)
    ready: bool = False
    finished: bool = False  # it said that it stopped as it should
    asked: bool = False  # a client of its channel asked it to stop
    stop_sent: float | None = None
    failure: ShopGuardError | None = None
    hung: bool = False


class Supervisor:
    """``run`` until stopped; ``ends``: per camera the end of its newest durable fragment."""

    def __init__(
        self,
        home: Home,
        for_seconds: float | None = None,
        *,
        hangs_s: float = HANGS_S,
        command: tuple[str, ...] = _COMMAND,
    ) -> None:
        self.ends: dict[str, int] = {}
        self.restarts = 0
        self.worker_pid: int | None = None
        self._home = home
        self._for_seconds = for_seconds
        self._hangs_s = hangs_s
        self._command = command
        self._stopping = False
        self._life: _Life | None = None
        self._until: float | None = None
        self._was_ready = False

    def stop(self) -> None:
        """End the recorder gracefully, and this."""
        self._stopping = True
        if self._life is not None:
            self._life.lines.put({})

    def run(self) -> int:
        """0 after a graceful end. Raises what kept the very first recorder from running."""
        pause, previous = _FIRST_PAUSE_S, None
        while True:
            life = self._begin(previous)
            self._watch(life)
            code = life.process.wait()
            if self._stopping or life.asked:
                return 0 if life.finished else 1
            if life.failure is not None and not self._was_ready:
                raise life.failure
            previous = self._why(life, code)
            log.error("the recorder ended: %s %s", previous.cause, previous.detail)
            if time.monotonic() - life.began > _STEADY_S:
                pause = _FIRST_PAUSE_S
            if self._rest(life, pause):
                return 1
            pause = min(pause * 2, _LAST_PAUSE_S)
            self.restarts += 1

    # --- one life ---------------------------------------------------------------------------

    def _begin(self, previous: Previous | None) -> _Life:
        process = subprocess.Popen(  # noqa: S603 - our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.worker_pid = process.pid
        now = time.monotonic()
        life = self._life = _Life(process, began=now, heard=now)
        reader = threading.Thread(target=_read, args=(life,), name="recorder", daemon=True)
        reader.start()
        hello = Hello(str(self._home.path), self.restarts, previous)
        _write(process.stdin, hello.line())
        return life

    def _watch(self, life: _Life) -> None:
        """Until the process has ended, whatever that takes."""
        looked = time.monotonic()
        while life.process.poll() is None:
            self._hear(life)
            now = time.monotonic()
            if now - looked > _ASLEEP_S:
                life.heard = now
            looked = now
            if self._until is not None and now >= self._until:
                self._stopping = True
            if self._stopping and life.stop_sent is None:
                life.stop_sent = now
                _write(life.process.stdin, b"stop\n")
            self._end_if_hung(life, now)
        self._hear(life, wait_s=0.5)
        for pipe in (life.process.stdin, life.process.stdout):
            _close(pipe)

    def _hear(self, life: _Life, wait_s: float = _LOOK_S) -> None:
        if self._until is not None and not self._stopping:
            wait_s = min(wait_s, max(0.0, self._until - time.monotonic()))
        with suppress(queue.Empty):
            self._take(life, life.lines.get(timeout=wait_s))
            while True:
                self._take(life, life.lines.get_nowait())

    def _take(self, life: _Life, value: dict[str, Any]) -> None:
        if not value:
            return
        life.heard = time.monotonic()
        if value.get("ready"):
            life.ready = self._was_ready = True
            if self._until is None and self._for_seconds is not None:
                self._until = life.heard + self._for_seconds
        self.ends.update(value.get("ends", {}))
        life.asked = life.asked or bool(value.get("stopping"))
        life.finished = life.finished or bool(value.get("done"))
        if "failed" in value:
            life.failure = error_from_json(value["failed"])

    def _end_if_hung(self, life: _Life, now: float) -> None:
        patience = self._hangs_s if life.ready else STARTS_S
        if life.stop_sent is not None or life.asked:
            patience = STOPS_S
        if now - life.heard > patience:
            life.hung = True
            log.error("the recorder has been silent for %d s", patience)
            life.process.kill()

    def _rest(self, life: _Life, pause_s: float) -> bool:
        """Whether the wish to stop came meanwhile."""
        until = time.monotonic() + pause_s
        while not self._stopping and (left := until - time.monotonic()) > 0:
            with suppress(queue.Empty):
                life.lines.get(timeout=left)
        return self._stopping

    def _why(self, life: _Life, code: int) -> Previous:
        cause, detail = GapCause.CRASHED, f"exit code {code}"
        if life.hung:
            cause, detail = GapCause.HUNG, "no beat"
        elif life.failure is not None:
            detail = life.failure.code
        elif code < 0:
            cause, detail = GapCause.KILLED, f"signal {-code}"
        elif life.finished:
            cause, detail = GapCause.STOPPED, "not by us"
        return Previous(str(cause), detail, time.time_ns() // 1000, dict(self.ends))


def run(home: Home, for_seconds: float | None = None) -> int:
    """Record until told to stop (Ctrl-C, SIGTERM, Ctrl-Break, the channel), or for so long.

    0 after a graceful end. Unavailable or Damaged when this shop cannot be recorded at all.
    """
    if not home.exists:
        raise Unavailable("home.not_a_shop", path=home.path)
    supervisor = Supervisor(home, for_seconds)
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda _number, _frame: supervisor.stop())
    return supervisor.run()


def _read(life: _Life) -> None:
    for words in life.process.stdout or ():
        try:
            value = json.loads(words)
        except ValueError:
            continue
        if isinstance(value, dict):
            life.lines.put(value)
    with suppress(subprocess.TimeoutExpired):
        life.process.wait(_ENDS_S)
    life.lines.put({})


def _write(pipe: IO[bytes] | None, words: bytes) -> None:
    """To a recorder that may just have ended: then its end is noticed anyway."""
    if pipe is None:
        return
    try:
        pipe.write(words)
        pipe.flush()
    except OSError:
        log.warning("the recorder does not listen")


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:
            log.warning("the recorder's pipe was broken")
