"""Wakes a thread that waits in a poll; works wherever sockets do."""

from __future__ import annotations

import socket


class Waker:
    """``wake`` from any thread; the polling thread watches ``fileno`` and calls ``drain``."""

    def __init__(self) -> None:
        self._out, self._in = socket.socketpair()
        self._out.setblocking(False)
        self._in.setblocking(False)

    def fileno(self) -> int:
        return self._in.fileno()

    def wake(self) -> None:
        """Let the poll return; a full pipe wakes as well as one more byte."""
        try:
            self._out.send(b"\0")
        except OSError:
            return

    def drain(self) -> None:
        """Take the wake-ups away."""
        try:
            while len(self._in.recv(4096)) == 4096:
                pass
        except BlockingIOError:
            return

    def close(self) -> None:
        self._out.close()
        self._in.close()
