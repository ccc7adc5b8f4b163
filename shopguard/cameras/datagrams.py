"""UDP ports on the reactor, for cameras whose owner chose it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import suppress

from shopguard.cameras.reactor import Pace, Reactor

DATAGRAMS_A_ROUND = 512
UDP_BUFFER = 2 * 1024 * 1024


class DatagramPort:
    """One UDP port that hears one camera only."""

    def __init__(
        self, reactor: Reactor, sock: socket.socket, camera: str, received: Callable[[bytes], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._reactor = reactor
        self._camera = camera
        self._received = received
        self._failed = failed
        self._sock = sock
        self._watch = reactor.watch(sock, self)
        self._watch.set(pace=Pace.DATAGRAMS)

    @property
    def number(self) -> int:
        """The port's number."""
        return int(self._sock.getsockname()[1])

    def send(self, data: bytes, port: int) -> None:
        """One datagram to the camera; lost where the network says no, as datagrams are."""
        with suppress(OSError):
            self._sock.sendto(data, (self._camera, port))

    def readable(self) -> None:
        """Hand on what the camera sent; drop what others did."""
        buffer = self._reactor.buffer
        for _ in range(DATAGRAMS_A_ROUND):
            if self._watch.closed:
                return
            try:
                size, place = self._sock.recvfrom_into(buffer)
            except (BlockingIOError, InterruptedError, ConnectionError):
                return  # empty; or an ICMP answer to a datagram of ours
            if place[0] == self._camera:
                self._received(bytes(buffer[:size]))

    def writable(self) -> None:
        """Never asked for."""

    def failed(self, error: Exception) -> None:
        """The receiver raised."""
        self._failed(error)

    def close(self) -> None:
        """Stop hearing."""
        self._watch.close()


def datagram_pair(here: str) -> tuple[socket.socket, socket.socket]:
    """Two sockets on neighbouring ports, the first one even (RTP, RTCP); OSError if none."""
    family = socket.AF_INET6 if ":" in here else socket.AF_INET
    for _ in range(50):
        first = _bound(family, here, 0)
        port = int(first.getsockname()[1])
        try:
            if port % 2 == 0:
                return first, _bound(family, here, port + 1)
        except OSError:
            pass  # the neighbour is taken
        first.close()
    raise OSError(errno.EADDRINUSE, "no pair of free ports")


def _bound(family: int, here: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, UDP_BUFFER)
        sock.bind((here, port))
    except OSError:
        sock.close()
        raise
    return sock
