"""The mask worker: one camera's packets in, masked packets out (G-2).

    python -m shopguard.recorder.mask_worker

It has no key, no path and no network: all it knows comes over standard input (``masking.wire``).
It ends with its input, and at the first thing that makes no sense: the recorder starts another.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from typing import IO

import psutil

from shopguard.base.platform import host
from shopguard.recorder.masking import wire
from shopguard.recorder.masking.pictures import Masked, Masker

NICENESS = 10  # recording of every camera comes first


class Worker:
    """Answers each message with the pictures it gives, then DONE."""

    def __init__(self) -> None:
        self._masker: Masker | None = None
        self._acts: dict[bytes, Callable[[bytes], tuple[int, Iterator[Masked]]]] = {
            wire.STREAM: self._stream,
            wire.VIDEO: self._video,
            wire.FLUSH: self._flush,
        }

    def run(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Until ``source`` ends."""
        target.write(wire.message(wire.READY))
        target.flush()
        for kind, body in wire.messages(source):
            if kind not in self._acts:
                raise wire.broken("a message of an unknown kind")
            number, pictures = self._acts[kind](body)
            for origin, parts in pictures:
                target.write(wire.pack_picture(origin, parts))
            target.write(wire.pack_number(wire.DONE, number))
            target.flush()

    def _stream(self, body: bytes) -> tuple[int, Iterator[Masked]]:
        number, job = wire.unpack_job(body)
        self._masker = Masker(job)
        return number, iter(())

    def _video(self, body: bytes) -> tuple[int, Iterator[Masked]]:
        number, pts, key, parts = wire.unpack_video(body)
        return number, self._known().feed(number, pts, key, parts)

    def _flush(self, body: bytes) -> tuple[int, Iterator[Masked]]:
        number = wire.unpack_number(body)
        return number, self._known().flush(number)

    def _known(self) -> Masker:
        if self._masker is None:
            raise wire.broken("a packet before its stream")
        return self._masker


def main() -> int:
    """The process: 0 when its input ended or nobody listens any longer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the recorder, which ends us
    host.make_undumpable()  # pictures as the camera saw them are in our memory
    _step_back()
    try:
        Worker().run(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _step_back() -> None:
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(NICENESS)


if __name__ == "__main__":
    sys.exit(main())
