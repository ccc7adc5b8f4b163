"""Keeps a mask worker running for one camera, and alone speaks to the sink (G-2).

The worker is ended and another begun, after a wait, when it falls behind, dies or answers what it
was not asked. What waited is dropped, the sink is told, and the next worker starts at a key frame.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, ParamSpec

from shopguard.base.clock import Clock
from shopguard.cameras.backoff import Backoff
from shopguard.cameras.loss import Lost
from shopguard.cameras.source import (
    LossCause,
    Packet,
    PacketSink,
    StreamInfo,
    TrackInfo,
    VideoCodec,
)
from shopguard.recorder.masking import wire
from shopguard.recorder.masking.line import Line, Loss, Released

COMMAND = (sys.executable, "-P", "-m", "shopguard.recorder.mask_worker")
LOOK_S = 0.25
STOP_S = 5.0
BARREN_S = 10.0  # packets, but not one picture that can be decoded
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
_P = ParamSpec("_P")
_IDR, _SPS, _PPS = 5, 7, 8

log = logging.getLogger(__name__)


class Keeper:
    """One thread that keeps the worker, and two for each worker's pipes."""

    def __init__(
        self, line: Line, sink: PacketSink, clock: Clock, command: Sequence[str] = COMMAND
    ) -> None:
        self.worker_pid: int | None = None
        self._line = line
        self._sink = sink
        self._monotonic = clock.monotonic
        self._command = command
        self._backoff = Backoff(clock.monotonic)
        self._gate = threading.RLock()  # the sink may stop its own source
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="mask keeper", daemon=True)
        self._threads: list[threading.Thread] = [self._thread]
        self._info: StreamInfo | None = None  # of the camera, where the worker is
        self._told: StreamInfo | None = None  # to the sink, by this worker
        self._flowing = False  # pictures have come since the last loss
        self._barren_since: float | None = None
        self._fault = ""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def shut(self) -> None:
        """No call to the sink after this returns."""
        with self._gate:
            self._ended.set()

    def join(self) -> None:
        """Wait for the worker's end, unless it is the sink that asks."""
        if threading.current_thread() not in self._threads:
            self._thread.join(2 * STOP_S)

    # --- the keeper's thread -----------------------------------------------------------------

    def _keep(self) -> None:
        while not self._ended.is_set():
            try:
                detail = self._one_worker()
            except Exception:  # our own mistake must not end a camera's recording
                log.exception("a mask worker ended in an unexpected way")
                detail = "unexpected"
            told = self._line.close() or self._flowing
            if told and not self._ended.is_set():
                self._lose(detail)
            self._pause(detail, told=told)

    def _pause(self, detail: str, *, told: bool) -> None:
        """Wait before the next worker; video that is missed meanwhile is told of, once."""
        until = self._monotonic() + self._backoff.wait_s()
        while not self._ended.is_set():
            missed = self._pass_losses()
            if missed and not told:
                self._lose(detail)
                told = True
            left = until - self._monotonic()
            if left <= 0:
                return
            self._ended.wait(min(left, LOOK_S))

    def _one_worker(self) -> str:
        """Have a worker work until it must go; why it did."""
        try:
            process = _started(self._command)
        except OSError as error:
            self._line.hang_up()
            return f"the mask worker cannot be started (system error {error.errno})"
        assert process.stdin is not None
        assert process.stdout is not None
        self._told, self._fault, self._barren_since = None, "", None
        self._line.open()
        reader = self._thread_for(self._read, process.stdout)
        writer = self._thread_for(self._write, process.stdin)
        self.worker_pid = process.pid
        try:
            trouble = self._watch(reader)
        finally:
            self.worker_pid = None
            process.kill()
            self._line.hang_up()
            _bury(process, (reader, writer))
            self._threads = [self._thread]
        return trouble or self._fault or f"the mask worker ended (code {process.returncode})"

    def _watch(self, reader: threading.Thread) -> str:
        while reader.is_alive() and not self._ended.is_set():
            reader.join(LOOK_S)
            self._pass_losses()
            trouble = self._line.trouble()
            if trouble:
                return trouble
        return ""

    def _thread_for(self, work: Callable[[IO[bytes]], None], pipe: IO[bytes]) -> threading.Thread:
        thread = threading.Thread(target=work, args=(pipe,), name="mask pipe", daemon=True)
        self._threads = [*self._threads, thread]
        thread.start()
        return thread

    def _pass_losses(self) -> bool:
        missed, losses = self._line.take_missed()
        for loss in losses:
            self._pass_on(loss)
        return missed

    def _lose(self, detail: str) -> None:
        log.warning("no masked picture: %s", detail)
        self._flowing = False
        self._say(self._sink.lost, LossCause.MASK_WORKER, detail)

    # --- the worker's pipes, a thread each ---------------------------------------------------

    def _write(self, pipe: IO[bytes]) -> None:
        with contextlib.suppress(OSError):  # it died: the reader finds out
            while (message := self._line.next_message()) is not None:
                pipe.write(message)
                pipe.flush()

    def _read(self, pipe: IO[bytes]) -> None:
        try:
            for kind, body in wire.messages(pipe):
                self._heard(kind, body)
        except Lost as error:
            self._fault = f"the mask worker sent {error.detail}"
        except OSError:
            self._fault = "the mask worker’s pipe broke"
        except Exception:
            log.exception("a masked picture could not be handed on")
            self._fault = "unexpected"

    def _heard(self, kind: bytes, body: bytes) -> None:
        if kind == wire.PICTURE:
            self._picture(*wire.unpack_picture(body))
        elif kind == wire.DONE:
            video, released = self._line.done(wire.unpack_number(body))
            for what in released:
                self._pass_on(what)
            if video:
                self._look_for_pictures()
        elif kind == wire.READY:
            self._line.ready()
        else:
            raise wire.broken("a message of an unknown kind")

    def _picture(self, number: int, parts: list[bytes]) -> None:
        pts, arrived_us = self._line.times(number)
        key = any(part[0] & 31 == _IDR for part in parts)
        if key:
            self._tell_stream(parts)
        if self._told is None:
            return
        self._backoff.good()
        self._flowing, self._barren_since = True, None
        self._say(self._sink.packet, Packet("video", parts, pts, key, arrived_us))

    def _tell_stream(self, parts: list[bytes]) -> None:
        """The camera's stream as it is after the worker; told when it is new."""
        if self._info is None:
            raise wire.broken("a picture before its stream")
        sets = tuple(part for part in parts if part[0] & 31 in (_SPS, _PPS))
        video = TrackInfo(VideoCodec.H264, self._info.video.clock_rate, sets)
        info = replace(self._info, video=video)
        if info != self._told:
            self._told = info
            self._say(self._sink.stream, info)

    def _pass_on(self, what: Released) -> None:
        """What is no video."""
        match what:
            case StreamInfo():
                self._info, self._told = what, None
            case Loss(cause, detail):
                self._flowing, self._barren_since = False, None
                self._say(self._sink.lost, cause, detail)
            case Packet(track="audio") if self._told is not None:
                self._say(self._sink.packet, what)

    def _look_for_pictures(self) -> None:
        now = self._monotonic()
        if self._barren_since is None:
            self._barren_since = now
        elif now - self._barren_since > BARREN_S:
            self._barren_since, self._flowing = None, False
            self._say(self._sink.lost, LossCause.BAD_STREAM, "no picture can be decoded")

    def _say(self, call: Callable[_P, None], *args: _P.args, **kwargs: _P.kwargs) -> None:
        with self._gate:
            if not self._ended.is_set():
                call(*args, **kwargs)


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A worker that inherits nothing it need not know: no environment, no folder, no files."""
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        cwd=Path(sys.executable).parent,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _bury(process: subprocess.Popen[bytes], threads: Sequence[threading.Thread]) -> None:
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        log.exception("mask worker %d does not end", process.pid)
    for thread in threads:
        thread.join(STOP_S)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what it did not take any more
                pipe.close()
